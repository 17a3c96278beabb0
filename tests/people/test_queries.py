from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from amends.core.working_time import is_open
from amends.people import queries as people
from amends.people.models import Absence, ContactPoint, House, Membership, Person, voice
from tests.cast import FRIDAY, Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(FRIDAY)


def test_the_team_is_who_belongs_to_it_now(desk: Desk) -> None:
    priya, omar = desk.hire("Priya Nair"), desk.hire("Omar Haddad", "lead")
    Membership.objects.filter(person=priya).update(until=FRIDAY)

    assert people.team() == [omar]
    assert (people.role(priya), people.role(omar)) == (None, "lead")


@pytest.mark.parametrize(
    ("roles", "who_leads"),
    [
        (["agent", "lead", "programme"], ["lead"]),
        (["agent", "programme"], ["programme"]),
        (["agent"], []),
    ],
)
def test_leads_lead_else_programme_owners(desk: Desk, roles: list[str], who_leads: list[str]) -> None:
    for number, role in enumerate(roles):
        desk.hire(f"P{number} Somebody", role)

    assert [people.role(person) for person in people.leads()] == who_leads


def test_nobody_belongs_to_the_team_twice(desk: Desk) -> None:
    priya = desk.hire("Priya Nair")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=priya, role="lead", since=FRIDAY)


def test_who_is_away_has_a_stand_in_from_then_until_then(desk: Desk) -> None:
    priya, sam = desk.hire("Priya Nair"), desk.hire("Sam Lee")
    Absence.objects.create(person=priya, stand_in=sam, since=FRIDAY, until=FRIDAY + timedelta(hours=2))

    told = [people.away(priya, FRIDAY + timedelta(hours=hours)) for hours in (-1, 0, 1, 2)]

    assert told == [None, sam, sam, None]
    assert people.away(sam, FRIDAY) is None


@pytest.mark.parametrize("written", ["amara@home.example", " Amara@Home.EXAMPLE "])
def test_an_address_is_known_whatever_its_case(desk: Desk, written: str) -> None:
    desk.hire("Priya Nair")
    case = desk.by_mail("Amara@home.example", "You brought the wrong table. A complaint.")

    assert people.by_address(written) == case.customer
    assert people.by_address("someone@else.example") is None


def test_we_write_to_the_newest_address(desk: Desk) -> None:
    desk.hire("Priya Nair")
    amara = desk.by_mail("amara@home.example", "You brought the wrong table. A complaint.").customer
    ContactPoint.objects.create(
        person=amara, kind="email", value="Amara@work.example", plain="amara@work.example", added_at=FRIDAY
    )

    assert people.address_of(amara) == "Amara@work.example"
    assert people.address_of(Person.objects.create(name="Nobody", created_at=FRIDAY)) is None


def test_the_desk_s_own_voice_is_one_person(db: None) -> None:
    assert voice("clock", FRIDAY) == voice("clock", FRIDAY + timedelta(days=1))
    assert voice("mail", FRIDAY) != voice("clock", FRIDAY)


@pytest.mark.parametrize(
    ("settings", "is_off"), [({}, True), ({"holidays": []}, False), ({"holidays": ["2026-05-25"]}, True)]
)
def test_the_calendar_is_that_of_the_country_unless_settings_say_otherwise(
    settings: dict[str, list[str]], is_off: bool
) -> None:
    calendar = people.calendar(House(zone="Europe/London", country="GB-ENG", calendar=settings))

    assert is_open(calendar, FRIDAY)
    assert is_open(calendar, FRIDAY + timedelta(days=3)) is not is_off


@pytest.mark.parametrize(("name", "first"), [("Priya Nair", "Priya"), ("  ", "  "), ("Cher", "Cher")])
def test_somebody_is_spoken_to_by_the_first_name(name: str, first: str) -> None:
    assert Person(name=name).first_name == first
