"""How many rows of a file of working-time questions the due times of Amends agree with.

A row that ends at closing time and one that ends at the next opening are the same moment in working time.
Two rows that ask the same and expect something else contradict each other: at most one of them can be agreed with.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.calendars import read_calendar
from amends.core.due import due, parse_within, worked
from amends.core.working_time import WorkingCalendar, next_opening


def grade(path: str | Path) -> tuple[int, int]:
    """How many rows agree, and how many there are."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return sum(agrees(row) for row in rows), len(rows)


def contradictions(path: str | Path) -> list[tuple[str, str]]:
    """The pairs of rows that ask the very same and expect something else."""
    first: dict[str, dict[str, Any]] = {}
    found = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            before = first.setdefault(json.dumps(row["input"], sort_keys=True), row)
            if before["expected"] != row["expected"]:
                found.append((before["id"], row["id"]))
    return found


def agrees(row: dict[str, Any]) -> bool:
    """Whether one row comes out as expected."""
    asked, expected = row["input"], row["expected"]
    zone = ZoneInfo(asked["timezone"])
    calendar = _calendar(asked["calendar"])
    start = _instant(asked["start"], zone)
    if "seconds" in expected:
        amount = worked(start, _instant(asked["end"], zone), calendar).amount
        return bool(amount.total_seconds() == expected["seconds"])
    within = f"{asked['add_days']} working days" if "add_days" in asked else f"{asked['add_seconds']} working seconds"
    return _same_moment(due(start, parse_within(within), calendar).at, _instant(expected["due"], zone), calendar)


def _calendar(found: dict[str, Any]) -> WorkingCalendar:
    return read_calendar({"zone": found["timezone"], "hours": found["hours"], "holidays": found.get("holidays", [])})


def _instant(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _same_moment(one: datetime, other: datetime, calendar: WorkingCalendar) -> bool:
    return one == other or next_opening(calendar, one) == other or next_opening(calendar, other) == one


if __name__ == "__main__":
    agreed, rows = grade(sys.argv[1])
    print(f"due: {agreed} of {rows}", *(f"({one} contradicts {other})" for one, other in contradictions(sys.argv[1])))
