"""Questions about people."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from amends.core.calendars import read_calendar
from amends.core.working_time import WorkingCalendar
from amends.people.holidays_of import holidays_of
from amends.people.models import ContactPoint, House, Membership, Person, Role


def house() -> House:
    """The business; House.DoesNotExist before the first run."""
    return House.objects.get()


def calendar(of: House) -> WorkingCalendar:
    """The working calendar of the business; Monday to Friday 09:00 to 17:00 where Settings say nothing (0.3)."""
    return _calendar(of.zone, of.country, json.dumps(of.calendar, sort_keys=True))


def shifts(person: Person, of: House) -> WorkingCalendar | None:
    """The working calendar of a member with hours of their own, on the days off of the house; None for its hours."""
    hours = Membership.objects.filter(person=person, until=None).values_list("shifts", flat=True).first()
    if not hours:
        return None
    return _calendar(of.zone, of.country, json.dumps({**of.calendar, "hours": hours}, sort_keys=True))


def role(person: Person) -> str | None:
    """The role of a member of the team now, None for everybody else."""
    return Membership.objects.filter(person=person, until=None).values_list("role", flat=True).first()


def team(*roles: str) -> list[Person]:
    """The members of the team now, in the order they joined; only those of the given roles, if any are given."""
    rows = Membership.objects.filter(until=None).select_related("person").order_by("id")
    if roles:
        rows = rows.filter(role__in=roles)
    return [row.person for row in rows]


def leads() -> list[Person]:
    """Those who lead: Leads, else programme owners; a solo owner leads alone (requirements 0.2)."""
    return team(Role.LEAD) or team(Role.PROGRAMME)


def away(person: Person, at: datetime) -> Person | None:
    """The named stand-in of a member who is away at an instant, None when the member is there."""
    absence = (
        person.absences.filter(since__lte=at)
        .filter(Q(until=None) | Q(until__gt=at))
        .select_related("stand_in")
        .order_by("-id")
        .first()
    )
    return absence.stand_in if absence else None


def by_address(address: str) -> Person | None:
    """The person first known under an e-mail address, whatever its case. Asked for every mail, so in SQL."""
    question = "SELECT person_id FROM contact_point WHERE kind = 'email' AND plain = %s ORDER BY id LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(question, [address.strip().lower()[:320]])
        found = cursor.fetchone()
    return Person.objects.get(pk=found[0]) if found else None


def address_of(person: Person) -> str | None:
    """The newest e-mail address of a person, else the address of the account, else None."""
    point = person.contact_points.filter(kind=ContactPoint.EMAIL).order_by("-id").first()
    if point:
        return point.value
    account = getattr(person, "account", None)
    return account.email if account else None


def find_people(text: str, limit: int = 8) -> list[Person]:
    """Persons who may be meant by a name, an address or a phone number (its last four digits on), newest first."""
    words = text.strip()
    if len(words) < 3:
        return []
    digits = "".join(character for character in words if character.isdigit())
    reached = Q(contact_points__plain__icontains=words.lower())
    if len(digits) >= 4 and not any(character.isalpha() for character in words):
        reached |= Q(contact_points__kind=ContactPoint.PHONE, contact_points__plain__endswith=digits)
    found = Person.objects.live().filter(Q(name__icontains=words) | reached, voice=None)
    numbers = found.values_list("pk", flat=True).distinct().order_by("-pk")[:limit]
    return list(Person.objects.filter(pk__in=list(numbers)).prefetch_related("contact_points").order_by("-pk"))


@lru_cache(maxsize=64)
def _calendar(zone: str, country: str, settings: str) -> WorkingCalendar:
    data = {"zone": zone, **json.loads(settings)}
    if not {"holidays", "holidays_of"} & data.keys():
        data["holidays_of"] = country
    return read_calendar(data, holidays_of)
