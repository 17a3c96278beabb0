"""The lists of cases: each is one read of the standing by an index, paged by the last row seen, never by an offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from amends.cases.models import Standing
from amends.people.models import Person
from amends.people.reads import Read

PAGE = 50
# Above this a number is shown as "99+", so that counting costs the same at any size.
MOST_COUNTED = 100


class ListOf(StrEnum):
    """The lists that everybody has."""

    MINE = "mine"
    LATE = "late"
    UNPROMISED = "unpromised"
    AWAITED = "awaited"
    TEAM = "team"
    CLOSED = "closed"
    PRACTICE = "practice"


# The next move is ours and nothing is promised: of open cases, what `standing.needs_promise` says of one (S1.50).
NEEDS_PROMISE = Q(promise=None) & ~Q(mover="customer")
PERSONAL = (ListOf.MINE, ListOf.LATE, ListOf.UNPROMISED, ListOf.AWAITED)


@dataclass(frozen=True)
class Place:
    """Where a page of a list begins: after this due instant and case number."""

    next_due: datetime
    case: int


class Line(NamedTuple):
    """One case as the lists show it; the fields of `cases.models.Standing`, as plain values."""

    case_id: int
    owner_id: int
    owner_name: str
    customer_name: str
    customer_since: datetime
    channel: str
    problem: str
    is_open: bool
    closed_how: str
    closed_at: datetime | None
    step_title: str
    step_number: int
    step_count: int
    mover: str
    kind: str
    step: str
    promise: int | None
    promise_what: str
    promise_due: datetime | None
    promise_soon: datetime | None
    is_service_promise: bool
    let_down: int
    proposed_answer: str
    unread_since: datetime | None
    last_out_at: datetime | None
    next_due: datetime

    @classmethod
    def of(cls, row: Standing) -> Line:
        """The line of a standing that was read as a row of its own."""
        return cls(*(getattr(row, name) for name in cls._fields))

    @property
    def place(self) -> Place:
        """Where the list goes on after this line."""
        return Place(self.next_due, self.case_id)

    def is_late(self, now: datetime) -> bool:
        """Whether what was promised is owed since before `now`."""
        return self.promise_due is not None and self.promise_due < now

    def is_soon(self, now: datetime) -> bool:
        """Whether the promise is in its last part (`core.promise`), and not late."""
        return self.promise_soon is not None and self.promise_soon <= now and not self.is_late(now)

    @property
    def is_awaited(self) -> bool:
        """Whether the next move is the customer's, and nothing is owed to them meanwhile."""
        return self.mover == "customer" and self.promise_due is None

    @property
    def needs_promise(self) -> bool:
        """Whether nothing is promised though the next move is ours."""
        return self.promise_due is None and self.mover != "customer"


@dataclass(frozen=True)
class Tally:
    """How many open cases of a member are on each list; each at most MOST_COUNTED."""

    mine: int
    late: int
    unpromised: int
    awaited: int


def lines(which: ListOf, person: Person, now: datetime, after: Place | None = None, limit: int = PAGE) -> list[Line]:
    """A page of a list in one indexed read, what is owed next first; closed cases newest first.

    The lists that are not PERSONAL are the same for every person.
    """
    read = _page(which, after is not None, limit)
    place = after or Place(now, 0)
    return [Line(*row) for row in read.rows(person.pk, now, place.next_due, place.case)]


def tally(person: Person, now: datetime) -> Tally:
    """The numbers beside the lists of a member, in one read of at most MOST_COUNTED rows of an index."""
    with connection.cursor() as cursor:
        instant = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_TALLY, {"owner": person.pk, "now": instant, "practice": False, "most": MOST_COUNTED})
        mine, late, unpromised, awaited = cursor.fetchone()
    return Tally(mine, late or 0, unpromised or 0, awaited or 0)


# Written out, since building it anew for every page took five times as long as running it.
_TALLY = """
SELECT COUNT(*), SUM(is_late), SUM(is_unpromised), SUM(is_awaited) FROM (
    SELECT CASE WHEN promise_due < %(now)s THEN 1 ELSE 0 END AS is_late,
           CASE WHEN promise IS NULL AND mover <> 'customer' THEN 1 ELSE 0 END AS is_unpromised,
           CASE WHEN promise IS NULL AND mover = 'customer' THEN 1 ELSE 0 END AS is_awaited
    FROM standing WHERE owner_id = %(owner)s AND practice = %(practice)s AND is_open
    ORDER BY next_due, case_id LIMIT %(most)s
) AS mine
"""


def tally_of(found: Iterable[Line], now: datetime) -> Tally:
    """The same numbers from lines that are all there are."""
    every = list(found)
    return Tally(
        mine=len(every),
        late=sum(line.is_late(now) for line in every),
        unpromised=sum(line.needs_promise for line in every),
        awaited=sum(line.is_awaited for line in every),
    )


def after_place(rows: QuerySet[Standing], next_due: datetime, case: int) -> QuerySet[Standing]:
    """The rows of a list by next due time that come after a place of it."""
    following = rows.filter(Q(next_due__gt=next_due) | Q(next_due=next_due, case_id__gt=case))
    return following.filter(next_due__gte=next_due)  # the part that an index can begin at


def late_of_team(now: datetime) -> int:
    """How many promises of the whole team are late, at most MOST_COUNTED."""
    rows = Standing.objects.filter(is_open=True, practice__in=[False], next_due__lt=now, promise_due__lt=now)
    return rows[:MOST_COUNTED].count()


def changes_since(which: ListOf, person: Person, seen: datetime) -> int:
    """How many cases of a list came, changed or left since an instant, at most MOST_COUNTED."""
    rows = Standing.objects.filter(practice=which is ListOf.PRACTICE, changed_at__gt=seen)
    if which in PERSONAL:
        rows = rows.filter(owner=person)
    return rows[:MOST_COUNTED].count()


@lru_cache(maxsize=256)
def _page(which: ListOf, goes_on: bool, limit: int) -> Read[tuple[Any, ...]]:
    """The read of one page of a list, by person, instant, and the due time and number of the row before."""

    def page(person: int, now: datetime, due: datetime, case: int) -> QuerySet[Standing, tuple[Any, ...]]:
        rows = _rows(which, person, now)
        if which is ListOf.CLOSED:
            rows = rows.filter(case_id__lt=case) if goes_on else rows
            rows = rows.order_by("-case_id")
        else:
            if goes_on:
                rows = after_place(rows, due, case)
            rows = rows.order_by("next_due", "case_id")
        return rows.values_list(*Line._fields)[:limit]

    return Read(page, int, datetime, datetime, int)


_AWAITED = Q(promise=None, mover="customer")


def _rows(which: ListOf, person: int, now: datetime) -> QuerySet[Standing]:
    # SQLite takes a bare column for no equality and would sort the whole list; "one of" is one to both databases.
    rows = Standing.objects.filter(practice__in=[which is ListOf.PRACTICE], is_open=which is not ListOf.CLOSED)
    if which in PERSONAL:
        rows = rows.filter(owner_id=person)
    if which is ListOf.LATE:
        # A late case has its promise as its next due time, so the index ends at `now`.
        rows = rows.filter(next_due__lt=now, promise_due__lt=now)
    elif which is ListOf.UNPROMISED:
        rows = rows.filter(NEEDS_PROMISE)
    elif which is ListOf.AWAITED:
        rows = rows.filter(_AWAITED)
    return rows
