from __future__ import annotations

import pytest

from amends.cases.models import Case
from amends.messages.models import CustomerMessage, HeldSend
from amends.people.models import Person
from tests.cast import Desk


@pytest.fixture
def case(desk: Desk, priya: Person) -> Case:
    return desk.by_phone(priya, "Two of six chairs came broken.", email="amara@home.example")


def test_a_key_sends_once_also_after_its_message_has_left(desk: Desk, priya: Person, case: Case) -> None:
    reply = {"text": "The chairs are on the van."}
    first = desk.do("hold", priya, case=case.pk, key="one press", reply=reply)

    assert desk.do("hold", priya, case=case.pk, key="one press", reply=reply).pk == first.pk
    desk.wait(seconds=20)
    assert desk.do("hold", priya, case=case.pk, key="one press", reply=reply) is None
    desk.wait(seconds=20)

    assert sent(case) == 1


def test_what_was_taken_back_is_not_sent_by_a_late_retry(desk: Desk, priya: Person, case: Case) -> None:
    held = desk.do("hold", priya, case=case.pk, key="one press", reply={"text": "Hello"})
    desk.do("take_back", priya, held=held.pk)

    assert desk.do("hold", priya, case=case.pk, key="one press", reply={"text": "Hello"}) is None
    assert not HeldSend.objects.exists()


def test_keys_of_two_people_never_meet_and_a_refused_press_uses_none_up(
    desk: Desk, priya: Person, sam: Person, case: Case
) -> None:
    assert desk.refused("hold", priya, case=case.pk, key="k", reply={"text": ""}).code == "unusable"
    assert desk.refused("hold", priya, case=case.pk, key=" ", reply={"text": "Hello"}).code == "unusable"

    for person in (priya, sam):
        desk.do("hold", person, case=case.pk, key="k", reply={"text": f"Hello from {person.first_name}"})

    desk.wait(seconds=20)
    assert sent(case) == 2


def sent(case: Case) -> int:
    return CustomerMessage.objects.filter(case=case, direction="out", automatic="").count()
