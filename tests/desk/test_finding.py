from __future__ import annotations

from datetime import datetime

from django.test import Client

from tests.desk.conftest import Meridian, complaint


def test_a_case_is_found_by_its_number_a_name_and_its_first_words(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    case = complaint(meridian.priya, now)

    for asked in (str(case.pk), "okafor", "wrecked my floor"):
        assert f"/cases/{case.pk}/" in desk.get("/find", {"q": asked}).content.decode()


def test_the_palette_is_told_the_same_as_json(desk: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.priya, now)

    answer = desk.get("/find", {"q": "okafor"}, headers={"accept": "application/json"})

    (result,) = answer.json()["results"]
    assert result["url"] == f"/cases/{case.pk}/"
    assert result["label"].startswith("Amara Okafor – You brought the wrong table")


def test_a_region_alone_is_answered_to_htmx(desk: Client, meridian: Meridian) -> None:
    answer = desk.get("/find?q=nobody", headers={"HX-Request": "true", "HX-Target": "found"})

    assert "<html" not in answer.content.decode()
    assert "Nothing found." in answer.content.decode()


def test_odd_questions_find_nothing_and_break_nothing(desk: Client, meridian: Meridian) -> None:
    for asked in ("99999999999999999999999", "%", "\x00", "'; --", "#", "a" * 5000):
        assert desk.get("/find", {"q": asked}).status_code == 200


def test_the_sheet_of_keys_is_a_page_and_a_dialog(desk: Client, meridian: Meridian) -> None:
    dialog = desk.get("/help/keys", headers={"HX-Request": "true", "HX-Target": "keys"}).content.decode()

    assert "<h1>Keyboard keys</h1>" in desk.get("/help/keys").content.decode()
    assert dialog.lstrip().startswith('<dialog id="keys"')
