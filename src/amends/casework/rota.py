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
    """Who answers for a person at an instant, and for whom: None when the person is there (S0.10).

    Stand-ins are followed; where they lead to nobody who is there, it is whoever `anybody` finds. Only a team of which
    nobody is there leaves it with the person.
    """
    answers = stand_in_of(person, at) or anybody(at) or person
    return answers, None if answers.pk == person.pk else person


def stand_in_of(person: Person, at: datetime) -> Person | None:
    """Who is there at the end of the chain of stand-ins, the person too; None where each waits for another."""
    seen = {person.pk}
    while stand_in := people.away(person, at):
        if stand_in.pk in seen:
            return None
        seen.add(stand_in.pk)
        person = stand_in
    return person


def anybody(at: datetime) -> Person | None:
    """Who of the team is there: the duty person, else those who lead, else whoever joined first."""
    duty = people.house().duty
    members = [*people.team(Role.LEAD), *people.team(Role.PROGRAMME), *people.team(Role.AGENT)]
    ranked = sorted(members, key=lambda member: duty is None or member.pk != duty.pk)
    return next((member for member in ranked if people.away(member, at) is None), None)
