"""A guard is no wall (`ux.md` T20): each says why and how to go on, one press leads there, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework import founding, listening, restating
from amends.casework.queries import CaseView
from amends.core import clock
from amends.messages.models import HeldSend
from amends.remedies.models import Override
from tests.desk.conftest import Meridian, complaint, found
from tests.journeys.looking import browser_of, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Priya's browser."""
    yield from browser_of(chromium, live_desk, "priya@meridian.example")


@pytest.mark.req("S0.3")
def test_an_offer_before_she_has_finished_says_why_and_leads_to_the_mark(page: Any, meridian: Meridian) -> None:
    case = complaint(meridian.priya, TUESDAY, channel="phone", email="", phone="020 7946 0999")
    page.goto(f"/cases/{case.pk}/")
    page.keyboard.press("o")
    page.get_by_label("What you offer").fill("A new table on Friday")
    page.get_by_role("button", name="Record the offer").click()

    guard = page.locator("#guard")
    assert guard.locator("p").inner_text().startswith("The customer has not finished. Mark it when they have")
    assert violations(page) == []
    guard.get_by_role("link", name="Mark that Amara has finished").click()
    assert page.get_by_label("What you offer").input_value() == "A new table on Friday"
    page.get_by_role("button", name="Amara has finished").click()
    page.get_by_role("button", name="Amara has finished").wait_for(state="detached")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("o")
    page.get_by_label("What you offer").fill("A new table on Friday")
    page.get_by_role("button", name="Record the offer").click()
    page.locator("#outcome .offer").wait_for()

    assert [row.words.text for row in CaseView(case, TUESDAY).offers] == ["A new table on Friday"]
    assert not Override.objects.exists()


def test_a_sum_over_her_limit_says_whose_it_is_and_goes_on_with_a_reason(page: Any, meridian: Meridian) -> None:
    founding.set_limit("agent", Decimal(75), Decimal(500), "GBP", by=meridian.omar, at=TUESDAY)
    case = understood(meridian)
    page.goto(f"/cases/{case.pk}/")
    page.keyboard.press("m")
    page.get_by_label("What was done").fill("Paid the joiner")
    page.locator("#action-amount").fill("115.00")
    page.get_by_role("button", name="Record it").click()

    guard = page.locator("#guard")
    said = guard.locator("p").inner_text()
    assert said.startswith("This is more than the 75.00 GBP you decide alone. Ask a Lead, or give the reason.")
    assert page.get_by_label("What was done").input_value() == "Paid the joiner"
    assert page.locator("#action-amount").input_value() == "115.00"
    guard.get_by_label("Do it anyway, because").fill("The joiner leaves at noon")
    guard.get_by_role("button", name="Do it anyway").click()
    page.locator("#outcome .did").wait_for()
    page.wait_for_load_state("networkidle")

    assert [row.amount for row in CaseView(case, TUESDAY).actions] == [Decimal("115.00")]
    assert Override.objects.get().rule == "needs-lead"


def test_a_case_without_her_yes_shows_what_is_missing_and_one_press_asks_her(page: Any, meridian: Meridian) -> None:
    case = understood(meridian)
    page.goto(f"/cases/{case.pk}/")
    card = page.locator("#closing")

    assert card.get_by_role("button", name="Close", exact=True).count() == 0
    assert card.locator(".have li").count() >= 1
    card.get_by_text("One message that fills it").click()
    card.get_by_role("button", name="Send to Amara").click()
    page.get_by_role("button", name="Undo").first.wait_for()

    assert HeldSend.objects.get().case_id == case.pk


def test_an_apology_that_names_nothing_keeps_every_word(page: Any, meridian: Meridian) -> None:
    case = complaint(meridian.priya, TUESDAY)
    page.goto(f"/cases/{case.pk}/")
    page.locator("#body").click()
    page.locator("#body").fill("We apologise for any inconvenience.")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Send to Amara by e-mail").click()

    assert "names nothing of this case. Change it, or send it anyway." in page.locator("#guard").inner_text()
    assert page.locator("#body").input_value() == "We apologise for any inconvenience."


def understood(meridian: Meridian) -> Case:
    case = complaint(meridian.priya, TUESDAY)
    listening.finish_listening(case, by=meridian.priya, at=TUESDAY)
    restating.restate(case, "The wrong table came.", answer="yes", by=meridian.priya, at=TUESDAY)
    return case
