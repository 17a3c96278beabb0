from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case, CaseLink
from amends.casework import promising, slots
from amends.casework.queries import CaseView
from amends.casework.ringing import ring_due
from amends.core import clock
from amends.promises.models import CallSlot, FollowUp, Promise
from tests.desk.conftest import NOW, Meridian, sign_in
from tests.desk.on_a_case import page


def _call(case: Case, meridian: Meridian) -> Promise:
    due = NOW + timedelta(hours=4)
    return promising.promise(case, "Ring you", due=due, kind="call-back", by=meridian.priya, at=NOW)


def _form(desk: Client, case: Case, name: str) -> str:
    answer = desk.get(f"/cases/{case.pk}/forms/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("S2.36")
def test_a_try_leads_to_the_message_with_the_next_one_and_reaching_them_keeps_it(
    desk: Client, post: Any, case: Case, meridian: Meridian
) -> None:
    row = _call(case, meridian)
    form = _form(desk, case, f"call-{row.pk}")
    assert "Tried, not reached" in form
    assert "Reached" in form
    clock.set_now(NOW + timedelta(hours=3, minutes=55))

    tried = post(f"promises/{row.pk}/rung", reached="no", words="It rang out.")

    assert tried.headers["Location"] == f"/cases/{case.pk}/#body"
    shown = page(desk, case)
    assert "I rang you on Tuesday 16 June, 14:25 and did not reach you." in shown
    assert f'<option value="{row.pk}" selected>' in shown
    assert row.verdict(clock.now()).is_open

    post(f"promises/{row.pk}/rung", reached="yes", words="Told her.", key="two")
    assert row.verdict(clock.now()).state == "kept"


@pytest.mark.req("S2.36")
def test_another_time_of_the_customers_is_written_down_in_their_words(
    desk: Client, post: Any, case: Case, meridian: Meridian
) -> None:
    row = _call(case, meridian)
    assert "Another time suits Amara" in page(desk, case)
    due = f"defer-due-{row.pk}"

    refused = post(f"promises/{row.pk}/deferred", **{due: "other", f"{due}_other": "2026-06-17T18:00"})
    assert refused.status_code == 409
    post(f"promises/{row.pk}/deferred", words="“After six.”", **{due: "other", f"{due}_other": "2026-06-17T18:00"})

    new = Promise.objects.filter(kind="call-back").latest("pk")
    assert (row.verdict(NOW).state, new.due_at.isoformat()) == ("kept", "2026-06-17T17:00:00+00:00")


@pytest.mark.req("S2.35")
def test_a_supervisor_is_asked_for_on_the_case(desk: Client, post: Any, case: Case, meridian: Meridian) -> None:
    starts = NOW + timedelta(hours=5)
    slots.publish_slot(starts, starts + timedelta(minutes=15), by=meridian.omar, at=NOW)
    assert "3 minutes" in _form(desk, case, "supervisor")

    post("supervisor", words="She wants whoever decides.")

    shown = page(desk, case)
    assert "Omar Haddad rings you" in shown


@pytest.mark.req("S2.35")
def test_a_lead_publishes_times_and_says_that_they_are_there(client: Client, meridian: Meridian, case: Case) -> None:
    sign_in(client, meridian.omar)
    times = {"starts": "2026-06-16T15:30", "ends": "2026-06-16T15:45", "key": "one"}
    client.post("/slots/publish", times)

    slot = CallSlot.objects.get()
    assert slot.starts_at.isoformat() == "2026-06-16T14:30:00+00:00"
    refused = client.post("/slots/publish", {**times, "ends": "soon"})
    assert refused.status_code == 409
    assert "Enter a day and a time." in refused.content.decode()
    client.post("/slots/presence", {"present": "yes", "key": "two"})
    assert slots.is_present(meridian.omar, NOW)
    shown = client.get("/slots").content.decode()
    assert "You are there." in shown
    client.post("/slots/presence", {"present": "no", "key": "three"})
    client.post(f"/slots/{slot.pk}/withdraw", {"key": "four"})
    assert "You have published no times" in client.get("/slots").content.decode()
    sign_in(client, meridian.sam)
    assert client.get("/slots").status_code == 403


@pytest.mark.req("S3.33")
@pytest.mark.req("S3.34")
def test_a_follow_up_is_in_the_way_of_nobody_and_asks_both_questions(
    desk: Client, post: Any, case: Case, meridian: Meridian
) -> None:
    for row in CaseView(case, NOW).promises:
        promising.keep(case, row.promise.pk, by=meridian.priya, at=NOW)
    post("confirmation", answer="yes", how="phone")
    assert "Follow-ups" not in desk.get("/").content.decode()
    clock.set_now(NOW + timedelta(days=3))
    ring_due(clock.now())

    assert "Follow-ups" in desk.get("/").content.decode()
    assert "1 follow-up is due today." in desk.get("/").content.decode()
    assert f"/cases/{case.pk}/forms/follow-up" in desk.get("/follow-ups").content.decode()
    assert "Is there anything else?" in _form(desk, case, "follow-up")
    refused = post("follow-up", result="happy")
    assert refused.status_code == 409
    assert "whether there is anything else" in refused.content.decode()
    post("follow-up", result="happy", anything_else="yes", need="And the second chair.")

    assert FollowUp.objects.get().result == "happy"
    assert CaseLink.objects.get().other == case
    assert "Nothing is to be followed up today." in desk.get("/follow-ups").content.decode()
    assert "Follow-ups" not in desk.get("/").content.decode().split("<main")[0]
