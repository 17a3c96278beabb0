from __future__ import annotations

import pytest

from amends.people.models import Person
from tests.cast import Desk

AMARA = "amara@home.example"


def _reason(desk: Desk, by: Person, case: int) -> str | None:
    told = desk.ask("escalation", by, case=case)
    return told and str(told["reason"])


@pytest.mark.req("S1.43")
def test_the_third_mail_of_a_customer_takes_the_case_up(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    for text in ("Nobody has answered me.", "Still nobody has answered me."):
        assert _reason(desk, priya, case) is None
        desk.wait(hours=1)
        desk.receive(AMARA, text, answers=desk.mail_to(AMARA))

    assert _reason(desk, priya, case) == "three-contacts"
    assert desk.notices(omar, case).count("escalated") == 1
    desk.do("accept_escalation", omar, case=case)
    desk.do("end_escalation", omar, case=case)
    desk.wait(hours=1)
    desk.receive(AMARA, "I saw your note.", answers=desk.mail_to(AMARA))
    assert _reason(desk, priya, case) is None, "after an escalation it is counted anew"


@pytest.mark.req("S1.43")
def test_the_third_call_of_a_customer_takes_the_case_up_whoever_writes_it_down(
    desk: Desk, priya: Person, omar: Person
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.").pk
    desk.do("record_call", priya, case=case, words="Heard her out.")
    desk.wait(hours=2)
    desk.do("record_call", priya, case=case, words="She rang again.")
    assert _reason(desk, priya, case) is None, "the notes of a call are that call"

    desk.wait(hours=2)
    desk.do("record_call", omar, case=case, words="She rang a third time.")

    assert _reason(desk, priya, case) == "three-contacts"
    assert "escalated" in desk.notices(omar, case)


@pytest.mark.req("S1.43")
def test_answers_thanks_and_our_own_calls_are_no_contacts(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA).pk
    desk.wait(hours=1)
    desk.do("write", priya, case=case, text="Which colour is the table that came?")
    desk.wait(hours=1)
    desk.receive(AMARA, "The one that came is brown.", answers=desk.mail_to(AMARA))
    desk.wait(hours=1)
    desk.receive(AMARA, "Thank you!", answers=desk.mail_to(AMARA))
    made = desk.do("promise", priya, case=case, what="Ring her", within="2 hours", kind="call-back")
    desk.wait(hours=1)
    desk.do("record_call", priya, case=case, words="Rang her.", keeps=made.pk)
    desk.wait(hours=1)
    desk.do("record_call", priya, case=case, words="Rang her again.", from_customer=False)
    assert _reason(desk, priya, case) is None


@pytest.mark.req("S1.43")
def test_four_fifths_of_a_hard_limit_take_the_case_up(desk: Desk, priya: Person, omar: Person) -> None:
    desk.do("switch_pack", omar, pack="house-default")
    case = desk.by_phone(priya, "You brought the wrong table.").pk
    # The limit of 24 hours: 7 hours of work on Friday, none on the holiday's weekend.
    desk.go_to("2026-05-22 15:35")
    assert _reason(desk, priya, case) is None

    desk.go_to("2026-05-22 15:37")

    assert _reason(desk, priya, case) == "hard-limit"
    assert desk.notices(omar, case).count("escalated") == 1


@pytest.mark.req("S1.43")
def test_a_limit_that_is_met_in_time_takes_nothing_up(desk: Desk, priya: Person, omar: Person) -> None:
    desk.do("switch_pack", omar, pack="house-default")
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.go_to("2026-05-26 12:00")
    assert _reason(desk, priya, case) is None
