"""Which language a text is written in, told by its smallest words; nothing is said where they do not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 4_000  # characters that are looked at
# So many small words of one language, and twice as many as of the next, tell a language.
ENOUGH = 2

_ENGLISH = """
the and is was are were my your our you it this that with have has had not for from of to been will
"""
_GERMAN = """
der die das und ist war sind ich mein meine sie wir ihr nicht mit habe hat für von zu wurde bei ein eine auf
"""
SMALL_WORDS: Mapping[str, frozenset[str]] = {"en": frozenset(_ENGLISH.split()), "de": frozenset(_GERMAN.split())}

_WORD = re.compile(r"[a-zäöüß]+")


def language_of(text: str) -> str | None:
    """The code of the language that a text is clearly written in ("en", "de"), None where it is not clear."""
    words = _WORD.findall(text[:LONGEST].lower())
    found = sorted(((sum(map(small.__contains__, words)), tag) for tag, small in SMALL_WORDS.items()), reverse=True)
    (most, tag), (next_most, _) = found[0], found[1]
    return tag if most >= ENOUGH and most >= 2 * next_most else None
