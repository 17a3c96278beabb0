"""What changed between two versions of the same text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s*\S+|\s+$")
# Longer texts are shown beside each other without marks: comparing takes time that grows with their square.
MOST_WORDS = 800


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "new", "gone"]
    text: str


def differences(before: str, after: str) -> Iterator[Piece]:
    """The pieces that make the later text out of the earlier one, in order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        yield Piece("gone", before)
        yield Piece("new", after)
        return
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if gone := "".join(old[old_from:old_to]):
            yield Piece("gone", gone)
        if came := "".join(new[new_from:new_to]):
            yield Piece("new", came)
