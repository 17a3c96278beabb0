"""What is usual: how long the newest promises of a kind took, beside how long they were to take at first (D-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from statistics import median

from django.db.models import Exists, F, OuterRef

from amends.cases.models import Closure
from amends.core.promise import Move, State, What
from amends.promises.models import Promise, PromiseHappening

# So many of the newest count; what was usual long ago says little of today (D-05).
NEWEST = 30
# A promise is looked back for no longer than this.
LOOKS_BACK = timedelta(days=366)
# Some that were delivered are disputed still, and do not count.
_ROWS_READ = 3 * NEWEST
_MOST_MOVES = 100


@dataclass(frozen=True)
class Lasted:
    """A promise that was delivered: how long it was promised to take at first, and how long it took."""

    case: int
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
        tuple(sorted({row.case for row in rows})),
    )


def newest_lasted(kind: str, at: datetime) -> list[Lasted]:
    """The newest promises of a kind to customers that were delivered, in time or late, newest due time first.

    A renegotiated promise is measured from when it was first made, against the time told first. Never delivered ones
    have no duration; practice and duplicates are left out.
    """
    delivered = PromiseHappening.objects.filter(promise=OuterRef("pk"), what=What.DELIVERED, at__lte=at)
    rows = Promise.objects.filter(Exists(delivered), kind=kind, practice=False, promisee=F("case__customer"))
    rows = rows.filter(due_at__gte=at - LOOKS_BACK, due_at__lt=at).order_by("-due_at", "-pk")
    rows = rows.exclude(case__standing__closed_how=Closure.How.DUPLICATE).prefetch_related("happenings")
    settled = ((row, row.verdict(at)) for row in rows[:_ROWS_READ])
    found = (
        (row, verdict.at or row.due_at)
        for row, verdict in settled
        if verdict.state is State.KEPT or verdict.move is Move.DELIVERED_LATE
    )
    newest = list(islice(found, NEWEST))
    firsts = _firsts([row for row, _ended in newest])
    return [_lasted(row, ended, *firsts.get(row.pk, (row.made_at, row.due_at))) for row, ended in newest]


def _lasted(row: Promise, ended: datetime, made_at: datetime, due_at: datetime) -> Lasted:
    return Lasted(row.case_id or 0, due_at - made_at, ended - made_at)


def _firsts(rows: Sequence[Promise]) -> Mapping[int, tuple[datetime, datetime]]:
    """When the first promise of each row that moved one was made and due, by the number of the row."""
    found: dict[int, tuple[datetime, datetime]] = {}
    steps = {row.pk: row.follows_id for row in rows if row.follows_id is not None}
    for _ in range(_MOST_MOVES):
        if not steps:
            break
        earlier = _earlier(steps.values())
        found |= {number: earlier[old][1:] for number, old in steps.items()}
        steps = {number: before for number, old in steps.items() if (before := earlier[old][0]) is not None}
    return found


def _earlier(numbers: Iterable[int]) -> Mapping[int, tuple[int | None, datetime, datetime]]:
    rows = Promise.objects.filter(pk__in=set(numbers)).values_list("pk", "follows_id", "made_at", "due_at")
    return {number: (follows, made, due) for number, follows, made, due in rows}
