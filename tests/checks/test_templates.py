from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.source import ROOT, SOURCE

# The parts that draw what a page may not draw itself, so that there is one table of states and one way to say a time.
PARTS = "web/parts.html"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
TAG_WITH_MARKS = re.compile(r"""<[a-zA-Z/!](?:\{\{.*?\}\}|\{%.*?%\}|"[^"]*"|'[^']*'|[^>"'])*>""", re.DOTALL)
MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
NAMES_OF_THE_HOUSE = {"Amends"}
RULES = {
    "a grey button without a reason": re.compile(r"<(?:button|input|select|textarea)\b[^>]*\sdisabled\b"),
    "an order of its own for Tab": re.compile(r"""\btabindex=["']?[1-9]"""),
    "a style beside the sheet": re.compile(r"<style\b|<[^>]*\sstyle="),
    "a script in the page": re.compile(r"<script(?![^>]*\b(?:src=|type=.application/json))|<[^>]*\son[a-z]+="),
    "a time without the one function": re.compile(r"\bstrftime\b|\.isoformat\(|\|\s*date\b"),
    "words glued from pieces": re.compile(r"""_\([^)]*\)\s*~|~\s*_\("""),
}
NAMED_BY_TITLE = re.compile(r"<(a|button)\b(?P<marks>[^>]*\stitle=[^>]*)>(?P<inside>.*?)</\1>", re.DOTALL)
# Pages without a session carry a signed key of their own instead of Django's token (portal/form_keys.py).
TOKEN = re.compile(r"csrf_input|new_key\(\)")
POSTED = re.compile(r"""<form\b[^>]*method=["']post["'][^>]*>(.*?)</form>""", re.DOTALL | re.IGNORECASE)


def test_every_template_keeps_the_rules_of_the_house() -> None:
    assert [f"{name}: {fault}" for name, text in templates() for fault in faults(text, name)] == []


@pytest.mark.parametrize(
    "sample",
    [
        "<button disabled>{{ _('Send') }}</button>",
        '<div tabindex="2"></div>',
        '<p style="color: red"></p>',
        "<style>p {}</style>",
        "<script>run()</script>",
        '<button onclick="run()">{{ _("Go") }}</button>',
        '{{ due.strftime("%H:%M") }}',
        "{{ due|date }}",
        '{{ _("by") ~ name }}',
        '<button title="Close">{{ icon("cross") }}</button>',
        '<form method="post"><button>{{ _("Send") }}</button></form>',
        '<span class="chip p-late">{{ word }}</span>',
        '<p>Send it now</p>{{ _("Send") }}',
    ],
)
def test_a_breach_of_the_rules_is_found(sample: str) -> None:
    assert list(faults(sample, "desk/sample.html"))


@pytest.mark.parametrize(
    "sample",
    [
        '<button title="{{ _("Close") }}" aria-label="{{ _("Close") }}">{{ icon("cross") }}</button>',
        '<form method="post">{{ csrf_input }}{{ button(_("Send"), "main") }}</form>',
        '<p>{% trans name=who %}Write to {{ name }}{% endtrans %} · <a href="?a=1&amp;b=2">{{ _("Find") }}</a></p>',
        '<option value="a"{% if a > b %} selected{% endif %}>{{ words }}</option>',
    ],
)
def test_what_the_rules_allow_is_not_found(sample: str) -> None:
    assert list(faults(sample, "desk/sample.html")) == []


def templates() -> Iterator[tuple[str, str]]:
    for file in sorted(SOURCE.glob("*/templates/**/*.html")):
        yield name_of(file), file.read_text(encoding="utf-8")


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT / "src" / "amends")).replace("/templates/", "/", 1).split("/", 1)[1]


def faults(text: str, name: str) -> Iterator[str]:
    """Every breach of the rules for templates in `ux.md` 5, as "what: where"."""
    text = COMMENT.sub("", text)
    for fault, pattern in RULES.items():
        yield from (f"{fault}: {match[0]}" for match in pattern.finditer(text))
    yield from (f"a name that is only a tooltip: {match[0]}" for match in NAMED_BY_TITLE.finditer(text) if bare(match))
    yield from (
        f"a form without its token: {match[0]}" for match in POSTED.finditer(text) if not TOKEN.search(match[1])
    )
    if name != PARTS and 'class="chip' in text:
        yield "a state drawn outside the parts"
    yield from (f"words outside the catalogue: {words}" for words in words_outside(text))


def bare(match: re.Match[str]) -> bool:
    words = TAG_WITH_MARKS.sub("", re.sub(r"\{\{-?\s*icon\([^}]*\}\}|\{%.*?%\}", "", match["inside"]))
    return not words.strip() and "aria-label" not in match["marks"]


def words_outside(text: str) -> Iterator[str]:
    # A macro may write attributes alone, for a tag that stands elsewhere.
    attributes = re.compile(r"""\s[\w-]+="[^"]*\"""")
    outside = MARK.sub(" ", attributes.sub(" ", TAG_WITH_MARKS.sub(" ", TRANSLATED.sub(" ", text))))
    for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", outside)):
        if word not in NAMES_OF_THE_HOUSE:
            yield word
