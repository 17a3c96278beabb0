"""The working days on which a customer hears of us, or not: when to prompt, and when a day counts as silent (S4.16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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


def day_at(calendar: WorkingCalendar, at: datetime) -> WorkingDay:
    """The working day that an instant belongs to: the day's own after it has ended too, else the next one."""
    now = next(working_days(calendar, at))
    today = at.astimezone(calendar.tz).date()
    if now.day <= today:
        return now
    own = spans(calendar, today)
    return next(working_days(calendar, own[-1][1] - timedelta.resolution)) if own else now


def days_heard(days: Iterable[WorkingDay], lines: Iterable[datetime], zone: ZoneInfo) -> set[date]:
    """The working days on which a line stands before the day ends; a day begins at midnight in the zone (D-20)."""
    ends = {day.day: day.ends for day in days}
    told = ((line.astimezone(zone).date(), line) for line in lines)
    return {day for day, line in told if day in ends and line <= ends[day]}


@dataclass(frozen=True)
class Choice:
    """That somebody chose a rhythm for a case, when, and whether it was the customer."""

    rhythm: str
    at: datetime
    by_customer: bool


def rhythm_that_holds(choice: Choice | None, escalated_at: datetime | None, of_playbook: str) -> str:
    """What the customer chose, daily while the case is escalated, what we chose, the playbook's (0.4.9).

    What we choose during an escalation holds too. `escalated_at` is None where the case is not escalated.
    """
    if choice and (escalated_at is None or choice.by_customer or choice.at >= escalated_at):
        return choice.rhythm
    return of_playbook if escalated_at is None else "daily"
