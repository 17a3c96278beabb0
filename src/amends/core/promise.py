"""What a promise is at an instant: kept, renegotiated before its time, broken, released, or still owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from amends.core.working_time import WorkingCalendar, subtract_working

WARN_SHARES = (0.5, 0.8)
WARN_WORKING = timedelta(hours=2)
# What was done in time counts if it is recorded this soon after the due time: a mail server may take a while.
GRACE = timedelta(minutes=15)


class What(StrEnum):
    """What can happen to a promise; each is a dated row and none is ever changed (domain B.5)."""

    DELIVERED = "delivered"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"
    REPLACED = "replaced"
    BROKEN = "broken"


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
    """One dated row of a promise's history; `at` is when it happened, `recorded_at` when we learned of it, aware."""

    what: What
    at: datetime
    recorded_at: datetime | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        """Earlier rows come first; at one instant a delivery does."""
        return self.at, list(What).index(self.what)

    def counts_from(self, due: datetime) -> datetime:
        """The instant that counts against a due time: a row written long after it proves nothing in time (S0.12)."""
        if self.recorded_at is not None and self.at <= due < self.recorded_at - GRACE:
            return self.recorded_at
        return self.at


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

    A delivery at the due instant keeps it; a renegotiation has to be sent before it (S0.15). Once it is recorded as
    broken, no row of any date makes it anything else. `soon_from` is the instant from which it counts as due soon.
    All instants are aware.
    """
    rows = [row for row in happenings if row.at <= now]
    is_broken = any(row.what is What.BROKEN for row in rows)
    first = min((row for row in rows if row.what is not What.BROKEN), key=lambda row: row.order, default=None)
    if first:
        verdict = _settled_by(first.what, first.counts_from(due), due)
        return Verdict(State.BROKEN, max(first.at, due)) if is_broken and not verdict.is_broken else verdict
    if is_broken or now > due:
        return Verdict(State.LATE, due)
    if soon_from is not None and now >= soon_from:
        return Verdict(State.SOON)
    return Verdict(State.OPEN)


def _settled_by(what: What, at: datetime, due: datetime) -> Verdict:
    if what is What.DELIVERED:
        return Verdict(State.KEPT, at) if at <= due else Verdict(State.BROKEN, at, at - due)
    if at >= due:
        # Past its time a promise is broken; a new promise in its place, or a release, only ends what is owed.
        return Verdict(State.BROKEN, at)
    return Verdict(State.RELEASED if what is What.RELEASED else State.MOVED, at)


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
