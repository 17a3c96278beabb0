from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from amends.casework import acting, closing, filing, noting, owning, rehearsing, teaching
from amends.channels.models import Mailbox, OutboxMail
from amends.core import clock
from amends.learning.models import Lesson
from amends.people.models import Account
from tests.desk.conftest import PASSWORD, Meridian, complaint, found, many
from tests.journeys.looking import AXE, load, runs_off_sideways, sign_in, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
# Where an address holds a number.
SAMPLES = {"not_now": "/not-now/1", "lesson": "/learn/1"}
# Parts of a page, the first run, which is over, and addresses that take a press only.
NOT_PAGES = (
    *("pulse", "new_look_up", "new_people", "new_kind", "setup", "setup_business", "setup_you"),
    *("notices_seen", "team_add", "team_away", "team_limit", "practice_begin", "practice_remove", "connect_test"),
)


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Priya's browser."""
    yield from browser_of(chromium, live_desk, "priya@meridian.example")


@pytest.fixture
def owners_page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """The browser of the programme owner, who sees every page."""
    yield from browser_of(chromium, live_desk, "ruth@meridian.example")


def test_the_next_thing_is_one_key_away(page: Any, meridian: Meridian) -> None:
    case = complaint(meridian.priya, TUESDAY)
    page.goto("/")

    assert page.get_by_text("Answer Amara Okafor by name").is_visible()
    page.keyboard.press(".")

    page.wait_for_url(f"**/cases/{case.pk}/#body")


def test_a_list_is_walked_with_keys_and_opened_with_enter(page: Any, meridian: Meridian) -> None:
    first, second, *_rest = many(meridian.priya, TUESDAY, 4)
    page.goto("/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == f"/cases/{second.pk}/"
    page.keyboard.press("k")
    assert focused(page) == f"/cases/{first.pk}/"


def test_every_place_is_a_key_away_and_has_a_button(page: Any, meridian: Meridian) -> None:
    page.goto("/")
    for keys, address in (("gl", "/learn"), ("gw", "/"), ("gn", "/notices"), ("gs", "/you"), ("c", "/new")):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_url(f"**{address}")
        page.locator("h1").click()
    page.goto("/")
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Keyboard keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("lear")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn")


def test_the_palette_finds_people(page: Any, meridian: Meridian) -> None:
    case = complaint(meridian.priya, TUESDAY)
    page.goto("/learn")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("okafor")
    page.get_by_role("option", name="Amara Okafor").wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/cases/{case.pk}/")


@pytest.mark.parametrize("single_keys", [True, False])
def test_words_typed_past_a_field_change_nothing(page: Any, meridian: Meridian, single_keys: bool) -> None:
    Account.objects.filter(person=meridian.priya).update(single_keys=single_keys)
    complaint(meridian.priya, TUESDAY)
    many(meridian.priya, TUESDAY, 3)
    page.goto("/")
    before = rows()

    page.keyboard.type("just take this one please", delay=5)
    page.keyboard.press("Control+Shift+x")
    page.wait_for_timeout(400)

    assert rows() == before
    if not single_keys:
        assert page.url.endswith("/")


def test_a_field_takes_letters_as_letters(page: Any, meridian: Meridian) -> None:
    page.goto("/new")
    page.get_by_label("What happened").click()
    page.keyboard.type("just take this one, proszę. c n x ?")

    assert page.get_by_label("What happened").input_value() == "just take this one, proszę. c n x ?"


def test_changes_gather_in_a_bar_and_nothing_moves_by_itself(page: Any, meridian: Meridian) -> None:
    many(meridian.priya, TUESDAY, 2)
    page.goto("/")
    clock.set_now(TUESDAY + timedelta(minutes=1))
    complaint(meridian.priya, TUESDAY + timedelta(minutes=1))

    bar = page.get_by_role("link", name="1 change – show")
    bar.wait_for(timeout=15_000)
    assert page.locator(".rows li").count() == 2
    bar.click()

    page.locator(".rows li").nth(2).wait_for()


def test_intake_by_hand_knows_the_person_and_the_kind(page: Any, meridian: Meridian) -> None:
    complaint(meridian.sam, TUESDAY)
    page.goto("/")
    page.keyboard.press("c")
    page.get_by_label("What happened").fill("I am furious, you wrecked my floor again")
    page.get_by_label("Who is it?").press_sequentially("okaf")

    page.get_by_role("radio", name="Amara Okafor amara@home.example").check()
    page.locator("#kinds [value=complaint][checked]").wait_for(state="attached")
    page.get_by_role("button", name="Open the case").click()

    page.wait_for_url("**/cases/2/")


def test_an_intake_works_without_a_script(live_desk: str, meridian: Meridian, chromium: Any) -> None:
    for page in browser_of(chromium, live_desk, "priya@meridian.example", java_script_enabled=False):
        page.goto("/new")
        page.get_by_label("What happened").fill("The zip broke on the first day")
        page.get_by_label("Who is it?").fill("Tomasz Wójcik")
        page.get_by_role("button", name="Open the case").click()

        page.wait_for_url("**/cases/1/")


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")])
def test_nothing_is_in_the_way_of_anybody(owners_page: Any, meridian: Meridian, width: int, scheme: str) -> None:
    fill(meridian)
    owners_page.set_viewport_size({"width": width, "height": 720})
    owners_page.emulate_media(color_scheme=scheme)

    faults = []
    for address in pages():
        answer = owners_page.goto(address)
        assert answer.ok, f"{address} answered {answer.status}"
        faults += [f"{address} {fault}" for fault in violations(owners_page)]

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


def test_no_page_runs_off_sideways_at_400_percent(owners_page: Any, meridian: Meridian) -> None:
    fill(meridian)
    owners_page.set_viewport_size({"width": 320, "height": 600})

    wide = [address for address in pages() if owners_page.goto(address) and runs_off_sideways(owners_page)]

    assert wide == []


@pytest.mark.parametrize(("width", "least"), [(1280, 24), (375, 44)])
def test_every_control_is_large_enough_to_hit(owners_page: Any, meridian: Meridian, width: int, least: int) -> None:
    fill(meridian)
    owners_page.set_viewport_size({"width": width, "height": 720})

    small = []
    for address in pages():
        owners_page.goto(address)
        small += [f"{address} {target}" for target in small_targets(owners_page, least)]

    assert small == []


def test_a_cold_load_of_my_work_is_light(page: Any, meridian: Meridian, live_desk: str) -> None:
    many(meridian.priya, TUESDAY, 50)

    weight, asked = load(page, "/")

    print(f"My work with 50 rows: {weight / 1024:.1f} kB on the wire in {len(asked)} requests")
    assert weight < 60 * 1024
    assert len(asked) <= 6
    assert all(address.startswith(live_desk) for address in asked)


def test_a_thousand_open_cases_are_quick(page: Any, meridian: Meridian) -> None:
    many(meridian.priya, TUESDAY, 60)
    many(meridian.sam, TUESDAY, 940)
    page.goto("/")

    answered, painted = [], []
    for _ in range(12):
        began = time.perf_counter()
        page.goto("/")
        painted.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0"))
        answered.append(
            page.evaluate("(([n]) => n.responseStart - n.requestStart)(performance.getEntriesByType('navigation'))")
        )
        assert time.perf_counter() - began < 30
    began = time.perf_counter()
    results = page.evaluate("fetch('/find?q=Amara', {headers: {Accept: 'application/json'}}).then((a) => a.json())")
    searched = (time.perf_counter() - began) * 1000

    print(f"1,000 open cases: first paint {sorted(painted[2:])[5]:.0f} ms, server {sorted(answered[2:])[5]:.0f} ms, "
          f"palette {searched:.0f} ms")  # fmt: skip
    assert page.locator(".rows li").count() == 50
    assert len(results["results"]) == 20


def browser_of(chromium: Any, origin: str, address: str, **options: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, base_url=origin, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, address, PASSWORD)
    yield page
    context.close()


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
    owning.go_away(meridian.sam, meridian.priya, **who)


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


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def rows() -> dict[str, int]:
    kept = {"django_session"}
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.db_table not in kept
    }
