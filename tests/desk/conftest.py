from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case, Standing
from amends.casework import founding
from amends.casework.opening import open_case
from amends.casework.queries import CaseView
from amends.core import clock
from amends.people.models import Account, Person

# A Tuesday morning; London and UTC differ by an hour.
NOW = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
PASSWORD = "a sofa with three legs"


@dataclass
class Meridian:
    """The business of the tests with its team."""

    omar: Person
    priya: Person
    sam: Person
    owner: Person


@pytest.fixture
def now() -> Iterator[datetime]:
    clock.set_now(NOW)
    yield NOW
    clock.set_now(None)


@pytest.fixture
def meridian(db: None, now: datetime) -> Meridian:
    return found(now)


@pytest.fixture
def desk(client: Client, meridian: Meridian) -> Client:
    """A browser in which Priya has signed in."""
    sign_in(client, meridian.priya)
    return client


@pytest.fixture
def case(meridian: Meridian) -> Case:
    return complaint(meridian.priya, NOW)


@pytest.fixture
def post(desk: Client, case: Case) -> Callable[..., Any]:
    def send(where: str, **values: Any) -> Any:
        seen = CaseView(case, NOW).newest_incoming
        return desk.post(f"/cases/{case.pk}/{where}", {"key": "one", "seen_message": str(seen), **values})

    return send


def found(at: datetime) -> Meridian:
    founding.set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=at)
    people = {
        name: founding.add_member(
            name=name, email=f"{name.split()[0].lower()}@meridian.example", role=role, at=at, password=PASSWORD
        )
        for name, role in (
            ("Omar Haddad", "lead"),
            ("Priya Nair", "agent"),
            ("Sam Lee", "agent"),
            ("Ruth Adler", "programme"),
        )
    }
    return Meridian(*people.values())


def sign_in(client: Client, person: Person) -> None:
    client.force_login(Account.objects.get(person=person), backend="amends.desk.members.MemberBackend")


def complaint(by: Person, at: datetime, **told: Any) -> Case:
    told = {
        "words": "You brought the wrong table and wrecked my floor. I am furious.",
        "name": "Amara Okafor",
        "email": "amara@home.example",
        "channel": "email",
        "kind": "complaint",
        "subject": "Scratched table",
    } | told
    return open_case(by=by, at=at, **told)


def many(owner: Person, at: datetime, count: int, **told: Any) -> list[Case]:
    """Cases with their lines in the lists, written at once: for lists and speed, where no act matters."""
    people = Person.objects.bulk_create(
        Person(name=f"Amara {number:04}", zone="Europe/London", created_at=at) for number in range(count)
    )
    cases = Case.objects.bulk_create(
        Case(customer=person, channel="email", aware_at=at, opened_at=at, opened_by=owner) for person in people
    )
    for number, case in enumerate(cases):
        due = at + timedelta(hours=3 * number - 4)
        line = {
            "promise": number + 1,
            "promise_what": "Phone with news",
            "promise_due": due,
            "promise_soon": due - timedelta(hours=2),
            "next_due": due,
            "mover": "owner",
        } | told
        Standing.objects.create(
            case=case,
            owner=owner,
            owner_name=owner.name,
            customer=case.customer,
            customer_name=case.customer.name,
            customer_since=at,
            kind="complaint",
            channel="email",
            problem="The wrong table came and the floor is wrecked",
            opened_at=at,
            step="act",
            step_title="Act",
            step_number=4,
            step_count=5,
            last_out_at=at - timedelta(hours=5),
            changed_at=at,
            **line,
        )
    return cases
