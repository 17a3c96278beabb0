"""A clock gets a later end: before its end, with a reason, and the customer told; the first end stays on record."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import SeenBy, Words
from amends.casework.clocking import Evidence, evidence_of, find_clock
from amends.casework.clocks import ClockView, pack_calendar, set_timer
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core.clocks import extended
from amends.core.due import Within, parse_within
from amends.core.refusal import AlreadyDue, CannotExtend, Unusable
from amends.people.models import Person
from amends.promises.models import ClockEvent


def extend_clock(
    case: CaseRef,
    clock: str,
    reason: str,
    *,
    by: Person,
    at: datetime,
    issue: int = 0,
    due: datetime | None = None,
    within: str = "",
    by_message: int = 0,
    words: str = "",
    how: str = "letter",
) -> ClockEvent:
    """Give a clock a later end, before its end, with a reason and the customer told; the first end stays on record.

    Raises CannotExtend where the pack does not allow it, not so far, or not untold; AlreadyDue after the end.
    """
    because = words_of(reason, "reason")
    with working(case, by=by, at=at) as work:
        work.require_team()
        view = find_clock(work, clock, issue)
        latest = _latest(work, view, told=bool(by_message or words.strip()))
        wanted = due or _extended(work, view, _amount(within))
        if not view.due_at < wanted <= latest:
            raise CannotExtend(fault="too-far", clock=view.rule.title, latest=latest.isoformat())
        evidence = evidence_of(work, "delay-notice", by_message, words, how, None) if by_message or words else None
        event = _write(work, view, wanted, because, evidence)
        set_timer(work, at)
        return event


def _write(work: Work, view: ClockView, wanted: datetime, because: str, evidence: Evidence | None) -> ClockEvent:
    event = ClockEvent.objects.create(
        clock=view.row,
        what=ClockEvent.What.EXTENDED,
        at=work.at,
        recorded_at=work.at,
        by=work.by,
        due_at=wanted,
        message=evidence.message if evidence else None,
        words=Words.say(because),
        data={"why": [{"code": "extended", "at": work.at.isoformat(), "was": view.due_at.isoformat()}]},
    )
    if evidence and evidence.words:
        work.note("clock-told", evidence.words, SeenBy.CUSTOMER, clock=view.row.pk)
    work.note("clock-extended", event.words, SeenBy.TEAM, clock=view.row.pk, due=wanted)
    return event


def _latest(work: Work, view: ClockView, *, told: bool) -> datetime:
    """How far the pack lets the clock go, once everything is there that it asks for before."""
    allowed = view.pack.extension(view.rule.id)
    if allowed is None:
        raise CannotExtend(fault="none", clock=view.rule.title)
    if work.at > view.due_at or not view.reading.is_open:
        raise AlreadyDue(due=view.due_at.isoformat())
    if allowed.told and not told:
        raise CannotExtend(fault="not-told", clock=view.rule.title)
    return _extended(work, view, allowed.longest)


def _extended(work: Work, view: ClockView, amount: Within) -> datetime:
    return extended(view.row.due_at, amount, view.rule.ends, pack_calendar(view.pack, work.house))


def _amount(within: str) -> Within:
    try:
        return parse_within(within)
    except ValueError as error:
        raise Unusable(field="within", fault="sentence", sentence=str(error)) from error
