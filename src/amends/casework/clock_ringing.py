"""The clocks of the packs ring: warnings before the end, a breach after it; each once, and never a stop undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.cases.models import Issue
from amends.casework.clocks import ClockView, clock_views, running_packs, start_clocks
from amends.casework.closing import SORTED_OUT
from amends.casework.escalating import raise_escalation
from amends.casework.moments import moments_of
from amends.casework.questions import newest_closure
from amends.casework.timers import AFTER, rings_once
from amends.casework.working import Work
from amends.core.clocks import ClockState, share_passed
from amends.messages.models import HeldSend
from amends.people import queries as people
from amends.promises.models import ClockEvent, Escalation, Timer

# So much of a hard limit may pass before the case goes up the ladder.
NEAR = 0.8


def look_at_clocks(work: Work, timer: Timer) -> datetime | None:
    """Start what has an anchor by now, record what stopped, warn, and say what is late; answers the next look."""
    closure = newest_closure(work.case)
    if closure and closure.how in SORTED_OUT:
        return None
    moments = moments_of(work.case, work.at)
    issues = list(Issue.objects.filter(case=work.case).order_by("pk"))
    start_clocks(work, running_packs(work.at), moments, issues)
    looks = []
    for view in clock_views(work.case, work.house, work.at, moments):
        _record_stop(work, view)
        if view.reading.is_open and not view.rule.lapses:
            looks += [_ring(work, timer, view), None if closure else _go_up(work, timer, view)]
        elif view.reading.is_open:
            looks.append(_warn(work, timer, view))
    return min([look for look in looks if look is not None], default=None)


def _record_stop(work: Work, view: ClockView) -> None:
    is_stopped = view.reading.state in (ClockState.STOPPED, ClockState.STOPPED_LATE)
    if not is_stopped or any(event.what == ClockEvent.What.STOPPED for event in view.events):
        return
    _happen(work, view, ClockEvent.What.STOPPED, view.reading.at or work.at)


def _ring(work: Work, timer: Timer, view: ClockView) -> datetime | None:
    if work.at <= view.due_at:
        return _warn(work, timer, view) or view.due_at + AFTER
    held = HeldSend.objects.filter(case=work.case, pressed_at__lte=view.due_at, stopped="").order_by("release_at")
    waits_until = held.values_list("release_at", flat=True).first()
    if waits_until and waits_until >= work.at:
        return waits_until + AFTER
    if not any(event.what == ClockEvent.What.BREACHED for event in view.events):
        _breach(work, timer, view)
    return None


def _warn(work: Work, timer: Timer, view: ClockView) -> datetime | None:
    passed = [instant for instant in view.warns if instant <= work.at]
    if passed and view.drives and rings_once(timer, f"clock-{view.row.pk}", passed[-1], work.at):
        work.note("clock-warned", clock=view.row.pk, planned=passed[-1])
        work.tell(work.owner, "clock-soon", **_values(view))
    return min((instant for instant in view.warns if instant > work.at), default=None)


def _go_up(work: Work, timer: Timer, view: ClockView) -> datetime | None:
    """Take the case up the ladder at four fifths of a hard limit, once (S1.43); answers when that is still to come."""
    if not view.row.hard or view.due_at < view.row.made_at:
        return None
    near = share_passed(view.row.anchor_at, view.due_at, NEAR, work.calendar)
    if work.at < near:
        return near
    if rings_once(timer, f"near-{view.row.pk}", near, work.at):
        raise_escalation(work, Escalation.Reason.HARD_LIMIT)
    return None


def _breach(work: Work, timer: Timer, view: ClockView) -> None:
    _happen(work, view, ClockEvent.What.BREACHED, view.due_at)
    # What was over when it came to us is on record; nobody is called for it.
    if view.due_at < view.row.made_at or not rings_once(timer, f"breach-{view.row.pk}", view.due_at, work.at):
        return
    work.note("clock-breached", happened_at=view.due_at, clock=view.row.pk)
    for person in {work.owner, *(people.leads() if view.row.hard else [])}:
        work.tell(person, "clock-breached", **_values(view))
    for money in view.pack.money:
        if money.clock == view.rule.id:
            amount = str(money.amount)
            work.note("clock-money-due", clock=view.row.pk, amount=amount, currency=money.currency)
            work.tell(work.owner, "clock-money-due", amount=amount, currency=money.currency, **_values(view))


def _happen(work: Work, view: ClockView, what: str, at: datetime) -> None:
    ClockEvent.objects.create(clock=view.row, what=what, at=at, recorded_at=work.at, by=work.by)


def _values(view: ClockView) -> dict[str, Any]:
    return {"title": view.rule.title, "titles": dict(view.rule.titles), "due": view.due_at.isoformat()}
