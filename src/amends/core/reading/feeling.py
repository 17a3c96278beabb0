"""Proposes how somebody feels who writes, from the words said; a proposal with its reasons, never a record (S0.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from amends.core.reading.passages import places, readable, words
from amends.core.reading.vocabulary import feelings, signs, spoken
from amends.core.reading.weighing import weigh

_NOT = re.compile(r"(?:not|n't|never|no longer|nicht|kein\w*|nie)\s{1,3}(?:\w{1,12}\s{1,3})?$", re.IGNORECASE)
_SHOUT = re.compile(r"\b[A-ZÄÖÜ]{4,20}\b")
_FELT = re.compile(
    r"\b(?:I am|I'm|I feel|I was|we are|we're|ich bin|wir sind|ich fühle mich)\s{1,3}"
    r"(?:\w{1,12}\s{1,3})?(?P<word>\w{3,20})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Feeling:
    """1 (content) to 5 (furious), 2 where nothing tells; `because` quotes, `said` is the word used of oneself."""

    level: int
    because: tuple[str, ...]
    said: str | None = None


def feeling(text: str, language: str | None = None) -> Feeling:
    """The feeling that a text shows."""
    whole = readable(text)
    languages = spoken(whole, language)
    for level, phrases in feelings(languages):
        hits = list(_unnegated(phrases, whole))
        if hits:
            raised = level + (level < 5 and _is_loud(whole))
            return Feeling(raised, (*hits[:3], *_loudness(whole)), _said(hits, whole))
    if _is_loud(whole) and weigh(whole, languages).tells:
        return Feeling(3, _loudness(whole))
    pleased = list(_unnegated(signs(languages, "PLEASED"), whole))
    if pleased and not weigh(whole, languages).tells:
        return Feeling(1, tuple(pleased[:3]), _said(pleased, whole))
    return Feeling(2, ())


def distress(whole: str, languages: tuple[str, ...]) -> str | None:
    """The first words of a readable text that show somebody angry or furious (level 4 and above)."""
    return next(_unnegated(_strong(languages), whole), None)


@lru_cache(maxsize=8)
def _strong(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for level, listed in feelings(languages) if level >= 4 for phrase in listed)


def _unnegated(phrases: tuple[str, ...], whole: str) -> Iterator[str]:
    found: set[str] = set()
    for hit in places(phrases, whole):
        if hit[0] not in found and not _NOT.search(whole, max(0, hit.start() - 30), hit.start()):
            found.add(hit[0])
            yield hit[0]


def _is_loud(whole: str) -> bool:
    return bool(_loudness(whole))


def _loudness(whole: str) -> tuple[str, ...]:
    shouted = _SHOUT.findall(whole)
    loud = len(shouted) >= 3 and len(shouted) * 4 >= len(words(whole))
    marks = re.search(r"[!?]{3,20}", whole)
    return (*((" ".join(shouted[:4]),) if loud else ()), *((marks[0],) if marks and "!" in marks[0] else ()))


def _said(hits: list[str], whole: str) -> str | None:
    for hit in _FELT.finditer(whole):
        if any(hit["word"].lower() in found for found in hits):
            return hit["word"].lower()
    return None
