from __future__ import annotations

from typing import Any

import pytest

from amends.people.models import Person
from amends.promises.models import Promise, SupervisorRequest
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_phone(priya, "I want whoever is in charge.", email=AMARA, phone="020 7946 0155").pk)


def _request(desk: Desk, by: Person, case: int) -> dict[str, Any]:
    told: dict[str, Any] = desk.ask("supervisor", by, case=case)
    return told


@pytest.mark.req("S2.35")
@pytest.mark.parametrize("how", ["withdrawn", "spam"])
def test_a_request_ends_with_the_case_and_can_be_made_again_once_it_is_open(
    desk: Desk, priya: Person, omar: Person, case: int, how: str
) -> None:
    desk.do("set_presence", omar, present=True)
    desk.do("ask_supervisor", priya, case=case)
    desk.wait(minutes=2)
    (ask,) = _request(desk, priya, case)["asked"]
    if how == "spam":
        desk.do("sort_out", priya, case=case, how=how)
    else:
        desk.do("close", priya, case=case, how=how)

    assert Promise.objects.get(pk=ask["promise"]).verdict(desk.now).move == "withdrawn"
    assert "promise-withdrawn" in desk.notices(omar, case)
    desk.wait(days=1)
    desk.do("reopen", priya, case=case)
    desk.do("ask_supervisor", priya, case=case)
    told = _request(desk, priya, case)
    assert SupervisorRequest.objects.count() == 2
    assert [(row["lead"], row["move"]) for row in told["asked"]] == [("Omar Haddad", "requested")]


@pytest.mark.req("S2.35")
def test_a_name_is_promised_within_a_quarter_of_an_hour_of_when_the_clocks_run_again(
    desk: Desk, priya: Person, omar: Person, case: int
) -> None:
    desk.do("set_presence", omar, present=True)
    desk.do("ask_supervisor", priya, case=case)
    desk.now = desk.local("2026-05-22 10:20")
    desk.settle()

    told = _request(desk, priya, case)
    assert told["meanwhile"]["due"] == "2026-05-22T09:35:00+00:00"
    assert [row["lead"] for row in told["asked"]] == ["Omar Haddad", "Omar Haddad"]


@pytest.mark.req("S2.35")
def test_who_does_not_want_to_be_rung_is_asked_for_another_number(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "Your boss, please.", email=AMARA, phone="020 7946 0155").pk
    desk.do("refuse_calls", priya, case=case)
    desk.do("ask_supervisor", priya, case=case)
    desk.settle()

    assert "Reply with the number" in desk.mail_to(AMARA).text
