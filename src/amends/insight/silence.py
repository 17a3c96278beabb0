"""Silent days: working days on which a customer with a daily rhythm saw nothing of us (D-20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from amends.core.rhythm import WorkingDay, days_heard, working_days
from amends.core.working_time import WorkingCalendar
from amends.insight.period import Period


@dataclass(frozen=True)
class Daily:
    """That the customer of a case is to hear from us every working day, from an instant until another or still."""

    case: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """What a customer could read of our work in a case."""

    case: int
    at: datetime


@dataclass(frozen=True)
class SilentDay:
    """One working day of one case on which its customer saw nothing of us."""

    case: int
    day: date


@dataclass(frozen=True)
class Silence:
    """D-20: silent days ÷ working days with an open case and a daily rhythm."""

    silent: tuple[SilentDay, ...]
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, to one place; None of nothing."""
        return round(100 * len(self.silent) / self.of, 1) if self.of else None


def silence(
    period: Period, at: datetime, calendar: WorkingCalendar, rhythms: Iterable[Daily], lines: Iterable[Line]
) -> Silence:
    """The silent days among the working days of a period that are over.

    A day belongs to a rhythm when it ends within it; a line counts for the day on which it stands before the day ends.
    """
    days = list(_days_over(period, at, calendar))
    seen = _days_seen(lines, days, calendar)
    told = sorted({(rhythm.case, day.day) for rhythm in rhythms for day in days if _belongs(rhythm, day)})
    return Silence(
        silent=tuple(SilentDay(case, day) for case, day in told if day not in seen.get(case, ())),
        of=len(told),
    )


def _days_over(period: Period, at: datetime, calendar: WorkingCalendar) -> Iterator[WorkingDay]:
    for day in working_days(calendar, period.begin):
        if day.day > period.until or day.ends > at:
            return
        if day.day >= period.since:
            yield day


def _days_seen(lines: Iterable[Line], days: Sequence[WorkingDay], calendar: WorkingCalendar) -> Mapping[int, set[date]]:
    told: defaultdict[int, list[datetime]] = defaultdict(list)
    for line in lines:
        told[line.case].append(line.at)
    return {case: days_heard(days, instants, calendar.tz) for case, instants in told.items()}


def _belongs(rhythm: Daily, day: WorkingDay) -> bool:
    return rhythm.since < day.ends and (rhythm.until is None or rhythm.until >= day.ends)
