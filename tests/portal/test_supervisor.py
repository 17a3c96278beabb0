from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from amends.casework import promising, slots
from amends.promises.models import Promise, SupervisorRequest
from tests.portal.meridian import NOW, Meridian
from tests.portal.pressing import follow, press
from tests.portal.reading import words_on


@pytest.mark.req("S2.35")
def test_a_customer_presses_for_a_supervisor_and_reads_a_name_and_a_clock_time(
    amara: Client, meridian: Meridian
) -> None:
    starts = NOW + timedelta(hours=6)  # 15:30 in London
    slots.publish_slot(starts, starts + timedelta(minutes=15), by=meridian.omar, at=meridian.at)

    answer = press(amara, meridian.page, "supervisor")

    done = words_on(follow(amara, meridian.page, answer))
    page = words_on(amara.get(meridian.page).content.decode())
    assert "You asked for a supervisor." in done
    assert "Omar Haddad rings you: Tuesday 16 June, 15:30" in page
    assert "Speak with a supervisor" not in page
    assert SupervisorRequest.objects.get().by == meridian.case.customer


@pytest.mark.req("S2.35")
def test_while_a_lead_is_asked_the_page_says_whom_and_until_when(amara: Client, meridian: Meridian) -> None:
    slots.set_presence(True, by=meridian.omar, at=meridian.at)
    press(amara, meridian.page, "supervisor")

    assert "We are asking Omar Haddad now. By 09:33 (your time)" in words_on(amara.get(meridian.page).content.decode())
    meridian.later(minutes=3)
    page = words_on(amara.get(meridian.page).content.decode())
    assert "Priya Nair tells you by Tuesday 16 June, 09:45 (your time) which supervisor rings you, and when." in page


@pytest.mark.req("S2.36")
def test_a_call_is_put_off_by_its_customer_and_stays_kept(amara: Client, meridian: Meridian) -> None:
    due = NOW + timedelta(hours=4)
    promising.promise(meridian.case, "Ring you", due=due, kind="call-back", by=meridian.priya, at=meridian.at)
    first = Promise.objects.get(kind="call-back")
    page = words_on(press(amara, meridian.page, "defer", due="soon").content.decode())
    assert "Enter the day and the time at which you want to be rung." in page
    assert "Enter a time that is still to come." in words_on(
        press(amara, meridian.page, "defer", due="2026-06-16T09:00").content.decode()
    )

    answer = press(amara, meridian.page, "defer", due="2026-06-17T18:15", words="After work.")

    assert "We ring you at the time that suits you." in words_on(follow(amara, meridian.page, answer))
    new = Promise.objects.exclude(pk=first.pk).get(kind="call-back")
    assert (first.verdict(meridian.at).state, new.promisor) == ("kept", meridian.priya)
    assert new.due_at.isoformat() == "2026-06-17T17:15:00+00:00"
    page = words_on(amara.get(meridian.page).content.decode())
    assert "Priya Nair rings you: Wednesday 17 June, 18:15" in page
    assert "You would rather be rung at another time than Tuesday 16 June, 13:30." in page
