"""Can this time be kept: what speaks against a due time, and times that nothing speaks against (S0.11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.due_why import Why, met_on_the_way
from amends.core.working_time import (
    NoOpeningHours,
    TooFar,
    WorkingCalendar,
    first_instant,
    hours_on,
    is_holiday,
    is_open,
    next_opening,
    nth_working_day,
    spans,
)

PROPOSED = 3
# A record of fewer promises than this says nothing about the next one.
LEAST_RECORD = 3
# Beside this many promises of one person in the same hour, one more is too many.
MOST_AN_HOUR = 3
# These ask whether it is wise; the others say that nobody is there to keep it.
SOFT = frozenset(("faster-than-usual", "same-hour"))
_DAYS_TRIED = 60
_DAYS_OFF = frozenset(("holiday", "exception"))
_NOON = time(12)


@dataclass(frozen=True)
class Hint:
    """One thing that speaks against a time: a code, and values that are texts, numbers, ISO dates and instants."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Away:
    """When the promisor is away, None for an end that is not known, and who answers meanwhile."""

    since: datetime
    until: datetime | None
    stand_in: str

    def covers(self, instant: datetime) -> bool:
        """Whether they are away at an instant."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True)
class Setting:
    """What is known before a promise is made.

    `hours` are those of the house, `shifts` those of the promisor. `not_before` is the supplier's date with its buffer,
    `usual` how long the last `usual_of` promises of that kind took. `taken` are due times the promisor owes already.
    """

    hours: WorkingCalendar
    shifts: WorkingCalendar | None = None
    promisor: str = ""
    away: tuple[Away, ...] = ()
    not_before: datetime | None = None
    usual: timedelta | None = None
    usual_of: int = 0
    taken: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A time that can be kept, and the days off on the way to it."""

    at: datetime
    days_off: tuple[Why, ...] = ()


def hints(setting: Setting, now: datetime, due: datetime) -> tuple[Hint, ...]:
    """What speaks against a due time, the weightiest first; nothing of it forbids the promise (S0.11)."""
    return tuple(hint for find in _FINDERS if (hint := find(setting, now, due)))


def times(setting: Setting, now: datetime, *, after: datetime | None = None) -> tuple[Proposal, ...]:
    """Three times in the order they come that nothing speaks against, or only what asks whether it is wise.

    Later than `after` where that is given. Fewer where the promisor is hardly ever there, none where they never are.
    """
    least = max(filter(None, (now, after)))
    clear: list[datetime] = []
    doubtful: list[datetime] = []
    for at in _found(_candidates(setting, now)):
        if at <= least:
            continue
        found = {hint.code for hint in hints(setting, now, at)}
        if not found:
            clear.append(at)
        elif found <= SOFT:
            doubtful.append(at)
        if len(clear) == PROPOSED:
            break
    chosen = sorted({*clear, *doubtful[: PROPOSED - len(clear)]})
    return tuple(Proposal(at, days_off(setting.hours, now, at)) for at in chosen)


def days_off(hours: WorkingCalendar, now: datetime, due: datetime) -> tuple[Why, ...]:
    """The holidays and shut days between now and a due time, which a promisor may not have in mind (S0.11)."""
    met = met_on_the_way(hours, now, due, working=True)
    return tuple(why for why in met if why.code in _DAYS_OFF and not why.values.get("hours"))


def earliest_after(hours: WorkingCalendar, theirs: datetime, buffer_days: int) -> datetime:
    """The first instant that a promise may fall due which rests on theirs: their date plus working days (S4.14).

    Without a buffer it is their instant itself; else the opening of the last of these days.
    """
    if buffer_days <= 0:
        return theirs
    day = nth_working_day(hours, theirs.astimezone(hours.tz).date(), buffer_days)
    return max(theirs, spans(hours, day)[0][0])


def follows_in_time(hours: WorkingCalendar, ours: datetime, theirs: datetime, buffer_days: int) -> bool:
    """Whether our date is theirs plus the buffer or later; a buffer counts days, so on that day any hour will do."""
    if ours < theirs:
        return False
    zone = hours.tz
    return ours.astimezone(zone).date() >= earliest_after(hours, theirs, buffer_days).astimezone(zone).date()


def in_hours(calendar: WorkingCalendar, instant: datetime) -> bool:
    """Whether somebody is there at an instant, the closing time itself included: until then a promise can be kept."""
    return is_open(calendar, instant) or is_open(calendar, instant - timedelta(microseconds=1))


def _outside(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    hours = setting.hours
    if in_hours(hours, due):
        return None
    day = due.astimezone(hours.tz).date()
    is_off = hours.hours.get(day.weekday()) and is_holiday(hours, day) and not hours_on(hours, day)
    return Hint("holiday", {"date": day.isoformat()}) if is_off else Hint("outside-hours")


def _before_opening(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    opening = next_opening(setting.hours, now)
    return Hint("before-opening", {"opens": opening.isoformat()}) if now < due < opening else None


def _off_shift(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    shifts = setting.shifts
    if shifts is None or in_hours(shifts, due) or not in_hours(setting.hours, due):
        return None
    return Hint("off-shift", {"promisor": setting.promisor})


def _away(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    away = next((away for away in setting.away if away.covers(due)), None)
    return Hint("owner-away", {"promisor": setting.promisor, "stand_in": away.stand_in}) if away else None


def _before_supplier(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    first = setting.not_before
    return Hint("before-supplier", {"earliest": first.isoformat()}) if first is not None and due < first else None


def _faster(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    if setting.usual is None or setting.usual_of < LEAST_RECORD or due - now >= setting.usual:
        return None
    return Hint("faster-than-usual", {"seconds": int(setting.usual.total_seconds()), "of": setting.usual_of})


def _same_hour(setting: Setting, now: datetime, due: datetime) -> Hint | None:
    zone = setting.hours.tz
    count = sum(_hour(taken, zone) == _hour(due, zone) for taken in setting.taken)
    return Hint("same-hour", {"promisor": setting.promisor, "count": count}) if count >= MOST_AN_HOUR else None


_FINDERS = (_outside, _before_opening, _off_shift, _away, _before_supplier, _faster, _same_hour)


def _hour(instant: datetime, zone: ZoneInfo) -> tuple[date, int]:
    local = instant.astimezone(zone)
    return local.date(), local.hour


def _found(candidates: Iterator[datetime]) -> Iterator[datetime]:
    """Candidates until the calendar has no further opening: who is never there is proposed no time."""
    with suppress(NoOpeningHours, TooFar):
        yield from candidates


def _candidates(setting: Setting, now: datetime) -> Iterator[datetime]:
    """Closing time of the first day, then noon and the present clock time of each working day, in their order.

    A day on which nobody is there at either is proposed with its closing time.
    """
    calendar = setting.shifts or setting.hours
    zone = calendar.tz
    first = max(filter(None, (now, setting.not_before))).astimezone(zone).date()
    clock = now.astimezone(zone).time().replace(second=0, microsecond=0)
    if opening := spans(calendar, first):
        if first > now.astimezone(zone).date():
            yield first_instant(zone, datetime.combine(first, _NOON))
        yield opening[-1][1]
    day = first
    for _ in range(_DAYS_TRIED):
        day = nth_working_day(calendar, day, 1)
        walls = [first_instant(zone, datetime.combine(day, wall)) for wall in sorted({_NOON, clock})]
        yield from [at for at in walls if in_hours(calendar, at)] or [spans(calendar, day)[-1][1]]
