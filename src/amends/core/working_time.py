"""Working time: which hours count, and where an amount of them ends.

A start outside the hours counts from the next opening. An amount that is used up exactly at closing time ends there,
not at the next opening; both are the same moment in working time. All results are instants in UTC, because Python
compares and subtracts two instants of one zone by their wall clocks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

Hours = tuple[tuple[time, time], ...]
Span = tuple[datetime, datetime]

HOUSE_HOURS: Mapping[int, Hours] = MappingProxyType({weekday: ((time(9), time(17)),) for weekday in range(5)})
LONGEST = timedelta(days=36_525)

_DAY = timedelta(days=1)
_SHUT_FOR_GOOD = 3_660  # ten years without one open hour
_DAYS_KEPT = 4_096


class NoOpeningHours(ValueError):
    """The calendar has no open hour within ten years, so that nothing can be counted on it."""

    def __init__(self, day: date) -> None:
        super().__init__(f"The calendar has no opening hours in the ten years around {day.isoformat()}.")


class TooFar(ValueError):
    """The count runs over more than a hundred years."""

    def __init__(self) -> None:
        super().__init__("That is more than a hundred years away.")


@dataclass(frozen=True)
class WorkingCalendar:
    """The hours of a house, a team or a person, on the wall clock of one zone.

    `hours` maps a weekday (Monday is 0) to its spans. A span whose end is not after its start ends on the next day,
    so that (22:00, 06:00) is a night and (00:00, 00:00) a whole day. A day is decided by the first that names it:
    `exceptions` (no spans: shut), `holidays`, `yearly` (month, day), `hours`. Do not change the mappings afterwards.
    """

    zone: str = "UTC"
    hours: Mapping[int, Hours] = field(default_factory=lambda: HOUSE_HOURS)
    holidays: Container[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()
    exceptions: Mapping[date, Hours] = field(default_factory=dict)
    _known: dict[date, tuple[Span, ...]] = field(init=False, default_factory=dict, repr=False, compare=False)

    @property
    def tz(self) -> ZoneInfo:
        """The zone as an object that `datetime` takes."""
        return ZoneInfo(self.zone)


def is_open(calendar: WorkingCalendar, instant: datetime) -> bool:
    """Whether the house is open at this instant; at closing time it is not."""
    instant = instant.astimezone(UTC)
    day = _local_day(calendar, instant)
    return any(begin <= instant < end for near in (day - _DAY, day) for begin, end in spans(calendar, near))


def next_opening(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """This instant where the house is open, else the next time it opens; NoOpeningHours, TooFar."""
    instant = instant.astimezone(UTC)
    return next(begin for begin, end in _spans_from(calendar, instant) if end > instant)


def add_working(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> datetime:
    """The instant at which so much working time has passed since the start; NoOpeningHours, TooFar."""
    if amount < timedelta():
        raise ValueError("An amount of working time cannot be negative.")
    for begin, end in _spans_from(calendar, start.astimezone(UTC)):
        if amount <= end - begin:
            return begin + amount
        amount -= end - begin
    raise TooFar


def subtract_working(calendar: WorkingCalendar, end: datetime, amount: timedelta) -> datetime:
    """The latest instant from which so much working time passes until the end; NoOpeningHours, TooFar."""
    if amount < timedelta():
        raise ValueError("An amount of working time cannot be negative.")
    for begin, until in _spans_back(calendar, end.astimezone(UTC)):
        if amount <= until - begin:
            return until - amount
        amount -= until - begin
    raise TooFar


def worked_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """The working time from start to end, nothing where the end is not after the start; TooFar."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end - start > LONGEST:
        raise TooFar
    total, reached = timedelta(), start
    day, last = _local_day(calendar, start) - _DAY, _local_day(calendar, end)
    while day <= last:
        for begin, until in spans(calendar, day):
            begin, until = max(begin, reached), min(until, end)
            if until > begin:
                total, reached = total + (until - begin), until
        day += _DAY
    return total


def add_working_days(calendar: WorkingCalendar, start: datetime, count: int) -> datetime:
    """The same clock time so many working days later, or the next opening where that time is shut.

    A start outside the hours counts from the next opening, as with hours: one working day from Saturday noon is
    Tuesday at opening, never before what Friday evening would give. NoOpeningHours, TooFar.
    """
    if count < 0:
        raise ValueError("A number of working days cannot be negative.")
    begin = _at_work(calendar, start)
    wall = begin.astimezone(calendar.tz).replace(tzinfo=None)
    day = _working_day_of(calendar, begin, wall.date())
    landing = wall + (nth_working_day(calendar, day, count) - day)
    return _at_work(calendar, first_instant(calendar.tz, landing))


def close_of_business(calendar: WorkingCalendar, start: datetime, count: int) -> datetime:
    """The closing time of a working day: day 1 is the first working day after the day of the start.

    The day of the start never counts, whatever its hour (DISP 1.5: "the third business day following receipt").
    Day 0 is the first closing time that is still to come. NoOpeningHours, TooFar.
    """
    start = start.astimezone(UTC)
    day = _local_day(calendar, start)
    if count > 0:
        return spans(calendar, nth_working_day(calendar, day, count))[-1][1]
    for near in _working_days(calendar, day):
        if (closing := spans(calendar, near)[-1][1]) >= start:
            return closing
    raise TooFar


def nth_working_day(calendar: WorkingCalendar, day: date, count: int) -> date:
    """The working day so many working days after a day, itself not counted; NoOpeningHours, TooFar."""
    if count <= 0:
        return day
    for number, working in enumerate(_working_days(calendar, day + _DAY), 1):
        if number == count:
            return working
    raise TooFar


def spans(calendar: WorkingCalendar, day: date) -> tuple[Span, ...]:
    """The opening spans that begin on a local day, in order, as instants in UTC."""
    known = calendar._known.get(day)
    if known is None:
        if len(calendar._known) >= _DAYS_KEPT:
            calendar._known.clear()
        known = calendar._known[day] = _joined(_instants(calendar, day))
    return known


def hours_on(calendar: WorkingCalendar, day: date) -> Hours:
    """The hours of a local day as the wall clock shows them; none where it is shut."""
    if day in calendar.exceptions:
        return calendar.exceptions[day]
    return () if is_holiday(calendar, day) else calendar.hours.get(day.weekday(), ())


def is_holiday(calendar: WorkingCalendar, day: date) -> bool:
    """Whether a day is named as a holiday, on any weekday; an exception can still open it."""
    return (day.month, day.day) in calendar.yearly or day in calendar.holidays


def first_instant(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first instant in UTC at which a clock in the zone shows this time or a later one.

    Of an hour that comes twice it is the earlier; for one that does not exist it is the moment of the change.
    """
    before = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    wall = wall.replace(tzinfo=UTC, fold=0)
    if after <= before:
        return wall - before
    early, late = wall - after, wall - before  # the clocks go forward between these two
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        early, late = (early, middle) if middle.astimezone(zone).utcoffset() == after else (middle, late)
    return late.replace(microsecond=0)


def _instants(calendar: WorkingCalendar, day: date) -> Iterator[Span]:
    zone = calendar.tz
    for opens, closes in sorted(hours_on(calendar, day)):
        last = day if closes > opens else day + _DAY
        yield first_instant(zone, datetime.combine(day, opens)), first_instant(zone, datetime.combine(last, closes))


def _joined(found: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for begin, end in found:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > begin:  # a span inside an hour that the clocks skip is empty
            joined.append((begin, end))
    return tuple(joined)


def _spans_from(calendar: WorkingCalendar, instant: datetime) -> Iterator[Span]:
    reached = instant
    for day in _working_days(calendar, _local_day(calendar, instant) - _DAY):
        for begin, end in spans(calendar, day):
            if end >= reached:  # a night of the day before may reach into this one
                yield max(begin, reached), end
                reached = end
    raise TooFar


def _spans_back(calendar: WorkingCalendar, instant: datetime) -> Iterator[Span]:
    reached = instant
    for day in _working_days(calendar, _local_day(calendar, instant), step=-_DAY):
        for begin, end in reversed(spans(calendar, day)):
            if begin <= reached:
                yield begin, min(end, reached)
                reached = begin
    raise TooFar


def _working_days(calendar: WorkingCalendar, day: date, step: timedelta = _DAY) -> Iterator[date]:
    """The local days with an opening from a day on, at most a hundred years of them."""
    shut = 0
    for _ in range(LONGEST.days):
        if spans(calendar, day):
            shut = 0
            yield day
        elif (shut := shut + 1) > _SHUT_FOR_GOOD:
            raise NoOpeningHours(day)
        day += step


def _at_work(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """This instant where it is in a span, its closing time included, else the next opening."""
    return next(begin for begin, _ in _spans_from(calendar, instant.astimezone(UTC)))


def _working_day_of(calendar: WorkingCalendar, instant: datetime, day: date) -> date:
    """The local day whose hours an instant at work belongs to: the evening's, where a night runs past midnight."""
    return day if any(begin <= instant <= end for begin, end in spans(calendar, day)) else day - _DAY


def _local_day(calendar: WorkingCalendar, instant: datetime) -> date:
    return instant.astimezone(calendar.tz).date()
