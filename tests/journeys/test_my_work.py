from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from amends.core import clock
from amends.people.models import Account
from tests.desk.conftest import Meridian, complaint, found, many
from tests.journeys.looking import browser_of, load

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
FIRST_PAINT = """new Promise((done) => new PerformanceObserver((seen) => {
  const paint = seen.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
SERVER_TIME = "(([load]) => load.responseStart - load.requestStart)(performance.getEntriesByType('navigation'))"


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Priya's browser."""
    yield from browser_of(chromium, live_desk, "priya@meridian.example")


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
    page.get_by_role("heading", name="Keyboard keys").wait_for()
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
    bar.wait_for(timeout=60_000)
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
        page.goto("/")
        painted.append(page.evaluate(FIRST_PAINT))
        answered.append(page.evaluate(SERVER_TIME))
    began = time.perf_counter()
    results = page.evaluate("fetch('/find?q=Amara', {headers: {Accept: 'application/json'}}).then((a) => a.json())")
    searched = (time.perf_counter() - began) * 1000

    print(f"1,000 open cases: first paint {sorted(painted[2:])[5]:.0f} ms, server {sorted(answered[2:])[5]:.0f} ms, "
          f"palette {searched:.0f} ms")  # fmt: skip
    assert page.locator(".rows li").count() == 50
    assert len(results["results"]) == 20


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def rows() -> dict[str, int]:
    kept = {"django_session"}
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.db_table not in kept
    }
