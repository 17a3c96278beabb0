"""Pages of the docs that are written from the code: `python -m tests.checks.pages` writes them anew (`make docs`)."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator

import django

from amends.core.refusal import Refusal
from tests.checks.source import ROOT

REFUSALS = ROOT / "docs" / "refusals.md"
HEAD = """# Refusals

What the rules forbid is refused with a code. A face words it in the reader's language and offers the act that leads on.
Where a reason carries it through, “Do it anyway, because …” is offered, and listed for a review without blame.
This page is written by `make docs`.

| Code | Refused | Leads on to | With a reason |
|---|---|---|---|
"""


def refusals_page() -> str:
    """Every refusal with its code, what it refuses, the act that leads on and whether a reason carries it through."""
    lines = []
    for refusal in sorted(set(_below(Refusal)), key=lambda refusal: refusal.code):
        what = " ".join((inspect.getdoc(refusal) or "").split())
        leads_on = f"`{refusal.lead_on}`" if refusal.lead_on else "–"
        lines.append(f"| `{refusal.code}` | {what} | {leads_on} | {'yes' if refusal.may_override else 'no'} |")
    return HEAD + "\n".join(lines) + "\n"


def _below(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in refusal.__subclasses__():
        yield one
        yield from _below(one)


def main() -> None:
    """Writes the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.checks.acts_page import ACTS, API, acts_page, api_page

    for file, text in ((REFUSALS, refusals_page()), (ACTS, acts_page()), (API, api_page())):
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
