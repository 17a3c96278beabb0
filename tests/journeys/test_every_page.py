from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from amends.casework import acting, closing, filing, leaving, noting, rehearsing, teaching
from amends.channels.models import Mailbox, OutboxMail
from amends.core import clock
from amends.learning.models import Lesson
from tests.desk.conftest import Meridian, complaint, found, many
from tests.journeys.looking import AXE, browser_of, covered_stops, runs_off_sideways, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
# Where an address holds a number.
SAMPLES = {"not_now": "/not-now/1", "lesson": "/learn/1"}
# Parts of a page, the first run, which is over, and addresses that take a press only.
NOT_PAGES = (
    *("pulse", "new_look_up", "new_people", "new_kind", "setup", "setup_business", "setup_you"),
    *("notices_seen", "team_add", "team_away", "team_limit", "practice_begin", "practice_remove", "connect_test"),
    *("slots_presence", "slots_publish"),
)


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def owners_page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """The browser of the programme owner, who sees every page."""
    yield from browser_of(chromium, live_desk, "ruth@meridian.example")


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize(("width", "least"), [(1280, 24), (375, 44)])
def test_nothing_is_in_the_way_of_anybody(owners_page: Any, meridian: Meridian, width: int, least: int) -> None:
    fill(meridian)
    faults: list[str] = []
    for address in pages():
        owners_page.set_viewport_size({"width": width, "height": 720})
        answer = owners_page.goto(address)
        assert answer.ok, f"{address} answered {answer.status}"
        for scheme in ("light", "dark"):
            owners_page.emulate_media(color_scheme=scheme)
            faults += [f"{address} {scheme} {fault}" for fault in violations(owners_page)]
        faults += [f"{address} is small: {target}" for target in small_targets(owners_page, least)]
        faults += [f"{address} is covered: {stop}" for stop in covered_stops(owners_page)]
        # 1280 pixels at 400 percent.
        owners_page.set_viewport_size({"width": 320, "height": 600})
        faults += [f"{address} runs off sideways"] if runs_off_sideways(owners_page) else []

    assert faults == []


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
def test_empty_pages_and_refusals_are_in_nobodys_way_either(owners_page: Any, meridian: Meridian) -> None:
    faults = []
    for address in (address for address in pages() if address not in SAMPLES.values()):
        owners_page.goto(address)
        faults += [f"{address} {fault}" for fault in violations(owners_page)]
    owners_page.goto("/new")
    owners_page.get_by_role("button", name="Open the case").click()
    owners_page.locator("#errors").wait_for()
    faults += [f"refused {fault}" for fault in violations(owners_page)]

    assert faults == []


def fill(meridian: Meridian) -> None:
    """Something on every page: late and new cases, notices, lessons, overrides, held and failed mail, practice."""
    who: dict[str, Any] = {"by": meridian.owner, "at": TUESDAY}
    late = complaint(meridian.owner, TUESDAY - timedelta(days=1))
    complaint(meridian.owner, TUESDAY, name="Tomasz Wójcik", email="tomasz@home.example")
    many(meridian.owner, TUESDAY, 8, let_down=1)
    many(meridian.owner, TUESDAY, 2, promise=None, promise_due=None, promise_soon=None, mover="customer")
    noting.add_note(late.pk, "@Ruth is this the batch from March?", by=meridian.sam, at=TUESDAY)
    acting.try_action(late, "Sent a new table", override="The floor cannot wait", **who)
    for number, is_shared in ((1, False), (2, True)):
        closed = complaint(meridian.sam, TUESDAY, email=f"somebody{number}@home.example")
        closing.sort_out(closed, "not-for-us", **who)
        lesson = teaching.draft_lesson(closed, cause="wrong label", **who)
        if is_shared:
            teaching.edit_lesson(lesson.pk, title="Two parcels", when_to_use="Two parcels", steps=[], **who)
            teaching.publish_lesson(lesson.pk, **who)
    assert Lesson.objects.filter(pk=1).exists()
    (held,) = filing.store(
        [filing.Arrived("imap", b"Subject: Hi\r\n\r\nThe lamp is broken.", TUESDAY)], at=TUESDAY, live=True
    )
    filing.file(held, at=TUESDAY)
    OutboxMail.objects.filter(case=late).update(failed_at=TUESDAY, ready_at=None, fault="550 no such mailbox")
    Mailbox.objects.create(name="desk", host="mail.meridian.example", user="desk", password="x", failing_since=TUESDAY)
    rehearsing.begin_practice(**who)
    leaving.go_away(meridian.sam, meridian.priya, **who)


def pages() -> list[str]:
    """Every page of the desk in the map of addresses but those of a case, and the views of My work."""
    found = ["/?view=team", "/?view=closed", "/?view=practice", "/?view=awaited", "/find?q=amara"]
    for pattern in patterns(get_resolver("amends.desk.urls")):
        address = "/" + str(pattern.pattern)
        is_of_a_case = address.startswith(("/cases/", "/held/"))
        if not is_of_a_case and pattern.name not in NOT_PAGES and ("<" not in address or pattern.name in SAMPLES):
            found.append(SAMPLES.get(str(pattern.name), address))
    return found


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern
