"""What a promise is at an instant: kept, renegotiated before its time, broken, released, or still owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from amends.core.working_time import WorkingCalendar, subtract_working

WARN_SHARES = (0.5, 0.8)
WARN_WORKING = timedelta(hours=2)


class What(StrEnum):
    """What can happen to a promise; each is a dated row and none is ever changed (domain B.5)."""

    DELIVERED = "delivered"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"
    REPLACED = "replaced"


class State(StrEnum):
    """The states of the one state table of `ux.md` 3.3."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"
    MOVED = "moved"
    RELEASED = "released"


@dataclass(frozen=True)
class Happening:
    """One dated row of a promise's history; `at` is when it happened, aware."""

    what: What
    at: datetime


@dataclass(frozen=True)
class Verdict:
    """The state, since when, and how late a late delivery was."""

    state: State
    at: datetime | None = None
    late_by: timedelta = timedelta()

    @property
    def is_open(self) -> bool:
        """Whether the promise is still owed and can be kept, moved or broken."""
        return self.state in (State.OPEN, State.SOON, State.LATE)

    @property
    def is_broken(self) -> bool:
        """Whether the due time passed undelivered, delivered late or not at all (S0.12)."""
        return self.state in (State.LATE, State.BROKEN)


def state(due: datetime, happenings: Iterable[Happening], now: datetime, soon_from: datetime | None = None) -> Verdict:
    """The verdict on a promise from its dated rows alone, so that it holds also while the clock loop is down (S0.12).

    A delivery at the due instant keeps it; a renegotiation has to be sent before it (S0.15). `soon_from` is the
    instant from which it counts as due soon. All instants are aware.
    """
    first = min((row for row in happenings if row.at <= now), key=lambda row: row.at, default=None)
    if first:
        return _settled_by(first, due)
    if now > due:
        return Verdict(State.LATE, due)
    if soon_from is not None and now >= soon_from:
        return Verdict(State.SOON)
    return Verdict(State.OPEN)


def _settled_by(row: Happening, due: datetime) -> Verdict:
    if row.what is What.DELIVERED:
        if row.at <= due:
            return Verdict(State.KEPT, row.at)
        return Verdict(State.BROKEN, row.at, row.at - due)
    if row.at >= due:
        # Past its time a promise is broken; a new promise in its place, or a release, only ends what is owed.
        return Verdict(State.BROKEN, row.at)
    if row.what in (What.RENEGOTIATED, What.REPLACED):
        return Verdict(State.MOVED, row.at)
    return Verdict(State.RELEASED, row.at)


def warnings(made: datetime, due: datetime, calendar: WorkingCalendar) -> tuple[datetime, ...]:
    """When to warn: at 50 % and 80 % of the time and two working hours before due, in order, after `made` (0.3)."""
    length = due - made
    instants = {made + length * share for share in WARN_SHARES}
    instants.add(two_working_hours_before(due, calendar, not_before=made))
    return tuple(sorted(instant for instant in instants if made < instant < due))


def soon_from(made: datetime, due: datetime, calendar: WorkingCalendar) -> datetime:
    """From when a promise is due soon: past 80 % of its time, or two working hours or less left (`ux.md` 3.3)."""
    return min(made + (due - made) * WARN_SHARES[-1], two_working_hours_before(due, calendar, not_before=made))


def two_working_hours_before(due: datetime, calendar: WorkingCalendar, not_before: datetime) -> datetime:
    """The latest instant with two working hours left before `due`, or `not_before` if there is no such instant."""
    return max(not_before, subtract_working(calendar, due, WARN_WORKING))
