"""Who takes the next case, and who stands in for somebody who is away (domain B.7-1, requirements 0.4.23)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from amends.core.refusal import NoOwner
from amends.people import queries as people
from amends.people.models import House, Membership, Person, Role


def next_owner(house: House, by: Person, at: datetime) -> tuple[Person, Person | None]:
    """The owner of a new case, and the person whose place the owner takes.

    Somebody of the team who opens a case keeps it; otherwise the turn goes round those who take new cases, one who
    is away being stood in for; then the duty person of Settings. Raises NoOwner where the team is empty.
    """
    if by.voice is None and Membership.objects.filter(person=by, until=None).exclude(role=Role.AUDITOR).exists():
        return by, None
    turn = (
        Membership.objects.filter(until=None, takes_new=True)
        .exclude(role=Role.AUDITOR)
        .select_related("person")
        .order_by(F("given_at").asc(nulls_first=True), "pk")
        .first()
    )
    if turn:
        Membership.objects.filter(pk=turn.pk).update(given_at=at)
        return present(turn.person, at)
    if house.duty:
        return present(house.duty, at)
    raise NoOwner()


def present(person: Person, at: datetime) -> tuple[Person, Person | None]:
    """Who answers for a person at an instant, following stand-ins; and for whom, None when the person is there."""
    asked, seen = person, {person.pk}
    while stand_in := people.away(person, at):
        if stand_in.pk in seen:
            break
        seen.add(stand_in.pk)
        person = stand_in
    return person, None if person.pk == asked.pk else asked
