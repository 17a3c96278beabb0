"""The working days on which a customer hears of us, or not: when to prompt, and when a day counts as silent (S4.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amends.core.working_time import WorkingCalendar, spans

# So long before the end of a working day the owner is reminded of the line that is missing.
PROMPT_BEFORE = timedelta(hours=1)
_DAY = timedelta(days=1)
_DAYS_TRIED = 3_660


@dataclass(frozen=True)
class WorkingDay:
    """A working day in the zone of the house: from when the owner is prompted, and when it ends; instants in UTC."""

    day: date
    opens: datetime
    prompt: datetime
    ends: datetime


def working_days(calendar: WorkingCalendar, since: datetime) -> Iterator[WorkingDay]:
    """The working days that end after an instant, in their order, as far as ten years."""
    day = since.astimezone(calendar.tz).date() - _DAY
    for _ in range(_DAYS_TRIED):
        found = spans(calendar, day)
        if found and found[-1][1] > since:
            opens, ends = found[0][0], found[-1][1]
            yield WorkingDay(day, opens, max(opens, ends - PROMPT_BEFORE), ends)
        day += _DAY
