"""A due time by a clock of a timer pack, for `amends due`: without a database, from the pack's file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from amends.core.calendars import read_calendar
from amends.core.clocks import clock_due
from amends.core.due import Due, parse_instant
from amends.core.pack_check import PackFault, sound_pack
from amends.core.packs import Pack
from amends.core.working_time import WorkingCalendar
from amends.people.holidays_of import holidays_of

KEYS = ("pack", "clock", "received")


class NoSuchPack(ValueError):
    """There is no such pack or clock, or it cannot be used; the sentence says what to write."""


def due_by_pack(asked: Mapping[str, Any], calendar: WorkingCalendar) -> tuple[Due, WorkingCalendar]:
    """When a clock of a pack is up that starts at `from`, and the calendar it was counted in: the pack's own, if any.

    `received` is the day that chooses the version of the rule; without it, that of the start. ValueErrors.
    """
    pack = _pack(str(asked["pack"]))
    ids = [clock.id for clock in pack.clocks]
    if asked.get("clock") not in ids:
        raise NoSuchPack(f"Name a clock of {pack.name}: {', '.join(ids)}.")
    counted_in = read_calendar(pack.calendar, holidays_of) if pack.calendar else calendar
    start = parse_instant(asked["from"])
    received = _day(asked["received"]) if asked.get("received") else start.astimezone(counted_in.tz).date()
    found = clock_due(pack, pack.clock(str(asked["clock"])), start, received, counted_in)
    if found is None:
        raise NoSuchPack(f"{pack.name} has no limit for what was received on {received.isoformat()}.")
    return found, counted_in


@lru_cache(maxsize=64)
def _pack(name: str) -> Pack:
    shipped = resources.files("amends.playbooks") / "shipped" / "packs" / f"{name}.toml"
    is_shipped = name.replace("-", "").isalnum() and shipped.is_file()
    try:
        return sound_pack(shipped.read_text("utf-8") if is_shipped else Path(name).read_text("utf-8"), holidays_of)
    except PackFault as fault:
        raise NoSuchPack(f"{name} cannot be used: {fault}") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise NoSuchPack(f"There is no pack “{name[:60]}”; name a shipped one or a file.") from fault


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as fault:
        raise NoSuchPack(f"“{str(text)[:40]}” is not a day; write one such as 2026-04-08.") from fault
