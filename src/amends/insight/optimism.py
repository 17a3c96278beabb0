"""Do we promise more than we do: actual beside promised duration, and what is usual for a kind (D-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from statistics import median

from amends.core.promise import Move
from amends.insight.given import PERSONAL, Given, judged, live

# So many of the newest count; what was usual long ago says little of today (D-05).
NEWEST = 30
# A promise is looked back for no longer than this.
LOOKS_BACK = timedelta(days=366)
_MOST_MOVES = 100


@dataclass(frozen=True)
class Lasted:
    """A promise that was delivered: how long it was promised to take at first, and how long it took."""

    row: Given
    promised: timedelta
    actual: timedelta


@dataclass(frozen=True)
class Usual:
    """How long promises of a kind usually take in elapsed time; `median` and `ratio` are None where none is known."""

    kind: str
    n: int
    median: timedelta | None
    ratio: float | None
    cases: tuple[int, ...]


def usual(kind: str, at: datetime) -> Usual:
    """The median duration of the newest promises of a kind that were delivered, and how many they are: a hint while
    promising (S0.11). A ratio above 1 is over-promising."""
    rows = newest_lasted(kind, at)
    if not rows:
        return Usual(kind, 0, None, None, ())
    return Usual(
        kind,
        len(rows),
        timedelta(seconds=round(median(row.actual.total_seconds() for row in rows))),
        round(median(row.actual / row.promised for row in rows), 2),
        tuple(sorted({row.row.case for row in rows})),
    )


def optimism(at: datetime) -> list[Usual]:
    """What is usual for every kind that was ever delivered to a customer."""
    return [found for kind in PERSONAL if (found := usual(kind, at)).n]


def newest_lasted(kind: str, at: datetime) -> list[Lasted]:
    """The newest promises of a kind that were delivered, in time or late, newest due time first.

    A renegotiated promise is measured from when it was first made, against the time told first. Never delivered ones
    have no duration.
    """
    due = live((kind,)).filter(due_at__gte=at - LOOKS_BACK, due_at__lt=at)
    found = (row for row in judged(due.order_by("-due_at", "-pk"), at) if _is_delivered(row))
    rows = list(islice(found, NEWEST))
    firsts = _firsts(rows)
    return [_lasted(row, *firsts.get(row.number, (row.made_at, row.due_at))) for row in rows]


def _is_delivered(row: Given) -> bool:
    return row.is_kept or row.verdict.move is Move.DELIVERED_LATE


def _lasted(row: Given, made_at: datetime, due_at: datetime) -> Lasted:
    return Lasted(row, due_at - made_at, (row.verdict.at or row.due_at) - made_at)


def _firsts(rows: Sequence[Given]) -> Mapping[int, tuple[datetime, datetime]]:
    """When the first promise of each row that moved one was made and due, by the number of the row."""
    found: dict[int, tuple[datetime, datetime]] = {}
    steps = {row.number: row.follows for row in rows if row.follows is not None}
    for _ in range(_MOST_MOVES):
        if not steps:
            break
        earlier = _earlier(steps.values())
        found |= {number: earlier[old][1:] for number, old in steps.items()}
        steps = {number: before for number, old in steps.items() if (before := earlier[old][0]) is not None}
    return found


def _earlier(numbers: Iterable[int]) -> Mapping[int, tuple[int | None, datetime, datetime]]:
    rows = live(PERSONAL).filter(pk__in=set(numbers)).values_list("pk", "follows_id", "made_at", "due_at")
    return {number: (follows, made, due) for number, follows, made, due in rows}
