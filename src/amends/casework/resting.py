"""What our promises rest on: the supplier's date with its buffer, and who is told when it moves (S4.14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.db.models import Q, QuerySet

from amends.casework.feasible import setting_of
from amends.casework.timers import rings_once
from amends.casework.working import Work
from amends.core.feasible import earliest_after, follows_in_time, times
from amends.core.promise import Move, State, What
from amends.core.refusal import NotFound, PromiseSettled, RestsOnLater, Unusable
from amends.promises.models import Promise, Timer, Underpinning

BUFFER_DAYS = 1
MOST_DAYS = 250
# After these, what rests on a promise has to be looked at; what was delivered carries as it should.
_SHAKES = frozenset(
    (
        What.RENEGOTIATED,
        What.REPLACED,
        What.COUNTERED,
        What.REVOKED,
        What.RELEASED,
        What.DECLINED,
        What.WITHDRAWN,
        What.BROKEN,
    )
)
# What an underpinning can still rest on: asked for, agreed, or delivered and not refused.
_CARRIES = frozenset((Move.REQUESTED, Move.OFFERED, Move.IN_FORCE, Move.DISPUTED))
_DELIVERED = frozenset((Move.REPORTED, Move.FULFILLED, Move.DELIVERED_LATE))


def rest(work: Work, ours: Promise, rests_on: int, buffer_days: int, override: str | None) -> Underpinning:
    """Let a promise of ours rest on somebody else's. Raises RestsOnLater with the feasible date, unless a reason is
    given; NotFound, PromiseSettled, Unusable."""
    if not 0 <= buffer_days <= MOST_DAYS:
        raise Unusable(field="buffer_days", fault="unknown", value=buffer_days)
    theirs = _find_theirs(work, ours, rests_on)
    if not follows_in_time(work.calendar, ours.due_at, theirs.due_at, buffer_days):
        refuse_before(work, ours.due_at, earliest_after(work.calendar, theirs.due_at, buffer_days), override)
    known = _current(Q(promise=ours, rests_on=theirs)).first()
    row = _put(work, ours, theirs, buffer_days, known)
    work.note("rests-on", promise=ours.pk, rests_on=theirs.pk, days=buffer_days)
    return row


def refuse_before(work: Work, due: datetime, earliest: datetime, override: str | None) -> None:
    """Refuse a date that lies before what it rests on, with the feasible one, unless a reason is given."""
    told = {"due": due.isoformat(), "earliest": earliest.isoformat(), "zone": work.house.zone}
    work.refuse(RestsOnLater(**told), override)


def not_before(work: Work, ours: Promise) -> datetime | None:
    """The first instant at which a promise may fall due, by what it rests on; None where it rests on nothing open."""
    found = [_earliest(work, row) for row in _current(Q(promise=ours))]
    return max((instant for instant in found if instant is not None), default=None)


def is_at_risk(work: Work, ours: Promise) -> bool:
    """Whether something that a promise rests on comes too late, or not at all."""
    return any(_risk(work, row) for row in _current(Q(promise=ours)))


def after(work: Work, rests_on: int) -> datetime:
    """The first instant for a promise that will rest on another one with the usual buffer. Raises NotFound."""
    theirs = Promise.objects.filter(pk=rests_on).first()
    if theirs is None:
        raise NotFound(what="promise", number=rests_on)
    return earliest_after(work.calendar, theirs.due_at, BUFFER_DAYS)


def shift(work: Work, row: Promise, what: What, successor: int | None = None) -> None:
    """Something happened to a promise: what rests on it is warned at once, and what takes its place inherits."""
    if what not in _SHAKES:
        return
    found = list(_current(Q(promise=row) | Q(rests_on=row)))
    for underpinning in found:
        if underpinning.promise_id == row.pk:
            if successor is not None and not _current(Q(promise=successor, rests_on=underpinning.rests_on)).exists():
                _inherit(work, underpinning, promise=successor)
            continue
        if successor is not None:
            underpinning = _inherit(work, underpinning, rests_on=successor, follows=underpinning)
        _shake(work, underpinning)


def warn_if_at_risk(work: Work, timer: Timer, ours: Promise) -> None:
    """Tell the owner, once for each cause, that what a promise rests on comes too late or not at all."""
    for row in _current(Q(promise=ours)):
        cause = _risk(work, row)
        if cause is None or not rings_once(timer, f"risk-{cause}", row.rests_on.due_at, work.at):
            continue
        work.note("at-risk", promise=ours.pk, rests_on=row.rests_on_id, cause=cause)
        least = _earliest(work, row)
        proposed = times(setting_of(work, ours.kind, not_before=least, moves=ours), work.at)
        # Whoever writes down a supplier's word is told too: the warning is the desk's, not theirs.
        work.as_desk().tell(
            work.owner,
            "ours-at-risk",
            promise=ours.pk,
            cause=cause,
            due=ours.due_at.isoformat(),
            theirs=row.rests_on.due_at.isoformat(),
            proposed=proposed[0].at.isoformat() if proposed else "",
        )


def _find_theirs(work: Work, ours: Promise, number: int) -> Promise:
    theirs = Promise.objects.filter(pk=number).select_related("case").prefetch_related("happenings").first()
    if theirs is None or theirs.practice != ours.practice or _is_to_another_customer(theirs, ours):
        raise NotFound(what="promise", number=number)
    verdict = theirs.verdict(work.at)
    if verdict.move not in _CARRIES:
        raise PromiseSettled(promise=theirs.pk, state=verdict.state, move=verdict.move)
    if theirs.pk in _resting_on([ours.pk]):
        raise Unusable(field="rests_on", fault="unknown", value=number)
    return theirs


def _is_to_another_customer(theirs: Promise, ours: Promise) -> bool:
    """No customer's matter hangs on what another customer was promised (B.7-10); a supplier's word serves many."""
    return theirs.case_id != ours.case_id and theirs.case is not None and theirs.promisee_id == theirs.case.customer_id


def _resting_on(numbers: Sequence[int]) -> set[int]:
    """These promises and all that rest on them, so that nothing comes to rest on itself."""
    found, newest = set(numbers), set(numbers)
    while newest:
        rows = Underpinning.objects.filter(rests_on__in=newest).values_list("promise_id", flat=True)
        newest = set(rows) - found
        found |= newest
    return found


def _current(which: Q) -> QuerySet[Underpinning]:
    rows = Underpinning.objects.filter(which, followed_by=None).select_related("promise", "rests_on")
    return rows.prefetch_related("rests_on__happenings").order_by("pk")


def _earliest(work: Work, row: Underpinning) -> datetime | None:
    """By when ours can follow; of what will not come as it was said nothing is known, so it counts from now."""
    verdict = row.rests_on.verdict(work.at)
    if verdict.move in _DELIVERED:
        return None
    is_to_come = verdict.move in _CARRIES and verdict.state is not State.LATE
    return earliest_after(work.calendar, row.rests_on.due_at if is_to_come else work.at, row.buffer_days)


def _risk(work: Work, row: Underpinning) -> str | None:
    """Why ours is at risk, None where it is not: theirs comes later than it may, or has ended without coming."""
    verdict = row.rests_on.verdict(work.at)
    if verdict.move in _DELIVERED:
        return None
    if verdict.move not in _CARRIES:
        return _CAUSES.get(verdict.move, "gone")
    is_in_time = follows_in_time(work.calendar, row.promise.due_at, row.rests_on.due_at, row.buffer_days)
    return None if is_in_time else "later"


_CAUSES: Mapping[Move, str] = MappingProxyType({Move.BROKEN: "broken"})


def _inherit(
    work: Work,
    row: Underpinning,
    *,
    promise: int | None = None,
    rests_on: int | None = None,
    follows: Underpinning | None = None,
) -> Underpinning:
    numbers = (promise or row.promise_id, rests_on or row.rests_on_id)
    rows = Promise.objects.filter(pk__in=numbers).prefetch_related("happenings").in_bulk(numbers)
    return _put(work, rows[numbers[0]], rows[numbers[1]], row.buffer_days, follows)


def _put(work: Work, ours: Promise, theirs: Promise, days: int, follows: Underpinning | None) -> Underpinning:
    return Underpinning.objects.create(
        promise=ours,
        rests_on=theirs,
        buffer_days=days,
        follows=follows,
        by=work.by,
        at=work.at,
        practice=ours.practice,
    )


def _shake(work: Work, row: Underpinning) -> None:
    """Warn now where it is the same case; another case is locked by its own timer, which looks at once."""
    timer = Timer.objects.filter(promise=row.promise, look_at__isnull=False).first()
    if timer is None:
        return
    Timer.objects.filter(pk=timer.pk).update(look_at=work.at)
    if row.promise.case_id == work.case.pk and row.promise.verdict(work.at).is_open:
        warn_if_at_risk(work, timer, row.promise)
