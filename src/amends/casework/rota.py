"""Who takes the next case, and who stands in for somebody who is away (domain B.7-1, requirements 0.4.23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.core.refusal import NoOwner
from amends.people import queries as people
from amends.people.models import House, Membership, Person, Role


@dataclass(frozen=True)
class Rota:
    """Who takes new cases at an instant, each with the person in whose place they answer."""

    turns: tuple[tuple[Person, Person | None], ...]

    @classmethod
    def at(cls, house: House, at: datetime) -> Rota:
        """The rota now: members who take new cases, one who is away being stood in for; else the duty person."""
        members = Membership.objects.filter(until=None, takes_new=True).exclude(role=Role.AUDITOR)
        found = [row.person for row in members.select_related("person").order_by("pk")]
        if not found and house.duty:
            found = [house.duty]
        return cls(tuple(present(person, at) for person in found))

    def owner_of(self, number: int, by: Person) -> tuple[Person, Person | None]:
        """The owner of a case by its number, so that the turn goes round without anybody keeping count.

        Somebody of the team who opens a case keeps it. Raises NoOwner where the team is empty.
        """
        if by.voice is None and Membership.objects.filter(person=by, until=None).exclude(role=Role.AUDITOR).exists():
            return by, None
        if not self.turns:
            raise NoOwner()
        return self.turns[number % len(self.turns)]


def present(person: Person, at: datetime) -> tuple[Person, Person | None]:
    """Who answers for a person at an instant, following stand-ins; and for whom, None when the person is there."""
    asked, seen = person, {person.pk}
    while stand_in := people.away(person, at):
        if stand_in.pk in seen:
            break
        seen.add(stand_in.pk)
        person = stand_in
    return person, None if person.pk == asked.pk else asked
