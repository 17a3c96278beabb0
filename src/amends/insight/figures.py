"""The promises and cases behind a figure of the board, a page at a time (domain D: every figure opens to its cases)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from amends.core.working_time import WorkingCalendar
from amends.insight.backlog import BUCKETS, Backlog, backlog
from amends.insight.given import EVERY, Given, given
from amends.insight.kept import moves_of
from amends.insight.period import Period
from amends.insight.told import told_in_time

AGES: Mapping[str, int] = {f"age-{first}": number for number, (first, _last) in enumerate(BUCKETS)}


@dataclass(frozen=True)
class After:
    """Where a page begins: after the promise or case of this number, due at or known since this instant."""

    at: datetime
    number: int


def behind(
    name: str, period: Period, at: datetime, calendar: WorkingCalendar, after: After | None, limit: int
) -> list[Given]:
    """The promises behind a figure of a period, by their due times; KeyError for a name that is none."""
    find = _PROMISES[name]
    rows = _after(find(period, at, calendar), after)
    return list(islice(rows, limit))


def is_of_promises(name: str) -> bool:
    """Whether a figure is made of promises."""
    return name in _PROMISES


def is_of_cases(name: str) -> bool:
    """Whether a figure is made of cases that were open at midnight."""
    return name in AGES or name in ("open", "unpromised")


def cases_behind(name: str, day: date, zone: str, after: After | None, limit: int) -> list[tuple[datetime, int]]:
    """The cases behind a figure of the backlog, since when each is known and its number, oldest first."""
    found = backlog(day, zone)
    wanted = _cases(found, name)
    rows = sorted((found.at - row.age, row.case) for row in found.cases if row.case in wanted)
    return [row for row in rows if after is None or row > (after.at, after.number)][:limit]


def overdue(day: date, zone: str, after: After | None, limit: int) -> list[Given]:
    """The promises that were late at midnight, by their due times."""
    return list(islice(_after(iter(backlog(day, zone).overdue), after), limit))


def _after(rows: Iterator[Given], after: After | None) -> Iterator[Given]:
    return rows if after is None else (row for row in rows if (row.due_at, row.number) > (after.at, after.number))


def _cases(found: Backlog, name: str) -> frozenset[int]:
    if name in AGES:
        return frozenset(found.aged[AGES[name]])
    return frozenset(found.unpromised if name == "unpromised" else (row.case for row in found.cases))


def _where(test: Callable[[Given], bool]) -> Callable[[Period, datetime, WorkingCalendar], Iterator[Given]]:
    return lambda period, at, _calendar: (row for row in given(period, at, EVERY) if test(row))


def _serial(period: Period, at: datetime, calendar: WorkingCalendar) -> Iterator[Given]:
    found = moves_of([row for row in given(period, at) if row.is_first], at).serial
    return iter(sorted(found, key=lambda row: (row.due_at, row.number)))


def _told(is_told: bool) -> Callable[[Period, datetime, WorkingCalendar], Iterator[Given]]:
    def find(period: Period, at: datetime, calendar: WorkingCalendar) -> Iterator[Given]:
        broken = [row for row in given(period, at) if row.is_broken]
        told = told_in_time(broken, calendar)
        return (row for row in broken if (row.number in told) is is_told)

    return find


_PROMISES: Mapping[str, Callable[[Period, datetime, WorkingCalendar], Iterator[Given]]] = {
    "kept": _where(lambda row: not row.is_service and row.is_kept),
    "broken": _where(lambda row: not row.is_service and row.is_broken),
    "moved": _where(lambda row: not row.is_service and row.is_first and row.is_moved),
    "moved-twice": _serial,
    "kept-at-first-time": _where(lambda row: not row.is_service and row.is_first and row.is_kept),
    "told-in-time": _told(is_told=True),
    "not-told": _told(is_told=False),
    "first-answers-kept": _where(lambda row: row.is_service and row.is_kept),
    "first-answers-broken": _where(lambda row: row.is_service and row.is_broken),
}
