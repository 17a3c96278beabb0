"""Whose move it is in the conversation about a promise, and whether it follows where that stands (domain B.5)."""

from __future__ import annotations

from datetime import datetime

from amends.casework.giving import Parties
from amends.casework.working import Work, words_of
from amends.core.conversation import Party, may_follow, party_of
from amends.core.promise import What
from amends.core.refusal import AlreadyDue, NotYourMove, PromiseSettled
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.promises.models import Promise

# Answering for a colleague would be promising for them; other moves of the team any member makes.
_PERSONAL = frozenset((What.ACCEPTED, What.DECLINED, What.COUNTERED))
_SUPERVISES = frozenset((Role.LEAD, Role.PROGRAMME))


def require_move(work: Work, row: Promise, what: What, words: str = "", *, at: datetime | None = None) -> None:
    """Refuse a move that does not follow where the conversation stands, or that belongs to the other party.

    A member of the team makes the move of a colleague, except an answer to a request, and a supervisor's call; the move
    of somebody outside is recorded with the words they said. `at` is when a message was pressed that leaves later.
    Raises PromiseSettled, NotYourMove, Unusable.
    """
    verdict = row.verdict(at or work.at)
    if not may_follow(verdict, what):
        raise PromiseSettled(promise=row.pk, state=verdict.state, move=verdict.move)
    person = _whose(row, what, party_of(verdict.move, what))
    if person.pk == work.by.pk:
        return
    work.require_team()
    if people.role(person) is None:
        words_of(words)
    elif _is_personal(work, row, what) and not _stands_in(work, person):
        raise NotYourMove(person=person.name, own=False)


def parties_after(work: Work, row: Promise) -> Parties:
    """Between whom a promise stands once the one who acts has moved it: one to the customer is theirs then.

    A supervisor's call stays the Lead's whoever tells the customer of the new time, for an honest message never waits
    (0.4.10). What somebody promised to us stays between the two.
    """
    if row.promisee_id != work.case.customer_id:
        return Parties(row.promisor, row.promisee)
    return Parties(row.promisor) if is_supervisors_call(work, row) else Parties()


def tell_moved(work: Work, new: Promise) -> None:
    """Tell at once whose promise somebody else has moved; for what is one's own now nobody is told."""
    if people.role(new.promisor) is not None:
        work.tell(new.promisor, "call-moved", promise=new.pk, due=new.due_at.isoformat())


def is_supervisors_call(work: Work, row: Promise) -> bool:
    """Whether it is a call-back of somebody who leads, and the one who acts does not."""
    is_call = row.kind == Promise.Kind.CALL_BACK and work.role not in _SUPERVISES
    return is_call and people.role(row.promisor) in _SUPERVISES


def require_before_due(work: Work, row: Promise) -> None:
    """Refuse what can only be done before the time: from then on a promise is kept or broken. Raises AlreadyDue."""
    if work.at >= row.due_at:
        raise AlreadyDue(promise=row.pk, due=row.due_at.isoformat())


def _whose(row: Promise, what: What, party: Party) -> Person:
    if what is What.WITHDRAWN:
        return row.by  # whoever asked, for the customer or for us
    return row.promisor if party is Party.PROMISOR else row.promisee


def _is_personal(work: Work, row: Promise, what: What) -> bool:
    return is_supervisors_call(work, row) if what is What.DELIVERED else what in _PERSONAL


def _stands_in(work: Work, person: Person) -> bool:
    stand_in = people.away(person, work.at)
    return stand_in is not None and stand_in.pk == work.by.pk
