from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.working_time import (
    HOUSE_HOURS,
    NoOpeningHours,
    TooFar,
    WorkingCalendar,
    add_working,
    add_working_days,
    close_of_business,
    first_instant,
    is_open,
    next_opening,
    nth_working_day,
    spans,
    subtract_working,
    worked_between,
)

LONDON = ZoneInfo("Europe/London")
ENGLAND_2027 = frozenset({date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)})
MERIDIAN = WorkingCalendar("Europe/London", holidays=ENGLAND_2027)
ALWAYS = WorkingCalendar("Europe/London", hours={day: ((time(), time()),) for day in range(7)})
NIGHTS = WorkingCalendar("Europe/London", hours={day: ((time(22), time(6)),) for day in range(5)})
TWO_SPANS = WorkingCalendar(
    "Europe/London", hours={day: ((time(9), time(12)), (time(13), time(17))) for day in range(5)}
)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc,arg-type]  # the parts are year to minute


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "ends"),
    [
        (MERIDIAN, london(2027, 3, 25, 16, 40), 1, london(2027, 3, 30, 9, 40)),  # over Easter and the clock change
        (MERIDIAN, london(2027, 3, 27, 12, 0), 2, london(2027, 3, 30, 11, 0)),
        (MERIDIAN, london(2027, 3, 23, 9, 0), 8, london(2027, 3, 23, 17, 0)),  # ends at closing, not at opening
        (MERIDIAN, london(2027, 3, 22, 7, 0), 0, london(2027, 3, 22, 9, 0)),
        (MERIDIAN, london(2027, 3, 23, 17, 0), 0, london(2027, 3, 23, 17, 0)),
        (TWO_SPANS, london(2027, 3, 23, 11, 0), 2, london(2027, 3, 23, 14, 0)),
        (NIGHTS, london(2027, 3, 26, 23, 0), 8, london(2027, 3, 29, 23, 0)),  # Friday night ends on Saturday at 06:00
        (NIGHTS, london(2027, 3, 23, 3, 0), 4, london(2027, 3, 23, 23, 0)),
        (ALWAYS, london(2027, 3, 27, 15, 0), 24, london(2027, 3, 28, 16, 0)),
    ],
)
def test_working_hours_end_where_the_hours_have_passed(
    calendar: WorkingCalendar, start: datetime, hours: int, ends: datetime
) -> None:
    assert add_working(calendar, start, hours * HOUR) == ends.astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "ends"),
    [
        (london(2027, 3, 25, 16, 30), 1, london(2027, 3, 30, 16, 30)),
        (london(2027, 3, 27, 12, 0), 1, london(2027, 3, 31, 9, 0)),  # counts from Tuesday at opening
        (london(2027, 3, 24, 20, 0), 1, london(2027, 3, 30, 9, 0)),
        (london(2027, 3, 24, 7, 0), 1, london(2027, 3, 25, 9, 0)),
        (london(2027, 3, 24, 17, 0), 1, london(2027, 3, 25, 17, 0)),
        (london(2027, 3, 27, 12, 0), 0, london(2027, 3, 30, 9, 0)),
    ],
)
def test_working_days_keep_the_clock_time_or_take_the_next_opening(start: datetime, days: int, ends: datetime) -> None:
    assert add_working_days(MERIDIAN, start, days) == ends


def test_a_working_day_of_a_night_shift_belongs_to_its_evening() -> None:
    assert add_working_days(NIGHTS, london(2027, 3, 20, 2, 0), 1) == london(2027, 3, 23, 2, 0)


def test_a_clock_time_that_is_shut_on_the_day_takes_the_next_opening() -> None:
    short_tuesday = WorkingCalendar("UTC", hours={**HOUSE_HOURS, 1: ((time(9), time(12)),)})

    found = add_working_days(short_tuesday, datetime(2027, 3, 22, 16, 0, tzinfo=UTC), 1)

    assert found == datetime(2027, 3, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "day", "closes"),
    [
        (london(2027, 3, 25, 16, 40), 3, london(2027, 4, 1, 17, 0)),
        (london(2027, 3, 25, 7, 0), 1, london(2027, 3, 30, 17, 0)),
        (london(2027, 3, 27, 12, 0), 1, london(2027, 3, 30, 17, 0)),
        (london(2027, 3, 25, 16, 40), 15, london(2027, 4, 19, 17, 0)),
        (london(2027, 3, 25, 16, 40), 35, london(2027, 5, 18, 17, 0)),
        (london(2027, 3, 25, 16, 40), 0, london(2027, 3, 25, 17, 0)),
        (london(2027, 3, 25, 17, 1), 0, london(2027, 3, 30, 17, 0)),
    ],
)
def test_close_of_business_never_counts_the_day_of_the_start(start: datetime, day: int, closes: datetime) -> None:
    assert close_of_business(MERIDIAN, start, day) == closes


def test_an_exception_is_stronger_than_a_holiday_and_a_holiday_than_the_week() -> None:
    day, noon = date(2027, 12, 24), ((time(9), time(12)),)
    calendar = WorkingCalendar("UTC", holidays=frozenset({day}), yearly=frozenset({(12, 27)}), exceptions={day: noon})

    found = [len(spans(calendar, date(2027, 12, number))) for number in (23, 24, 25, 27, 28)]

    assert found == [1, 1, 0, 0, 1]
    assert spans(calendar, day)[0][1] == datetime(2027, 12, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-03-29T01:30", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # does not exist: the change itself
        ("2026-10-25T01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the earlier
        ("2026-07-01T09:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_time_is_the_first_instant_that_shows_it(wall: str, instant: datetime) -> None:
    assert first_instant(LONDON, datetime.fromisoformat(wall)) == instant


@pytest.mark.parametrize(
    ("hours", "day", "length"),
    [
        ((time(1, 30), time(3)), date(2026, 3, 29), timedelta(hours=1)),
        ((time(1), time(1, 30)), date(2026, 3, 29), timedelta()),  # the whole span is skipped
        ((time(), time(1, 30)), date(2026, 3, 29), timedelta(hours=1)),
        ((time(), time()), date(2026, 3, 29), timedelta(hours=23)),
        ((time(), time()), date(2026, 10, 25), timedelta(hours=25)),
        ((time(22), time(6)), date(2026, 3, 28), timedelta(hours=7)),
    ],
)
def test_a_span_over_a_clock_change_has_its_true_length(hours: tuple[time, time], day: date, length: timedelta) -> None:
    calendar = WorkingCalendar("Europe/London", hours=dict.fromkeys(range(7), (hours,)))

    assert sum((end - begin for begin, end in spans(calendar, day)), timedelta()) == length


def test_a_day_that_a_zone_skipped_has_no_hours() -> None:
    samoa = WorkingCalendar("Pacific/Apia", hours=dict.fromkeys(range(7), ((time(9), time(17)),)))

    assert spans(samoa, date(2011, 12, 30)) == ()


def test_hours_that_overlap_count_once() -> None:
    calendar = WorkingCalendar(
        "UTC", hours={0: ((time(20), time(10)),), 1: ((time(8), time(12)), (time(11), time(13)))}
    )
    monday, wednesday = datetime(2027, 3, 22, tzinfo=UTC), datetime(2027, 3, 24, tzinfo=UTC)

    assert worked_between(calendar, monday, wednesday) == timedelta(hours=17)
    assert add_working(calendar, monday, timedelta(hours=17)) == datetime(2027, 3, 23, 13, tzinfo=UTC)
    assert subtract_working(calendar, wednesday, timedelta(hours=17)) == datetime(2027, 3, 22, 20, tzinfo=UTC)


def test_it_is_open_from_opening_until_just_before_closing() -> None:
    opening, closing = london(2027, 3, 23, 9, 0), london(2027, 3, 23, 17, 0)

    assert is_open(MERIDIAN, opening)
    assert not is_open(MERIDIAN, closing)
    assert is_open(NIGHTS, london(2027, 3, 27, 5, 59))
    assert next_opening(MERIDIAN, opening) == opening
    assert next_opening(MERIDIAN, closing) == london(2027, 3, 24, 9, 0)


def test_an_end_before_the_start_has_no_working_time() -> None:
    assert worked_between(MERIDIAN, london(2027, 3, 24, 12, 0), london(2027, 3, 23, 12, 0)) == timedelta()


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar("UTC", hours={}),
        WorkingCalendar("UTC", hours=dict.fromkeys(range(7), ())),
        WorkingCalendar("UTC", hours={}, exceptions={date(2020, 1, 1): ((time(9), time(17)),)}),
    ],
)
def test_a_calendar_that_never_opens_is_refused_and_does_not_hang(calendar: WorkingCalendar) -> None:
    start = datetime(2027, 3, 22, tzinfo=UTC)

    counts: list[Callable[[], object]] = [
        lambda: next_opening(calendar, start),
        lambda: add_working(calendar, start, HOUR),
        lambda: add_working_days(calendar, start, 1),
        lambda: close_of_business(calendar, start, 1),
        lambda: nth_working_day(calendar, start.date(), 1),
    ]
    for count in counts:
        with pytest.raises(NoOpeningHours, match="no opening hours"):
            count()
    assert worked_between(calendar, start, start + timedelta(days=9)) == timedelta()


def test_a_count_over_more_than_a_hundred_years_is_refused() -> None:
    start = datetime(2027, 3, 22, tzinfo=UTC)

    with pytest.raises(TooFar):
        add_working_days(MERIDIAN, start, 50_000)
    with pytest.raises(TooFar):
        worked_between(MERIDIAN, start, start + timedelta(days=40_000))


def test_negative_amounts_are_refused() -> None:
    start = datetime(2027, 3, 22, tzinfo=UTC)

    for count in (add_working, subtract_working):
        with pytest.raises(ValueError, match="negative"):
            count(MERIDIAN, start, -HOUR)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(MERIDIAN, start, -1)


calendars = st.sampled_from(
    [
        MERIDIAN,
        TWO_SPANS,
        NIGHTS,
        ALWAYS,
        WorkingCalendar("America/New_York", exceptions={date(2026, 11, 1): ((time(0, 30), time(3)),)}),
        WorkingCalendar("Australia/Lord_Howe", hours={6: ((time(1, 15), time(2, 15)), (time(3), time()))}),
    ]
)
seconds = st.integers(0, 3 * 366 * 86_400)
instants = seconds.map(lambda second: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
amounts = st.timedeltas(timedelta(), timedelta(days=40))


@given(calendars, instants, amounts)
def test_what_is_added_is_what_was_worked(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> None:
    end = add_working(calendar, start, amount)

    assert worked_between(calendar, start, end) == amount


@given(calendars, instants, amounts)
def test_what_is_subtracted_is_what_was_worked(calendar: WorkingCalendar, end: datetime, amount: timedelta) -> None:
    start = subtract_working(calendar, end, amount)

    assert worked_between(calendar, start, end) == amount
    assert worked_between(calendar, add_working(calendar, start, amount), end) == timedelta()


@given(calendars, instants, amounts, amounts)
def test_an_addition_can_be_split(
    calendar: WorkingCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    in_two = add_working(calendar, add_working(calendar, start, first), second)

    assert in_two == add_working(calendar, start, first + second)


@given(calendars, instants, instants, amounts, st.integers(0, 20))
def test_a_later_start_is_never_due_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, amount: timedelta, days: int
) -> None:
    early, late = sorted((one, other))

    assert add_working(calendar, early, amount) <= add_working(calendar, late, amount)
    assert add_working_days(calendar, early, days) <= add_working_days(calendar, late, days)
    assert close_of_business(calendar, early, days) <= close_of_business(calendar, late, days)


@given(calendars, instants, amounts, st.integers(0, 20))
def test_a_due_time_never_lands_where_it_is_shut(
    calendar: WorkingCalendar, start: datetime, amount: timedelta, days: int
) -> None:
    for at in (add_working(calendar, start, amount), add_working_days(calendar, start, days)):
        assert at >= start
        assert is_open(calendar, at) or is_open(calendar, at - timedelta(microseconds=1))


@given(calendars, instants, amounts, st.sampled_from(["Asia/Kolkata", "America/St_Johns", "Europe/London"]))
def test_the_zone_a_start_is_written_in_does_not_matter(
    calendar: WorkingCalendar, start: datetime, amount: timedelta, zone: str
) -> None:
    elsewhere = start.astimezone(ZoneInfo(zone))

    assert add_working(calendar, elsewhere, amount) == add_working(calendar, start, amount)
    assert add_working_days(calendar, elsewhere, 3) == add_working_days(calendar, start, 3)
    assert close_of_business(calendar, elsewhere, 3) == close_of_business(calendar, start, 3)
    assert next_opening(calendar, elsewhere) == next_opening(calendar, start)
