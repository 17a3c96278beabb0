from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.due import (
    DueFault,
    Kind,
    NoSuchTime,
    Unit,
    Within,
    due,
    parse_instant,
    parse_within,
    why_sentence,
    worked,
)
from amends.core.working_time import TooFar, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
ENGLAND = frozenset(
    {date(2026, 4, 3), date(2026, 4, 6), date(2026, 8, 31), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3)}
)
MERIDIAN = WorkingCalendar("Europe/London", holidays=ENGLAND)


def shown(start: str, within: str, calendar: WorkingCalendar = MERIDIAN) -> str:
    at = datetime.fromisoformat(start).replace(tzinfo=LONDON)
    return due(at, parse_within(within), calendar).at.astimezone(LONDON).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-08-28 16:30", "within one working day", "Tue 2026-09-01 16:30"),  # S0.11: Monday is a holiday
        ("2026-03-28 15:00", "24 hours", "Sun 2026-03-29 16:00"),  # S0.13: the clocks go forward
        ("2026-03-28 15:00", "1 day", "Sun 2026-03-29 15:00"),
        ("2026-10-24 15:00", "24 hours", "Sun 2026-10-25 14:00"),
        ("2026-10-24 01:30", "1 day", "Sun 2026-10-25 01:30"),
        ("2027-03-25 16:40", "1 working hour", "Tue 2027-03-30 09:40"),
        ("2027-03-25 16:40", "24 hours", "Fri 2027-03-26 16:40"),
        ("2027-03-25 16:40", "8 weeks", "Thu 2027-05-20 16:40"),
        ("2027-03-25 16:40", "close of business on working day 3", "Thu 2027-04-01 17:00"),
        ("2027-03-25 16:40", "15 business days", "Mon 2027-04-19 16:40"),
        ("2027-03-25 16:40", "35 working days", "Tue 2027-05-18 16:40"),
        ("2027-03-22 09:00", "90 working minutes", "Mon 2027-03-22 10:30"),
        ("2027-03-22 09:00", "28800 working seconds", "Mon 2027-03-22 17:00"),
        ("2027-03-22 09:00", "ninety", ""),
        ("2027-01-31 10:00", "1 month", "Sun 2027-02-28 10:00"),
        ("2028-01-31 10:00", "a month", "Tue 2028-02-29 10:00"),
        ("2027-11-15 10:00", "14 months", "Mon 2029-01-15 10:00"),
        ("2027-03-22 09:00", "0 days", "Mon 2027-03-22 09:00"),
    ],
)
def test_a_due_time_by_the_calendar(start: str, within: str, expected: str) -> None:
    if not expected:
        with pytest.raises(DueFault):
            shown(start, within)
    else:
        assert shown(start, within) == expected


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("24 hours", Within(24, Unit.HOURS)),
        ("  4  Working Hours ", Within(4, Unit.HOURS, Kind.WORKING)),
        ("an hour", Within(1, Unit.HOURS)),
        ("in ten minutes", Within(10, Unit.MINUTES)),
        ("1 business day", Within(1, Unit.DAYS, Kind.WORKING)),
        ("by close of business on working day three", Within(3, Unit.DAYS, Kind.CLOSE)),
        ("by the close of business on business day 1", Within(1, Unit.DAYS, Kind.CLOSE)),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, within: Within) -> None:
    assert parse_within(text) == within


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "hours", "4", "-1 hours", "1.5 hours", "eleven days", "4 working weeks", "two working months"),
        *("1 hour 30 minutes", "close of business", "99999999999 days", "٣ hours", None, 24, ["24 hours"]),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: object) -> None:
    with pytest.raises(DueFault, match=r"\.$"):
        parse_within(text)


@given(
    st.builds(Within, st.integers(0, 10**9), st.sampled_from(Unit))
    | st.builds(
        Within,
        st.integers(0, 10**9),
        st.sampled_from([Unit.SECONDS, Unit.MINUTES, Unit.HOURS, Unit.DAYS]),
        st.just(Kind.WORKING),
    )
    | st.builds(Within, st.integers(0, 10**9), st.just(Unit.DAYS), st.just(Kind.CLOSE))
)
def test_an_amount_reads_as_it_is_written(within: Within) -> None:
    assert parse_within(str(within)) == within


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (parse_within, parse_instant):
        try:
            read(text)
        except DueFault as fault:
            assert str(fault).endswith(".")  # noqa: PT017 - both outcomes are right, a crash is not


def test_an_hour_that_does_not_exist_is_refused_with_a_word() -> None:
    start = datetime(2026, 3, 28, 1, 30, tzinfo=LONDON)

    with pytest.raises(NoSuchTime, match=r"Sunday 29 March 2026 01:30 does not exist in Europe/London"):
        due(start, parse_within("1 day"), MERIDIAN)


def test_a_limit_that_nobody_typed_moves_to_the_moment_of_the_change() -> None:
    start = datetime(2026, 3, 28, 1, 30, tzinfo=LONDON)

    found = due(start, parse_within("1 day"), MERIDIAN, missing="move")

    assert found.at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert "moved" in [why.code for why in found.why]


def test_an_hour_that_comes_twice_takes_the_earlier_and_says_so() -> None:
    found = due(datetime(2026, 10, 24, 1, 30, tzinfo=LONDON), parse_within("1 day"), MERIDIAN)

    assert found.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert found.why[0].values["due"] == "2026-10-25T01:30:00+01:00"
    assert [why.code for why in found.why] == ["counted", "comes-twice"]


def test_the_reasons_name_the_holiday_between() -> None:
    found = due(datetime(2026, 8, 28, 16, 30, tzinfo=LONDON), parse_within("one working day"), MERIDIAN)

    assert [why_sentence(why) for why in found.why] == [
        "1 working day from Friday 28 August 2026 16:30: Tuesday 1 September 2026 16:30, Europe/London.",
        "Monday 31 August 2026 is a holiday.",
    ]


def test_the_reasons_name_the_change_of_the_clocks() -> None:
    forward = due(datetime(2026, 3, 28, 15, tzinfo=LONDON), parse_within("24 hours"), MERIDIAN)
    back = due(datetime(2026, 10, 24, 15, tzinfo=LONDON), parse_within("24 hours"), MERIDIAN)

    assert why_sentence(forward.why[-1]) == "The clocks go forward 60 minutes on Sunday 29 March 2026."
    assert why_sentence(back.why[-1]) == "The clocks go back 60 minutes on Sunday 25 October 2026."


def test_the_reasons_say_where_counting_begins_and_what_was_shut() -> None:
    day = {0: ((time(9), time(17)),), 1: ((time(9), time(12)),), 2: ((time(9), time(17)),)}
    exceptions = {date(2027, 6, 8): ((time(9), time(10)), (time(11), time(12))), date(2027, 6, 9): ()}
    calendar = WorkingCalendar("UTC", hours=day, exceptions=exceptions)

    saturday = due(datetime(2027, 5, 29, 12, tzinfo=UTC), parse_within("1 working hour"), calendar)
    monday = due(datetime(2027, 6, 7, 16, tzinfo=UTC), parse_within("1 working day"), calendar)

    assert "counting begins at the next opening, Monday 31 May 2027 09:00" in why_sentence(saturday.why[1])
    assert [why_sentence(why) for why in monday.why[1:]] == [
        "16:00 is shut on that day; the next opening is Monday 14 June 2027 09:00.",
        "Tuesday 8 June 2027 is open 09:00 to 10:00 and 11:00 to 12:00.",
        "Wednesday 9 June 2027 is shut.",
    ]


def test_many_holidays_are_listed_up_to_twelve() -> None:
    crowded = WorkingCalendar("UTC", yearly=frozenset((6, day) for day in range(1, 31)))

    found = due(datetime(2027, 5, 31, 9, tzinfo=UTC), parse_within("2 working days"), crowded)

    assert [why.code for why in found.why].count("holiday") == 12
    assert why_sentence(found.why[-1]) == "10 more days are holidays or special days."


def test_a_short_month_says_that_it_is_short() -> None:
    found = due(datetime(2027, 1, 31, 9, tzinfo=UTC), parse_within("1 month"), MERIDIAN)

    assert why_sentence(found.why[1]) == "That month has no day 31; its last is Sunday 28 February 2027."


def test_worked_time_is_told_in_words() -> None:
    thursday, tuesday = datetime(2027, 3, 25, 16, tzinfo=LONDON), datetime(2027, 3, 30, 9, 30, 1, tzinfo=LONDON)

    found = worked(thursday, tuesday, MERIDIAN)

    assert found.amount == timedelta(hours=1, minutes=30, seconds=1)
    assert why_sentence(found.why[0]) == (
        "1 hour 30 minutes 1 second of working time from Thursday 25 March 2027 16:00 to "
        "Tuesday 30 March 2027 09:30:01, Europe/London."
    )
    assert [why.code for why in found.why] == ["worked", "holiday", "holiday", "clock-change"]


def test_an_end_before_the_start_is_nothing() -> None:
    found = worked(datetime(2027, 3, 30, tzinfo=UTC), datetime(2027, 3, 25, tzinfo=UTC), MERIDIAN)

    assert found.amount == timedelta()
    assert [why_sentence(why) for why in found.why][1] == "The end is not after the start."


@pytest.mark.parametrize(
    "within", ["101 years", "36526 days", "9999999999 working seconds", "1200 months", "9999 weeks"]
)
def test_a_due_time_beyond_a_hundred_years_is_refused(within: str) -> None:
    with pytest.raises((TooFar, DueFault)):
        due(datetime(2027, 1, 1, tzinfo=UTC), parse_within(within), MERIDIAN)


def test_a_start_without_an_offset_is_refused() -> None:
    with pytest.raises(DueFault, match="offset"):
        due(datetime.fromisoformat("2027-01-01"), parse_within("1 hour"), MERIDIAN)


@pytest.mark.parametrize("text", ["2026-03-28T15:00:00+00:00", "2026-03-28T15:00Z", " 2026-03-28 16:00+01:00 "])
def test_an_instant_is_iso_8601_with_an_offset(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 3, 28, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-03-28T15:00:00", "has no offset"),
        ("2026-03-28", "has no offset"),
        ("tomorrow", "is not an instant"),
        ("2026-02-30T15:00Z", "is not an instant"),
        (None, "is not an instant"),
        (1774710000, "is not an instant"),
        ("0001-01-01T00:00:00+14:00", "outside the years"),
        ("9999-12-31T23:59:59-12:00", "outside the years"),
    ],
)
def test_an_instant_that_cannot_be_used_is_refused_with_a_sentence(text: object, says: str) -> None:
    with pytest.raises(DueFault, match=says):
        parse_instant(text)
