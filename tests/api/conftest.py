from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from amends.casework.founding import add_member, set_up_house
from amends.people.models import Person
from amends.people.tokens import make_token

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


@dataclass
class Caller:
    """Somebody who calls the API with a token of their own."""

    person: Person
    token: str

    def post(self, act: str, key: str = "", **values: Any) -> tuple[int, Any]:
        headers = {"Idempotency-Key": key} if key else {}
        answer = Client().post(
            f"/api/v1/acts/{act}",
            json.dumps(values),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )
        return answer.status_code, answer.json()

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        answer = Client().get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {self.token}"})
        return answer.status_code, answer.json()


@pytest.fixture
def house(db: None) -> None:
    set_up_house(name="Meridian Furniture", at=NOW, address="desk@meridian.example")


def _caller(name: str, role: str) -> Caller:
    person = add_member(name=name, email=f"{name.split()[0].lower()}@meridian.example", at=NOW, role=role)
    return Caller(person, make_token(person.account, "tests", NOW)[1])


@pytest.fixture
def helen(house: None) -> Caller:
    return _caller("Helen Marsh", "programme")


@pytest.fixture
def priya(house: None) -> Caller:
    return _caller("Priya Nair", "agent")
