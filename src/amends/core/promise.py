"""What a promise is at an instant: asked for, owed, kept, renegotiated before its time, broken (domain B.5).

Three independent facts come out of the same dated rows: the move that the conversation has reached, the state that a
screen shows, and how timely it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import dropwhile
from types import MappingProxyType

from amends.core.working_time import WorkingCalendar, subtract_working

WARN_SHARES = (0.5, 0.8)
WARN_WORKING = timedelta(hours=2)
# What was done in time counts if it is recorded this soon after the due time: a mail server may take a while.
GRACE = timedelta(minutes=15)


class Began(StrEnum):
    """How the conversation began: given and so in force at once, or asked for or offered and in force once accepted."""

    GIVEN = "given"
    REQUESTED = "requested"
    OFFERED = "offered"


class What(StrEnum):
    """What can happen to a promise; each is a dated row and none is ever changed (domain B.5)."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    SATISFIED = "satisfied"
    DISPUTED = "disputed"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"
    REVOKED = "revoked"
    REPLACED = "replaced"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"


class Move(StrEnum):
    """Where the conversation for action stands (Winograd and Flores, as in domain B.5)."""

    REQUESTED = "requested"
    OFFERED = "offered"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    IN_FORCE = "in-force"
    REPORTED = "reported"
    FULFILLED = "fulfilled"
    DISPUTED = "disputed"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"
    REVOKED = "revoked"
    BROKEN = "broken"
    DELIVERED_LATE = "delivered-late"


class State(StrEnum):
    """The eight states of the one state table of `ux.md` 3.3."""

    PROPOSED = "proposed"
    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"
    MOVED = "moved"
    RELEASED = "released"


class Timeliness(StrEnum):
    """How timely a promise was: a second fact, apart from where its conversation stands (domain B.5)."""

    ON_TIME = "on-time"
    NEW_TIME = "new-time"
    LATE = "late"
    NEVER = "never"
    RELEASED = "released"


@dataclass(frozen=True)
class Happening:
    """One dated row of a promise's history; `at` is when it happened, `recorded_at` when we learned of it, aware."""

    what: What
    at: datetime
    recorded_at: datetime | None = None

    @property
    def order(self) -> tuple[datetime, int, datetime]:
        """Earlier rows come first; at one instant an acceptance does, then a delivery, then what was known first."""
        return self.at, _ORDER[self.what], self.recorded_at or self.at

    def counts_from(self, due: datetime) -> datetime:
        """The instant that counts against a due time: a row written long after it proves nothing in time (S0.12)."""
        if self.recorded_at is not None and self.at <= due < self.recorded_at - GRACE:
            return self.recorded_at
        return self.at


_ORDER: Mapping[What, int] = MappingProxyType({what: number for number, what in enumerate(What)})


@dataclass(frozen=True)
class Verdict:
    """The state and the move, since when, and how late a late delivery was."""

    state: State
    at: datetime | None = None
    late_by: timedelta = timedelta()
    move: Move = Move.IN_FORCE

    @property
    def is_open(self) -> bool:
        """Whether the promise is still owed and can be kept, moved or broken."""
        return self.state in (State.OPEN, State.SOON, State.LATE)

    @property
    def is_broken(self) -> bool:
        """Whether the due time passed undelivered, delivered late or not at all (S0.12)."""
        return self.state in (State.LATE, State.BROKEN)

    @property
    def is_given(self) -> bool:
        """Whether it became a promise at all: what nobody accepted was only asked for or offered (B.7-13)."""
        return self.move not in _NEVER_GIVEN

    def timeliness(self, is_successor: bool) -> Timeliness | None:
        """How timely it was, None while that is not decided; a successor is kept "within the renegotiated time"."""
        if self.state is State.KEPT:
            return Timeliness.NEW_TIME if is_successor else Timeliness.ON_TIME
        if self.is_broken:
            return Timeliness.LATE if self.move is Move.DELIVERED_LATE else Timeliness.NEVER
        return Timeliness.RELEASED if self.move in (Move.RELEASED, Move.REVOKED) else None


def state(
    due: datetime,
    happenings: Iterable[Happening],
    now: datetime,
    soon_from: datetime | None = None,
    began: Began = Began.GIVEN,
) -> Verdict:
    """The verdict on a promise from its dated rows alone, so that it holds also while the clock loop is down (S0.12).

    A delivery at the due instant keeps it; a renegotiation has to be sent before it (S0.15). Once it is recorded as
    broken, no row of any date makes it anything else. What was asked for or offered is owed by nobody until it is
    accepted (B.7-13). `soon_from` is the instant from which it counts as due soon. All instants are aware.
    """
    rows = sorted((row for row in happenings if row.at <= now), key=lambda row: row.order)
    if began is not Began.GIVEN:
        answer = next((row for row in rows if row.what in _ANSWERS), None)
        if answer is None or answer.what is not What.ACCEPTED:
            return _unaccepted(began, answer)
        rows = [row for row in rows if row.order >= answer.order]
    is_broken = any(row.what is What.BROKEN for row in rows)
    acts = list(dropwhile(lambda row: row.what in _JUDGING, (row for row in rows if row.what in _SETTLING)))
    if acts:
        verdict = _settled(acts, due)
        return _never_better_than_broken(verdict, acts, due) if is_broken else verdict
    if is_broken or now > due:
        return Verdict(State.LATE, due, move=Move.BROKEN)
    if soon_from is not None and now >= soon_from:
        return Verdict(State.SOON)
    return Verdict(State.OPEN)


_NEVER_GIVEN = frozenset((Move.REQUESTED, Move.OFFERED, Move.DECLINED, Move.COUNTERED, Move.WITHDRAWN))
_ANSWERS = frozenset((What.ACCEPTED, What.DECLINED, What.COUNTERED, What.WITHDRAWN))
_SETTLING = frozenset(
    (
        What.DELIVERED,
        What.SATISFIED,
        What.DISPUTED,
        What.RENEGOTIATED,
        What.RELEASED,
        What.REVOKED,
        What.REPLACED,
    )
)
_JUDGING = frozenset((What.SATISFIED, What.DISPUTED))  # of what was delivered; before a delivery they mean nothing
_ENDED_IN_TIME: Mapping[What, tuple[State, Move]] = MappingProxyType(
    {
        What.RELEASED: (State.RELEASED, Move.RELEASED),
        What.REVOKED: (State.RELEASED, Move.REVOKED),
        What.RENEGOTIATED: (State.MOVED, Move.RENEGOTIATED),
        What.REPLACED: (State.MOVED, Move.RENEGOTIATED),
    }
)


def _unaccepted(began: Began, answer: Happening | None) -> Verdict:
    if answer is None:
        return Verdict(State.PROPOSED, move=Move(began.value))
    return Verdict(State.RELEASED, answer.at, move=Move(answer.what.value))


def _settled(acts: Sequence[Happening], due: datetime) -> Verdict:
    """What the first act settled; a delivery in time stands until its promisee disputes it (domain B.5)."""
    verdict = _ended_by(acts[0], due)
    for row in acts[1:]:
        verdict = _judged(verdict, row, acts[0].counts_from(due), due)
    return verdict


def _ended_by(row: Happening, due: datetime) -> Verdict:
    at = row.counts_from(due)
    if row.what is What.DELIVERED:
        if at > due:
            return Verdict(State.BROKEN, at, at - due, Move.DELIVERED_LATE)
        return Verdict(State.KEPT, at, move=Move.REPORTED)
    if at >= due:
        # Past its time a promise is broken; a new promise in its place, or a release, only ends what is owed.
        return Verdict(State.BROKEN, at, move=Move.BROKEN)
    ended, move = _ENDED_IN_TIME[row.what]
    return Verdict(ended, at, move=move)


def _judged(verdict: Verdict, row: Happening, kept_at: datetime, due: datetime) -> Verdict:
    """A dispute is neither kept nor broken until settled: accepted unchanged it was kept in time, redone it counts
    from then."""
    if row.what is What.DISPUTED:
        return Verdict(State.OPEN, row.at, move=Move.DISPUTED) if verdict.move is Move.REPORTED else verdict
    if row.what is What.SATISFIED:
        is_kept = verdict.move in (Move.REPORTED, Move.DISPUTED)
        return Verdict(State.KEPT, kept_at, move=Move.FULFILLED) if is_kept else verdict
    if verdict.move is not Move.DISPUTED:
        return verdict
    if row.what is What.RELEASED:
        return Verdict(State.RELEASED, row.at, move=Move.RELEASED)
    return _ended_by(row, due)


def _never_better_than_broken(verdict: Verdict, acts: Sequence[Happening], due: datetime) -> Verdict:
    if verdict.is_broken:
        return verdict
    return Verdict(State.BROKEN, max(acts[0].at, due), move=Move.BROKEN)


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
