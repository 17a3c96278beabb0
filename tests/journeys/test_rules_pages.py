from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.casework.packing import switch_pack
from amends.casework.parting import add_issue
from amends.core import clock
from tests.desk.conftest import Meridian, complaint, found
from tests.journeys.looking import AXE, browser_of, runs_off_sideways, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
RULE = "/settings/packs/uk-fca-disp1"


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def leads_page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    yield from browser_of(chromium, live_desk, "omar@meridian.example")


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize(("width", "least"), [(1280, 24), (375, 44)])
def test_nothing_is_in_the_way_on_the_pages_of_rules(
    leads_page: Any, meridian: Meridian, width: int, least: int
) -> None:
    for pack in ("uk-fca-disp1", "uk-housing-code-2024"):
        switch_pack(pack, by=meridian.omar, at=TUESDAY)
    case = complaint(meridian.priya, TUESDAY)
    add_issue(case, "The floor is scratched", by=meridian.priya, at=TUESDAY)
    faults: list[str] = []
    for address in (RULE, f"{RULE}?try=1", f"{RULE}/edit", f"/cases/{case.pk}/", f"/cases/{case.pk}/clocks"):
        leads_page.set_viewport_size({"width": width, "height": 720})
        answer = leads_page.goto(address)
        assert answer.ok, f"{address} answered {answer.status}"
        for scheme in ("light", "dark"):
            leads_page.emulate_media(color_scheme=scheme)
            faults += [f"{address} {scheme} {fault}" for fault in violations(leads_page)]
        faults += [f"{address} is small: {target}" for target in small_targets(leads_page, least)]
        leads_page.set_viewport_size({"width": 320, "height": 600})
        faults += [f"{address} runs off sideways"] if runs_off_sideways(leads_page) else []

    assert faults == []
