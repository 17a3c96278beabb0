from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case
from amends.casework import holding
from amends.casework.queries import CaseView
from amends.core import clock
from amends.messages.models import CustomerMessage, Draft, HeldSend
from amends.remedies.models import Override
from tests.desk.conftest import NOW, Meridian, sign_in
from tests.desk.on_a_case import REPLY, amara_writes, is_ticked, page


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
    post("reply", body=REPLY, asks="on", offered="apology|I am sorry for the wrong table.")

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
    assert "Monday is a holiday" in text


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
    desk.post(f"/cases/{case.pk}/reply", {"body": "Hello Amara.", "key": "k", "seen_message": 10**9})
    number = HeldSend.objects.get().pk
    sign_in(client, meridian.sam)

    client.post(f"/held/{number}/undo", {"case": case.pk})

    assert HeldSend.objects.filter(pk=number).exists()
