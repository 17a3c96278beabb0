from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from amends.web.responses import Guard
from tests.web.browser import Desk
from tests.web.conftest import SAVED
from tests.web.kit import frame, page

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_j_and_k_walk_the_list_and_enter_opens(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/my_work.html")

    opened.keyboard.press("j")
    opened.keyboard.press("j")
    opened.keyboard.press("k")

    assert opened.evaluate("document.activeElement.getAttribute('href')") == "/cases/4800/"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/cases/4800/")


def test_letters_typed_by_accident_change_nothing(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")

    opened.keyboard.type("just take this one please")

    assert [path for path, _ in desk.posted if path != "/draft/"] == []


def test_single_keys_can_be_switched_off(chromium: Any, desk: Desk) -> None:
    desk.pages["/quiet"] = page("my_work.html", frame=frame(single_keys=False))
    opened = desk.open(chromium, "/quiet")

    opened.keyboard.press("j")
    opened.keyboard.press("/")

    assert opened.evaluate("document.activeElement === document.body")


def test_keys_with_a_modifier_are_left_to_the_browser(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/my_work.html")

    taken = opened.evaluate("""() => ["c", "r", "t"].map(key => !document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, ctrlKey: true, bubbles: true, cancelable: true})))""")

    assert taken == [False, False, False]


def test_g_and_a_letter_go_to_a_place(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/my_work.html")

    opened.keyboard.press("g")
    opened.locator(".tip").wait_for()
    opened.keyboard.press("l")

    opened.wait_for_url("**/learn/")


def test_the_palette_finds_what_can_be_done_and_whom(chromium: Any, desk: Desk) -> None:
    results = {"results": [{"label": "Amara Okafor", "url": "/people/3/", "about": "2 cases"}]}
    desk.acts["/find"] = lambda _: (200, {}, json.dumps(results))
    opened = desk.open(chromium, "/case.html")

    opened.keyboard.press("Control+k")
    opened.keyboard.type("am")
    opened.get_by_role("option", name="Amara Okafor").wait_for()
    opened.evaluate(AXE)
    found = opened.evaluate(f"axe.run({{runOnly: {TAGS}}})")["violations"]

    assert [one["id"] for one in found] == []
    opened.get_by_role("combobox").fill("learn")
    assert opened.get_by_role("option").first.text_content() == "Learng l"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/learn/")


def test_the_sheet_of_keys_opens_over_the_page_and_closes_again(chromium: Any, desk: Desk) -> None:
    desk.pages["/help/keys/"] = page("web/keys_dialog.html")
    opened = desk.open(chromium, "/my_work.html")

    opened.keyboard.press("?")
    opened.get_by_role("dialog", name="Keyboard keys").wait_for()
    opened.keyboard.press("Escape")

    assert opened.get_by_role("dialog").count() == 0


def test_a_draft_is_saved_a_second_after_the_last_key(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")

    opened.get_by_label("Your words").fill("I will ring you by 15:00.")
    opened.get_by_text("Saved ").wait_for()

    path, form = desk.posted[-1]
    assert (path, form["body"], form["version"]) == ("/draft/", ["I will ring you by 15:00."], ["3"])


def test_words_that_could_not_be_saved_are_there_after_a_reload(chromium: Any, desk: Desk) -> None:
    desk.acts["/draft/"] = lambda _: (503, {}, "")
    opened = desk.open(chromium, "/case.html")

    opened.get_by_label("Your words").fill("Not lost.")
    opened.get_by_text("Not saved yet – will keep trying").wait_for()
    desk.acts["/draft/"] = lambda _: SAVED
    opened.reload()

    assert opened.get_by_label("Your words").input_value() == "Not lost."
    opened.get_by_text("Saved ").wait_for()


def test_a_newer_draft_from_elsewhere_is_the_writers_choice(chromium: Any, desk: Desk) -> None:
    newer = {"version": 9, "body": "From the phone.", "saved_at": "2026-11-20T14:05:00Z"}
    desk.acts["/draft/"] = lambda _: (409, {}, json.dumps(newer))
    opened = desk.open(chromium, "/case.html")

    opened.get_by_label("Your words").fill("From the desk.")
    opened.get_by_text("You have a newer draft from elsewhere (14:05).").wait_for()
    opened.get_by_role("button", name="Use it").click()

    assert opened.get_by_label("Your words").input_value() == "From the phone."


def test_the_last_words_leave_with_the_page(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")

    opened.get_by_label("Your words").fill("Half a sente")
    opened.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    opened.wait_for_timeout(300)

    assert [form["body"] for path, form in desk.posted if path == "/draft/"] == [["Half a sente"]]


def test_a_note_looks_like_a_note_and_goes_to_the_team(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")

    opened.keyboard.press("n")
    opened.keyboard.type("Same batch as case 4790?")

    assert opened.get_by_role("button", name="Send to Amara by e-mail").is_hidden()
    assert opened.locator(".composer").get_by_text("Only your team sees this").is_visible()
    with opened.expect_request(lambda asked: asked.method == "POST" and "/note/" in asked.url):
        opened.keyboard.press("Control+Enter")


def test_a_double_press_sends_once(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")
    opened.get_by_label("Your words").fill("Once.")

    opened.get_by_role("button", name="Send to Amara by e-mail").dblclick(no_wait_after=True)
    opened.wait_for_timeout(300)

    assert len([path for path, _ in desk.posted if path == "/reply/"]) == 1


def test_her_words_are_taken_with_their_place(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/case.html")

    opened.evaluate("""() => {
        const words = document.querySelector("[data-quotable]").firstChild;
        getSelection().setBaseAndExtent(words, 4, words, 26);
    }""")
    opened.get_by_role("button", name="Use her words").click()

    assert opened.get_by_label("Your words").input_value() == "“sofa leg came off when”"
    assert opened.evaluate("document.querySelector('[name=quote]').value") == "entry-0:4:26"


def test_a_refusal_takes_the_focus_and_keeps_the_words(chromium: Any, desk: Desk) -> None:
    guard = Guard("not-said-back", "Say it back first – it takes a minute.", "#restate", "Say it back", True)
    desk.pages["/refused"] = page("case.html", guard=guard, typed="I can offer you a new sofa.")
    opened = desk.open(chromium, "/refused")

    assert opened.evaluate("document.activeElement.id") == "guard"
    assert opened.get_by_label("Your words").input_value() == "I can offer you a new sofa."
    assert opened.get_by_role("button", name="Send to Amara by e-mail").is_visible()
