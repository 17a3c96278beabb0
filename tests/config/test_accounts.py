from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from amends.people.models import Person

ADDRESS, PASSWORD = "priya@meridian.example", "a sofa with three legs"


@pytest.fixture
def priya(db: None) -> Person:
    person = Person.objects.create(name="Priya Nair", created_at=timezone.now())
    get_user_model().objects.create_user(ADDRESS, PASSWORD, person=person)
    return person


def test_an_agent_signs_in_with_her_address_and_password(client: Client, priya: Person) -> None:
    answer = sign_in(client, ADDRESS.upper(), PASSWORD)

    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


@override_settings(ACCOUNT_RATE_LIMITS={})
def test_eight_wrong_passwords_shut_the_door_even_to_the_right_one(client: Client, priya: Person) -> None:
    for _ in range(8):
        sign_in(client, ADDRESS, "a guess")

    sign_in(client, ADDRESS, PASSWORD)

    assert "_auth_user_id" not in client.session


@override_settings(ACCOUNT_RATE_LIMITS={})
def test_a_colleague_at_the_same_place_is_not_shut_out(client: Client, priya: Person) -> None:
    for _ in range(9):
        sign_in(client, "sam@meridian.example", "a guess")

    sign_in(client, ADDRESS, PASSWORD)

    assert "_auth_user_id" in client.session


def test_nobody_makes_an_account_alone(client: Client, db: None) -> None:
    answer = client.post(
        "/account/signup/", {"email": "stranger@elsewhere.example", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert answer.status_code == 200
    assert not get_user_model().objects.exists()


def sign_in(client: Client, address: str, password: str) -> HttpResponse:
    return client.post("/account/login/", {"login": address, "password": password})
