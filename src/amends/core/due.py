"""Due times: "4 working hours" from an instant on a calendar, with the reasons that made it so.

Seconds, minutes and hours are elapsed: 24 hours are 24 hours over a change of the clocks (S0.13). Days, weeks and
months keep the clock time in the zone of the calendar. Working amounts count opening hours only (S0.11).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal

from amends.core.due_de import in_english
from amends.core.due_why import Why, met_on_the_way, why_sentence
from amends.core.instants import InstantFault, read_instant
from amends.core.working_time import (
    LONGEST,
    TooFar,
    WorkingCalendar,
    add_working,
    add_working_days,
    close_of_business,
    first_instant,
    is_open,
    next_opening,
    worked_between,
)

__all__ = [
    "Due",
    "DueFault",
    "Kind",
    "NoSuchTime",
    "Unit",
    "Why",
    "Within",
    "Worked",
    "due",
    "parse_instant",
    "parse_within",
    "why_sentence",
    "worked",
]


class DueFault(ValueError):
    """What was written is not an instant or an amount of time; the sentence says what to write."""


class NoSuchTime(DueFault):
    """The clock time falls into an hour that the clocks skip."""


class Unit(StrEnum):
    """What is counted."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Kind(StrEnum):
    """How it is counted: by the calendar on the wall, in opening hours, or to the closing time of a working day."""

    PLAIN = "plain"
    WORKING = "working"
    CLOSE = "close"


@dataclass(frozen=True)
class Within:
    """An amount of time as it is written in a promise, a pack or a command."""

    amount: int
    unit: Unit
    kind: Kind = Kind.PLAIN

    def __str__(self) -> str:
        if self.kind is Kind.CLOSE:
            return f"close of business on working day {self.amount}"
        unit = self.unit.removesuffix("s") if self.amount == 1 else self.unit
        return f"{self.amount} working {unit}" if self.kind is Kind.WORKING else f"{self.amount} {unit}"


@dataclass(frozen=True)
class Due:
    """A due time in UTC, and the reasons in the order they are read."""

    at: datetime
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Worked:
    """An amount of working time, and the reasons in the order they are read."""

    amount: timedelta
    why: tuple[Why, ...]


_ONE_TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS: Mapping[str, int] = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_ONE_TO_TEN, 1)}
_SECONDS: Mapping[Unit, int] = {
    Unit.SECONDS: 1,
    Unit.MINUTES: 60,
    Unit.HOURS: 3_600,
    Unit.DAYS: 86_400,
    Unit.WEEKS: 604_800,
    Unit.MONTHS: 2_678_400,
}
_WORKING_UNITS = (Unit.SECONDS, Unit.MINUTES, Unit.HOURS, Unit.DAYS)
_ELAPSED_UNITS = (Unit.SECONDS, Unit.MINUTES, Unit.HOURS)
_NUMBER = r"(?P<number>[0-9]{1,10}|[a-z]+)"
_AMOUNT = re.compile(
    rf"(?:within |in )?{_NUMBER} (?P<working>(?:working|business) )?(?P<unit>second|minute|hour|day|week|month)s?"
)
_CLOSE = re.compile(rf"(?:by )?(?:the )?close of business on (?:working|business) day {_NUMBER}")
_YEARS = range(1900, 3000)


def parse_instant(text: object) -> datetime:
    """An ISO 8601 instant with its offset, as written; DueFault for anything else."""
    try:
        instant = read_instant(text)
    except InstantFault as fault:
        raise DueFault(str(fault)) from fault
    if instant.year not in _YEARS:
        raise DueFault(f"“{str(text)[:40]}” is outside the years {_YEARS.start} to {_YEARS.stop - 1}.")
    return instant


def parse_within(text: object) -> Within:
    """An amount of time as it is written: "24 hours", "one working day", "close of business on working day 3".

    Numbers are digits or words up to ten; "business" means "working"; "within" may stand before. German is read too:
    "zwei Werktage", "innerhalb von 24 Stunden", "Geschäftsschluss am 3. Arbeitstag". DueFault.
    """
    words = in_english(" ".join(text.lower().split())) if isinstance(text, str) else ""
    if match := _CLOSE.fullmatch(words):
        return Within(_number(match["number"]), Unit.DAYS, Kind.CLOSE)
    match = _AMOUNT.fullmatch(words)
    if match is None:
        raise DueFault(
            f"“{str(text)[:60]}” is not an amount of time; write one such as “24 hours”, “4 working hours”, “8 weeks” "
            "or “close of business on working day 3”."
        )
    within = Within(_number(match["number"]), Unit(match["unit"] + "s"), Kind.PLAIN)
    if not match["working"]:
        return within
    if within.unit not in _WORKING_UNITS:
        raise DueFault(f"There are no working {within.unit}; count them in working days.")
    return Within(within.amount, within.unit, Kind.WORKING)


def due(
    start: datetime, within: Within, calendar: WorkingCalendar, missing: Literal["refuse", "move"] = "refuse"
) -> Due:
    """When an amount of time from an aware instant is up, with the reasons.

    A clock time that comes twice is the earlier one. One that the clocks skip is refused with NoSuchTime, or with
    `missing="move"` moved to the moment of the change, for limits that nobody typed. A month that is too short ends on
    its last day. Also raises TooFar and NoOpeningHours, both ValueErrors.
    """
    if start.utcoffset() is None:
        raise DueFault("A due time is counted from an instant with an offset.")
    if within.amount * _SECONDS[within.unit] > LONGEST.total_seconds():
        raise TooFar
    start = start.astimezone(UTC)
    if within.kind is Kind.PLAIN and within.unit not in _ELAPSED_UNITS:
        at, why = _on_the_wall(start, within, calendar, missing)
    else:
        at, why = _counted(start, within, calendar)
    zone = calendar.tz
    summary = Why(
        "close" if within.kind is Kind.CLOSE else "counted",
        {
            "within": str(within),
            "from": start.astimezone(zone).isoformat(),
            "due": at.astimezone(zone).isoformat(),
            "zone": calendar.zone,
        },
    )
    on_the_way = met_on_the_way(calendar, start, at, working=within.kind is not Kind.PLAIN)
    return Due(at, (summary, *why, *on_the_way))


def worked(start: datetime, end: datetime, calendar: WorkingCalendar) -> Worked:
    """The working time between two aware instants, nothing where the end is not after the start; TooFar."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    amount = worked_between(calendar, start, end)
    zone = calendar.tz
    summary = Why(
        "worked",
        {
            "from": start.astimezone(zone).isoformat(),
            "to": end.astimezone(zone).isoformat(),
            "seconds": int(amount.total_seconds()),
            "zone": calendar.zone,
        },
    )
    if end <= start:
        return Worked(amount, (summary, Why("ends-before", {})))
    return Worked(amount, (summary, *met_on_the_way(calendar, start, end, working=True)))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text not in _NUMBERS:
        raise DueFault(f"“{text[:40]}” is not a number from one to ten; write it in digits.")
    return _NUMBERS[text]


def _counted(start: datetime, within: Within, calendar: WorkingCalendar) -> tuple[datetime, list[Why]]:
    if within.kind is Kind.CLOSE:
        return close_of_business(calendar, start, within.amount), []
    if within.kind is Kind.PLAIN:
        return start + timedelta(seconds=within.amount * _SECONDS[within.unit]), []
    if within.unit is not Unit.DAYS:
        amount = timedelta(seconds=within.amount * _SECONDS[within.unit])
        return add_working(calendar, start, amount), _from_opening(start, calendar)
    at = add_working_days(calendar, start, within.amount)
    why = _from_opening(start, calendar)
    begin = (next_opening(calendar, start) if why else start).astimezone(calendar.tz)
    if at.astimezone(calendar.tz).time() != begin.time():
        why.append(Why("next-opening", {"clock": begin.strftime("%H:%M"), "at": _local(at, calendar)}))
    return at, why


def _from_opening(start: datetime, calendar: WorkingCalendar) -> list[Why]:
    just_closing = is_open(calendar, start - timedelta(microseconds=1))
    if is_open(calendar, start) or just_closing:
        return []
    return [Why("from-opening", {"at": _local(next_opening(calendar, start), calendar)})]


def _on_the_wall(
    start: datetime, within: Within, calendar: WorkingCalendar, missing: Literal["refuse", "move"]
) -> tuple[datetime, list[Why]]:
    zone = calendar.tz
    begin = start.astimezone(zone).replace(tzinfo=None, fold=0)
    wall = _later(begin, within)
    at = first_instant(zone, wall)
    shown = at.astimezone(zone).replace(tzinfo=None, fold=0)
    why: list[Why] = []
    if within.unit is Unit.MONTHS and wall.day != begin.day:
        why.append(Why("month-end", {"day": begin.day, "date": wall.date().isoformat()}))
    if shown != wall:
        values = {"wall": wall.isoformat(), "zone": calendar.zone, "at": _local(at, calendar)}
        if missing == "refuse":
            raise NoSuchTime(why_sentence(Why("no-such-time", values)))
        why.append(Why("moved", values))
    elif wall.replace(tzinfo=zone, fold=1).astimezone(UTC) != at:
        why.append(Why("comes-twice", {"wall": wall.isoformat(), "zone": calendar.zone}))
    return at, why


def _later(wall: datetime, within: Within) -> datetime:
    if within.unit is not Unit.MONTHS:
        return wall + timedelta(seconds=within.amount * _SECONDS[within.unit])
    years, month = divmod(wall.month - 1 + within.amount, 12)
    year, month = wall.year + years, month + 1
    return wall.replace(year=year, month=month, day=min(wall.day, monthrange(year, month)[1]))


def _local(at: datetime, calendar: WorkingCalendar) -> str:
    return at.astimezone(calendar.tz).isoformat()
