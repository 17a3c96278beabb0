"""Weighs the small signs of a text that something went wrong: failure, waiting, blame, a broken word, a demand.

No sign is a rule of its own. Every sign has a weight, signs that stand near each other add up, and the heaviest stretch
of the text counts. One pass over the words, whatever the text.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from amends.core.reading.passages import listed, small
from amends.core.reading.vocabulary import troubles

ENOUGH = 10
"""The weight from which a text tells of something that went wrong."""

_MOST_AROUND = 7
"""What the signs that only stand around trouble (contact, time, things, questions) weigh at most, all together."""

_STRETCH = 40  # words whose signs weigh together
_SUPPOSED = 8  # words after an "if" that are not told as having happened
_LONGEST = 16  # letters of a word that are looked at
_MOST_KNOWN = 8192  # words whose families are remembered
_STOP, _ASKED = ("stop",), ("question mark",)  # what stands in place of families where a sentence ends
_WORD = re.compile(r"https?://\S{1,200}|[^\W\d_]{1,40}(?:'[^\W\d_]{1,9})?|[.;?!…]{1,9}|\n[ \t\r]{0,9}\n")

_ALONE: dict[str, tuple[int, int]] = {
    "fault": (12, 2),
    "blame": (10, 2),
    "setback": (6, 2),
    "why": (5, 1),
    "unmet": (4, 2),
    "deny": (4, 1),
    "demand": (4, 2),
    "often": (3, 1),
    "contact": (3, 2),
    "matter": (3, 2),
    "bad": (3, 2),
    "still": (2, 2),
    "mine": (2, 1),
    "help": (2, 1),
    "waiting": (1, 2),
    "firm": (1, 2),
    "question": (3, 2),
    "wish": (-3, 1),
    "thanks": (-2, 1),
    "calm": (-5, 2),
}
"""What a word of a family weighs, and how many of it count in one stretch."""

_TOGETHER: dict[tuple[str, str], tuple[int, int]] = {
    ("deny", "expected"): (7, 3),
    ("expected", "deny"): (3, 2),
    ("held", "deny"): (6, 5),
    ("went", "off"): (8, 2),
    ("thanks", "void"): (12, 2),
    ("thanks", "setback"): (4, 3),
    ("money", "back"): (6, 2),
    ("wish", "remedy"): (9, 3),
    ("deny", "brim"): (-12, 1),
    ("deny", "unsure"): (-4, 1),
    ("still", "deny"): (3, 4),
    ("still", "waiting"): (6, 3),
    ("been", "waiting"): (6, 2),
    ("waiting", "span"): (5, 5),
    ("span", "waiting"): (4, 4),
    ("often", "contact"): (3, 4),
    ("contact", "often"): (3, 5),
    ("unmet", "deny"): (2, 10),
    ("unmet", "turn"): (2, 12),
    ("taken", "money"): (4, 5),
    ("money", "taken"): (4, 5),
    ("why", "does"): (4, 2),
    ("firm", "blame"): (2, 5),
    ("matter", "deny"): (2, 5),
    ("matter", "setback"): (3, 5),
    ("calm", "regards"): (5, 1),
    ("thanks", "solved"): (-12, 8),
    ("solved", "thanks"): (-12, 8),
}
"""What two families weigh more when the second follows the first within so many words of one sentence."""

_BLAMING = listed("blame still+waiting been+waiting often+contact contact+often money+back wish+remedy thanks+void")
_AROUND = frozenset({"often", "contact", "matter", "still", "mine", "help", "waiting", "firm", "question", "unmet"})
_HAPPENED = frozenset({"fault", "setback", "blame", "deny", "demand", "bad", "why"})


class Weight(NamedTuple):
    """How heavy the heaviest stretch is, whether it is held against somebody, and the words that weigh most."""

    whole: int
    blames: bool
    because: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Whether the text tells of something that went wrong."""
        return self.whole >= ENOUGH


class _Sign(NamedTuple):
    family: str
    weight: int
    most: int
    place: int
    start: int
    end: int


def weigh(text: str, languages: tuple[str, ...]) -> Weight:
    """The weight of a readable text in these languages."""
    signs = _signs(text, languages)
    best, first, last = _heaviest(signs)
    stretch = signs[first:last]
    blames = any(sign.family in _BLAMING for sign in stretch)
    return Weight(best, blames, _telling(text, stretch))


def _signs(text: str, languages: tuple[str, ...]) -> list[_Sign]:
    signs: list[_Sign] = []
    seen: dict[str, tuple[int, int]] = {}
    families = _families(languages)
    for place, hit in enumerate(_WORD.finditer(small(text))):
        found = families[hit[0]]
        if not found:
            continue
        start = hit.start()
        if found is _STOP or found is _ASKED:
            seen = {}
            if found is _ASKED:
                signs.append(_Sign("question", *_ALONE["question"], place, start, hit.end()))
            continue
        _weigh_word(signs, _meant(found, seen, place), seen, place, hit)
        for family in found:
            seen[family] = (place, start)
    return signs


def _meant(found: tuple[str, ...], seen: dict[str, tuple[int, int]], place: int) -> tuple[str, ...]:
    """What a word means where it stands: not a fault in "no problem", nothing that happened after an "if"."""
    if not seen:
        return found
    if _near(seen, "if", place, _SUPPOSED):
        return tuple(family for family in found if family not in _HAPPENED)
    if "fault" in found and _near(seen, "deny", place, 2):
        return tuple(family for family in found if family != "fault")
    return found


def _weigh_word(
    signs: list[_Sign],
    meant: tuple[str, ...],
    seen: dict[str, tuple[int, int]],
    place: int,
    hit: re.Match[str],
) -> None:
    start, end = hit.span()
    for family in meant:
        if family in _ALONE:
            signs.append(_Sign(family, *_ALONE[family], place, start, end))
        for before, weight, reach in _PARTNERS.get(family, ()) if seen else ():
            if _near(seen, before, place, reach) and not _near(seen, "if", place, _SUPPOSED):
                signs.append(_Sign(f"{before}+{family}", weight, 2, place, seen[before][1], end))


def _near(seen: dict[str, tuple[int, int]], family: str, place: int, reach: int) -> bool:
    return family in seen and place - seen[family][0] <= reach


def _heaviest(signs: list[_Sign]) -> tuple[int, int, int]:
    """The weight of the heaviest stretch, and its first and one after its last sign."""
    best, where = 0, (0, 0)
    counts: dict[str, int] = defaultdict(int)
    total = around = first = 0
    for number, sign in enumerate(signs):
        while sign.place - signs[first].place > _STRETCH:
            gone = signs[first]
            counts[gone.family] -= 1
            weight = gone.weight if counts[gone.family] < gone.most else 0
            total, around = (total, around - weight) if gone.family in _AROUND else (total - weight, around)
            first += 1
        weight = sign.weight if counts[sign.family] < sign.most else 0
        total, around = (total, around + weight) if sign.family in _AROUND else (total + weight, around)
        counts[sign.family] += 1
        if total + min(around, _MOST_AROUND) > best:
            best, where = total + min(around, _MOST_AROUND), (first, number + 1)
    return best, *where


def _telling(text: str, stretch: list[_Sign]) -> tuple[str, ...]:
    told: list[str] = []
    for sign in sorted(stretch, key=lambda sign: -sign.weight):
        words = text[sign.start : sign.end]
        if sign.weight >= 4 and len(told) < 3 and not any(words in one for one in told):
            told.append(words)
    return tuple(told)


class _Families(dict[str, tuple[str, ...]]):
    """The families of every word in small letters that was met, and what a stop is; looked up once for each."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__()
        self._exact, self._beginnings = _index(languages)

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[word] = found = self._found(word)
        return found

    def _found(self, word: str) -> tuple[str, ...]:
        if not word[0].isalpha():
            return _ASKED if "?" in word else _STOP
        plain = word[:_LONGEST].replace("'", "")
        found = dict.fromkeys(self._exact.get(plain, ()))
        for length in range(3, len(plain) + 1):
            found.update(dict.fromkeys(self._beginnings.get(plain[:length], ())))
        return tuple(found)


@lru_cache(maxsize=8)
def _families(languages: tuple[str, ...]) -> _Families:
    return _Families(languages)


def _index(languages: tuple[str, ...]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    exact: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for family, words in troubles(languages):
        for word in words.split():
            (beginnings if word.endswith("*") else exact).setdefault(word.rstrip("*"), []).append(family)
    return exact, beginnings


def _partners() -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    for (before, after), (weight, reach) in _TOGETHER.items():
        found.setdefault(after, []).append((before, weight, reach))
    return found


_PARTNERS = _partners()
