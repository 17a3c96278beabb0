"""Silent days: working days on which a customer with a daily rhythm saw nothing of us (D-20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amends.core.working_time import WorkingCalendar, spans
from amends.insight.period import Period, today

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """That the customer of a case hears from us every working day: from an instant until another, None for still."""

    case: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """What a customer could see of our work in a case; `is_filler` where it names nothing done or known."""

    case: int
    at: datetime
    is_filler: bool = False


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
    period: Period, at: datetime, calendar: WorkingCalendar, rhythms: Iterable[Rhythm], lines: Iterable[Line]
) -> Silence:
    """The silent days among the days of a period that are over.

    A day belongs to a rhythm when its opening hours, or a part of them, lie within it.
    """
    seen = _days_seen(lines, calendar)
    days = list(_working_days(period, at, calendar))
    told = sorted({(rhythm.case, day) for rhythm in rhythms for day, begin, end in days if _meets(rhythm, begin, end)})
    return Silence(
        silent=tuple(SilentDay(case, day) for case, day in told if day not in seen.get(case, ())),
        of=len(told),
    )


def _days_seen(lines: Iterable[Line], calendar: WorkingCalendar) -> Mapping[int, set[date]]:
    found: defaultdict[int, set[date]] = defaultdict(set)
    for line in lines:
        if not line.is_filler:
            found[line.case].add(today(line.at, calendar.zone))
    return found


def _working_days(period: Period, at: datetime, calendar: WorkingCalendar) -> Iterator[tuple[date, datetime, datetime]]:
    """The working days that are over, each with when it opened and closed."""
    day = period.since
    while day <= min(period.until, today(at, calendar.zone)):
        hours: Sequence[tuple[datetime, datetime]] = spans(calendar, day)
        if hours and hours[-1][1] <= at:
            yield day, hours[0][0], hours[-1][1]
        day += _DAY


def _meets(rhythm: Rhythm, begin: datetime, end: datetime) -> bool:
    return rhythm.since < end and (rhythm.until is None or rhythm.until > begin)
