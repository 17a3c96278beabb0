from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.casework import noting, promising, ringing
from amends.core import clock
from tests.desk.conftest import Meridian, complaint, found
from tests.journeys.looking import AXE, browser_of, runs_off_sideways, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def omars_page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Omar's browser, who leads."""
    yield from browser_of(chromium, live_desk, "omar@meridian.example")


def test_a_lead_looks_works_and_reads_what_was_broken(omars_page: Any, meridian: Meridian) -> None:
    fill(meridian)
    page = omars_page
    page.goto("/")

    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/board")
    page.get_by_role("heading", name="Needs you now").wait_for()
    page.keyboard.press("j")
    assert "A colleague asks you into the case" in page.evaluate("document.activeElement.textContent")

    page.get_by_role("link", name="Five weeks").click()
    page.wait_for_url("**/board?since=*")
    page.get_by_role("link", name="9 of 13 kept", exact=True).wait_for()
    page.locator("#promises summary").click()
    assert page.locator("#promises table tbody tr").count() == 5
    page.locator("#broken").get_by_role("link", name="Read the").click()
    page.get_by_role("heading", name="Broken, and the customer was not told in time").wait_for()
    page.locator(".rows a").first.click()
    page.wait_for_url("**/cases/*/")


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize(("width", "least"), [(1280, 24), (375, 44)])
def test_the_board_is_in_nobodys_way(omars_page: Any, meridian: Meridian, width: int, least: int) -> None:
    faults: list[str] = []
    for is_full in (False, True):
        if is_full:
            fill(meridian)
        for address in ("/board", LAST_WEEKS, LAST_WEEKS.replace("/board", "/board/figures/broken")):
            omars_page.set_viewport_size({"width": width, "height": 720})
            omars_page.goto(address)
            for scheme in ("light", "dark"):
                omars_page.emulate_media(color_scheme=scheme)
                faults += [f"{address} {scheme} {fault}" for fault in violations(omars_page)]
            faults += [f"{address} is small: {target}" for target in small_targets(omars_page, least)]
            omars_page.set_viewport_size({"width": 320, "height": 600})
            faults += [f"{address} runs off sideways"] if runs_off_sideways(omars_page) else []

    assert faults == []


def test_the_board_works_without_a_script(live_desk: str, meridian: Meridian, chromium: Any) -> None:
    fill(meridian)
    for page in browser_of(chromium, live_desk, "omar@meridian.example", java_script_enabled=False):
        page.goto("/board")
        page.get_by_label("From").fill("2026-05-18")
        page.get_by_label("to", exact=True).fill("2026-06-15")
        page.get_by_role("button", name="Show", exact=True).click()

        page.get_by_role("link", name="9 of 12 kept", exact=True).click()
        page.get_by_role("heading", name="Promises that were kept").wait_for()
        assert page.locator(".rows li").count() == 9


LAST_WEEKS = "/board?since=2026-05-18&until=2026-06-15"


def fill(meridian: Meridian) -> None:
    """Five weeks of promises: most kept, some moved, three broken; one late now, one due soon, one Lead asked in."""
    for back in range(1, 6):
        day = TUESDAY - timedelta(days=7 * back - 1)
        for number in range(3):
            case = complaint(meridian.priya, day - timedelta(days=2), name=f"Amara Okafor {back}{number}", email="")
            made = promising.promise(
                case, "Ring with the date", within="24 hours", by=meridian.priya, at=day - timedelta(days=2)
            )
            if number or back > 3:
                promising.keep(case, made.pk, by=meridian.priya, at=day - timedelta(days=2) + timedelta(hours=back))
    for name, ago in (("Tomasz Wójcik", 5), ("Ines Duarte", 1)):
        at = TUESDAY - timedelta(hours=ago)
        case = complaint(meridian.sam, at, name=name, email="")
        promising.promise(case, "Write with the date of the new table", within="2 hours", by=meridian.sam, at=at)
    noting.ask_lead(case.pk, by=meridian.sam, at=TUESDAY)
    ringing.ring_due(TUESDAY, limit=500)
