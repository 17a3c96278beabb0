from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.people.models import Person
from tests.cast import Desk

# A Monday in March before the clocks go forward; London keeps UTC.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(MONDAY)


@pytest.fixture
def omar(desk: Desk) -> Person:
    return desk.hire("Omar Haddad", "lead", takes_new=False)


@pytest.fixture
def priya(desk: Desk, omar: Person) -> Person:
    return desk.hire("Priya Nair", phone="020 7946 0011", reach="Mon–Fri 9–17")


@pytest.fixture
def pia(desk: Desk) -> Person:
    return desk.hire("Pia Brandt", "programme", takes_new=False)
