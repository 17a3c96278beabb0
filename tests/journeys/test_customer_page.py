"""Amara on her own page, in a real browser: by keyboard, without script, at every width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from amends.core import clock
from amends.people.models import Notice
from tests.portal.meridian import NOW, Meridian, found
from tests.portal.states import STATES

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, summary")].filter(control => {
    const target = control.matches("[type=radio]") ? control.closest("label") : control;
    const box = target.getBoundingClientRect();
    const isInText = control.matches("p:not(.acts) a:not(.btn), .skip, .errors a");
    return box.width && !isInText && (box.height < 43.5 || box.width < 43.5);
}).map(control => control.outerHTML.slice(0, 120))"""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* {line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}");
    document.adoptedStyleSheets = [sheet];
}"""
pytestmark = pytest.mark.journey


@pytest.fixture
def meridian(live_desk: str) -> Iterator[Meridian]:
    clock.set_now(NOW)
    yield found(NOW)
    clock.set_now(None)


@pytest.fixture
def amara(chromium: Any, live_desk: str) -> Iterator[Browse]:
    """Opens a fresh browser, on a phone unless it is told otherwise."""
    opened: list[Browser] = []

    def browse(**options: Any) -> Browser:
        opened.append(Browser(chromium, live_desk, **options))
        return opened[-1]

    yield browse
    for browser in opened:
        browser.page.context.close()


class Browser:
    """Amara's browser: what it asked for, what its console said, and how much came over the wire."""

    def __init__(self, chromium: Any, address: str, **options: Any) -> None:
        context = chromium.new_context(**({"viewport": {"width": 375, "height": 667}} | options))
        self.page = context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.address = address

    def open(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())


Browse = Callable[..., Browser]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(amara: Browse, meridian: Meridian, state: str) -> None:
    STATES[state](meridian)
    browser = amara()
    page = browser.open(meridian.page)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 720})
            assert violations(page) == [], f"{theme}, {width} pixels"
    assert browser.faults == []


@pytest.mark.parametrize("path", ["done/right-not-yet/", "print/", "story/", "?lang=de"])
def test_axe_finds_nothing_on_the_pages_beside_it(amara: Browse, meridian: Meridian, path: str) -> None:
    STATES["offered"](meridian)

    assert violations(amara().open(meridian.page + path)) == []


@pytest.mark.parametrize("path", ["/write/", "/how/", "/p/1-unknown/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_strangers(amara: Browse, meridian: Meridian, path: str, theme: str) -> None:
    assert violations(amara(color_scheme=theme).open(path)) == []


def test_axe_finds_nothing_where_something_is_missing(amara: Browse, meridian: Meridian) -> None:
    meridian.answer()
    browser = amara()
    page = browser.open(meridian.page)
    page.get_by_role("button", name="Send to Priya").click()

    assert "Enter what you want to tell Priya." in browser.text
    assert violations(page) == []


@pytest.mark.parametrize("state", ["moved", "disputed", "rested"])
def test_nothing_scrolls_sideways_at_320_pixels_and_with_wide_spacing(
    amara: Browse, meridian: Meridian, state: str
) -> None:
    STATES[state](meridian)
    page = amara(viewport={"width": 320, "height": 568}).open(meridian.page)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("state", ["moved", "asked"])
def test_every_control_can_be_hit_with_a_thumb(amara: Browse, meridian: Meridian, state: str) -> None:
    STATES[state](meridian)
    page = amara().open(meridian.page)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert page.evaluate(SMALL) == []


def test_next_and_the_question_stand_above_the_fold_of_a_phone(amara: Browse, meridian: Meridian) -> None:
    meridian.answer()
    page = amara().open(meridian.page)

    for words in ("Talk to Priya", "Next:", "Did we get it right?"):
        assert page.get_by_text(words).first.bounding_box()["y"] < 640


@pytest.mark.req("S0.7")
def test_not_quite_takes_three_controls_and_no_mouse(amara: Browse, meridian: Meridian) -> None:
    meridian.answer()
    browser = amara()
    page = browser.open(meridian.page)
    until_focused(page, "[value=yes]")

    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("It was two tables.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/understood-not-quite/")

    assert "Priya has it now and will put it right on your page." in browser.text
    assert "Priya will do this by Wednesday 17 June, 17:00" in browser.text
    assert Notice.objects.filter(person=meridian.priya, code="answered-restatement").count() == 1
    assert browser.faults == []


def test_not_yet_takes_three_controls_and_no_mouse_and_keeps_the_entries_after_an_error(
    amara: Browse, meridian: Meridian
) -> None:
    STATES["asked"](meridian)
    browser = amara()
    page = browser.open(meridian.page)

    page.locator("button[value=right]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#errors")
    assert "Choose whether it is put right." in browser.text

    until_focused(page, "[value=yes]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("The floor is still open.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/right-not-yet/")

    assert "Priya has it now and works on it again." in browser.text
    assert "Next: Priya will answer you by Tuesday 16 June" in browser.text


@pytest.mark.parametrize("with_script", [True, False])
def test_everything_can_be_done_with_and_without_script(
    amara: Browse, meridian: Meridian, with_script: bool, tmp_path: Path
) -> None:
    STATES["offered"](meridian)
    (tmp_path / "floor.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30))
    browser = amara(java_script_enabled=with_script)
    page = browser.open(meridian.page)
    assert "javascript" not in page.content().lower().replace("text/javascript", "")

    page.get_by_label("I’d rather have something else").check()
    page.get_by_label("What you would rather have").fill("My money back.")
    page.locator("button[value=offer]").click()
    assert "you would rather have something else. Priya has it now." in browser.text

    page.get_by_role("link", name="Back to your page").click()
    page.get_by_label("Your message").fill("Here is the floor.")
    page.get_by_label("Photos or papers").set_input_files(tmp_path / "floor.png")
    page.get_by_role("button", name="Send to Priya").click()
    assert "Priya has your message now." in browser.text

    page.get_by_role("link", name="Back to your page").click()
    page.get_by_text("Is it put right?").click()
    page.get_by_label("Not yet – this is missing").check()
    page.locator("#right-words").fill("Everything.")
    page.locator("button[value=right]").click()
    assert "works on it again" in browser.text
    assert browser.faults == []


def test_the_web_form_leads_to_a_page_of_ones_own(amara: Browse, meridian: Meridian) -> None:
    clock.set_now(None)
    browser = amara(locale="de-DE")
    page = browser.open("/write/")

    page.locator("#words").fill("Das Sofa hat drei Beine.")
    page.locator("#name").fill("Tomasz Wójcik")
    page.wait_for_timeout(3100)
    page.locator("button[value=write]").click()
    page.wait_for_url("**/done/arrived/")

    assert page.evaluate("document.documentElement.lang") == "de"
    page.locator(".acts a").first.click()
    assert "Das Sofa hat drei Beine." in browser.text


def test_the_time_left_grows_shorter_and_news_is_offered_without_a_jump(amara: Browse, meridian: Meridian) -> None:
    meridian.answer()
    browser = amara()
    page = browser.open(meridian.page)

    assert page.locator("time[data-left]").first.inner_text() == "in 1 day 7 hours"
    assert not [address for address in browser.asked if not address.startswith(browser.address)]


def test_a_cold_page_is_light(amara: Browse, meridian: Meridian) -> None:
    STATES["moved"](meridian)
    browser = amara()
    page = browser.open(meridian.page)
    page.wait_for_load_state("networkidle")

    sent = page.evaluate("""() => performance.getEntriesByType("navigation")[0].encodedBodySize""")

    assert len(browser.asked) <= 6
    assert not any("htmx" in address for address in browser.asked)
    assert sent < 6 * 1024


def test_a_page_prints_as_a_letter(amara: Browse, meridian: Meridian) -> None:
    STATES["moved"](meridian)
    page = amara().open(f"{meridian.page}print/")
    page.emulate_media(media="print")

    text = page.inner_text("body")

    assert "Your matter 1" in text
    assert "020 7946 0322" in text
    assert "Moved" in text
    assert not page.locator("form").count()
    assert page.pdf().count(b"/Type /Page\n") <= 1


def violations(page: Any) -> list[tuple[str, list[str]]]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({{runOnly: {TAGS}}})")["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def until_focused(page: Any, selector: str) -> None:
    """Tab until a control has the focus; a person would do no other."""
    for _ in range(40):
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}.")
