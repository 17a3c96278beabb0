"""Whose move it is in the conversation about a promise, and whether it follows where that stands (domain B.5)."""

from __future__ import annotations

from amends.casework.working import Work, words_of
from amends.core.conversation import Party, may_follow, party_of
from amends.core.promise import What
from amends.core.refusal import NotYourMove, PromiseSettled
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.promises.models import Promise

# Answering for a colleague would be promising for them; other moves of the team any member makes.
_PERSONAL = frozenset((What.ACCEPTED, What.DECLINED, What.COUNTERED))
_SUPERVISES = frozenset((Role.LEAD, Role.PROGRAMME))


def require_move(work: Work, row: Promise, what: What, words: str = "") -> None:
    """Refuse a move that does not follow where the conversation stands, or that belongs to the other party.

    A member of the team makes the move of a colleague, except an answer to a request, and a supervisor's call; the move
    of somebody outside is recorded with the words they said. Raises PromiseSettled, NotYourMove, Unusable.
    """
    verdict = row.verdict(work.at)
    if not may_follow(verdict, what):
        raise PromiseSettled(promise=row.pk, state=verdict.state, move=verdict.move)
    person = _whose(row, what, party_of(verdict.move, what))
    if person.pk == work.by.pk:
        return
    work.require_team()
    role = people.role(person)
    if role is None:
        words_of(words)
    elif _is_personal(work, row, what, role) and not _stands_in(work, person):
        raise NotYourMove(person=person.name, own=False)


def _whose(row: Promise, what: What, party: Party) -> Person:
    if what is What.WITHDRAWN:
        return row.by  # whoever asked, for the customer or for us
    return row.promisor if party is Party.PROMISOR else row.promisee


def _is_personal(work: Work, row: Promise, what: What, role: str) -> bool:
    if what is What.DELIVERED:
        return row.kind == Promise.Kind.CALL_BACK and role in _SUPERVISES and work.role not in _SUPERVISES
    return what in _PERSONAL


def _stands_in(work: Work, person: Person) -> bool:
    stand_in = people.away(person, work.at)
    return stand_in is not None and stand_in.pk == work.by.pk
