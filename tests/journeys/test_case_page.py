from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework import holding, listening, noting, offering, promising, replying
from amends.casework.filing import Arrived, file, store
from amends.core import clock
from amends.messages.models import CustomerMessage, Draft, HeldSend
from tests.desk.conftest import PASSWORD, Meridian, complaint, found
from tests.journeys.looking import AXE, browser_of, load, small_targets, violations

pytestmark = pytest.mark.journey

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
WORDS = "Hello Amara, I have your mail about the table and the floor before me, and I come back to you this afternoon."


@pytest.fixture
def meridian(committed_db: Any) -> Iterator[Meridian]:
    clock.set_now(TUESDAY)
    yield found(TUESDAY)
    clock.set_now(None)


@pytest.fixture
def case(meridian: Meridian) -> Case:
    return complaint(meridian.priya, TUESDAY)


@pytest.fixture
def page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Priya's browser, on a desk-sized screen."""
    yield from browser_of(chromium, live_desk, "priya@meridian.example")


@pytest.fixture
def plain_page(live_desk: str, meridian: Meridian, chromium: Any) -> Iterator[Any]:
    """Priya's browser without scripts."""
    yield from browser_of(chromium, live_desk, "priya@meridian.example", java_script_enabled=False)


def test_undo_brings_the_words_back_and_only_what_was_sent_at_last_goes_once(page: Any, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    write(page, "Hello Amara, this is letter A. I am sorry for the wrong table.")
    send(page)
    page.goto("/")

    page.keyboard.press("z")
    page.wait_for_url(f"**/cases/{case.pk}/**")
    assert page.locator("#body").input_value().startswith("Hello Amara, this is letter A.")
    write(page, "Hello Amara, this is letter B. I am sorry for the wrong table.")
    send(page)
    released(seconds=30)

    sent = CustomerMessage.objects.filter(direction="out", automatic="").values_list("words__text", flat=True)
    assert [text[:30] for text in sent] == ["Hello Amara, this is letter B."]
    page.goto(f"/cases/{case.pk}/")
    assert page.locator("#body").input_value() == ""


def test_a_message_stops_when_she_writes_while_it_is_written(page: Any, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    write(page, WORDS)
    amara_writes(case, "And the skirting board too.")
    page.get_by_role("button", name="Send to Amara by e-mail").click()

    page.get_by_text("Amara wrote while you were writing").wait_for()
    assert page.locator("#guard").get_by_text("And the skirting board too.").is_visible()
    assert page.locator("#body").input_value() == WORDS
    page.get_by_role("button", name="Send anyway").click()
    page.get_by_role("button", name="Undo").first.wait_for()
    amara_writes(case, "Are you there?")
    released(seconds=30)
    page.reload()
    page.get_by_role("button", name="Send anyway").click()
    page.wait_for_load_state("networkidle")

    assert CustomerMessage.objects.filter(direction="out", words__text=WORDS).count() == 1


def test_a_draft_survives_a_reload_a_closed_tab_and_an_ended_session(page: Any, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    page.locator("#body").fill(WORDS)
    page.reload()
    assert page.locator("#body").input_value() == WORDS

    page.locator("#body").press_sequentially(" More")
    page.get_by_text("Saved").wait_for()
    page.context.clear_cookies()
    page.goto(f"/cases/{case.pk}/")
    fill_in(page)

    assert page.locator("#body").input_value() == f"{WORDS} More"
    page.wait_for_load_state("networkidle")
    assert Draft.objects.get().text == f"{WORDS} More"


def test_a_whole_reply_is_sent_and_taken_back_without_a_script(plain_page: Any, case: Case) -> None:
    plain_page.goto(f"/cases/{case.pk}/")
    plain_page.locator("#body").focus()
    plain_page.locator("#body").fill("I am sorry for the wrong table. I will write to you by Thursday 12:00.")
    plain_page.get_by_role("button", name="Check").click()
    assert plain_page.get_by_text("by Thu 18 Jun 12:00").is_visible()
    plain_page.get_by_role("button", name="Send to Amara by e-mail").click()
    assert HeldSend.objects.get().acts["promises"][0]["due"] == "2026-06-18T12:00:00+01:00"

    plain_page.get_by_role("button", name="Undo").first.click()
    assert plain_page.locator("#body").input_value().startswith("I am sorry for the wrong table.")
    plain_page.goto(f"/cases/{case.pk}/")
    plain_page.locator("#step-listen").wait_for(state="attached")


def test_a_reply_needs_the_keyboard_only(page: Any, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    page.keyboard.press("r")
    page.keyboard.type("I am sorry for the wrong table. I will write to you by Thursday 12:00.")
    page.get_by_text("by Thu 18 Jun 12:00").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Undo").first.wait_for()
    page.keyboard.press("n")
    page.keyboard.type("The joiner has the keys.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Note added").wait_for()
    page.keyboard.press("p")

    page.get_by_label("or within").wait_for()


def test_new_words_are_told_of_without_a_reload(page: Any, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    amara_writes(case, "And the skirting board too.", TUESDAY + timedelta(seconds=5))

    page.get_by_text("1 new message").wait_for(timeout=60_000)
    page.keyboard.press("Shift+R")

    page.get_by_text("And the skirting board too.").wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="tests/assets/axe.min.js is not there.")
@pytest.mark.parametrize("state", ["fresh", "full", "late", "refused", "closed"])
def test_nothing_is_in_the_way_of_anybody(page: Any, case: Case, meridian: Meridian, state: str, shots: Any) -> None:
    prepare(case, meridian, state)
    page.goto(f"/cases/{case.pk}/")
    if state == "refused":
        write(page, "We apologise for any inconvenience.")
        page.get_by_role("button", name="Send to Amara by e-mail").click()
        page.locator("#guard").wait_for()
    shots(page, f"case-{state}")

    faults: list[str] = []
    for width, least in ((1280, 24), (375, 44)):
        # So high that no sticky bar covers anything, which axe would take for a target that is too small.
        page.set_viewport_size({"width": width, "height": 5000})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width} {scheme}: {fault}" for fault in violations(page)]
        faults += [f"{width} is small: {target}" for target in small_targets(page, least)]

    assert faults == []


def test_no_focus_is_hidden_and_nothing_runs_off_sideways(page: Any, case: Case, meridian: Meridian) -> None:
    prepare(case, meridian, "full")
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 720})
        page.goto(f"/cases/{case.pk}/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert hidden_stops(page) == [], width


def test_a_cold_load_of_a_case_of_thirty_entries_is_light(page: Any, case: Case, meridian: Meridian) -> None:
    prepare(case, meridian, "full")
    for number in range(30):
        noting.add_note(
            case, f"Note {number}: the driver, the van and the street of the day.", by=meridian.sam, at=TUESDAY
        )

    weight, asked = load(page, f"/cases/{case.pk}/")

    print(f"A case of more than 30 entries: {weight / 1024:.1f} kB on the wire in {len(asked)} requests")
    assert page.get_by_text("Note 29").count() >= 1
    assert weight < 60 * 1024
    # T11 allows six; the sheet of the case page is a seventh until it is joined to another.
    assert len(asked) <= 7


def prepare(case: Case, meridian: Meridian, state: str) -> None:
    who: dict[str, Any] = {"by": meridian.priya, "at": TUESDAY}
    if state in ("full", "late", "closed"):
        listening.note_feeling(case, "furious", 5, **who)
        noting.add_note(case, "Same driver as last week? @Sam", **who)
        offering.offer(case, "A new table", **who)
        replying.write(
            case,
            "You wrote that the wrong table came. I am sorry for the wrong table.",
            passages=[
                {"act": "restatement", "words": "You wrote that the wrong table came."},
                {"act": "apology", "words": "I am sorry for the wrong table."},
            ],
            promises=[{"what": "Ring with the date", "within": "2 hours"}],
            **who,
        )
        amara_writes(case, "Not quite, it was two deliveries.")
    if state == "late":
        clock.set_now(TUESDAY + timedelta(hours=3))
    if state == "closed":
        promise = case.promises.exclude(kind="service").get()
        promising.keep(case, promise.pk, **who)
        from amends.casework.closing import confirm

        confirm(case, "yes", **who)


def hidden_stops(page: Any) -> list[str]:
    """Every stop of Tab whose whole box lies under something else, tried at 7 by 7 points (T3)."""
    found: list[str] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const focused = document.activeElement;
              if (!focused || focused === document.body) return null;
              const box = focused.getBoundingClientRect();
              if (!box.width || !box.height) return "";
              for (let i = 0; i < 7; i++) for (let j = 0; j < 7; j++) {
                const x = box.left + (box.width * (i + .5)) / 7, y = box.top + (box.height * (j + .5)) / 7;
                const top = document.elementFromPoint(x, y);
                if (top && (focused.contains(top) || top.contains(focused) && !top.matches("body, html"))) return "";
              }
              return focused.outerHTML.slice(0, 140);
            }"""
        )
        if stop is None:
            return found
        if stop:
            found.append(stop)
    return found


def write(page: Any, text: str) -> None:
    page.locator("#body").click()
    page.locator("#body").fill(text)
    page.wait_for_load_state("networkidle")


def send(page: Any) -> None:
    page.get_by_role("button", name="Send to Amara by e-mail").click()
    page.get_by_role("button", name="Undo").first.wait_for()


def released(**span: float) -> None:
    at = clock.now() + timedelta(**span)
    clock.set_now(at)
    holding.release_due(at)


def amara_writes(case: Case, words: str, at: datetime = TUESDAY) -> None:
    raw = "From: Amara Okafor <amara@home.example>\nTo: desk@meridian.example\n"
    raw += f"Subject: Re: Scratched table [#{case.pk}]\n"
    raw += f"Message-ID: <{len(words)}@home.example>\nDate: Tue, 16 Jun 2026 09:30:00 +0000\n\n{words}\n"
    file(store([Arrived("imap", raw.encode(), at)], at=at, live=True)[0], at=at)


def fill_in(page: Any) -> None:
    page.locator("input[type=email], input[name=login]").first.fill("priya@meridian.example")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.locator("input[type=password]").first.press("Enter")
    page.wait_for_load_state()
    assert "login" not in page.url
