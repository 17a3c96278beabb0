from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.cases.models import Case
from amends.casework import holding, listening, noting
from amends.messages.models import Attachment, CustomerMessage
from tests.desk.conftest import NOW, Meridian
from tests.desk.on_a_case import REPLY, amara_writes, page

MOST_QUERIES = 25


def test_the_page_shows_who_in_what_words_what_is_owed_and_the_steps(desk: Client, case: Case) -> None:
    text = page(desk, case)

    assert "Amara Okafor" in text
    assert "You brought the wrong table and wrecked my floor. I am furious." in text
    assert "First answer by name" in text
    assert re.findall(r"<b>(Listen|Repeat|Empathise-Apologise-Assure|Act|Train)</b>", text)[:2] == ["Listen", "Repeat"]
    assert "Answer Amara" in text


def test_a_page_with_thirty_entries_asks_few_questions(desk: Client, case: Case, meridian: Meridian) -> None:
    for number in range(30):
        noting.add_note(case, f"Note {number}", by=meridian.priya, at=NOW)
    listening.note_feeling(case, "furious", 5, by=meridian.priya, at=NOW)
    desk.post(f"/cases/{case.pk}/reply", {"body": REPLY, "key": "k", "seen_message": 9})
    holding.release_due(NOW + timedelta(seconds=20))
    page(desk, case)

    with CaptureQueriesContext(connection) as asked:
        page(desk, case)

    assert len(asked) <= MOST_QUERIES


def test_earlier_entries_are_shown_alone_where_only_they_are_asked_for(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    for number in range(40):
        noting.add_note(case, f"Note {number}", by=meridian.priya, at=NOW)
    before = re.search(r"\?before=(\d+)", page(desk, case))
    assert before

    part = desk.get(f"/cases/{case.pk}/?before={before[1]}", headers={"HX-Request": "true", "HX-Target": "earlier"})

    assert "<html" not in part.content.decode()
    assert "Note 5" in part.content.decode()


def test_a_mail_is_shown_in_a_frame_that_can_do_nothing(desk: Client, case: Case) -> None:
    message = CustomerMessage.objects.get(direction="in")
    CustomerMessage.objects.filter(pk=message.pk).update(html='<p>Look</p><img data-src="https://a.example/1.png">')

    plain = desk.get(f"/cases/{case.pk}/mails/{message.pk}")
    shown = desk.get(f"/cases/{case.pk}/mails/{message.pk}?pictures=1")

    assert plain["Content-Security-Policy"].startswith("sandbox")
    assert "default-src 'none'" in plain["Content-Security-Policy"]
    assert ' src="https' not in plain.content.decode()
    assert ' src="https://a.example/1.png"' in shown.content.decode()
    assert desk.get(f"/cases/{case.pk + 1}/mails/{message.pk}").status_code == 404


def test_a_file_is_only_ever_downloaded(desk: Client, case: Case) -> None:
    message = CustomerMessage.objects.get(direction="in")
    default_storage.save("ab/abc", ContentFile(b"<script>"))
    row = Attachment.objects.create(
        message=message, name='a"\r\n.html', type="text/html", size=8, sha256="abc", inline=False
    )

    answer = desk.get(f"/cases/{case.pk}/files/{row.pk}")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert desk.get(f"/cases/{case.pk + 1}/files/{row.pk}").status_code == 404


def test_the_pulse_costs_nothing_until_something_changed(desk: Client, case: Case) -> None:
    first = desk.get(f"/cases/{case.pk}/pulse?since=99")
    again = desk.get(f"/cases/{case.pk}/pulse?since=99", headers={"If-None-Match": first["ETag"]})
    amara_writes(case, "And the skirting board too.", at=NOW + timedelta(minutes=1))
    fresh = desk.get(f"/cases/{case.pk}/pulse?since=3", headers={"If-None-Match": first["ETag"]})

    assert first.json()["changes"] == 0
    assert again.status_code == 304
    assert fresh.json()["changes"] == 1


def test_an_unknown_case_is_not_found_and_strangers_sign_in_first(desk: Client, case: Case) -> None:
    assert desk.get("/cases/99999/").status_code == 404
    assert desk.get(f"/cases/{case.pk}/reply").status_code == 405
    assert Client().get(f"/cases/{case.pk}/").status_code == 302


def test_what_somebody_typed_is_never_markup(desk: Client, post: Any, case: Case) -> None:
    post("note", body="<script>alert(1)</script>")
    post("problem", words="<b>bold</b>")

    text = page(desk, case)

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<b>bold</b>" not in text


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_page_asked_for_from_no_real_number_is_the_page_itself(desk: Client, case: Case, number: str) -> None:
    assert desk.get(f"/cases/{case.pk}/", {"before": number}).status_code == 200
    assert desk.get(f"/cases/{case.pk}/pulse", {"since": number}).json()["changes"] == 0
