from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.core.working_time import WorkingCalendar
from amends.insight.asks import every_ask
from amends.insight.period import Period
from amends.insight.silence import Daily, Line, SilentDay, silence
from amends.people.models import Person
from amends.promises.models import SilentDay as Counted
from tests.cast import Desk

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
    # On Thursday the line came before the house opened, on Friday after it had closed.
    lines = [Line(7, at(26)), Line(7, at(28, 6)), Line(7, at(29, 17, 30)), Line(8, at(27))]

    found = silence(WEEK, at(31, 23), CALENDAR, [Daily(7, at(20))], lines)

    assert found.silent == (SilentDay(7, date(2026, 5, 27)), SilentDay(7, date(2026, 5, 29)))
    assert (found.of, found.percent) == (4, 50.0)


def test_a_day_counts_once_it_is_over_and_only_while_the_rhythm_lasts() -> None:
    rhythms = [Daily(7, at(26, 16), at(28, 8)), Daily(7, at(28, 9)), Daily(8, at(29, 17)), Daily(9, at(26), at(26, 16))]

    assert silence(WEEK, at(28, 16, 59), CALENDAR, rhythms, []).of == 2
    assert silence(WEEK, at(28, 17), CALENDAR, rhythms, []).of == 3
    assert {row.case for row in silence(WEEK, at(31), CALENDAR, rhythms, []).silent} == {7}


@pytest.mark.req("S4.16")
def test_the_figure_says_what_the_desk_counted_day_by_day(desk: Desk, omar: Person, priya: Person) -> None:
    case, other = (desk.by_phone(priya, "The wrong table came.").pk for _ in range(2))
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.go_to("2026-03-03T15:00")
    desk.do("record_call", priya, case=case, words="The maker has found the crate.", from_customer=False)
    desk.go_to("2026-03-06T12:00")
    desk.do("set_rhythm", priya, case=case, rhythm="next-contact")
    desk.go_to("2026-03-09T09:00")

    told: dict[str, Any] = every_ask()["silent_days"].do(
        {"since": "2026-03-01", "until": "2026-03-08"}, by=omar, at=desk.now
    )

    days = [row.day.isoformat() for row in Counted.objects.filter(case=case).order_by("day")]
    assert [row["day"].isoformat() for row in told["days"]] == days == ["2026-03-04", "2026-03-05"]
    assert (told["silent"], told["of"], told["percent"], told["too_few"]) == (2, 4, 50.0, True)
    assert other not in {row["case"] for row in told["days"]}
