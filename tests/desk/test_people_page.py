from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from amends.cases.models import Standing
from amends.people.models import Account, Membership
from amends.remedies.models import Limit
from tests.desk.conftest import Meridian, complaint, sign_in


def test_a_member_chooses_language_light_and_keys(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/you", {"language": "de", "theme": "dark", "undo_seconds": "60", "key": "a"})

    assert answer.status_code == 303
    page = desk.get("/you").content.decode()
    assert '<html lang="de" dir="ltr" data-theme="dark">' in page
    assert 'data-single-keys="off"' in page
    assert Account.objects.get(person=meridian.priya).undo_seconds == 60


def test_a_language_that_is_not_offered_is_refused(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/you", {"language": "xx", "theme": "dark", "undo_seconds": "60", "key": "a"})

    assert answer.status_code == 409


@pytest.mark.req("S0.10")
def test_who_goes_away_hands_every_open_case_to_a_named_stand_in(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    complaint(meridian.priya, now)

    desk.post("/team/away", {"stand_in": meridian.sam.pk, "until": "2026-06-22", "key": "a"})

    assert Standing.objects.get().owner == meridian.sam
    assert "Away, Sam Lee answers" in desk.get("/team").content.decode()


def test_an_agent_sends_nobody_else_away(desk: Client, meridian: Meridian, now: datetime) -> None:
    complaint(meridian.omar, now)

    desk.post("/team/away", {"person": meridian.omar.pk, "stand_in": meridian.sam.pk, "key": "a"})

    assert Standing.objects.get().owner == meridian.omar


def test_a_lead_adds_a_colleague_and_a_limit_who_then_signs_in(client: Client, meridian: Meridian) -> None:
    sign_in(client, meridian.omar)

    client.post("/team/add", {"name": "Ana Petrova", "email": "ana@meridian.example", "role": "agent",
                              "password": "ten words are long enough", "takes_new": "on", "key": "a"})  # fmt: skip
    client.post("/team/limit", {"role": "agent", "alone": "75", "cap": "300", "key": "b"})

    assert Membership.objects.filter(person__name="Ana Petrova", role="agent", until=None).exists()
    assert Limit.objects.get(role="agent").alone == 75
    assert Account.objects.get(email="ana@meridian.example").check_password("ten words are long enough")


def test_a_weak_first_password_is_refused_and_the_rest_stays_typed(client: Client, meridian: Meridian) -> None:
    sign_in(client, meridian.omar)

    answer = client.post(
        "/team/add",
        {"name": "Ana Petrova", "email": "ana@meridian.example", "role": "agent", "password": "short", "key": "a"},
    )

    assert answer.status_code == 409
    assert 'value="Ana Petrova"' in answer.content.decode()
    assert not Account.objects.filter(email="ana@meridian.example").exists()


def test_an_agent_adds_nobody(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/team/add", {"name": "Ana Petrova", "email": "ana@meridian.example", "role": "lead"})

    assert answer.status_code == 403
