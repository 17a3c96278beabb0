"""Cuts a text into sentences and settles its language; the rest of this package reads what it hands out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LIMIT = 20_000
"""Characters read of one text; what follows stays with the message unread, so that the work stays small."""

_SAME_WIDTH = str.maketrans("’‘`´“”„\u00a0\u202f–—", "''''\"\"\"  --")
_STOP = re.compile(
    r"[.!?…]{1,9}(?=[\"')\]]{0,3}(?:\s|$))|\n[ \t\r]{0,9}\n|\n(?=[ \t]{0,9}(?:[-*•]\s|\d{1,2}[.)]\s))|,[ "
    r"\t\r]{0,9}\n(?=[ \t\r]{0,9}\S)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|no|nr|st|vs|approx|bzw|ca|inkl|zzgl|hr|fr|str|tel|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|okt|nov|dec|dez|[a-z])|\b\d{1,2})\.$",
    re.IGNORECASE,
)
_ORDINAL_GOES_ON = re.compile(r"\s{1,3}(?:[a-zäöü]|(?i:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w{0,7}\b)")
_GREETING = re.compile(
    r"\s{0,9}(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr "
    r"geehrte[rs]?|guten (?:tag|morgen|abend))\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{1,40}")
_UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[A-ZÄÖÜ]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text: `text == whole[start:end]`, counted in characters."""

    text: str
    start: int
    end: int


def readable(text: str) -> str:
    """The part of a text that is read, with typographic quotes, dashes and spaces made plain; offsets stay."""
    return text[:LIMIT].translate(_SAME_WIDTH)


def sentences(text: str) -> list[Passage]:
    """The sentences of a text in order, without the white space around them; a greeting line stands alone."""
    found: list[Passage] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0].startswith(",") and not _GREETING.match(text, start):
            continue
        if stop[0] == "." and _is_abbreviation(text, stop.end()):
            continue
        _add(found, text, start, stop.end())
        start = stop.end()
    _add(found, text, start, len(text))
    return found


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


def small(text: str) -> str:
    """A text in small letters, of the same length: every place stays."""
    return text.replace("İ", "I").lower()  # the one letter whose small form is two


def words(text: str) -> list[str]:
    """The words of a text in small letters, without digits."""
    return _LETTERS.findall(small(text))


@lru_cache(maxsize=256)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a list of phrases, for a text in small letters, which is three times as fast as any case.

    It fits whole words; a blank stands for up to three white spaces.
    """
    joined = "|".join(f"(?:{phrase})" for phrase in phrases).replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")
    without_capitals = _UNESCAPED.sub(lambda hit: hit[0].lower(), joined)
    return re.compile(rf"(?<!\w)(?:{without_capitals})(?!\w)")


def places(phrases: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """Where the phrases stand in a text, whatever its case; the matches quote it in small letters."""
    return pattern(tuple(phrases)).finditer(small(text))


def first(phrases: Iterable[str], text: str) -> str | None:
    """The first place of a text that one of the phrases fits, as written."""
    found = pattern(tuple(phrases)).search(small(text))
    return text[found.start() : found.end()] if found else None


def without(phrases: Iterable[str], text: str) -> str:
    """A text with a blank in place of every phrase."""
    kept, end = [], 0
    for hit in places(phrases, text):
        kept.append(text[end : hit.start()])
        end = hit.end()
    return " ".join([*kept, text[end:]])


def trimmed(text: str, start: int, end: int, also: str = "") -> Passage:
    """The passage between two places without white space (and the characters in `also`) at its ends."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return Passage(text[start:end], start, end)


def _is_abbreviation(text: str, end: int) -> bool:
    if not _ABBREVIATION.search(text[max(0, end - 9) : end]):
        return False
    if text[end - 2].isdigit():  # "29. März", "am 3. oder 4." go on; "at 12:00. Is it" and "in room 9. We" end
        return text[max(0, end - 4)] != ":" and bool(_ORDINAL_GOES_ON.match(text, end))
    at_noon = re.search(r"\b[ap]\.?m\.$", text[max(0, end - 5) : end], re.IGNORECASE)
    return not (at_noon and text[end : end + 3].strip()[:1].isupper())


def _add(found: list[Passage], text: str, start: int, end: int) -> None:
    passage = trimmed(text, start, end)
    if passage.text:
        found.append(passage)
