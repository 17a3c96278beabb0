"""How many customers who began angry ended pleased: the share of cases that were turned (D-26, S0.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from amends.understanding.models import FeelingReading

# A reading from this level on (1 to 5) is an upset start, unless its word is a glad one.
UPSET = 4
LOOKS_BACK = timedelta(days=365)
ANGRY_WORDS = frozenset(
    [
        "angry",
        "furious",
        "livid",
        "outraged",
        "upset",
        "humiliated",
        "enraged",
        "fuming",
        "mad",
        "betrayed",
        "disgusted",
        "wütend",
        "verärgert",
        "sauer",
        "zornig",
        "empört",
        "aufgebracht",
        "gedemütigt",
        "enttäuscht",
        "stinksauer",
    ]
)
GLAD_WORDS = frozenset(
    [
        "pleased",
        "happy",
        "glad",
        "satisfied",
        "content",
        "grateful",
        "thankful",
        "relieved",
        "delighted",
        "reassured",
        "calm",
        "fine",
        "zufrieden",
        "froh",
        "glücklich",
        "dankbar",
        "erleichtert",
        "beruhigt",
        "begeistert",
        "erfreut",
    ]
)


@dataclass(frozen=True)
class Turn:
    """One case that began upset: the customer's words at the start and at the end; no end is not known yet."""

    case: int
    customer: str
    start: str
    end: str
    turned: bool

    @property
    def is_known(self) -> bool:
        """Whether a later feeling than the first is on record."""
        return bool(self.end)


@dataclass(frozen=True)
class Turning:
    """The figure with the cases behind it, newest first. Cases without any feeling noted are left out (0.4.4)."""

    since: datetime
    turns: tuple[Turn, ...]

    @property
    def turned(self) -> int:
        """How many ended pleased; the numerator."""
        return sum(turn.turned for turn in self.turns)

    @property
    def known(self) -> int:
        """How many began upset and have a known end; the denominator."""
        return sum(turn.is_known for turn in self.turns)

    @property
    def unknown(self) -> int:
        """How many began upset and have no known end yet; shown, so that nobody takes silence for gladness."""
        return len(self.turns) - self.known


def turning(at: datetime, since: datetime | None = None) -> Turning:
    """The cases whose first feeling was read since an instant, a year back unless one is given; practice left out."""
    begin = since or at - LOOKS_BACK
    rows = FeelingReading.objects.filter(practice=False, case__aware_at__gte=begin, at__lte=at)
    readings = rows.order_by("-case_id", "at", "pk").values_list("case_id", "case__customer__name", "word", "level")
    grouped = groupby(readings.iterator(chunk_size=2000), key=lambda row: row[:2])
    found = (_turn(case, customer, [row[2:] for row in group]) for (case, customer), group in grouped)
    return Turning(begin, tuple(turn for turn in found if turn))


def is_upset(word: str, level: int) -> bool:
    """Whether a feeling is that of somebody upset: an angry word, or a strong one that is not glad."""
    words = _parts(word)
    return bool(words & ANGRY_WORDS) or (level >= UPSET and not words & GLAD_WORDS)


def is_pleased(word: str) -> bool:
    """Whether a feeling is that of somebody pleased, in their own word; "not happy" is not."""
    words = _parts(word)
    return bool(words & GLAD_WORDS) and not words & {"not", "nicht", "un", "kein", "never"}


def _turn(case: int, customer: str, readings: list[tuple[str, int]]) -> Turn | None:
    (start, level), later = readings[0], readings[1:]
    if not is_upset(start, level):
        return None
    end = later[-1][0] if later else ""
    return Turn(case, customer, start, end, is_pleased(end))


def _parts(word: str) -> set[str]:
    return set(_clean(word.lower().split()))


def _clean(parts: Iterable[str]) -> Iterable[str]:
    return (part.strip(".,;:!?'\"") for part in parts)
