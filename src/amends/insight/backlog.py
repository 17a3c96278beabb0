"""What is open and how old it is, always as it stood at midnight (D-19)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median

from django.db.models import Exists, F, OuterRef, Q

from amends.cases.models import Closure, Reopening, Standing
from amends.core.promise import What
from amends.insight.given import Given, aware, judged, told
from amends.insight.period import midnight
from amends.promises.models import Promise, PromiseHappening

# Ages in whole days, each bucket from its first day to its last; the last one is open.
BUCKETS: Sequence[tuple[int, int | None]] = ((0, 2), (3, 7), (8, 14), (15, 30), (31, None))
_FROM = tuple(first for first, _last in BUCKETS)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """A case that was open at the snapshot, and how old it was from when we first knew."""

    case: int
    age: timedelta


@dataclass(frozen=True)
class Backlog:
    """The cases open at `at`, oldest first; `overdue` and `unpromised` are numbers of some of them."""

    at: datetime
    cases: tuple[Waiting, ...]
    overdue: tuple[Given, ...]
    unpromised: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many were open."""
        return len(self.cases)

    @property
    def middle(self) -> timedelta | None:
        """The median age, None of none."""
        return timedelta(seconds=round(median(row.age.total_seconds() for row in self.cases))) if self.cases else None

    @property
    def high(self) -> timedelta | None:
        """The age that nine of ten stay within (nearest rank), None of none."""
        if not self.cases:
            return None
        ages = [row.age for row in reversed(self.cases)]
        return ages[-(-9 * len(ages) // 10) - 1]

    @property
    def oldest(self) -> timedelta | None:
        """The greatest age, None of none."""
        return self.cases[0].age if self.cases else None

    @cached_property
    def aged(self) -> tuple[tuple[int, ...], ...]:
        """The cases of each of BUCKETS, oldest first."""
        found: tuple[list[int], ...] = tuple([] for _ in BUCKETS)
        for row in self.cases:
            found[bisect(_FROM, row.age // _DAY) - 1].append(row.case)
        return tuple(tuple(each) for each in found)


def backlog(day: date, zone: str) -> Backlog:
    """What was open at 00:00 of a day of the business, however it stands now; practice and duplicates are left out."""
    at = midnight(day, zone)
    open_now = list(_open_cases(at, Q(is_open=True)))
    closed_since = list(_open_cases(at, Q(is_open=False, closed_at__gt=at)))
    cases = sorted((*open_now, *closed_since), key=lambda row: (-row.age, row.case))
    # What was settled since midnight was owed then, and what was made since is of no help to a case that waited.
    owed = [
        *_owed(at, Q(case__standing__is_open=True, case__standing__practice__in=[False])),
        *_owed(at, Q(case__in=[row.case for row in closed_since])),
    ]
    were_open = {row.case for row in cases}
    owed = [row for row in owed if row.verdict.is_open and row.case in were_open]
    promised = {row.case for row in owed if not row.is_broken}
    return Backlog(
        at=at,
        cases=tuple(cases),
        overdue=tuple(sorted((row for row in owed if row.is_broken), key=lambda row: (row.due_at, row.number))),
        unpromised=tuple(row.case for row in cases if row.case not in promised),
    )


def _open_cases(at: datetime, side: Q) -> Iterator[Waiting]:
    """The cases of one side that were open: of those open now, or of those closed since; each has its own index."""
    shut = Reopening.objects.filter(at__gt=at, closure__at__lte=at, closure__case=OuterRef("case"))
    rows = Standing.objects.filter(side, practice__in=[False], opened_at__lte=at)
    rows = rows.exclude(closed_how=_DUPLICATE).exclude(Exists(shut))
    yield from (
        Waiting(number, at - aware(known)) for number, known in told(rows.values_list("case_id", "case__aware_at"))
    )


def _owed(at: datetime, side: Q) -> Iterator[Given]:
    """The promises to customers, the organisation's own too, that nothing had ended at an instant."""
    ended = PromiseHappening.objects.filter(promise=OuterRef("pk"), what__in=_ENDING, at__lte=at)
    rows = Promise.objects.filter(side, promisee=F("case__customer"), made_at__lte=at)
    yield from judged(rows.exclude(Exists(ended)).order_by("pk"), at)


_DUPLICATE = Closure.How.DUPLICATE
# After one of these nothing is owed, or it is owed anew; the verdict itself comes from the rows (`core.promise`).
_ENDING = tuple(
    what.value
    for what in (
        What.DELIVERED,
        What.RENEGOTIATED,
        What.RELEASED,
        What.REVOKED,
        What.REPLACED,
        What.DECLINED,
        What.COUNTERED,
        What.WITHDRAWN,
    )
)
