"""HTML and flowed text as plain lines, quotations marked with `>` so that one set of rules finds the new words."""

import html as entities
import re

from inscriptis import get_text
from lxml import html as trees  # type: ignore[import-untyped]  # lxml ships no types
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types

from amends.channels.email.charsets import clean
from amends.channels.email.sanitize import sanitise, without_tags

LONGEST_HTML = 500_000  # characters laid out; beyond it the words are taken without layout

_BLANKS = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


def plain_text(html: str) -> str:
    """The words of HTML in lines, tables in columns, block quotations with `> ` before each line. Never raises."""
    safe = sanitise(html).html
    if not safe.strip():
        return ""
    try:
        text = _laid_out(safe) if len(safe) <= LONGEST_HTML else _bare(safe)
    except (LxmlError, RecursionError, ValueError, AttributeError, IndexError, TypeError):
        text = _bare(safe)
    lines = (line.rstrip() for line in clean(text).replace("\u00a0", " ").split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def unflowed(text: str, delete_space: bool) -> str:
    """Text of `format=flowed` (RFC 3676) with its soft line breaks joined; quotation depth and the `-- ` line are
    kept."""
    joined: list[str] = []
    open_marks: str | None = None
    for line in text.split("\n"):
        marks, content = _marks_and_content(line)
        rule = content == "-- "
        if open_marks == marks and not rule:
            joined[-1] += content
        else:
            joined.append(f"{marks} {content}" if marks else content)
        flows = content.endswith(" ") and not rule
        if flows and delete_space:
            joined[-1] = joined[-1][:-1]
        open_marks = marks if flows else None
    return "\n".join(joined)


def _laid_out(safe: str) -> str:
    tree = trees.fromstring(f"<div>{safe}</div>")
    for quotation in tree.xpath("//blockquote[not(ancestor::blockquote)]"):
        _mark_quotation(quotation)
    return str(get_text(trees.tostring(tree, encoding="unicode")))


def _mark_quotation(quotation: trees.HtmlElement) -> None:
    tail, quotation.tail = quotation.tail, None
    words = str(get_text(trees.tostring(quotation, encoding="unicode"))).strip("\n")
    for child in list(quotation):
        quotation.remove(child)
    quotation.tag = "pre"
    quotation.text = "\n".join(f"> {line.strip()}".rstrip() for line in words.split("\n"))
    quotation.tail = tail


def _bare(safe: str) -> str:
    broken = re.sub(r"<(?:br|/p|/div|/tr|/li|/h[1-6])[^>]{0,200}>", "\n", safe)
    return entities.unescape(without_tags(broken))


def _marks_and_content(line: str) -> tuple[str, str]:
    bare = line.lstrip("> ") if line.startswith(">") else line.removeprefix(" ")
    return line[: len(line) - len(bare)].replace(" ", "") if line.startswith(">") else "", bare
