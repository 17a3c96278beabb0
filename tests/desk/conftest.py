from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case
from amends.casework import founding
from amends.casework.opening import open_case
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
    client.force_login(
        Account.objects.get(person=person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )


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
