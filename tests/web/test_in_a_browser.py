from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.core import clock
from amends.web.frame import Waiting
from tests.web.browser import Desk, server_date
from tests.web.conftest import NAMES
from tests.web.kit import frame, page

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(chromium: Any, desk: Desk, name: str, theme: str, width: int) -> None:
    opened = desk.open(chromium, f"/{name}", width, color_scheme=theme)
    # As tall as the page, so that no bar lies over a control half out of sight.
    opened.set_viewport_size({"width": width, "height": opened.evaluate("document.documentElement.scrollHeight + 200")})

    opened.evaluate(AXE)
    found = opened.evaluate(f"axe.run({{runOnly: {TAGS}}})")["violations"]

    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert desk.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways_at_320_pixels(chromium: Any, desk: Desk, name: str) -> None:
    opened = desk.open(chromium, f"/{name}", 320)

    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", NAMES)
def test_every_control_can_be_hit_with_a_thumb(chromium: Any, desk: Desk, name: str) -> None:
    opened = desk.open(chromium, f"/{name}", 375)

    small = opened.evaluate("""() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter(control => {
            const isMark = control.matches("[type=radio], [type=checkbox]");
            const target = isMark ? control.closest("label, .check") : control;
            const box = target.getBoundingClientRect();
            const isInText = control.matches("p a:not(.btn), li p a, .skip, .errors a");
            return box.width && !isInText && (box.height < 43.5 || box.width < 43.5);
        }).map(control => control.outerHTML.slice(0, 120))""")

    assert small == []


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", NAMES)
def test_what_has_the_focus_is_never_wholly_covered(chromium: Any, desk: Desk, name: str, width: int) -> None:
    opened = desk.open(chromium, f"/{name}", width)

    covered = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        covered.append(
            opened.evaluate("""() => {
            const focused = document.activeElement, box = focused.getBoundingClientRect();
            if (focused === document.body) return "";
            const steps = [.05, .2, .35, .5, .65, .8, .95];
            const seen = steps.some(x => steps.some(y => {
                const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
                if (!top) return false;
                return focused.contains(top) || top.contains(focused) || top.closest("label")?.control === focused;
            }));
            return seen ? "" : focused.outerHTML.slice(0, 120);
        }""")
        )

    assert [one for one in covered if one] == []


def test_changes_are_offered_and_never_jump(chromium: Any, desk: Desk) -> None:
    news = {"changes": 3, "notices": 5, "say": ["Tomasz Wójcik's promise is now late."]}
    desk.acts["/poll"] = lambda _: (200, {"ETag": '"1"', "Date": server_date()}, json.dumps(news))
    desk.pages["/live"] = page("my_work.html", frame=frame(poll_url="/poll"))
    opened = desk.open(chromium, "/live")

    opened.get_by_text("3 changes – show").wait_for()
    opened.locator("#live", has_text="Tomasz Wójcik's promise is now late.").wait_for(state="attached")

    assert opened.title().startswith("(5) ")


def test_a_lost_connection_is_said_after_five_seconds_and_not_before(chromium: Any, desk: Desk) -> None:
    desk.acts["/poll"] = lambda _: (304, {"Date": server_date()}, "")
    desk.pages["/live"] = page("my_work.html", frame=frame(poll_url="/poll"))
    opened = desk.open(chromium, "/live")
    strip = opened.locator("[data-connection]")

    desk.is_down = True
    opened.wait_for_timeout(6000)
    assert strip.is_hidden()
    strip.wait_for()
    assert "your text is kept here" in strip.text_content()
    desk.is_down = False
    opened.get_by_text("Back.").wait_for()


def test_a_held_reply_counts_down_and_z_takes_it_back(chromium: Any, desk: Desk) -> None:
    waiting = Waiting("Reply to Tomasz Wójcik", clock.now() + timedelta(seconds=30), "/undo/", "/send-now/")
    desk.pages["/held"] = page("my_work.html", frame=frame(waiting=(waiting,))).replace(
        'data-now="2026-11-20T14:42Z"', f'data-now="{clock.now():%Y-%m-%dT%H:%M:%SZ}"'
    )
    opened = desk.open(chromium, "/held")

    opened.get_by_text("goes in 2").wait_for()
    opened.keyboard.press("z")
    opened.wait_for_timeout(200)

    assert [path for path, _ in desk.posted] == ["/undo/"]


def test_the_clock_of_the_machine_turns_no_chip(chromium: Any, desk: Desk) -> None:
    opened = desk.open(chromium, "/my_work.html")

    assert opened.locator(".next [data-rel]").text_content() in ("in 18 min", "in 17 min")


def test_the_customer_is_offered_news(chromium: Any, desk: Desk) -> None:
    desk.pages["/p"] = desk.pages["/customer.html"].replace('<body class="', '<body data-poll="/news" class="')
    desk.acts["/news"] = lambda _: (200, {"ETag": '"1"'}, json.dumps({"news": "New from Priya 14:52 – show"}))
    opened = desk.open(chromium, "/setup.html")

    opened.clock.install()
    opened.goto("https://desk.test/p")
    opened.clock.fast_forward(61_000)

    opened.get_by_role("link", name="New from Priya 14:52 – show").wait_for()
    assert opened.locator("time[data-left]").first.text_content().startswith("in 1 day 1 hour")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_without_script(chromium: Any, desk: Desk, name: str) -> None:
    opened = desk.open(chromium, f"/{name}", java_script_enabled=False)

    assert opened.locator("main h1").is_visible()
    assert "JavaScript" not in opened.content()


def test_a_page_asks_for_no_more_than_six_things(chromium: Any, desk: Desk) -> None:
    desk.open(chromium, "/my_work.html").wait_for_load_state("networkidle")

    assert len([path for path in desk.asked if not path.endswith("icon.svg")]) <= 6
