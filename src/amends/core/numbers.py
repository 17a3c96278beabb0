"""Numbers as people type them and as addresses carry them."""

from __future__ import annotations

# Every number of this length fits a column of either database.
MOST_DIGITS = 18


def whole_number(text: str) -> int | None:
    """The whole number of a text, of ASCII digits alone and 18 at most; None for everything else."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_one else None
