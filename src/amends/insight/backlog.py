"""What is open and how old it is, always as it stood at midnight (D-19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from amends.cases.models import Closure, Reopening, Standing
from amends.core.promise import What
from amends.insight.given import Given, judged
from amends.insight.period import midnight
from amends.promises.models import Promise, PromiseHappening

# Ages in whole days, each bucket from its first day to its last; the last one is open.
BUCKETS: Sequence[tuple[int, int | None]] = ((0, 2), (3, 7), (8, 14), (15, 30), (31, None))
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """A case that was open at the snapshot, and how old it was from when we first knew."""

    case: int
    age: timedelta

    @property
    def days(self) -> int:
        """Its age in whole days."""
        return self.age // _DAY


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

    def aged(self, bucket: int) -> list[Waiting]:
        """The cases of one of BUCKETS."""
        first, last = BUCKETS[bucket]
        return [row for row in self.cases if first <= row.days and (last is None or row.days <= last)]


def backlog(day: date, zone: str) -> Backlog:
    """What was open at 00:00 of a day of the business, however it stands now; practice and duplicates are left out."""
    at = midnight(day, zone)
    cases = sorted(_open_cases(at), key=lambda row: (-row.age, row.case))
    # What was settled since midnight was owed then, and what was made since is of no help to a case that waited.
    owed = [row for row in _owed(at) if row.verdict.is_open]
    promised = {row.case for row in owed if not row.is_broken}
    return Backlog(
        at=at,
        cases=tuple(cases),
        overdue=tuple(sorted((row for row in owed if row.is_broken), key=lambda row: (row.due_at, row.number))),
        unpromised=tuple(row.case for row in cases if row.case not in promised),
    )


def _open_cases(at: datetime) -> Iterator[Waiting]:
    for side in _sides(at):
        rows = Standing.objects.filter(side, practice__in=[False], opened_at__lte=at).exclude(closed_how=_DUPLICATE)
        rows = rows.exclude(Exists(_shut(at).filter(closure__case=OuterRef("case"))))
        yield from (Waiting(number, at - aware) for number, aware in rows.values_list("case_id", "case__aware_at"))


def _owed(at: datetime) -> Iterator[Given]:
    """The promises to customers, the organisation's own too, that nothing had ended at an instant."""
    ended = PromiseHappening.objects.filter(promise=OuterRef("pk"), what__in=_ENDING, at__lte=at)
    for side in _sides(at, "case__standing__"):
        rows = Promise.objects.filter(side, case__standing__practice__in=[False], promisee=F("case__customer"))
        rows = rows.filter(made_at__lte=at).exclude(Exists(ended)).exclude(case__standing__closed_how=_DUPLICATE)
        rows = rows.exclude(Exists(_shut(at).filter(closure__case=OuterRef("case"))))
        yield from judged(rows.order_by("pk"), at)


def _sides(at: datetime, prefix: str = "") -> tuple[Q, Q]:
    """Open now, or closed since: each side is found by an index of its own."""
    return (
        Q(**{f"{prefix}is_open": True}),
        Q(**{f"{prefix}is_open": False, f"{prefix}closed_at__gt": at}),
    )


def _shut(at: datetime) -> QuerySet[Reopening]:
    """Closures that held at an instant and were taken back since."""
    return Reopening.objects.filter(at__gt=at, closure__at__lte=at)


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
