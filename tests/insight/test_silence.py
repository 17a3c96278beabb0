from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from amends.core.working_time import WorkingCalendar
from amends.insight.period import Period
from amends.insight.silence import Line, Rhythm, SilentDay, silence

LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar(
    zone="Europe/London",
    hours={day: ((time(9), time(17)),) for day in range(5)},
    holidays=frozenset({date(2026, 5, 25)}),
)
# Monday to Sunday; the Monday is a holiday.
WEEK = Period(date(2026, 5, 25), date(2026, 5, 31), "Europe/London")


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=LONDON)


def test_a_working_day_without_a_line_is_silent(db: None) -> None:
    lines = [Line(7, at(26)), Line(7, at(28, 23, 30)), Line(8, at(27))]

    found = silence(WEEK, at(31, 23), CALENDAR, [Rhythm(7, at(20))], lines)

    assert found.silent == (SilentDay(7, date(2026, 5, 27)), SilentDay(7, date(2026, 5, 29)))
    assert (found.of, found.percent) == (4, 50.0)


def test_a_line_that_names_nothing_leaves_the_day_silent() -> None:
    found = silence(WEEK, at(26, 18), CALENDAR, [Rhythm(7, at(20))], [Line(7, at(26), is_filler=True)])

    assert found.silent == (SilentDay(7, date(2026, 5, 26)),)


def test_a_day_counts_once_it_is_over_and_only_while_the_rhythm_lasts() -> None:
    rhythms = [Rhythm(7, at(26, 16), at(28, 8)), Rhythm(7, at(27)), Rhythm(8, at(29, 17))]

    assert silence(WEEK, at(28, 16, 59), CALENDAR, rhythms, []).of == 2
    assert silence(WEEK, at(28, 17), CALENDAR, rhythms, []).of == 3
    assert {row.case for row in silence(WEEK, at(31), CALENDAR, rhythms, []).silent} == {7}
