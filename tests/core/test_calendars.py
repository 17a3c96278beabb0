from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

import pytest

from amends.core.calendars import CalendarFault, read_calendar
from amends.core.working_time import HOUSE_HOURS, hours_on

TOML = """
zone = "Europe/London"
hours = {mon = [["13:00", "17:00"], ["09:00", "12:00"]], sat = [["22:00", "24:00"]]}
holidays = ["2027-03-26", 2027-03-29]
yearly = ["12-25", "02-29"]
[exceptions]
"2027-12-24" = [[09:00:00, "12:00"]]
"2027-12-27" = []
"""


def moon_holidays(place: str, year: int) -> Iterable[date]:
    if place != "MOON":
        raise ValueError(f"There is no list of holidays for “{place}”.")
    return [date(year, 7, 20)]


def test_a_toml_file_is_read_with_all_its_keys() -> None:
    calendar = read_calendar(TOML)

    assert calendar.zone == "Europe/London"
    assert calendar.hours == {0: ((time(9), time(12)), (time(13), time(17))), 5: ((time(22), time()),)}
    assert calendar.yearly == {(12, 25), (2, 29)}
    assert date(2027, 3, 26) in calendar.holidays
    assert date(2027, 3, 29) in calendar.holidays
    assert hours_on(calendar, date(2027, 12, 24)) == ((time(9), time(12)),)
    assert hours_on(calendar, date(2027, 12, 27)) == ()


def test_what_is_missing_is_as_in_the_house_calendar() -> None:
    calendar = read_calendar('{"zone": "Europe/Berlin"}')

    assert calendar.zone == "Europe/Berlin"
    assert calendar.hours == HOUSE_HOURS
    assert read_calendar("").zone == "UTC"


def test_json_text_and_a_mapping_give_the_same_calendar() -> None:
    assert read_calendar('{"hours": {"mon": [["09:00", "12:00"]]}}') == read_calendar(
        {"hours": {"mon": [["09:00", "12:00"]]}}
    )


def test_the_holidays_of_a_place_are_asked_for_a_year_at_a_time() -> None:
    asked: list[int] = []

    def counted(place: str, year: int) -> Iterable[date]:
        asked.append(year)
        return moon_holidays(place, year)

    calendar = read_calendar({"holidays_of": "MOON", "holidays": ["2027-07-21"]}, counted)
    asked.clear()

    assert date(2027, 7, 20) in calendar.holidays
    assert date(2027, 7, 21) in calendar.holidays
    assert date(2027, 7, 22) not in calendar.holidays
    assert "2027-07-20" not in calendar.holidays
    assert asked == [2027]


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ({"timezone": "UTC"}, "timezone"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"zone": "Europe"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"zone": 3}, "zone"),
        ({"zone": ""}, "zone"),
        ({"hours": []}, "hours"),
        ({"hours": {"monday": []}}, "hours"),
        ({"hours": {"mon": [["09:00"]]}}, "hours.mon"),
        ({"hours": {"mon": "09:00"}}, "hours.mon"),
        ({"hours": {"mon": [["9:00", "17:00"]]}}, "hours.mon"),
        ({"hours": {"mon": [["09:00", "24:01"]]}}, "hours.mon"),
        ({"hours": {"mon": [["09:00", "09:00"]]}}, "hours.mon"),
        ({"hours": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}, "hours.mon"),
        ({"hours": {"mon": [["09:00", "08:00"], ["12:00", "17:00"]]}}, "hours.mon"),
        ({"holidays": "2027-03-26"}, "holidays"),
        ({"holidays": ["26.03.2027"]}, "holidays"),
        ({"holidays": [None]}, "holidays"),
        ({"holidays_of": 7}, "holidays_of"),
        ({"holidays_of": "ATLANTIS"}, "holidays_of"),
        ({"yearly": ["13-25"]}, "yearly"),
        ({"yearly": ["2027-12-25"]}, "yearly"),
        ({"yearly": [1225]}, "yearly"),
        ({"exceptions": []}, "exceptions"),
        ({"exceptions": {"soon": []}}, "exceptions"),
        ({"exceptions": {"2027-12-24": [["x", "y"]]}}, "exceptions.2027-12-24"),
    ],
)
def test_each_fault_is_one_sentence_that_names_its_key(found: dict[str, Any], key: str) -> None:
    with pytest.raises(CalendarFault) as fault:
        read_calendar(found, moon_holidays)

    assert key in str(fault.value)
    assert str(fault.value).endswith(".")
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("text", ["zone =", "{", "hours = {mon = [[", '{"zone": "UTC"} more'])
def test_text_that_is_neither_toml_nor_json_is_a_fault(text: str) -> None:
    with pytest.raises(CalendarFault, match="The calendar is not"):
        read_calendar(text)


def test_holidays_of_a_place_need_somebody_who_knows_them() -> None:
    with pytest.raises(CalendarFault, match="holidays_of"):
        read_calendar({"holidays_of": "GB-ENG"})
