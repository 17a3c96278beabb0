"""Reads a working calendar from TOML, JSON or a mapping, each fault one sentence that names its key.

The keys, all of which may be missing: `zone`, `hours`, `holidays`, `holidays_of`, `yearly`, `exceptions`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.working_time import HOUSE_HOURS, Hours, WorkingCalendar

HolidaysOf = Callable[[str, int], Iterable[date]]

KEYS = ("zone", "hours", "holidays", "holidays_of", "yearly", "exceptions")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2024


class CalendarFault(ValueError):
    """The calendar cannot be read; the sentence names the key."""


class PlaceHolidays(Container[date]):
    """The public holidays of a place, asked for a year at a time when a day of that year is looked at."""

    def __init__(self, place: str, holidays_of: HolidaysOf, also: frozenset[date] = frozenset()) -> None:
        self._place = place
        self._holidays_of = holidays_of
        self._also = also
        self._years: dict[int, frozenset[date]] = {}

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        if day.year not in self._years:
            self._years[day.year] = frozenset(self._holidays_of(self._place, day.year))
        return day in self._also or day in self._years[day.year]


def read_calendar(source: str | Mapping[str, Any], holidays_of: HolidaysOf | None = None) -> WorkingCalendar:
    """A working calendar from TOML or JSON text or a mapping of the same shape; CalendarFault.

    What is missing is as in the house calendar: UTC, Monday to Friday 09:00 to 17:00, no holidays. `holidays_of` gives
    the public holidays of a place in a year, with a ValueError for a place it does not know. "24:00" is midnight at
    the end of a day.
    """
    found = _parsed(source) if isinstance(source, str) else source
    if not isinstance(found, Mapping):
        raise CalendarFault("A calendar is a table with the keys " + ", ".join(KEYS) + ".")
    for key in found:
        if key not in KEYS:
            raise CalendarFault(f"A calendar has no key “{key}”; it takes {', '.join(KEYS)}.")
    return WorkingCalendar(
        zone=read_zone(found.get("zone", "UTC")),
        hours=_read_hours(found["hours"]) if "hours" in found else HOUSE_HOURS,
        holidays=_read_holidays(found, holidays_of),
        yearly=frozenset(_month_day(entry) for entry in _list(found.get("yearly", []), "yearly")),
        exceptions=_read_exceptions(found.get("exceptions", {})),
    )


def read_zone(name: object) -> str:
    """The name of a time zone that this machine knows; CalendarFault."""
    try:
        return ZoneInfo(name).key if isinstance(name, str) and name else _no_zone(name)
    except (ValueError, KeyError, OSError):  # a folder such as "Europe" is an OSError
        return _no_zone(name)


def _no_zone(name: object) -> str:
    raise CalendarFault(f"zone: there is no time zone {_quoted(name)}; write one such as “Europe/London”.")


def _parsed(text: str) -> Any:
    is_json = text.lstrip().startswith("{")
    try:
        return json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise CalendarFault(f"The calendar is not {'JSON' if is_json else 'TOML'}: {fault}.") from fault


def _read_hours(found: object) -> dict[int, Hours]:
    if not isinstance(found, Mapping):
        raise CalendarFault('hours: write the hours by weekday, such as mon = [["09:00", "17:00"]].')
    for day in found:
        if day not in WEEKDAYS:
            raise CalendarFault(f"hours: there is no weekday {_quoted(day)}; write {', '.join(WEEKDAYS)}.")
    return {WEEKDAYS.index(day): _read_spans(entry, f"hours.{day}") for day, entry in found.items()}


def _read_exceptions(found: object) -> dict[date, Hours]:
    if not isinstance(found, Mapping):
        raise CalendarFault('exceptions: write the hours by date, such as "2027-12-24" = [["09:00", "12:00"]].')
    return {_date(day, "exceptions"): _read_spans(entry, f"exceptions.{day}") for day, entry in found.items()}


def _read_spans(found: object, key: str) -> Hours:
    read: list[tuple[time, time]] = []
    for entry in _list(found, key):
        if not isinstance(entry, list | tuple) or len(entry) != 2:
            raise CalendarFault(f'{key}: a span is an opening and a closing time, such as ["09:00", "17:00"].')
        opens, closes = _clock(entry[0], key), _clock(entry[1], key)
        if opens == closes and opens != time():
            raise CalendarFault(f"{key}: a span from {entry[0]} to {entry[1]} is empty.")
        read.append((opens, closes))
    read.sort()
    for (opens, closes), (following, _) in pairwise(read):
        if following < closes or closes <= opens:
            raise CalendarFault(f"{key}: the spans from {opens:%H:%M} and from {following:%H:%M} overlap.")
    return tuple(read)


def _read_holidays(found: Mapping[str, Any], holidays_of: HolidaysOf | None) -> Container[date]:
    named = frozenset(_date(entry, "holidays") for entry in _list(found.get("holidays", []), "holidays"))
    place = found.get("holidays_of")
    if place is None:
        return named
    if not isinstance(place, str) or not place:
        raise CalendarFault("holidays_of: write a country or region, such as “GB-ENG”.")
    if holidays_of is None:
        raise CalendarFault("holidays_of: public holidays by place are not to be had here; list the dates in holidays.")
    try:
        holidays_of(place, _LEAP_YEAR)  # an unknown place is a fault now, not when a day is counted
    except ValueError as fault:
        raise CalendarFault(f"holidays_of: {fault}") from fault
    return PlaceHolidays(place, holidays_of, named)


def _list(found: object, key: str) -> list[Any] | tuple[Any, ...]:
    if not isinstance(found, list | tuple):
        raise CalendarFault(f"{key}: this is a list, not {_quoted(found)}.")
    return found


def _clock(found: object, key: str) -> time:
    if isinstance(found, time) and found.tzinfo is None:  # TOML has clock times of its own
        return found
    match = _CLOCK.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        raise CalendarFault(f"{key}: {_quoted(found)} is not a clock time; write one such as “09:00”.")
    return time(int(match[1] or 0), int(match[2] or 0))


def _date(found: object, key: str) -> date:
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        raise CalendarFault(f"{key}: {_quoted(found)} is not a date; write one such as “2027-03-26”.") from None


def _month_day(found: object) -> tuple[int, int]:
    match = _MONTH_DAY.fullmatch(found) if isinstance(found, str) else None
    try:
        return date(_LEAP_YEAR, int(match[1]), int(match[2])).timetuple()[1:3] if match else _no_month_day(found)
    except ValueError:
        return _no_month_day(found)


def _no_month_day(found: object) -> tuple[int, int]:
    raise CalendarFault(f"yearly: {_quoted(found)} is not a day of the year; write one such as “12-25”.")


def _quoted(found: object) -> str:
    return f"“{str(found)[:40]}”"
