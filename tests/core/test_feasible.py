from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.feasible import Away, Setting, days_off, earliest_after, hints, in_hours, times
from amends.core.working_time import HOUSE_HOURS, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
HOUSE = WorkingCalendar("Europe/London", holidays=frozenset({date(2026, 5, 25)}))
FRIDAY = datetime(2026, 5, 22, 16, 30, tzinfo=LONDON)


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=LONDON)


def codes(setting: Setting, due: str, now: datetime = FRIDAY) -> list[str]:
    return [hint.code for hint in hints(setting, now, at(due))]


@pytest.mark.req("S0.11")
def test_before_a_holiday_three_times_are_proposed_and_the_day_off_is_named() -> None:
    found = times(Setting(HOUSE), FRIDAY)

    assert [row.at for row in found] == [at("2026-05-22 17:00"), at("2026-05-26 12:00"), at("2026-05-26 16:30")]
    assert [[why.values["date"] for why in row.days_off] for row in found] == [[], ["2026-05-25"], ["2026-05-25"]]


@pytest.mark.req("S0.11")
@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-05-22 17:00", []),
        ("2026-05-22 17:01", ["outside-hours"]),
        ("2026-05-23 11:00", ["outside-hours"]),
        ("2026-05-25 11:00", ["holiday"]),
        ("2026-05-26 16:30", []),
    ],
)
def test_a_time_when_nobody_is_there_is_hinted_at(due: str, expected: list[str]) -> None:
    assert codes(Setting(HOUSE), due) == expected


@pytest.mark.req("S0.11")
def test_the_shift_and_the_absence_of_the_promisor_count() -> None:
    mornings = WorkingCalendar("Europe/London", {day: ((time(9), time(12)),) for day in range(5)})
    away = Away(at("2026-05-27 09:00"), at("2026-05-28 09:00"), "Sam Lee")
    setting = Setting(HOUSE, shifts=mornings, promisor="Priya Nair", away=(away,))

    assert codes(setting, "2026-05-26 14:00") == ["off-shift"]
    assert codes(setting, "2026-05-27 11:00") == ["owner-away"]
    assert codes(setting, "2026-05-28 11:00") == []
    assert [row.at for row in times(setting, FRIDAY)] == [
        at("2026-05-26 12:00"),
        at("2026-05-28 12:00"),
        at("2026-05-29 12:00"),
    ]


@pytest.mark.req("S4.14")
@pytest.mark.parametrize(
    ("theirs", "buffer", "earliest"),
    [
        ("2028-06-12 17:00", 1, "2028-06-13 09:00"),
        ("2028-06-15 12:00", 1, "2028-06-16 09:00"),
        ("2026-06-12 12:00", 1, "2026-06-15 09:00"),
        ("2026-05-22 12:00", 1, "2026-05-26 09:00"),
        ("2026-05-22 12:00", 2, "2026-05-27 09:00"),
        ("2026-06-12 12:00", 0, "2026-06-12 12:00"),
    ],
)
def test_ours_comes_so_many_working_days_after_theirs(theirs: str, buffer: int, earliest: str) -> None:
    assert earliest_after(HOUSE, at(theirs), buffer) == at(earliest)


def test_before_the_suppliers_date_nothing_is_proposed() -> None:
    setting = Setting(HOUSE, not_before=at("2026-06-16 09:00"))

    assert codes(setting, "2026-06-15 16:30") == ["before-supplier"]
    assert times(setting, FRIDAY)[0].at == at("2026-06-16 12:00")


def test_faster_than_our_own_record_is_hinted_at_once_there_is_one() -> None:
    usual = timedelta(days=4, hours=1)

    assert codes(Setting(HOUSE, usual_of=2, usual=usual), "2026-05-26 16:30") == []
    assert codes(Setting(HOUSE, usual_of=3, usual=usual), "2026-05-26 16:30") == ["faster-than-usual"]
    assert codes(Setting(HOUSE, usual_of=3, usual=usual), "2026-05-27 12:00") == []
    assert times(Setting(HOUSE, usual_of=30, usual=usual), FRIDAY)[0].at == at("2026-05-27 12:00")


def test_three_promises_in_one_hour_are_enough() -> None:
    taken = tuple(at(f"2026-05-26 12:{minute}") for minute in ("00", "20", "59"))

    assert codes(Setting(HOUSE, taken=taken), "2026-05-26 12:00") == ["same-hour"]
    assert codes(Setting(HOUSE, taken=taken), "2026-05-26 13:00") == []
    assert codes(Setting(HOUSE, taken=taken[:2]), "2026-05-26 12:00") == []


def test_a_record_that_nothing_beats_still_leaves_three_times() -> None:
    found = times(Setting(HOUSE, usual=timedelta(days=400), usual_of=30), FRIDAY)

    assert [row.at for row in found] == [at("2026-05-22 17:00"), at("2026-05-26 12:00"), at("2026-05-26 16:30")]


def test_what_is_proposed_comes_after_the_time_it_replaces() -> None:
    assert times(Setting(HOUSE), FRIDAY, after=at("2026-05-26 12:00"))[0].at == at("2026-05-26 16:30")


@given(
    st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-01")),
    st.dictionaries(st.integers(0, 6), st.sampled_from([9, 13, 22]), min_size=1),
    st.integers(0, 20),
)
def test_whatever_is_proposed_is_free_of_hints_and_still_to_come(
    wall: datetime, opens: dict[int, int], supplier: int
) -> None:
    hours = {day: ((time(hour), time((hour + 5) % 24)),) for day, hour in opens.items()}
    calendar = WorkingCalendar("Europe/Berlin", hours, holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
    now = wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    setting = Setting(calendar, not_before=now + timedelta(days=supplier))

    found = times(setting, now)

    assert found
    for row in found:
        assert row.at > now
        assert hints(setting, now, row.at) == ()
        assert in_hours(calendar, row.at)


def test_days_off_on_the_way_are_holidays_and_shut_days_not_short_ones() -> None:
    calendar = WorkingCalendar(
        "Europe/London",
        HOUSE_HOURS,
        exceptions={date(2026, 5, 26): (), date(2026, 5, 27): ((time(9), time(12)),)},
    )

    found = days_off(calendar, FRIDAY, at("2026-05-28 12:00"))

    assert [why.values["date"] for why in found] == ["2026-05-26"]


@pytest.mark.req("S0.11")
def test_who_is_never_there_is_proposed_no_time() -> None:
    shut = WorkingCalendar("Europe/London", {0: ()})

    assert times(Setting(HOUSE, shifts=shut), FRIDAY) == ()
    assert times(Setting(shut), FRIDAY) == ()
