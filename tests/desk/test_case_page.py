from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.cases.models import Case
from amends.casework import holding, listening, noting, owning, promising
from amends.casework.filing import Arrived, file, store
from amends.casework.queries import CaseView
from amends.core import clock
from amends.messages.models import Attachment, CustomerMessage, Draft, HeldSend
from amends.promises.models import Promise
from amends.remedies.models import Override
from tests.desk.conftest import NOW, Meridian, complaint, sign_in

REPLY = (
    "Hello Amara,\n\nYou wrote that the wrong table came and the floor is wrecked. "
    "I can see how a wrecked floor upsets you. I am sorry for the wrong table. I will look after this myself.\n\n"
    "I will write to you within one working day."
)
MOST_QUERIES = 25


@pytest.fixture
def case(meridian: Meridian) -> Case:
    made = complaint(meridian.priya, NOW)
    owning.assign(made, meridian.priya, by=meridian.priya, at=NOW, tell_customer=False)
    return made


@pytest.fixture
def post(desk: Client, case: Case) -> Callable[..., Any]:
    def send(where: str, **values: Any) -> Any:
        seen = CaseView(case, NOW).newest_incoming
        return desk.post(f"/cases/{case.pk}/{where}", {"key": "one", "seen_message": str(seen), **values})

    return send


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


@pytest.mark.req("S0.8")
def test_one_press_sends_says_back_empathises_apologises_assures_and_promises(post: Any, case: Case) -> None:
    answer = post("reply", body=REPLY, seen_message=str(CaseView(case, NOW).newest_incoming))

    assert answer.status_code == 303
    held = HeldSend.objects.get()
    assert [row["act"] for row in held.acts["passages"]] == ["restatement", "empathy", "apology", "assurance"]
    assert held.acts["promises"][0]["phrase"] == "within one working day"
    assert not Draft.objects.exclude(text="").exists()


def test_a_second_press_of_the_same_form_sends_nothing_more(post: Any) -> None:
    for _ in range(2):
        assert post("reply", body=REPLY).status_code == 303

    assert HeldSend.objects.count() == 1


def test_undo_brings_back_the_words_and_what_was_chosen_beside_them(desk: Client, post: Any, case: Case) -> None:
    post("reply", body=REPLY, asks="on", **unticked("apology|I am sorry for the wrong table."))

    answer = desk.post(f"/held/{HeldSend.objects.get().pk}/undo")

    text = page(desk, case)
    assert answer.status_code == 303
    assert not HeldSend.objects.exists()
    assert "I will look after this myself." in text
    assert 'name="asks" checked' in text
    assert is_ticked(text, "assurance|I will look after this myself.")
    assert not is_ticked(text, "apology|I am sorry for the wrong table.")


def test_words_begun_while_a_message_waits_stay_below_it_when_it_is_taken_back(
    desk: Client, post: Any, case: Case
) -> None:
    post("reply", body="The first letter.")
    post("draft", body="Begun after it.", version=str(Draft.objects.get().version))

    desk.post(f"/held/{HeldSend.objects.get().pk}/undo")

    assert Draft.objects.get().text == "The first letter.\n\nBegun after it."


def test_a_message_that_leaves_takes_no_words_that_were_begun_after_it(post: Any) -> None:
    post("reply", body="The first letter.")
    post("draft", body="Begun after it.", version=str(Draft.objects.get().version))

    holding.release_due(NOW + timedelta(seconds=20))

    assert Draft.objects.get().text == "Begun after it."


@pytest.mark.req("S0.8")
def test_an_apology_that_names_nothing_is_asked_about_and_can_be_sent_anyway(post: Any, case: Case) -> None:
    refused = post("reply", body="We apologise for any inconvenience.")

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "names nothing of this case" in text
    assert "We apologise for any inconvenience.</textarea>" in text
    assert (
        post(
            "reply", body="We apologise for any inconvenience.", override="names-nothing", because="Asked."
        ).status_code
        == 303
    )
    holding.release_due(NOW + timedelta(seconds=20))
    assert Override.objects.get().rule == "names-nothing"


def test_a_message_is_stopped_when_the_customer_wrote_and_her_words_are_shown(
    desk: Client, post: Any, case: Case
) -> None:
    seen = str(CaseView(case, NOW).newest_incoming)
    amara_writes(case, "And the skirting board too.")

    refused = post("reply", body="Hello Amara, I come today.", seen_message=seen)

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Amara wrote while you were writing" in text
    assert "And the skirting board too." in text
    assert "Hello Amara, I come today.</textarea>" in text
    assert post("reply", body="Hello Amara, I come today.", seen_message=seen, anyway="1").status_code == 303


def test_a_waiting_message_that_was_stopped_offers_send_change_and_discard(desk: Client, post: Any, case: Case) -> None:
    post("reply", body="Hello Amara, I come today.", seen_message=str(CaseView(case, NOW).newest_incoming))
    amara_writes(case, "And the skirting board too.")
    holding.release_due(NOW + timedelta(seconds=20))

    text = page(desk, case)
    assert all(words in text for words in ("Send anyway", "Change it", "Discard", "wrote while you were writing"))
    desk.post(f"/held/{HeldSend.objects.get().pk}/send", {"anyway": "1", "case": case.pk})
    assert not HeldSend.objects.exists()
    assert CustomerMessage.objects.filter(direction="out", words__text="Hello Amara, I come today.").count() == 1


def test_a_draft_is_kept_and_newer_words_from_elsewhere_are_not_written_over(
    post: Any, desk: Client, case: Case
) -> None:
    first = post("draft", body="One two", version="0").json()
    stale = post("draft", body="Other words", version="0")

    assert post("draft", body="One two three", version=first["version"]).status_code == 200
    assert stale.status_code == 409
    assert stale.json()["body"] == "One two"
    assert "One two three</textarea>" in page(desk, case)


def test_words_for_the_team_come_back_as_a_note(post: Any, desk: Client, case: Case) -> None:
    post("draft", body="Only for us", lane="note", version="0")

    assert re.search(r'value="note"[^>]*checked', page(desk, case))


def test_a_note_is_added_and_its_draft_is_gone(post: Any, desk: Client, case: Case) -> None:
    post("draft", body="Only for us", lane="note", version="0")

    assert post("note", body="Only for us", lane="note").status_code == 303

    assert Draft.objects.get().text == ""
    assert "Only your team sees this" in page(desk, case)


@pytest.mark.req("S0.11")
def test_within_one_working_day_is_shown_as_a_clock_time_before_it_is_sent(desk: Client, case: Case) -> None:
    clock.set_now(datetime(2026, 5, 22, 15, 30, tzinfo=UTC))
    told = {"body": "You will hear from me within one working day.", "lane": "reply"}

    part = desk.post(f"/cases/{case.pk}/read", told, headers={"HX-Request": "true", "HX-Target": "read"})

    text = part.content.decode()
    assert "<html" not in text
    assert "by Tue 26 May 16:30" in text
    assert "Mon 25 May is a holiday" in text


def test_checking_works_without_a_script(desk: Client, case: Case) -> None:
    text = desk.post(f"/cases/{case.pk}/read", {"body": REPLY, "lane": "reply"}).content.decode()

    assert "<html" in text
    assert is_ticked(text, "apology|I am sorry for the wrong table.")


def test_a_sentence_can_be_marked_by_hand(post: Any, desk: Client, case: Case) -> None:
    words = "Hello Amara, the joiner takes care of it."
    read = re.search(
        r'name="read" value="(\w+)"', desk.post(f"/cases/{case.pk}/read", {"body": words}).content.decode()
    )
    assert read

    post("reply", body=words, read=read[1], **{"mark-0": "assurance"})

    assert HeldSend.objects.get().acts["passages"] == [{"act": "assurance", "words": words}]


def test_a_promise_is_recorded_with_a_typed_date_in_the_readers_zone(post: Any, case: Case) -> None:
    post("promises", what="Ring with the date", due="other", due_other="2026-06-18T17:00", kind="call-back")

    made = Promise.objects.exclude(kind="service").get()
    assert made.due_at == datetime(2026, 6, 18, 16, 0, tzinfo=UTC)


def test_a_promise_without_a_time_keeps_what_was_typed(post: Any) -> None:
    refused = post("promises", what="Ring with the date", due="other")

    assert refused.status_code == 409
    assert 'value="Ring with the date"' in refused.content.decode()


@pytest.mark.req("S0.15")
def test_moving_a_promise_begins_the_words_that_tell_the_customer_first(
    desk: Client, post: Any, case: Case, meridian: Meridian
) -> None:
    due = NOW + timedelta(hours=5)
    row = promising.promise(case, "Ring with the date", due=due, by=meridian.priya, at=NOW)

    text = desk.get(f"/cases/{case.pk}/?move={row.pk}").content.decode()

    assert "I said “Ring with the date” by Tuesday 16 June, 15:30" in text
    assert re.search(rf'<option value="{row.pk}" selected>', text)


@pytest.mark.req("S0.12")
def test_a_late_promise_says_so_and_offers_to_tell_the_customer_now(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    promising.promise(case, "Ring with the date", due=NOW + timedelta(minutes=5), by=meridian.priya, at=NOW)
    noting.record_call(case, "She rang.", by=meridian.priya, at=NOW)
    clock.set_now(NOW + timedelta(minutes=30))

    text = page(desk, case)

    assert "This promise is 25 min late. Amara has not been told." in text
    assert "Tell Amara now" in text


@pytest.mark.req("S0.3")
def test_an_offer_before_she_has_finished_is_refused_with_the_way_on_and_can_be_made_anyway(
    desk: Client, meridian: Meridian
) -> None:
    case = complaint(meridian.priya, NOW, channel="phone", email="", phone="020 7946 0999")

    refused = desk.post(f"/cases/{case.pk}/offers", {"words": "A new table", "key": "a"})

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "The customer has not finished" in text
    assert 'href="#step-listen"' in text
    assert "A new table</textarea>" in text
    told = {"words": "A new table", "key": "a", "override": "not-finished-listening", "because": "She hung up."}
    assert desk.post(f"/cases/{case.pk}/offers", told).status_code == 303


@pytest.mark.req("S0.14")
def test_what_cannot_be_fixed_is_not_closed_before_something_was_tried(post: Any) -> None:
    refused = post("closure", how="cannot-fix", words="The wood is not made any more.")

    assert refused.status_code == 409
    assert "Nothing was tried yet" in refused.content.decode()
    assert "The wood is not made any more.</textarea>" in refused.content.decode()


def test_a_reading_of_her_mail_is_confirmed_with_one_press(desk: Client, post: Any, case: Case) -> None:
    post("restatement", words="The wrong table came.", how="phone", answer="")
    amara_writes(case, "Not quite, it was two deliveries.")
    assert "Amara&#39;s mail reads as: not quite" in page(desk, case) or "Amara's mail reads as: not quite" in page(
        desk, case
    )

    post("answer", answer="")

    assert CaseView(case, NOW).restatements[-1].answers.get().answer == "not-quite"


@pytest.mark.req("S0.16")
def test_a_closed_case_asks_for_its_cause_with_nothing_new_ready(desk: Client, post: Any, case: Case) -> None:
    post("confirmation", answer="yes", how="phone")
    assert "What was the cause?" in page(desk, case)

    post("nothing-new", cause="wrong label")

    assert "Cause: wrong label. Nothing new to learn." in page(desk, case)


def test_a_lesson_is_drafted_changed_and_shared_from_the_closed_case(desk: Client, post: Any, case: Case) -> None:
    post("confirmation", answer="yes", how="phone")
    post("lesson", cause="wrong label")
    number = re.search(r"lesson/(\d+)", page(desk, case))
    assert number

    post(f"lesson/{number[1]}", title="Labels", when_to_use="When a label is wrong.", publish="1")

    assert "The lesson “Labels” is shared with the team." in page(desk, case)


def test_a_question_is_done_with_the_main_key(desk: Client, meridian: Meridian) -> None:
    case = complaint(meridian.priya, NOW, kind="question", words="When do you open?")
    text = page(desk, case)
    assert re.search(r'data-key="\."[^>]*>Done', text)

    desk.post(f"/cases/{case.pk}/closure", {"how": "answered"})

    assert "Closed: answered" in page(desk, case)


def test_spam_is_sorted_out_in_one_press_and_comes_back_in_one(desk: Client, post: Any, case: Case) -> None:
    post("sorted", how="spam")
    assert "Closed: spam" in page(desk, case)

    post("reopening")

    assert "Send to Amara by e-mail" in page(desk, case)


def test_a_case_is_given_to_a_colleague_and_its_kind_is_changed(post: Any, case: Case, meridian: Meridian) -> None:
    post("owner", to=meridian.sam.pk)
    post("kind", kind="problem")

    view = CaseView(case, NOW)
    assert (view.owner, view.kind) == (meridian.sam, "problem")


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


def test_a_mail_that_did_not_go_can_be_tried_again(desk: Client, post: Any, case: Case) -> None:
    post("reply", body="Hello Amara, I come today.")
    holding.release_due(NOW + timedelta(seconds=20))
    mail = CustomerMessage.objects.get(direction="out", automatic="").outbox
    type(mail).objects.filter(pk=mail.pk).update(failed_at=NOW, ready_at=None)
    assert "Did not go: the mail server refused it." in page(desk, case)

    post(f"mails/{mail.pk}/again")

    mail.refresh_from_db()
    assert mail.failed_at is None
    assert mail.ready_at == NOW


def test_other_peoples_waiting_messages_cannot_be_taken_back(
    desk: Client, client: Client, case: Case, meridian: Meridian
) -> None:
    desk.post(f"/cases/{case.pk}/reply", {"body": "Hello Amara.", "key": "k", "seen_message": 9})
    number = HeldSend.objects.get().pk
    sign_in(client, meridian.sam)

    client.post(f"/held/{number}/undo", {"case": case.pk})

    assert HeldSend.objects.filter(pk=number).exists()


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


def page(desk: Client, case: Case) -> str:
    answer = desk.get(f"/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def unticked(value: str) -> dict[str, Any]:
    return {"offered": value}


def is_ticked(text: str, value: str) -> bool:
    found = re.search(rf'name="passage" value="{re.escape(value)}"( checked)?', text)
    return bool(found and found[1])


def amara_writes(case: Case, words: str, at: datetime = NOW) -> None:
    told = f"Re: Scratched table [#{case.pk}]"
    raw = f"From: Amara Okafor <amara@home.example>\nTo: desk@meridian.example\nSubject: {told}\n"
    raw += f"Message-ID: <{abs(hash(words))}@home.example>\nDate: Tue, 16 Jun 2026 09:30:00 +0000\n\n{words}\n"
    file(store([Arrived("imap", raw.encode(), at)], at=at, live=True)[0], at=at)
