from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.test import Client

from amends.cases.models import Case
from amends.casework import delivering
from amends.channels.models import OutboxMail
from tests.desk.conftest import Meridian, complaint


def test_a_practice_case_stands_apart_from_the_work(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/practice/begin", {"key": "a"})

    case = Case.objects.get()
    assert (answer["Location"], case.practice) == (f"/cases/{case.pk}/", True)
    assert "Maria Ortiz" not in desk.get("/").content.decode()
    assert "Maria Ortiz" in desk.get("/?view=practice").content.decode()


def test_the_mail_of_a_practice_case_is_shown_and_never_sent(desk: Client, meridian: Meridian, now: datetime) -> None:
    desk.post("/practice/begin", {"key": "a"})

    delivering.deliver_due(now, refuse)

    assert OutboxMail.objects.get().to_address in desk.get("/practice").content.decode()


def test_one_press_removes_all_practice_data_and_nothing_else(desk: Client, meridian: Meridian, now: datetime) -> None:
    complaint(meridian.priya, now)
    desk.get("/")
    before = rows()
    desk.post("/practice/begin", {"key": "a"})
    number = Case.objects.get(practice=True).pk
    desk.post(f"/cases/{number}/note", {"note": "A try", "key": "n"})

    answer = desk.post("/practice/remove", {"key": "b"}, follow=True)

    assert "1 practice case is gone." in answer.content.decode()
    after = rows()
    # What stays is not practice: the keys of the forms that were pressed, and the session.
    for table in ("pressed", "django_session"):
        before.pop(table, None), after.pop(table, None)
    assert after == before


def refuse(mail: OutboxMail) -> None:
    raise AssertionError(f"mail {mail.pk} left the house")


def rows() -> dict[str, int]:
    return {
        model._meta.db_table: count
        for model in apps.get_models()
        if model._meta.app_label not in ("auth", "contenttypes") and (count := model._default_manager.count())
    }
