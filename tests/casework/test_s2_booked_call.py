from __future__ import annotations

import pytest

from amends.casework.wording.notices import notice_sentence
from amends.people.models import Notice, Person
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def marek(desk: Desk, priya: Person) -> Person:
    return desk.hire("Marek Novak", "lead", takes_new=False)


@pytest.fixture
def case(desk: Desk, priya: Person, marek: Person) -> int:
    """Marek has promised to ring at 15:30: at a published time that the customer was given."""
    case = int(desk.by_phone(priya, "I want whoever is in charge.", email=AMARA, phone="020 7946 0155").pk)
    times = {"starts": desk.local("2026-05-22 15:30").isoformat(), "ends": desk.local("2026-05-22 15:45").isoformat()}
    desk.do("publish_slot", marek, **times)
    desk.go_to("2026-05-22 11:05")
    desk.do("ask_supervisor", priya, case=case)
    return case


@pytest.mark.req("S2.35")
def test_the_lead_who_owes_a_booked_call_is_warned_before_it(
    desk: Desk, priya: Person, marek: Person, case: int
) -> None:
    desk.go_to("2026-05-22 15:29")
    assert "promise-soon" in desk.notices(marek, case)
    assert "promise-soon" in desk.notices(priya, case)

    desk.go_to("2026-05-22 15:31")

    assert "promise-broken" in desk.notices(marek, case)


@pytest.mark.req("S2.35")
@pytest.mark.parametrize("since", ["2026-05-22 11:05", "2026-05-22 15:00"])
def test_a_lead_with_a_booked_call_who_goes_away_leaves_it_with_somebody_who_knows(
    desk: Desk, priya: Person, sam: Person, marek: Person, case: int, since: str
) -> None:
    desk.do("go_away", marek, person=marek.pk, stand_in=sam.pk, since=desk.local(since).isoformat())

    for person in (sam, priya):
        assert desk.notices(person, case).count("caller-away") == 1
    notice = Notice.objects.get(person=priya, code="caller-away")
    words = notice_sentence(notice, "Amara Okafor", "Europe/London", desk.now)
    assert words == (
        "Marek Novak is away when Amara Okafor expects the call: Fri 22 May 15:30. Sam Lee answers. Tell Amara Okafor."
    )
    desk.go_to("2026-05-22 15:29")
    # The last warning came at 14:37; who takes over after it has been told by then that a call is theirs.
    assert ("promise-soon" in desk.notices(sam, case)) is (since == "2026-05-22 11:05")


@pytest.mark.req("S2.35")
def test_an_absence_that_is_over_before_the_call_troubles_nobody(
    desk: Desk, priya: Person, sam: Person, marek: Person, case: int
) -> None:
    until = desk.local("2026-05-22 14:00").isoformat()
    desk.do("go_away", marek, person=marek.pk, stand_in=sam.pk, until=until)

    assert "caller-away" not in desk.notices(priya, case)
    assert "caller-away" not in desk.notices(sam, case)
