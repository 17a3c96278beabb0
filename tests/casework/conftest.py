from __future__ import annotations

import pytest

from amends.people.models import Person
from tests.cast import FRIDAY, Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(FRIDAY)


@pytest.fixture
def omar(desk: Desk) -> Person:
    return desk.hire("Omar Haddad", "lead", takes_new=False)


@pytest.fixture
def priya(desk: Desk, omar: Person) -> Person:
    return desk.hire("Priya Nair", phone="020 7946 0011", reach="Mon–Fri 9–17")


@pytest.fixture
def sam(desk: Desk, priya: Person) -> Person:
    return desk.hire("Sam Lee", phone="020 7946 0022", reach="Mon–Thu 8–16", takes_new=False)


@pytest.fixture
def pia(desk: Desk) -> Person:
    return desk.hire("Pia Brandt", "programme", takes_new=False)
