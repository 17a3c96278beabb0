"""A whole working day by keys alone (`ux.md` T3), and where Tab leads on every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework import asks
from amends.people.models import Person
from tests.journeys.test_five_steps import FIRST, REPLY
from tests.journeys.world import World, give_to

pytestmark = pytest.mark.journey

# Told by the browser itself, so that a press of the test's own helpers would count as well.
COUNT_MICE = """() => { window.mice = Number(sessionStorage.mice || 0);
  addEventListener("pointerdown", () => { sessionStorage.mice = ++window.mice; }, true); }"""
FOCUSED = """() => { const one = document.activeElement;
  const words = one.labels?.[0]?.innerText || one.getAttribute("aria-label") || one.innerText || "";
  return `${one.tagName.toLowerCase()} ${words}`.replace(/\\s+/g, " ").trim(); }"""


@pytest.fixture
def keys(world: World) -> Keys:
    world.page.context.add_init_script(f"({COUNT_MICE})()")
    return Keys(world)


class Keys:
    """Hands on a keyboard, and no mouse on the table."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.page = world.page

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab_to(self, name: str) -> None:
        """Tab until what has the focus is called that; fails where it is never reached within a page's stops."""
        seen: list[str] = []
        for _ in range(120):
            self.press("Tab")
            seen.append(self.page.evaluate(FOCUSED))
            if re.search(name, seen[-1]):
                return
        raise AssertionError(f"Tab never reaches {name}; it goes to {seen}")

    def enter(self, name: str) -> None:
        """Reach a control and press it."""
        self.tab_to(name)
        self.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def rest(self) -> None:
        """Wait until what was pressed has led to its page: the record is written a moment before."""
        self.page.wait_for_timeout(500)
        self.page.wait_for_load_state("networkidle")

    def open(self, address: str) -> None:
        self.rest()
        self.page.goto(f"{self.world.desk}{address}")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what the page has sent to be on record."""
        for _ in range(100):
            if holds():
                return self.rest()
            self.page.wait_for_timeout(100)
        raise AssertionError("It never was on record.")

    def send(self, words: str) -> None:
        """Type into the composer, and send with the keys that every composer knows."""
        self.press("r")
        self.page.wait_for_function("document.activeElement.id === 'body'")
        self.type(words)
        self.page.locator("#read .parts").wait_for()
        self.page.wait_for_load_state("networkidle")
        self.press("Control+Enter")
        self.page.get_by_role("button", name="Undo").first.wait_for()
        self.world.passes(seconds=20)


@pytest.mark.req("S0.2")
def test_a_complaint_is_carried_to_its_lesson_by_keys_alone(world: World, keys: Keys) -> None:
    world.box.append(FIRST.encode())
    world.passes(seconds=30)
    priya, case = Person.objects.get(name="Priya Nair"), Case.objects.get()
    give_to(case, priya, world)

    def told() -> dict[str, Any]:
        row: dict[str, Any] = asks.case(case.pk, by=priya, at=world.now)
        return row

    # My work: the row is found and opened.
    world.page.goto(world.desk)
    keys.press("j", "Enter")
    world.page.wait_for_url("**/cases/**")

    # Listen: the feeling, in her own word.
    keys.enter("^a Listen")
    keys.enter("^summary Note a feeling")
    keys.tab_to("^input The word")
    keys.type("furious")
    keys.tab_to("^input 3")
    keys.press("ArrowRight", "ArrowRight")
    keys.enter("^button Note it")
    keys.until(lambda: [(row["word"], row["level"]) for row in told()["feelings"]] == [("furious", 5)])

    # Say back, apologise, promise: one reply. She says yes, and a key takes her word.
    keys.open(f"/cases/{case.pk}/")
    keys.send(REPLY)
    world.mail_from_amara("Yes, that's it.")
    keys.open(f"/cases/{case.pk}/")
    keys.press("y", "Enter")
    keys.until(lambda: told()["understood"])

    # Offer, and her answer on the phone.
    keys.open(f"/cases/{case.pk}/")
    keys.press("o")
    keys.page.wait_for_selector("#offer-text")
    keys.tab_to("textarea What you offer")
    keys.type("A new floor board, laid on Friday")
    keys.enter("^button Record the offer")
    keys.until(lambda: bool(told()["offers"]))
    keys.enter("^button Yes")
    keys.until(lambda: "accepted" in str(told()["offers"][0]["answers"]))

    # Act: what was done, and the word that keeps the promise.
    keys.open(f"/cases/{case.pk}/")
    keys.press("m")
    keys.page.wait_for_selector("#action-words")
    keys.tab_to("textarea What was done")
    keys.type("The joiner laid the board")
    keys.enter("^button Record it")
    keys.until(lambda: bool(told()["actions"]))
    keys.open(f"/cases/{case.pk}/")
    keys.send("Hello Amara, the joiner has laid the new board this morning.")
    states = [row["state"] for row in told()["promises"]]
    assert "open" not in states, states

    # Confirm: one message asks, she answers, and a key closes.
    world.passes(hours=24)
    keys.open(f"/cases/{case.pk}/")
    keys.enter("^summary One message that fills it")
    keys.enter("^button Send to Amara$")
    world.page.get_by_role("button", name="Undo").first.wait_for()
    world.passes(seconds=20)
    world.mail_from_amara("Yes, it's put right now. Thank you.")
    keys.open(f"/cases/{case.pk}/")
    keys.press("y", "Enter")
    keys.until(lambda: bool(told()["closed"]))
    assert told()["closed"]["how"] == "agreed"

    # Learn.
    keys.open(f"/cases/{case.pk}/")
    keys.tab_to("^input Cause")
    keys.type("wrong floor protection")
    keys.enter("^button Draft a lesson")
    keys.enter("^button Share with the team")
    keys.until(lambda: bool(asks.lessons(by=priya, at=world.now)))
    assert not world.page.evaluate("window.mice")
