"""What the words of a reply do, found while they are typed: the four parts, promises with their clock times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from amends.casework.feasible import setting_of
from amends.casework.wording.hints import day_off_words, hint_words
from amends.casework.working import Work
from amends.core import due as due_times
from amends.core import reading
from amends.core.feasible import hints
from amends.core.reading.passages import readable, sentences

PARTS = ("restatement", "empathy", "apology", "assurance")
MARKED_BY_HAND = (*PARTS, "offer")
# An empty apology is an apology all the same; whether it names anything of the case is asked when it is sent (S0.8).
_PART_OF = {"empty-apology": "apology"} | {part: part for part in PARTS}
_MOST_SENTENCES = 40
_DAYS_OFF = frozenset({"holiday", "exception"})
_WITHIN = re.compile(
    r"(?:within|in)\s+(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:(?:working|business)\s+)?"
    r"(?:minute|hour|day|week)s?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:\bby|\buntil|\bbefore|\bbis|\bum|\bat the latest by)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class FoundPassage:
    """Words that do one of the acts; `is_on` says whether it is to be put on record."""

    act: str
    words: str
    is_on: bool = True

    @property
    def value(self) -> str:
        """The passage as a form carries it."""
        return f"{self.act}|{self.words}"


@dataclass(frozen=True)
class FoundPromise:
    """A promise in the words: what, its due instant, the phrase of time, what speaks against it."""

    what: str
    due: datetime
    phrase: str = ""
    kind: str = "action"
    doubts: tuple[str, ...] = ()
    is_on: bool = True


@dataclass(frozen=True)
class Found:
    """What was found in a text. `vague` are promises without a time ("as soon as possible")."""

    passages: tuple[FoundPassage, ...] = ()
    promises: tuple[FoundPromise, ...] = ()
    vague: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    asks: bool = False

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The four parts, each with whether the words hold it."""
        there = {passage.act for passage in self.passages if passage.is_on}
        return tuple((part, part in there) for part in PARTS)


NOTHING_FOUND = Found()


def recognise(text: str, work: Work, zone: str) -> Found:
    """What the words do, as the writer in `zone` means them; a `work` without a lock serves, nothing is written."""
    if not text.strip():
        return NOTHING_FOUND
    language = work.case.customer.language
    acts = reading.acts(text, language)
    passages = _thinned(FoundPassage(_PART_OF[act.act], act.text) for act in acts if act.act in _PART_OF)
    made = reading.promises(text, work.at, ZoneInfo(zone), language)
    promises = [_promise(text, promise, work, zone) for promise in made]
    return Found(
        passages=passages,
        promises=tuple(promise for promise in promises if promise is not None),
        vague=tuple(promise.text for promise in made if promise.vague),
        sentences=tuple(part.text for part in sentences(readable(text))[:_MOST_SENTENCES]),
        asks=any(act.act == "question" for act in acts),
    )


def doubts_of(work: Work, due: datetime, kind: str = "") -> tuple[str, ...]:
    """What speaks against a due time, in words (S0.11)."""
    if due <= work.at:
        return (_("that time has passed"),)
    found = hints(setting_of(work, kind), work.at, due)
    return tuple(hint_words(hint, _zone(work), work.at) for hint in found)


def _thinned(found: Iterable[FoundPassage]) -> tuple[FoundPassage, ...]:
    return tuple(dict.fromkeys(found))


def _promise(text: str, found: reading.PromisePhrase, work: Work, zone: str) -> FoundPromise | None:
    within = _WITHIN.search(found.text)
    counted = _counted(within[0], work) if within else None
    if within and counted:
        due, reasons = counted
        what = re.sub(r"\s{2,9}", " ", _WITHIN.sub("", found.what)).strip(" ,.")
        return _checked(FoundPromise(_as_a_title(what), due, within[0], doubts=reasons), work)
    if found.due is None or found.due <= work.at:
        return None
    return _checked(FoundPromise(_as_a_title(found.what), found.due, _phrase(text, found, work, zone)), work)


def _counted(within: str, work: Work) -> tuple[datetime, tuple[str, ...]] | None:
    try:
        found = due_times.due(work.at, due_times.parse_within(within), work.calendar)
    except ValueError:
        return None
    # Of the reasons only days off on the way are what the writer may not have in mind.
    return found.at, tuple(day_off_words(why, _zone(work), work.at) for why in found.why if why.code in _DAYS_OFF)


def _zone(work: Work) -> str:
    return work.by.zone or work.house.zone


def _checked(promise: FoundPromise, work: Work) -> FoundPromise:
    kind = (
        "update"
        if re.search(r"\b(?:hear|update|news|let you know|write|hören|melde)\b", promise.what, re.I)
        else "action"
    )
    return replace(promise, kind=kind, doubts=(*promise.doubts, *doubts_of(work, promise.due, kind)))


def _as_a_title(what: str) -> str:
    """What was promised, as it stands in lists: 'ring you' as 'Ring you'."""
    return what[:1].upper() + what[1:200]


def _phrase(text: str, found: reading.PromisePhrase, work: Work, zone: str) -> str:
    """The words of time with the "by" before them, in place of which the customer reads a clock time (S0.11)."""
    inside = [
        phrase
        for phrase in reading.times(text, work.at, ZoneInfo(zone), work.case.customer.language, ahead=True)
        if found.start <= phrase.start and phrase.end <= found.end
    ]
    if not inside:
        return ""
    start = inside[0].start
    joint = _JOINT.search(text[found.start : start])
    return text[start - len(joint[0]) if joint else start : inside[0].end]
