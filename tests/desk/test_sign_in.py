from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.desk.conftest import PASSWORD, Meridian


def test_the_sign_in_page_takes_an_address_and_a_password(client: Client, meridian: Meridian) -> None:
    page = client.get("/account/login/?next=/learn").content.decode()
    assert "<h1>Sign in</h1>" in page
    assert 'name="next" value="/learn"' in page

    answer = client.post("/account/login/", signing_in(next="/learn"))

    assert answer["Location"] == "/learn"


def test_a_wrong_password_is_said_in_one_sentence_and_the_address_stays(client: Client, meridian: Meridian) -> None:
    page = client.post("/account/login/", signing_in(password="a guess")).content.decode()

    assert "The address or the password is not right." in page
    assert 'value="priya@meridian.example"' in page


@pytest.mark.parametrize("limits", [{}, False], ids=["by allauth", "by axes"])
def test_either_lock_says_how_long_it_holds(client: Client, meridian: Meridian, settings: Any, limits: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = limits
    for _ in range(8):
        answer = client.post("/account/login/", signing_in(password="a guess"))

    assert "Too many tries with this address. Wait 15 minutes" in answer.content.decode()


def test_a_code_sent_by_mail_signs_in_without_a_password(client: Client, meridian: Meridian) -> None:
    answer = client.post("/account/login/code/", {"email": "priya@meridian.example"}, follow=True)
    assert "a code is on its way" in answer.content.decode()
    code = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code

    client.post("/account/login/code/confirm/", {"code": code[1]})

    assert client.get("/").status_code == 200


def test_signing_out_is_a_press_on_every_page(desk: Client) -> None:
    assert 'action="/account/logout/"' in desk.get("/learn").content.decode()

    desk.post("/account/logout/")

    assert desk.get("/learn").status_code == 302


def test_somebody_who_left_the_team_sees_nothing(desk: Client, meridian: Meridian) -> None:
    meridian.priya.memberships.update(until="2026-06-16T08:00Z")

    answer = desk.get("/")

    assert answer.status_code == 403
    assert "Only members of the team can see the desk." in answer.content.decode()


@pytest.mark.parametrize("address", ["/account/password/reset/", "/account/login/code/", "/account/2fa/"])
def test_the_other_pages_of_the_door_stand_in_our_frame(desk: Client, address: str) -> None:
    page = desk.get(address, follow=True).content.decode()

    assert "amends/amends.css" in page


def signing_in(**told: str) -> dict[str, str]:
    return {"login": "priya@meridian.example", "password": PASSWORD} | told
