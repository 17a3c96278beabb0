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
from amends.casework import closing, holding, listening, noting, promising
from amends.casework.queries import CaseView
from amends.messages.models import Attachment, CustomerMessage
from tests.desk.conftest import NOW, Meridian
from tests.desk.on_a_case import REPLY, amara_writes, page

# A session, who asks, the case, draft, promises and what became of them, entries, messages, facts, limit, feelings,
# what was said back with its answers, and the names of two more readings of this case.
MOST_QUERIES = 14
# As the browser takes it in, before it is compressed (requirements of the page: 40 kB with thirty entries).
MOST_BYTES = 40_000


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
    desk.post(
        f"/cases/{case.pk}/reply", {"body": REPLY, "key": "k", "seen_message": CaseView(case, NOW).newest_incoming}
    )
    holding.release_due(NOW + timedelta(seconds=20))
    page(desk, case)

    with CaptureQueriesContext(connection) as asked:
        text = page(desk, case)

    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][:90] for query in asked.captured_queries)
    assert len(text.encode()) <= MOST_BYTES


def test_a_form_is_fetched_when_it_is_unfolded(desk: Client, case: Case) -> None:
    text = page(desk, case)
    assert 'name="within"' not in text
    assert f'hx-get="/cases/{case.pk}/forms/new-promise"' in text

    fetched = desk.get(
        f"/cases/{case.pk}/forms/new-promise", headers={"HX-Request": "true", "HX-Target": "new-promise"}
    ).content.decode()

    assert "<html" not in fetched
    assert 'name="within"' in fetched
    assert f'action="/cases/{case.pk}/promises"' in fetched


@pytest.mark.parametrize("which", ["open", "promised", "closed"])
def test_each_form_is_a_page_of_its_own_without_script(
    desk: Client, case: Case, meridian: Meridian, which: str
) -> None:
    if which == "promised":
        promising.promise(case, "Ring with the date", within="2 hours", by=meridian.priya, at=NOW)
    if which == "closed":
        closing.close(case, how="withdrawn", words="Amara rang.", by=meridian.priya, at=NOW)
    names = re.findall(r'href="/cases/\d+/forms/([\w-]+)"', page(desk, case))

    for name in names:
        alone = desk.get(f"/cases/{case.pk}/forms/{name}").content.decode()
        assert "<h1" in alone
        assert "<button" in alone.split("<main")[1]
        assert alone.split("<main")[1].count('<form method="post"') == 1
    assert len(names) == {"open": 18, "promised": 22, "closed": 2}[which]


def test_a_form_that_the_case_does_not_have_is_not_found(desk: Client, case: Case) -> None:
    assert desk.get(f"/cases/{case.pk}/forms/promise-77").status_code == 404


def test_a_form_that_was_refused_stands_open_with_what_was_typed(desk: Client, case: Case) -> None:
    answer = desk.post(f"/cases/{case.pk}/promises", {"key": "k", "what": "Ring", "due": "other", "due_other": "soon"})

    assert answer.status_code == 409
    assert '<details class="fold" open><summary data-key="p"' in answer.content.decode()
    assert 'value="Ring"' in answer.content.decode()


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
