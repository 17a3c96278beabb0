"""Periods of figures: whole days of the business, in its own zone (domain D)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amends.core.refusal import Unusable
from amends.core.working_time import first_instant

# A figure looks at a year at most; a longer span would be read for minutes.
MOST_DAYS = 366
# Far from the ends of what a clock can hold, in every zone.
_OLDEST, _NEWEST = date(1970, 1, 1), date(2200, 1, 1)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """The days from `since` to `until`, both of them whole, where the clocks of `zone` show them."""

    since: date
    until: date
    zone: str

    @property
    def begin(self) -> datetime:
        """The first instant of the first day, in UTC."""
        return midnight(self.since, self.zone)

    @property
    def end(self) -> datetime:
        """The first instant after the last day, in UTC."""
        return midnight(self.until + _DAY, self.zone)

    def holds(self, instant: datetime) -> bool:
        """Whether an instant falls into the period."""
        return self.begin <= instant < self.end


def period_of(since: date, until: date, zone: str) -> Period:
    """The period between two days. Raises Unusable for one that ends before it begins, or is longer than a year."""
    for field, day in (("since", since), ("until", until)):
        if not _OLDEST <= day < _NEWEST:
            raise Unusable(field=field, fault="no-date", value=day.isoformat())
    if until < since:
        raise Unusable(field="until", fault="before-since")
    if until - since >= timedelta(days=MOST_DAYS):
        raise Unusable(field="until", fault="too-far-apart", longest=MOST_DAYS)
    return Period(since, until, zone)


def week_of(day: date, zone: str) -> Period:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + _WEEK - _DAY, zone)


def weeks_until(day: date, count: int, zone: str) -> list[Period]:
    """So many weeks in order, the last of them the week of a day."""
    last = week_of(day, zone)
    return [Period(last.since - back * _WEEK, last.until - back * _WEEK, zone) for back in range(count - 1, -1, -1)]


def midnight(day: date, zone: str) -> datetime:
    """The first instant of a day where the clocks of a zone show it, in UTC."""
    return first_instant(ZoneInfo(zone), datetime.combine(day, time()))


def today(at: datetime, zone: str) -> date:
    """The day that it is at an instant in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()
