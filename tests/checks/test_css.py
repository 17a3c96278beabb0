from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.source import ROOT, SOURCE

KIT = SOURCE / "web" / "static" / "amends"
KILOBYTE = 1024
BUDGETS = {
    ("amends.css",): 24,
    ("customer.css",): 3,
    ("desk.js", "keys.js", "writing.js"): 30,
    ("customer.js",): 4,
}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|color-mix)\(", re.IGNORECASE)
PHYSICAL = re.compile(r"\b(?:left|right)\b|\b(?:margin|padding|border|inset)-(?:top|bottom)\b")
BARE_OUTLINE = re.compile(r"outline(?:-style|-width)?\s*:\s*(?:none|0)\b")
TEXT_BOX = re.compile(r"\btextarea\b|\binput\b(?!\[type=radio)|\.btn\b|\.field\b|\.chip\b")
FIXED_HEIGHT = re.compile(r"(?<![-\w])(?:height|block-size)\s*:")
LAYERS = ["reset", "tokens", "base", "components", "pages", "print", "forced"]

# Used as foreground, on these grounds, with at least this contrast (WCAG 2.2, 1.4.3 and 1.4.11; `ux.md` 3.2).
PAIRS = [
    ("text", "ground paper sunken ours note supp chosen mark", 4.5),
    ("quiet", "ground paper sunken ours note chosen", 4.5),
    ("link", "ground paper ours note supp", 4.5),
    ("on-act", "act act-strong", 4.5),
    ("act", "ground paper sunken ours chosen", 4.5),
    ("on-danger", "danger", 4.5),
    ("on-practice", "practice", 4.5),
    ("edge", "ground paper sunken", 3),
    ("focus", "ground paper sunken ours note chosen", 3),
    ("note-line", "note paper", 3),
    ("supp-line", "supp paper", 3),
    *(
        (f"p-{state}", f"p-{state}-bg paper ground", 4.5)
        for state in ("track", "soon", "late", "kept", "broken", "moved", "none")
    ),
]


@pytest.mark.parametrize(("names", "kilobytes"), BUDGETS.items(), ids=lambda value: str(value))
def test_what_every_page_loads_stays_within_its_budget(names: tuple[str, ...], kilobytes: int) -> None:
    assert sum((KIT / name).stat().st_size for name in names) <= kilobytes * KILOBYTE


def test_the_sprite_stays_within_its_budget() -> None:
    assert (SOURCE / "web" / "templates" / "web" / "sprite.svg").stat().st_size <= 6 * KILOBYTE


def test_every_sheet_keeps_the_rules_of_the_house() -> None:
    assert [f"{file.relative_to(ROOT)}: {fault}" for file in sheets() for fault in faults(file.read_text())] == []


def test_the_layers_stand_in_their_order() -> None:
    css = (KIT / "amends.css").read_text()

    assert re.search(r"@layer ([\w, ]+);", css)[1].split(", ") == LAYERS  # type: ignore[index]
    assert re.findall(r"@layer (\w+) \{", css) == LAYERS


def test_print_and_forced_colours_have_rules_of_their_own() -> None:
    css = (KIT / "amends.css").read_text()

    assert "@media print" in css
    assert "@media (forced-colors:active)" in css.replace(": ", ":")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_can_be_read_on_its_grounds(theme: str) -> None:
    colours = tokens((KIT / "amends.css").read_text())[theme]

    weak = [
        f"{front} on {ground}: {ratio:.1f}"
        for front, grounds, needed in PAIRS
        for ground in grounds.split()
        if (ratio := contrast(colours[front], colours[ground])) < needed
    ]

    assert weak == []


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    blocks = re.findall(r"color-scheme:dark;\n(.*?)\}", (KIT / "amends.css").read_text(), re.DOTALL)

    assert len(blocks) == 2
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize(
    "sample",
    [
        "@layer base {\na {color:#123456}\n}",
        "@layer base {\na {background:rgb(0 0 0)}\n}",
        "@layer base {\na {margin-left:4px}\n}",
        "@layer base {\na {text-align:right}\n}",
        "@layer base {\na {padding-top:4px}\n}",
        "@layer base {\n:focus {outline:none}\n}",
        "@layer base {\n:focus {outline: 0}\n}",
        "@layer base {\ntextarea {height:80px}\n}",
        "@layer base {\n.btn {block-size:36px}\n}",
    ],
)
def test_a_breach_of_the_rules_is_found(sample: str) -> None:
    assert faults(sample)


def test_what_the_rules_allow_is_not_found() -> None:
    assert not faults("@layer tokens {\n:root {--line:#D9D5CC}\n}\n@layer base {\n.btn {min-block-size:36px}\n}")


def sheets() -> list[Path]:
    return sorted(SOURCE.glob("*/static/**/*.css"))


def faults(css: str) -> list[str]:
    """Every breach of the rules for sheets in `ux.md` 5, as "what: where"."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    outside_tokens = re.sub(r"@layer tokens \{.*?\n\}(?=\s*(?:@layer|\Z))", "", plain, flags=re.DOTALL)
    found = [f"colour outside the tokens: {match[0]}" for match in COLOUR.finditer(outside_tokens)]
    found += [f"direction that is not logical: {match[0]}" for match in PHYSICAL.finditer(plain)]
    found += [f"focus without a ring: {match[0]}" for match in BARE_OUTLINE.finditer(plain)]
    return found + [f"fixed height on a text box: {selector}" for selector in fixed_boxes(plain)]


def fixed_boxes(css: str) -> Iterator[str]:
    for selector, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if TEXT_BOX.search(selector) and FIXED_HEIGHT.search(rules):
            yield selector.strip()


def tokens(css: str) -> dict[str, dict[str, str]]:
    """The colours by theme, second names followed to the first."""
    light, dark = (
        dict(re.findall(r"--([\w-]+):([^;}]+)", block))
        for block in re.findall(r"(?::root|\[data-theme=dark\]) \{color-scheme:.*?;\n(.*?)\}", css, re.DOTALL)[:2]
    )
    themes = {"light": light, "dark": light | dark}
    return {theme: {name: follow(value, values) for name, value in values.items()} for theme, values in themes.items()}


def follow(value: str, values: dict[str, str]) -> str:
    alias = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return values[alias[1]] if alias else value


def contrast(one: str, other: str) -> float:
    """WCAG 2.x: the ratio of the relative luminances of two #RRGGBB colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
