from __future__ import annotations

import pytest

from amends.core.refusal import AlreadyAnswered, NotFound
from amends.people.models import Person
from amends.promises.models import Escalation
from tests.cast import Desk


@pytest.fixture
def case(desk: Desk, priya: Person, pia: Person) -> int:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    desk.do("record_call", priya, case=case.pk, words="Heard her out.")
    return int(case.pk)


def _break(desk: Desk, priya: Person, case: int, hours: int) -> None:
    desk.do("promise", priya, case=case, what="Ring her", within=f"{hours} hours")


@pytest.mark.req("S1.43")
def test_the_second_broken_promise_takes_the_case_up_and_without_acceptance_the_next_level_is_told(
    desk: Desk, priya: Person, omar: Person, pia: Person, case: int
) -> None:
    _break(desk, priya, case, 1)
    _break(desk, priya, case, 2)
    desk.go_to("2026-05-22 11:01")
    assert desk.ask("escalation", priya, case=case) is None

    desk.go_to("2026-05-22 12:01")

    told = desk.ask("escalation", priya, case=case)
    assert (told["reason"], told["level"], told["accepted_by"]) == ("broken-twice", 1, None)
    assert desk.notices(omar, case).count("escalated") == 1
    assert "escalation-not-accepted" not in desk.notices(pia, case)
    desk.go_to("2026-05-22 13:01")
    assert desk.ask("escalation", priya, case=case)["level"] == 2
    assert desk.notices(pia, case).count("escalation-not-accepted") == 1
    desk.go_to("2026-05-27 13:01")
    assert desk.notices(pia, case).count("escalation-not-accepted") == 2, "once more at the top, and then no more"


@pytest.mark.req("S1.43")
def test_the_hour_is_a_working_hour(desk: Desk, priya: Person, omar: Person, pia: Person, case: int) -> None:
    _break(desk, priya, case, 1)
    desk.go_to("2026-05-22 15:30")
    desk.do("promise", priya, case=case, what="Ring her", within="1 hour")
    desk.go_to("2026-05-26 09:29")
    assert desk.ask("escalation", priya, case=case)["level"] == 1

    desk.go_to("2026-05-26 09:31")

    assert desk.ask("escalation", priya, case=case)["level"] == 2


@pytest.mark.req("S1.43")
def test_who_accepts_is_named_and_nobody_further_up_is_told(
    desk: Desk, priya: Person, omar: Person, pia: Person, case: int
) -> None:
    desk.do("escalate", priya, case=case, words="She asks for somebody above me.")
    assert desk.refused("accept_escalation", priya, case=case).code == "not-allowed"
    assert isinstance(desk.refused("escalate", priya, case=case), AlreadyAnswered)

    desk.wait(minutes=50)
    desk.do("accept_escalation", omar, case=case)
    desk.go_to("2026-05-27 12:00")

    told = desk.ask("escalation", priya, case=case)
    assert (told["reason"], told["accepted_by"]) == ("asked", "Omar Haddad")
    assert "escalation-accepted" in desk.notices(priya, case)
    assert "escalation-not-accepted" not in desk.notices(pia, case)
    assert isinstance(desk.refused("accept_escalation", pia, case=case), AlreadyAnswered)
    desk.do("end_escalation", omar, case=case, words="A table was found.")
    assert desk.ask("escalation", priya, case=case) is None
    assert isinstance(desk.refused("end_escalation", omar, case=case), NotFound)


@pytest.mark.req("S1.43")
def test_a_promise_that_an_act_finds_broken_counts_too(desk: Desk, priya: Person, omar: Person, case: int) -> None:
    made = [desk.do("promise", priya, case=case, what="Ring her", within="1 hour") for _ in range(2)]
    desk.now = desk.local("2026-05-22 11:30")
    for row in made:
        desk.do("keep", priya, case=case, promise=row.pk)

    assert Escalation.objects.get().reason == "broken-twice"


@pytest.mark.req("S1.43")
def test_a_supplier_who_breaks_a_promise_to_us_is_no_ladder(desk: Desk, priya: Person, omar: Person, case: int) -> None:
    li = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    for _ in range(2):
        asked = desk.do("request_promise", priya, case=case, of=li.pk, what="Send it", within="1 hour", kind="supplier")
        desk.do("answer_promise", priya, case=case, promise=asked.pk, answer="accept", words="“Yes.”")
    desk.wait(hours=2)

    assert not Escalation.objects.exists()


@pytest.mark.req("S1.43")
def test_a_closed_case_rings_nobody_further_up_and_goes_on_when_it_is_opened_again(
    desk: Desk, priya: Person, omar: Person, pia: Person, case: int
) -> None:
    desk.do("escalate", priya, case=case)
    desk.wait(minutes=30)
    desk.do("close", priya, case=case, how="withdrawn")
    desk.go_to("2026-05-22 15:00")
    assert "escalation-not-accepted" not in desk.notices(pia, case)
    desk.do("reopen", priya, case=case)

    desk.go_to("2026-05-22 15:59")
    assert "escalation-not-accepted" not in desk.notices(pia, case)
    desk.go_to("2026-05-22 16:01")
    assert "escalation-not-accepted" in desk.notices(pia, case)


@pytest.mark.req("S1.43")
def test_where_nobody_leads_there_is_nobody_to_take_it_up_to(desk: Desk) -> None:
    mia = desk.hire("Mia Roth")
    case = desk.by_phone(mia, "You brought the wrong table.").pk

    refusal = desk.refused("escalate", mia, case=case)

    assert refusal.code == "nobody-above"
