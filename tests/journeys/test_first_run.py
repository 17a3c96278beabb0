from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework import delivering, holding
from amends.casework.founding import setup_code_file
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.core.promise import State
from amends.people.models import House, Membership
from amends.promises.models import Promise
from tests.journeys.looking import AXE, runs_off_sideways, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
FIRST_REPLY = (
    "Hello Maria,\n\nYou wrote that the lid was cracked and there was soup all over the car. I am sorry that our lid "
    "cracked. I will look after this myself. I will write to you with the date of the cleaning by tomorrow 12:00.\n"
)
SECOND_REPLY = "Hello Maria,\n\nThe car is cleaned on Thursday at 10:00. We bring the soup again, in a new cup.\n"


@pytest.fixture
def page(committed_db: Any, live_desk: str, chromium: Any) -> Iterator[Any]:
    """A fresh browser before a fresh desk, with the code that `amends setup` prints."""
    clock.set_now(TUESDAY)
    setup_code_file().write_text("the-one-time-code")
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, base_url=live_desk)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
    setup_code_file().unlink(missing_ok=True)
    clock.set_now(None)


def test_from_the_first_page_to_a_kept_practice_promise(page: Any, shots: Any) -> None:
    set_up(page, shots)
    page.get_by_role("button", name="Open the practice case").click()
    page.wait_for_url("**/cases/1/")
    assert page.get_by_text("Practice – nobody receives this.").is_visible()

    write(page, FIRST_REPLY)
    passes(seconds=30)
    passes(hours=2)
    page.goto("/cases/1/")
    write(page, SECOND_REPLY)
    passes(seconds=30)

    promise = Promise.objects.exclude(kind="service").get()
    assert promise.verdict(clock.now()).state is State.KEPT
    assert OutboxMail.objects.filter(practice=True).count() == OutboxMail.objects.count()
    page.goto("/practice")
    shots(page, "practice")
    page.get_by_role("button", name="Remove practice data").click()
    page.get_by_text("1 practice case is gone.").wait_for()
    assert not Case.objects.exists()
    page.goto("/")
    assert page.get_by_text("No complaints yet.").is_visible()


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize(("width", "least"), [(1280, 24), (375, 44), (320, 24)])
def test_each_page_of_the_first_run_is_in_nobodys_way(page: Any, width: int, least: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    faults: list[str] = []

    def look(name: str) -> None:
        faults.extend(f"{name}: {fault}" for fault in [*violations(page), *small_targets(page, least)])
        faults.extend([f"{name} is too wide"] if runs_off_sideways(page) else [])

    page.goto("/setup")
    look("code")
    set_up(page, lambda _page, name: look(name))

    assert faults == []


def test_a_code_typed_into_the_page_opens_it_too(page: Any) -> None:
    page.goto("/setup")
    page.get_by_label("Code").fill("the-one-time-code")
    page.get_by_role("button", name="Go on").click()

    page.get_by_role("heading", name="Who are you?").wait_for()


def set_up(page: Any, look: Any) -> None:
    page.goto("/setup/the-one-time-code/")
    look(page, "setup-1")
    page.get_by_label("Your name").fill("Ruth Adler")
    page.get_by_label("Your e-mail address").fill("ruth@meridian.example")
    page.get_by_label("A password").fill("ten words are long enough")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/setup/business")
    page.get_by_label("Where is it?").select_option("GB-SCT")
    page.get_by_text("3 Aug").wait_for()
    look(page, "setup-2")
    page.get_by_label("Name of the business").fill("Meridian Furniture")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/setup/team")
    look(page, "setup-3")
    page.get_by_label("Just me").check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/setup/trade")
    look(page, "setup-4")
    page.get_by_role("link", name="Do this later").click()
    page.wait_for_url("**/setup/try")
    look(page, "setup-5")
    assert House.objects.get().alone
    assert Membership.objects.get().role == "programme"


def write(page: Any, words: str) -> None:
    page.locator("#body").click()
    page.locator("#body").fill(words)
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name=re.compile("^Send to Maria")).click()
    page.get_by_role("button", name="Undo").first.wait_for()


def passes(**span: float) -> None:
    """Time goes by: what is held leaves, and practice mail goes to its shelf."""
    at = clock.now() + timedelta(**span)
    clock.set_now(at)
    holding.release_due(at)
    delivering.deliver_due(at, refuse)


def refuse(mail: OutboxMail) -> None:
    raise AssertionError(f"mail {mail.pk} left the house")
