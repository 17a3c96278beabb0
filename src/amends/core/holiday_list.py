"""Holidays that were moved, added or taken away, as a dated list of our own beside the library's; read from TOML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amends.core.toml_lines import Fault, Lines, parsed


@dataclass(frozen=True)
class Change:
    """One day of one place that is, or is not, a holiday; a country counts for each of its regions."""

    place: str
    day: date
    is_off: bool


@dataclass(frozen=True)
class HolidayList:
    """The changes in one version of the list."""

    version: int
    changes: tuple[Change, ...]

    def applied(self, place: str, year: int, known: Collection[date]) -> frozenset[date]:
        """The holidays of a place in a year, with what the list says of it; a later line of the list wins."""
        days = set(known)
        for change in self.changes:
            if change.day.year == year and (place == change.place or place.startswith(f"{change.place}-")):
                (days.add if change.is_off else days.discard)(change.day)
        return frozenset(days)


class HolidayListFault(ValueError):
    """The list cannot be used; `faults` says each reason with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read_holiday_list(text: str) -> HolidayList:
    """The list in a TOML text: `version`, and [[off]] or [[open]] with place, day and source; HolidayListFault."""
    data, no_toml = parsed(text)
    if no_toml:
        raise HolidayListFault((no_toml,))
    lines = Lines(text)
    faults = [Fault(lines.of(key), f"“{key}” is not a word of the list.") for key in data if key not in _KEYS]
    if not isinstance(data.get("version"), int):
        faults.append(Fault(lines.of("version"), "“version” has to be a whole number."))
    for kind in ("off", "open"):
        for index, row in enumerate(data.get(kind, ())):
            faults += [Fault(lines.of(key, kind, index), sentence) for key, sentence in _wrong(row)]
    if faults:
        raise HolidayListFault(tuple(faults))
    changes = [
        Change(row["place"], row["day"], kind == "off") for kind in ("off", "open") for row in data.get(kind, ())
    ]
    return HolidayList(data["version"], tuple(changes))


_KEYS = ("version", "off", "open")


def _wrong(row: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = [
        (key, f"“{key}” has to be a text.")
        for key in ("place", "source")
        if not isinstance(row.get(key), str) or not row[key]
    ]
    if not isinstance(row.get("day"), date) or isinstance(row["day"], datetime):
        found.append(("day", "“day” has to be a date, such as 2027-06-04."))
    return found
