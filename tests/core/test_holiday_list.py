from __future__ import annotations

from datetime import date

import pytest

from amends.core.holiday_list import HolidayListFault, read_holiday_list

LIST = """version = 2

[[off]]
place = "GB"
day = 2031-05-05
source = "Proclaimed in 2030"

[[open]]
place = "GB-SCT"
day = 2031-01-02
source = "Moved for once"
"""
KNOWN = [date(2031, 1, 2), date(2031, 12, 25)]


def test_a_country_counts_for_its_regions_and_a_region_for_itself() -> None:
    changes = read_holiday_list(LIST)

    assert changes.applied("GB-SCT", 2031, KNOWN) == {date(2031, 5, 5), date(2031, 12, 25)}
    assert changes.applied("GB-ENG", 2031, KNOWN) == {date(2031, 1, 2), date(2031, 5, 5), date(2031, 12, 25)}
    assert changes.applied("GBX", 2031, KNOWN) == set(KNOWN)
    assert changes.applied("GB", 2030, []) == set()


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ("version = 2", 1, "“version” has to be"),
        ("day = 2031-05-05", 3, "“day” has to be a date"),
        ('place = "GB-SCT"', 8, "“place” has to be a text."),
        ("[[open]]", 8, "“shut” is not a word of the list."),
    ],
)
def test_each_fault_of_the_list_has_its_line(broken: str, line: int, says: str) -> None:
    with pytest.raises(HolidayListFault) as found:
        read_holiday_list(LIST.replace(broken, "[[shut]]" if broken.startswith("[[") else "# gone"))

    assert [(fault.line, says in fault.sentence) for fault in found.value.faults] == [(line, True)]
