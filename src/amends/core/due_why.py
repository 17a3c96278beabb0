"""Why a due time is what it is: codes and values, and their English sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from amends.core.working_time import WorkingCalendar, hours_on, is_holiday

_DAY = timedelta(days=1)
_LISTED = 12
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Why:
    """One reason: a code and its values, which are texts, numbers, ISO dates and ISO instants in the local zone."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def met_on_the_way(calendar: WorkingCalendar, start: datetime, end: datetime, *, working: bool) -> Iterator[Why]:
    """The holidays and special days between two instants where working time counts, and a change of the clocks."""
    first, last = (instant.astimezone(calendar.tz).date() for instant in (start, end))
    if working:
        yield from _special_days(calendar, first, last)
    if end > start and _offset(calendar, start) != _offset(calendar, end):
        yield _clock_change(calendar, start, end)


def told(reasons: Iterable[Why]) -> list[dict[str, Any]]:
    """Reasons as they are stored: a code and its values."""
    return [{"code": why.code, **why.values} for why in reasons]


def why_sentence(why: Why) -> str:
    """The reason as an English sentence; KeyError for a code that does not exist."""
    return _SENTENCES[why.code](why.values)


def _special_days(calendar: WorkingCalendar, first: date, last: date) -> Iterator[Why]:
    listed = more = 0
    day = first
    while day <= last:
        why = _special(calendar, day)
        if why and listed < _LISTED:
            listed += 1
            yield why
        elif why:
            more += 1
        day += _DAY
    if more:
        yield Why("more-days", {"count": more})


def _special(calendar: WorkingCalendar, day: date) -> Why | None:
    if day in calendar.exceptions:
        hours = [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours_on(calendar, day)]
        return Why("exception", {"date": day.isoformat(), "hours": hours})
    if calendar.hours.get(day.weekday()) and is_holiday(calendar, day):
        return Why("holiday", {"date": day.isoformat()})
    return None


def _offset(calendar: WorkingCalendar, instant: datetime) -> timedelta:
    return instant.astimezone(calendar.tz).utcoffset() or timedelta()


def _clock_change(calendar: WorkingCalendar, start: datetime, end: datetime) -> Why:
    early, late = start.astimezone(UTC), end.astimezone(UTC)
    before = _offset(calendar, early)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        early, late = (middle, late) if _offset(calendar, middle) == before else (early, middle)
    minutes = int((_offset(calendar, late) - before).total_seconds() // 60)
    return Why("clock-change", {"date": late.astimezone(calendar.tz).date().isoformat(), "minutes": minutes})


def _day(text: str) -> str:
    day = date.fromisoformat(text[:10])
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(text: str) -> str:
    instant = datetime.fromisoformat(text)
    return f"{_day(text)} {instant:%H:%M:%S}" if instant.second else f"{_day(text)} {instant:%H:%M}"


def _worked(values: Mapping[str, Any]) -> str:
    hours, rest = divmod(int(values["seconds"]), 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    named = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return (
        f"{' '.join(named) or 'Nothing'} of working time from {_moment(values['from'])} to {_moment(values['to'])}, "
        f"{values['zone']}."
    )


def _exception(values: Mapping[str, Any]) -> str:
    if not values["hours"]:
        return f"{_day(values['date'])} is shut."
    spans = " and ".join(f"{opens} to {closes}" for opens, closes in values["hours"])
    return f"{_day(values['date'])} is open {spans}."


def _clocks(values: Mapping[str, Any]) -> str:
    way = "forward" if values["minutes"] > 0 else "back"
    return f"The clocks go {way} {abs(values['minutes'])} minutes on {_day(values['date'])}."


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "counted": lambda v: f"{v['within'].capitalize()} from {_moment(v['from'])}: {_moment(v['due'])}, {v['zone']}.",
    "close": lambda v: f"{v['within'].capitalize()} after {_day(v['from'])}: {_moment(v['due'])}, {v['zone']}.",
    "worked": _worked,
    "rule": lambda v: f"{v['clock']}: {v['title']}, {v['pack']} version {v['version']}. Source: {v['source']}.",
    "anchor": lambda v: f"It counts from {_moment(v['at'])} ({v['anchor'].replace('-', ' ')}).",
    "whole-days": lambda v: (
        f"{v['within'].capitalize()} after {_day(v['from'])}, itself not counted: to the end of {_day(v['day'])}, "
        f"{v['zone']}."
    ),
    "no-roll": lambda v: f"{_day(v['date'])} is no working day; the limit stays there.",
    "extended": lambda v: f"Extended on {_day(v['at'])} from {_moment(v['was'])}.",
    "ends-before": lambda _: "The end is not after the start.",
    "from-opening": lambda v: f"It is shut at the start; counting begins at the next opening, {_moment(v['at'])}.",
    "next-opening": lambda v: f"{v['clock']} is shut on that day; the next opening is {_moment(v['at'])}.",
    "holiday": lambda v: f"{_day(v['date'])} is a holiday.",
    "exception": _exception,
    "more-days": lambda v: f"{v['count']} more {'day is' if v['count'] == 1 else 'days are'} holidays or special days.",
    "clock-change": _clocks,
    "month-end": lambda v: f"That month has no day {v['day']}; its last is {_day(v['date'])}.",
    "moved": lambda v: f"{_moment(v['wall'])} does not exist in {v['zone']}; it is moved to {_moment(v['at'])}.",
    "no-such-time": lambda v: (
        f"{_moment(v['wall'])} does not exist in {v['zone']}, because the clocks go forward; the next time that does "
        f"is {_moment(v['at'])}."
    ),
    "comes-twice": lambda v: f"{_moment(v['wall'])} comes twice in {v['zone']}; the earlier one counts.",
}
