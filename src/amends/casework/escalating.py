"""The ladder: a case goes up by itself or when somebody asks, and is accepted by name or goes up again (S1.43)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from amends.cases.models import Words
from amends.casework import rhythm
from amends.casework.queries import find_case
from amends.casework.questions import newest_closure
from amends.casework.working import CaseRef, Work, require_member, words_beside, working
from amends.core.refusal import AlreadyAnswered, NobodyAbove, NotFound
from amends.core.working_time import add_working
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.promises.models import Escalation, EscalationStep, Timer

CLOCK = "escalation"
# Accepted by a named person within this working time, or the next level is told.
ACCEPTED_WITHIN = timedelta(hours=1)


def escalate(case: CaseRef, *, by: Person, at: datetime, words: str = "") -> Escalation:
    """Take a case up the ladder: those who lead are told, and somebody accepts it by name within a working hour.

    It goes up by itself when a second promise to the customer breaks. Raises AlreadyAnswered while it is up,
    NobodyAbove where nobody leads.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        made = raise_escalation(work, Escalation.Reason.ASKED, words_beside(words))
        if made is None and _newest(work) is None:
            raise NobodyAbove()
        if made is None:
            raise AlreadyAnswered(what="escalation", answer=Escalation.Reason.ASKED)
        return made


def accept_escalation(case: CaseRef, *, by: Person, at: datetime) -> EscalationStep:
    """Accept an escalated case by name; for those who lead. Raises AlreadyAnswered, NotFound, NotAllowed."""
    require_member(by, Role.LEAD, Role.PROGRAMME)
    with working(case, by=by, at=at) as work:
        row = _open(work)
        if _accepted(row):
            raise AlreadyAnswered(what="escalation", answer="accepted")
        step = _step(work, row, EscalationStep.What.ACCEPTED, _level(row))
        Timer.objects.filter(case=work.case, clock=CLOCK).update(look_at=None)
        work.note("escalation-accepted")
        work.tell(work.owner, "escalation-accepted", who=by.name)
        return step


def end_escalation(case: CaseRef, *, by: Person, at: datetime, words: str = "") -> EscalationStep:
    """Say that an escalated case is back on its way; for those who lead. Raises NotFound, NotAllowed."""
    require_member(by, Role.LEAD, Role.PROGRAMME)
    with working(case, by=by, at=at) as work:
        row = _open(work)
        step = _step(work, row, EscalationStep.What.ENDED, _level(row))
        Timer.objects.filter(case=work.case, clock=CLOCK).update(look_at=None)
        work.note("escalation-ended", words_beside(words))
        rhythm.watch(work)
        return step


def escalation(case: int, *, by: Person, at: datetime) -> dict[str, Any] | None:
    """Why a case is up the ladder, since when, which level was told, and who accepted; None where it is not up."""
    found = find_case(case)
    if found is None:
        raise NotFound(what="case", number=case)
    row = _newest(Work(found, by, at))
    if row is None:
        return None
    accepted = _accepted(row)
    return {
        "reason": row.reason,
        "words": row.words.text if row.words else "",
        "at": row.at.isoformat(),
        "level": _level(row),
        "accepted_by": accepted.by.name if accepted else None,
        "accepted_at": accepted.at.isoformat() if accepted else None,
    }


def raise_escalation(work: Work, reason: str, words: Words | None = None) -> Escalation | None:
    """Take a case up the ladder inside another act; None while it is up already, or nobody is above."""
    if _newest(work) is not None or not _people_of(1):
        return None
    row = Escalation.objects.create(
        case=work.case, reason=reason, words=words, by=work.by, at=work.at, practice=work.case.practice
    )
    work.note("escalated", words, reason=reason)
    _tell_level(work, row, 1, "escalated")
    Timer.objects.update_or_create(
        case=work.case,
        clock=CLOCK,
        promise=None,
        defaults={"started_at": work.at, "look_at": _until(work), "practice": work.case.practice},
    )
    rhythm.watch(work)
    return row


def look_at_escalation(work: Work, timer: Timer) -> datetime | None:
    """Nobody accepted in time: the next level is told; at the top those who were told before are, once more.

    A closed case rings nobody; opened again, it has a working hour anew.
    """
    row = _newest(work)
    if row is None or _accepted(row) or newest_closure(work.case):
        return None
    level = _level(row) + 1
    work.note("escalation-not-accepted", level=level - 1)
    if not _people_of(level):
        for person in _people_of(level - 1):
            work.tell(person, "escalation-not-accepted", level=level - 1)
        return None
    _tell_level(work, row, level, "escalation-not-accepted")
    return _until(work)


def _until(work: Work) -> datetime:
    return add_working(work.calendar, work.at, ACCEPTED_WITHIN)


def _tell_level(work: Work, row: Escalation, level: int, code: str) -> None:
    _step(work, row, EscalationStep.What.TOLD, level)
    for person in _people_of(level):
        work.tell(person, code, level=level, reason=row.reason)


def _people_of(level: int) -> Sequence[Person]:
    """Leads, then programme owners; where one of these levels has nobody, the other stands alone."""
    levels = [found for found in (people.team(Role.LEAD), people.team(Role.PROGRAMME)) if found]
    return levels[level - 1] if 0 < level <= len(levels) else ()


def _newest(work: Work) -> Escalation | None:
    if rhythm.open_escalation(work.case) is None:
        return None
    return Escalation.objects.filter(case=work.case).select_related("words").order_by("-pk").first()


def _open(work: Work) -> Escalation:
    row = _newest(work)
    if row is None:
        raise NotFound(what="escalation", number=work.case.pk)
    return row


def _level(row: Escalation) -> int:
    told = row.steps.filter(what=EscalationStep.What.TOLD).order_by("-level")
    return told.values_list("level", flat=True).first() or 1


def _accepted(row: Escalation) -> EscalationStep | None:
    return row.steps.filter(what=EscalationStep.What.ACCEPTED).select_related("by").first()


def _step(work: Work, row: Escalation, what: str, level: int) -> EscalationStep:
    return EscalationStep.objects.create(escalation=row, what=what, level=level, by=work.by, at=work.at)
