from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case, Entry
from amends.casework import acting, asking, holding, promising, restating
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.messages.models import HeldSend
from amends.promises.models import Promise, Rhythm
from amends.remedies.models import Override
from tests.desk.conftest import NOW, Meridian, complaint
from tests.desk.on_a_case import page


@pytest.fixture
def made(meridian: Meridian, case: Case) -> Promise:
    """Due in two hours, of which half an hour is left: it is due soon."""
    due = NOW + timedelta(hours=2)
    promise = promising.promise(case, "Find the right table", by=meridian.priya, at=NOW, due=due)
    clock.set_now(NOW + timedelta(minutes=90))
    return promise


def press(text: str, where: str) -> dict[str, str]:
    """What a form of a page posts as it stands."""
    form = re.search(rf'<form[^>]*action="{re.escape(where)}".*?</form>', text, re.DOTALL)
    assert form, where
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


@pytest.mark.req("S0.15")
def test_one_press_on_the_next_card_tells_the_customer_and_moves_the_promise(
    desk: Client, case: Case, made: Promise
) -> None:
    text = desk.get("/").content.decode()
    where = f"/cases/{case.pk}/promises/{made.pk}/rescue"
    assert "Tell Amara now, new time today 17:00" in text
    assert "I said “Find the right table” by Tuesday 16 June, 12:30." in text

    answer = desk.post(where, press(text, where))

    assert (answer.status_code, answer["Location"]) == (303, "/")
    holding.release_due(clock.now() + timedelta(seconds=15))
    mail = OutboxMail.objects.get(case=case, automatic=False)
    assert "Find the right table" in mail.text
    assert Promise.objects.get(follows=made).due_at == datetime.fromisoformat("2026-06-16T17:00:00+01:00")


@pytest.mark.req("S0.15")
def test_near_the_time_nothing_is_held_back(desk: Client, case: Case, made: Promise) -> None:
    clock.set_now(made.due_at - timedelta(seconds=10))

    desk.post(f"/cases/{case.pk}/promises/{made.pk}/rescue", {"key": "one"})

    held = HeldSend.objects.get()
    assert held.release_at == held.pressed_at


@pytest.mark.req("S0.15")
def test_the_panel_offers_it_until_the_time_and_then_says_that_it_is_broken(
    desk: Client, case: Case, made: Promise
) -> None:
    assert f"forms/rescue-{made.pk}" in page(desk, case)
    form = desk.get(f"/cases/{case.pk}/forms/rescue-{made.pk}").content.decode()
    assert "It is not done yet" in form
    clock.set_now(made.due_at + timedelta(minutes=1))

    text = page(desk, case)

    assert "This one is broken. Tell Amara, then make a new promise." in text
    assert f"forms/rescue-{made.pk}" not in text
    answer = desk.post(f"/cases/{case.pk}/promises/{made.pk}/rescue", {"key": "one"})
    assert answer.status_code == 409
    assert "broken and stays so" in answer.content.decode()


@pytest.mark.req("S0.15")
def test_a_second_move_asks_for_one_sentence_why(desk: Client, meridian: Meridian, case: Case, made: Promise) -> None:
    who: dict[str, Any] = {"by": meridian.priya, "at": clock.now()}
    second = promising.renegotiate(case, made.pk, due=NOW + timedelta(hours=3), **who)
    clock.set_now(second.due_at - timedelta(minutes=5))
    where = f"/cases/{case.pk}/promises/{second.pk}/rescue"
    text = desk.get("/").content.decode()
    assert "Why, in one sentence" in text

    assert desk.post(where, press(text, where)).status_code == 409
    answer = desk.post(where, {**press(text, where), "words": "The lorry broke down."})

    assert answer.status_code == 303
    holding.release_due(clock.now() + timedelta(seconds=15))
    assert "The lorry broke down." in OutboxMail.objects.get(case=case, automatic=False).text


@pytest.mark.req("S0.15")
def test_own_words_and_another_time_can_be_sent_from_the_form(desk: Client, case: Case, made: Promise) -> None:
    desk.post(
        f"/cases/{case.pk}/promises/{made.pk}/rescue",
        {
            "key": "one",
            f"rescue-due-{made.pk}": "other",
            f"rescue-due-{made.pk}_other": "2026-06-17T11:15",
            "text": "Still searching, Amara.",
        },
    )

    holding.release_due(clock.now() + timedelta(seconds=15))
    assert OutboxMail.objects.get(case=case, automatic=False).text.startswith("Still searching, Amara.")
    assert Promise.objects.get(follows=made).due_at == datetime.fromisoformat("2026-06-17T11:15:00+01:00")


@pytest.mark.req("S4.14")
def test_a_reason_against_the_supplier_s_date_is_written_when_the_message_leaves(
    desk: Client, meridian: Meridian, case: Case, made: Promise
) -> None:
    who: dict[str, Any] = {"by": meridian.priya, "at": clock.now()}
    supplier = complaint(meridian.priya, clock.now(), name="Li Na", email="li@vactech.example").customer
    theirs = asking.request_promise(case, supplier, "Send the top", within="2 hours", kind="supplier", **who)
    ours = promising.promise(case, "Bring it", due=NOW + timedelta(days=2), rests_on=theirs.pk, **who)
    where = f"/cases/{case.pk}/promises/{ours.pk}/rescue"
    early = {f"rescue-due-{ours.pk}": "other", f"rescue-due-{ours.pk}_other": "2026-06-16T16:45"}
    assert desk.post(where, {"key": "one", **early}).status_code == 409

    anyway = {**early, "override": "rests-on-later", "because": "We fetch it ourselves."}
    assert desk.post(where, {"key": "two", **anyway}).status_code == 303
    assert not Override.objects.exists()
    holding.take_back(HeldSend.objects.get().pk, **who)
    assert not Override.objects.exists(), "what was taken back was never done against a rule"

    assert desk.post(where, {"key": "three", **anyway}).status_code == 303
    holding.release_due(clock.now() + timedelta(seconds=15))

    assert Override.objects.get().reason.text == "We fetch it ourselves."
    assert Entry.objects.filter(stream=f"case:{case.pk}", code="overridden").count() == 1


@pytest.mark.req("S4.16")
def test_the_line_of_the_day_stands_ready_and_is_told_with_one_press(
    desk: Client, meridian: Meridian, case: Case
) -> None:
    who: dict[str, Any] = {"by": meridian.priya, "at": NOW}
    restating.restate(case, "The wrong table came.", how="phone", **who)
    acting.try_action(case, "Found the right table in Croydon.", **who)
    form = desk.get(f"/cases/{case.pk}/forms/progress").content.decode()
    assert "Done today: Found the right table in Croydon." in form

    answer = desk.post(f"/cases/{case.pk}/progress", {"key": "one", "words": "We found your table in Croydon."})

    assert answer.status_code == 303
    assert "We found your table in Croydon." in OutboxMail.objects.get(case=case, automatic=False).text
    assert desk.post(f"/cases/{case.pk}/progress", {"key": "two", "words": "Nothing new"}).status_code == 409


@pytest.mark.req("S4.16")
def test_the_rhythm_is_chosen_on_the_case(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/rhythm", {"key": "one", "rhythm": "weekly"})

    assert Rhythm.objects.get(case=case).kind == "weekly"
    assert 'value="weekly" selected' in desk.get(f"/cases/{case.pk}/forms/rhythm").content.decode()
