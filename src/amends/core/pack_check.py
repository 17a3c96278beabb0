"""Checks a timer pack before it is used: each fault is one sentence with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from amends.core.calendars import CalendarFault, HolidaysOf, read_calendar
from amends.core.due import DueFault, parse_within
from amends.core.packs import ENDS, MISSING, MOMENTS, PER, STATUSES, Pack, parse_warn, read_pack
from amends.core.playbook import KINDS
from amends.core.toml_lines import Fault, Lines, parsed

_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    date: "a date",
}


@dataclass(frozen=True)
class _Shape:
    """The keys of a table: those it needs and those it may have, each with its kind."""

    needed: Mapping[str, type]
    more: Mapping[str, type]


_HEAD = _Shape(
    {"name": str, "title": str, "version": int, "status": str, "source": str, "clock": list},
    {
        **{"law": bool, "received_from": date, "per": str, "kinds": list, "subjects": list, "except_subjects": list},
        **{"duty": list, "extension": list, "money": list, "records": list, "keep_years": int, "calendar": dict},
        **{"reason": str, "titles": dict},
    },
)
_CLOCK = _Shape(
    {"id": str, "title": str, "anchor": str, "stops_on": list},
    {
        **{"within": str, "limits": list, "or_within": str, "ends": str, "hard": bool, "lapses": bool},
        **{"repeats": bool, "group": str, "anchor_by": str, "exempted_by": list, "warn": list, "titles": dict},
    },
)
_DUTY = _Shape(
    {"moment": str, "id": str, "says": dict, "missing": str}, {"phrases": dict, "needs": str, "by_clock": str}
)
_EXTENSION = _Shape({"clock": str, "longest": str}, {"told": bool})
_MONEY = _Shape({"clock": str, "amount": str, "currency": str}, {})
_LIMIT = _Shape({"within": str}, {"received_from": date, "dormant": str})
_LONGEST = {"name": 60, "id": 40, "title": 120}


class PackFault(ValueError):
    """A pack that cannot be used; `faults` says each reason with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def is_pack(text: str) -> bool:
    """Whether a TOML text is meant as a pack: it has clocks."""
    return "clock" in parsed(text)[0]


def sound_pack(text: str, holidays_of: HolidaysOf | None = None) -> Pack:
    """The pack in a TOML text; raises PackFault with every fault that was found."""
    faults = check_pack(text, holidays_of)
    if faults:
        raise PackFault(faults)
    return read_pack(text)


def check_pack(text: str, holidays_of: HolidaysOf | None = None) -> tuple[Fault, ...]:
    """Every fault of a pack, in the order of its lines; an empty tuple when it can be used.

    Without `holidays_of` the place of its calendar is not looked up.
    """
    data, no_toml = parsed(text)
    if no_toml:
        return (no_toml,)
    return tuple(sorted(_Check(data, Lines(text), holidays_of).faults(), key=lambda fault: fault.line))


class _Check:
    """One reading of one pack, with the lines of its keys."""

    def __init__(self, data: Mapping[str, Any], lines: Lines, holidays_of: HolidaysOf | None) -> None:
        self.data = data
        self.lines = lines
        self.holidays_of = holidays_of
        self.ids = [row.get("id") for row in self._tables("clock")]

    def faults(self) -> Iterator[Fault]:
        """Each fault, in the order the parts are looked at."""
        yield from self._shape(self.data, _HEAD, "", 0)
        yield from self._head()
        yield from self._calendar()
        if "clock" in self.data and not self._tables("clock"):
            yield self._fault("clock", "", 0, "A pack needs at least one clock.")
        parts: tuple[tuple[str, Callable[[Mapping[str, Any], int], Iterator[Fault]]], ...] = (
            ("clock", self._clock),
            ("duty", self._duty),
            ("extension", self._extension),
            ("money", self._money),
        )
        for name, look in parts:
            if isinstance(self.data.get(name), list) and len(self._tables(name)) < len(self.data[name]):
                yield self._fault(name, "", 0, f"Each {name} is a [[{name}]] table.")
            for index, row in enumerate(self._tables(name)):
                yield from look(row, index)

    def _tables(self, name: str) -> list[Mapping[str, Any]]:
        rows = self.data.get(name)
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def _fault(self, key: str | None, table: str, index: int, sentence: str) -> Fault:
        return Fault(self.lines.of(key, table, index), sentence)

    def _shape(self, row: Mapping[str, Any], shape: _Shape, table: str, index: int) -> Iterator[Fault]:
        for key in shape.needed:
            if key not in row:
                yield self._fault(None, table, index, f"“{key}” is missing.")
        for key, value in row.items():
            kind = {**shape.needed, **shape.more}.get(key)
            if kind is None:
                yield self._fault(key, table, index, f"“{key}” is not a word of a {table or 'pack'}.")
            elif not _is(value, kind):
                yield self._fault(key, table, index, f"“{key}” has to be {_WORDS[kind]}.")
            elif key in _LONGEST and not 0 < len(value) <= _LONGEST[key]:
                yield self._fault(key, table, index, f"“{key}” needs 1 to {_LONGEST[key]} characters.")

    def _one_of(self, row: Mapping[str, Any], key: str, known: Any, table: str, index: int) -> Iterator[Fault]:
        values = row.get(key)
        for value in values if isinstance(values, list) else [values] if values not in (None, "") else []:
            if not isinstance(value, str) or value not in known:
                told = ", ".join(sorted(known))
                yield self._fault(key, table, index, f"“{value}” is not known as {key}; there are {told}.")

    def _head(self) -> Iterator[Fault]:
        for key, known in (("status", STATUSES), ("per", PER), ("kinds", KINDS)):
            yield from self._one_of(self.data, key, known, "", 0)
        for key in ("version", "keep_years"):
            if isinstance(self.data.get(key), int) and self.data[key] < 1:
                yield self._fault(key, "", 0, f"“{key}” counts from 1.")
        for key in ("subjects", "except_subjects", "records"):
            if any(not isinstance(value, str) or not value for value in _list(self.data.get(key))):
                yield self._fault(key, "", 0, f"“{key}” is a list of texts.")
        if self.data.get("law") and not self.data.get("source"):
            yield self._fault("source", "", 0, "A pack of the law names its source.")

    def _calendar(self) -> Iterator[Fault]:
        table = self.data.get("calendar")
        if not isinstance(table, dict):
            return
        shape = table if self.holidays_of else {key: value for key, value in table.items() if key != "holidays_of"}
        try:
            read_calendar(shape, self.holidays_of)
        except CalendarFault as fault:
            key = str(fault).partition(":")[0].partition(".")[0]
            yield self._fault(key, "calendar", 0, str(fault))

    def _clock(self, row: Mapping[str, Any], index: int) -> Iterator[Fault]:
        yield from self._shape(row, _CLOCK, "clock", index)
        if "id" in row and self.ids.index(row["id"]) < index:
            yield self._fault("id", "clock", index, f"The id “{row['id']}” stands twice.")
        for key in ("anchor", "stops_on", "exempted_by"):
            yield from self._one_of(row, key, MOMENTS, "clock", index)
        yield from self._one_of(row, "ends", ENDS, "clock", index)
        yield from self._one_of(row, "anchor_by", self._known_ids(), "clock", index)
        if ("within" in row) == ("limits" in row):
            yield self._fault(None, "clock", index, "A clock has either “within” or “limits”.")
        yield from self._amounts(row, index)
        for point in _list(row.get("warn")):
            yield from self._parsed(parse_warn, point, "warn", "clock", index)

    def _amounts(self, row: Mapping[str, Any], index: int) -> Iterator[Fault]:
        for key in ("within", "or_within"):
            if isinstance(row.get(key), str):
                yield from self._parsed(parse_within, row[key], key, "clock", index)
        for limit in _list(row.get("limits")):
            if not isinstance(limit, dict):
                yield self._fault("limits", "clock", index, 'A limit is a table such as {within = "8 weeks"}.')
                continue
            for fault in self._shape(limit, _LIMIT, "limit", 0):
                yield self._fault("limits", "clock", index, fault.sentence)
            yield from self._parsed(parse_within, limit.get("within"), "limits", "clock", index)

    def _duty(self, row: Mapping[str, Any], index: int) -> Iterator[Fault]:
        yield from self._shape(row, _DUTY, "duty", index)
        yield from self._one_of(row, "moment", MOMENTS, "duty", index)
        yield from self._one_of(row, "missing", MISSING, "duty", index)
        yield from self._one_of(row, "needs", MOMENTS, "duty", index)
        yield from self._one_of(row, "by_clock", self._known_ids(), "duty", index)
        if isinstance(row.get("says"), dict) and not row["says"].get("en"):
            yield self._fault("says", "duty", index, "“says” needs the words in “en”.")
        phrases = row.get("phrases")
        if not phrases and not row.get("needs"):
            yield self._fault(None, "duty", index, "A duty has “phrases” by language, or “needs” a moment.")
        for words in phrases.values() if isinstance(phrases, dict) else ():
            if not _list(words) or any(not isinstance(word, str) or not word.strip() for word in words):
                yield self._fault("phrases", "duty", index, "The phrases of a language are a list of texts.")

    def _extension(self, row: Mapping[str, Any], index: int) -> Iterator[Fault]:
        yield from self._shape(row, _EXTENSION, "extension", index)
        yield from self._one_of(row, "clock", self._known_ids(), "extension", index)
        if isinstance(row.get("longest"), str):
            yield from self._parsed(parse_within, row["longest"], "longest", "extension", index)

    def _money(self, row: Mapping[str, Any], index: int) -> Iterator[Fault]:
        yield from self._shape(row, _MONEY, "money", index)
        yield from self._one_of(row, "clock", self._known_ids(), "money", index)
        try:
            sound = Decimal(str(row.get("amount"))) > 0
        except InvalidOperation:
            sound = False
        if not sound:
            yield self._fault("amount", "money", index, '“amount” is a text with an amount, such as "40.00".')

    def _known_ids(self) -> list[str]:
        return [id for id in self.ids if isinstance(id, str)]

    def _parsed(self, parse: Callable[[Any], Any], value: Any, key: str, table: str, index: int) -> Iterator[Fault]:
        try:
            parse(value)
        except DueFault as fault:
            yield self._fault(key, table, index, str(fault))


def _is(value: Any, kind: type) -> bool:
    if isinstance(value, bool | datetime):  # a bool is an int for Python, and an instant a date
        return kind is bool and isinstance(value, bool)
    return isinstance(value, kind)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
