"""Due times and time worked against the dullest reckoning there is: minute after minute, looking at the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.clocks import clock_due
from amends.core.due import due, parse_within, worked
from amends.core.packs import Clock, Limit, Pack
from amends.core.working_time import Hours, NoOpeningHours, WorkingCalendar

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LUNCH: Hours = ((time(9), time(12, 30)), (time(13, 15), time(17)))
EARLY_AND_LATE: Hours = ((time(6), time(10)), (time(11), time(14)), (time(15, 30), time(21, 45)))
NIGHT: Hours = ((time(22), time(6)),)
HALF: Hours = ((time(9), time(12)),)
# Around a change of the clocks: to and fro, by an hour and by half of one, at two in the morning and at midnight.
CHANGES = {
    "Europe/London": [date(2027, 3, 28), date(2026, 10, 25)],
    "America/New_York": [date(2027, 3, 14), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 10, 4), date(2027, 4, 4)],
    "America/St_Johns": [date(2027, 3, 14), date(2026, 11, 1)],
    "America/Santiago": [date(2026, 9, 6), date(2027, 4, 4)],
}


@st.composite
def cases(draw: st.DrawFn) -> tuple[WorkingCalendar, datetime]:
    """A calendar with breaks, a holiday, and one that was moved away, and a start within days of a clock change."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    near = draw(st.sampled_from(CHANGES[zone]))
    week = draw(st.sampled_from([LUNCH, EARLY_AND_LATE, NIGHT]))
    days = draw(st.sets(st.integers(0, 6), min_size=2))
    off = [near + draw(st.integers(-3, 6)) * DAY for _ in range(3)]
    calendar = WorkingCalendar(
        zone,
        hours=dict.fromkeys(days, week),
        holidays=frozenset(off[:2]),
        # The second holiday is moved: its own day is open in the morning, another one is shut instead.
        exceptions={off[1]: HALF, off[2]: ()},
    )
    minutes = draw(st.integers(-4 * 1440, 3 * 1440))
    start = datetime.combine(near, time(12), ZoneInfo(zone)).astimezone(UTC) + minutes * MINUTE
    return calendar, start


@given(cases(), st.integers(0, 6 * 1440))
@settings(max_examples=60, deadline=None)
def test_time_worked_is_the_number_of_open_minutes(case: tuple[WorkingCalendar, datetime], length: int) -> None:
    calendar, start = case
    end = start + length * MINUTE

    open_minutes = sum(is_open_by_the_wall(calendar, minute) for minute in minutes_from(start, length))

    assert worked(start, end, calendar).amount == open_minutes * MINUTE


@given(cases(), st.integers(1, 20 * 60))
@settings(max_examples=60, deadline=None)
def test_a_due_time_comes_when_so_many_open_minutes_have_passed(
    case: tuple[WorkingCalendar, datetime], amount: int
) -> None:
    calendar, start = case

    passed = 0
    for minute in minutes_from(start, 60 * 1440):
        passed += is_open_by_the_wall(calendar, minute)
        if passed == amount:
            break

    assert due(start, parse_within(f"{amount} working minutes"), calendar).at == minute + MINUTE


@given(cases(), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_close_of_business_is_the_last_open_minute_of_that_day(
    case: tuple[WorkingCalendar, datetime], count: int
) -> None:
    calendar, start = case
    day = nth_open_day(calendar, start.astimezone(calendar.tz).date(), count)

    found = due(start, parse_within(f"close of business on working day {count}"), calendar).at

    opened = hours_by_hand(calendar, day)[-1]
    closes = opened[1]
    last = datetime.combine(day if closes > opened[0] else day + DAY, closes, calendar.tz)
    assert found.astimezone(calendar.tz).replace(tzinfo=None) == last.replace(tzinfo=None)


@given(cases(), st.integers(1, 12), st.sampled_from(["days", "weeks", "working days"]))
@settings(max_examples=60, deadline=None)
def test_a_limit_in_whole_days_never_counts_its_first_day_and_ends_with_its_last(
    case: tuple[WorkingCalendar, datetime], count: int, unit: str
) -> None:
    calendar, start = case
    rule = Clock("answer", "Answer", "awareness", (Limit(parse_within(f"{count} {unit}")),), ("answered",), ends="day")
    pack = Pack("law", "A law", 1, "R", "a source", (rule,))

    found = clock_due(pack, rule, start, start.date(), calendar)

    first = start.astimezone(calendar.tz).date()
    length = {"days": count, "weeks": 7 * count}.get(unit)
    last = nth_open_day(calendar, first, count) if length is None else first + length * DAY
    assert found is not None
    assert found.at.astimezone(calendar.tz).replace(tzinfo=None) == datetime.combine(last, time(23, 59, 59))


def test_a_calendar_that_is_never_open_is_a_clear_error_for_a_clock_too() -> None:
    rule = Clock("answer", "Answer", "awareness", (Limit(parse_within("3 working days")),), ("answered",), ends="day")
    pack = Pack("law", "A law", 1, "R", "a source", (rule,))

    with pytest.raises(NoOpeningHours, match="The calendar has no opening hours"):
        clock_due(pack, rule, datetime(2027, 3, 25, tzinfo=UTC), date(2027, 3, 25), WorkingCalendar("UTC", hours={}))


def minutes_from(start: datetime, count: int) -> Iterator[datetime]:
    for number in range(count):
        yield start + number * MINUTE


def is_open_by_the_wall(calendar: WorkingCalendar, minute: datetime) -> bool:
    wall = minute.astimezone(calendar.tz)
    day, clock = wall.date(), wall.time()
    today = any(
        opens <= clock and (clock < closes or closes <= opens) for opens, closes in hours_by_hand(calendar, day)
    )
    return today or any(closes <= opens and clock < closes for opens, closes in hours_by_hand(calendar, day - DAY))


def hours_by_hand(calendar: WorkingCalendar, day: date) -> Hours:
    if day in calendar.exceptions:
        return calendar.exceptions[day]
    return () if day in calendar.holidays else calendar.hours.get(day.weekday(), ())


def nth_open_day(calendar: WorkingCalendar, day: date, count: int) -> date:
    while count:
        day += DAY
        count -= bool(hours_by_hand(calendar, day))
    return day
