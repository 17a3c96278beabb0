from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from amends.cases.models import Case
from amends.core.refusal import AlreadyAnswered, DueInPast, NotAllowed, NotYourMove, SlotTaken, Unusable
from amends.people.models import Person
from amends.promises.models import SupervisorRequest
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def marek(desk: Desk, priya: Person) -> Person:
    """Above Omar nobody; Marek comes after him in the ladder."""
    return desk.hire("Marek Novak", "lead", takes_new=False)


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_phone(priya, "I want whoever is in charge.", email=AMARA, phone="020 7946 0155").pk)


def _amara() -> Person:
    return Person.objects.get(name="Amara Okafor")


def _publish(desk: Desk, lead: Person, starts: str, ends: str) -> int:
    values = {"starts": desk.local(starts).isoformat(), "ends": desk.local(ends).isoformat()}
    return int(desk.do("publish_slot", lead, **values).pk)


def _request(desk: Desk, by: Person, case: int) -> dict[str, Any]:
    told: dict[str, Any] = desk.ask("supervisor", by, case=case)
    return told


def _calls(desk: Desk, by: Person, case: int) -> list[tuple[str, str]]:
    rows = desk.ask("case", by, case=case)["promises"]
    return [(row["promisor"]["name"], row["due"]) for row in rows if row["kind"] == "call-back"]


@pytest.mark.req("S2.35")
@pytest.mark.parametrize("asker", ["customer", "agent"])
@pytest.mark.parametrize(
    ("name", "slot", "asked"),
    [("Marek Novak", "2026-05-22 15:30", "2026-05-22 10:05"), ("Ida Berg", "2026-05-22 12:15", "2026-05-22 12:11")],
)
def test_with_nobody_live_a_published_time_is_promised_at_once_by_name_and_clock_time(
    desk: Desk, omar: Person, priya: Person, case: int, asker: str, name: str, slot: str, asked: str
) -> None:
    lead = desk.hire(name, "lead", takes_new=False)
    _publish(desk, lead, slot, f"{slot[:-2]}45")
    desk.go_to(asked)
    by = _amara() if asker == "customer" else priya
    desk.do("ask_supervisor", by, case=case, words="She says: a supervisor, now.")
    desk.settle()

    due = desk.local(slot)
    assert _calls(desk, priya, case) == [(name, due.astimezone(UTC).isoformat())]
    text = desk.mail_to(AMARA).text
    assert f"{name} rings you: {due:%A %-d %B, %H:%M}" in text
    assert "later today" not in text
    told = _request(desk, priya, case)
    assert (told["held_seconds"], told["meanwhile"], told["asked"]) == (0, None, [])
    assert "slot-booked" in desk.notices(lead)
    desk.go_to(slot)
    desk.wait(seconds=1)
    assert desk.ask("case", priya, case=case)["promises"][0]["broken"]


@pytest.mark.req("S2.35")
def test_a_lead_who_is_there_is_asked_live_and_accepts(desk: Desk, priya: Person, marek: Person, case: int) -> None:
    desk.do("set_presence", marek, present=True)
    desk.do("ask_supervisor", priya, case=case)

    (ask,) = _request(desk, priya, case)["asked"]
    assert (ask["lead"], ask["live"], ask["move"]) == ("Marek Novak", True, "requested")
    assert desk.notices(marek, case) == ["supervisor-asked"]
    assert _calls(desk, priya, case) == []
    refusal = desk.refused("answer_promise", priya, case=case, promise=ask["promise"], answer="accept")
    assert isinstance(refusal, NotYourMove)

    desk.wait(minutes=2)
    desk.do("answer_promise", marek, case=case, promise=ask["promise"], answer="accept")
    desk.settle()

    told = _request(desk, priya, case)
    assert (told["promise"]["promisor"]["name"], told["held_seconds"]) == ("Marek Novak", 120)
    assert "Marek Novak rings you: Friday 22 May, 10:15" in desk.mail_to(AMARA).text
    assert "supervisor-found" in desk.notices(priya, case)


@pytest.mark.req("S2.35")
def test_not_accepted_live_within_three_minutes_it_is_the_next_published_time(
    desk: Desk, priya: Person, omar: Person, marek: Person, case: int
) -> None:
    desk.do("set_presence", omar, present=True)
    _publish(desk, marek, "2026-05-22 15:30", "2026-05-22 15:45")
    desk.do("ask_supervisor", priya, case=case)
    desk.wait(minutes=2, seconds=59)
    assert _calls(desk, priya, case) == []

    desk.wait(seconds=1)

    assert _calls(desk, priya, case) == [("Marek Novak", "2026-05-22T14:30:00+00:00")]
    told = _request(desk, priya, case)
    assert (told["held_seconds"], [(ask["lead"], ask["move"]) for ask in told["asked"]]) == (
        180,
        [("Omar Haddad", "withdrawn")],
    )
    assert "Marek Novak rings you: Friday 22 May, 15:30" in desk.mail_to(AMARA).text


@pytest.mark.req("S2.35")
@pytest.mark.parametrize("declines", [False, True])
def test_with_no_time_left_the_agent_promises_a_name_and_the_request_goes_down_the_ladder(
    desk: Desk, priya: Person, omar: Person, marek: Person, case: int, declines: bool
) -> None:
    desk.do("ask_supervisor", priya, case=case)
    desk.settle()

    told = _request(desk, priya, case)
    assert (told["meanwhile"]["promisor"]["name"], told["meanwhile"]["due"]) == (
        "Priya Nair",
        "2026-05-22T09:15:00+00:00",
    )
    assert "Priya Nair tells you by Friday 22 May, 10:15" in desk.mail_to(AMARA).text
    assert [ask["lead"] for ask in told["asked"]] == ["Omar Haddad"]

    if declines:
        desk.wait(minutes=4)
        desk.do("answer_promise", omar, case=case, promise=told["asked"][0]["promise"], answer="decline")
        desk.settle()
    else:
        desk.wait(minutes=14, seconds=59)
        assert len(_request(desk, priya, case)["asked"]) == 1
        desk.wait(seconds=1)

    asked = _request(desk, priya, case)["asked"]
    assert [ask["lead"] for ask in asked] == ["Omar Haddad", "Marek Novak"]
    desk.do("answer_promise", marek, case=case, promise=asked[1]["promise"], answer="accept")
    desk.settle()

    told = _request(desk, priya, case)
    assert told["promise"]["promisor"]["name"] == "Marek Novak"
    assert told["promise"]["due"] in ("2026-05-22T13:04:00+00:00", "2026-05-22T13:15:00+00:00")  # four hours, that day
    assert told["meanwhile"]["state"] == "kept"
    assert "Marek Novak rings you" in desk.mail_to(AMARA).text


@pytest.mark.req("S2.36")
def test_when_everybody_was_asked_and_nobody_accepted_the_team_is_told(
    desk: Desk, priya: Person, omar: Person, marek: Person, case: int
) -> None:
    desk.do("ask_supervisor", priya, case=case)
    desk.wait(minutes=31)

    told = _request(desk, priya, case)
    assert told["given_up"] == "2026-05-22T09:30:00+00:00"
    assert told["meanwhile"]["move"] == "broken"
    for person in (priya, omar, marek):
        assert "supervisor-not-found" in desk.notices(person, case)
    desk.do("ask_supervisor", priya, case=case)
    assert SupervisorRequest.objects.count() == 2


@pytest.mark.req("S2.35")
def test_presence_is_said_by_the_person_and_ends_with_the_day_or_an_absence(
    desk: Desk, omar: Person, marek: Person, sam: Person
) -> None:
    def here() -> list[str]:
        return [row["name"] for row in desk.ask("supervisors", omar) if row["present"]]

    assert here() == []
    desk.do("set_presence", omar, present=True)
    desk.do("set_presence", marek, present=True, until=desk.local("2026-05-22 12:00").isoformat())
    assert here() == ["Omar Haddad", "Marek Novak"]
    desk.go_to("2026-05-22 12:00")
    assert here() == ["Omar Haddad"]
    desk.go_to("2026-05-22 17:00")
    assert here() == []
    desk.do("set_presence", marek, present=True)
    desk.do("go_away", marek, person=marek.pk, stand_in=sam.pk)
    assert here() == []
    desk.do("set_presence", omar, present=True)
    desk.do("set_presence", omar, present=False)
    assert here() == []
    assert isinstance(desk.refused("set_presence", omar, present=True, until=desk.now.isoformat()), Unusable)


def test_times_are_published_by_those_who_lead_ahead_of_time_and_withdrawn_while_they_are_free(
    desk: Desk, priya: Person, marek: Person, case: int
) -> None:
    at = {"starts": desk.local("2026-05-22 15:30").isoformat(), "ends": desk.local("2026-05-22 15:45").isoformat()}
    past = {**at, "starts": desk.local("2026-05-22 09:30").isoformat()}
    assert isinstance(desk.refused("publish_slot", priya, **at), NotAllowed)
    assert isinstance(desk.refused("publish_slot", marek, **past), DueInPast)
    assert isinstance(desk.refused("publish_slot", marek, starts=at["ends"], ends=at["starts"]), Unusable)
    first = desk.do("publish_slot", marek, **at)
    assert isinstance(desk.refused("publish_slot", marek, **at), AlreadyAnswered)
    desk.do("withdraw_slot", marek, slot=first.pk)
    second = desk.do("publish_slot", marek, **at)
    desk.do("ask_supervisor", priya, case=case)

    assert _calls(desk, priya, case) == [("Marek Novak", "2026-05-22T14:30:00+00:00")]
    refusal = desk.refused("withdraw_slot", marek, slot=second.pk)
    assert isinstance(refusal, SlotTaken)
    assert refusal.values["case"] == case


def test_one_time_is_promised_once_and_asking_twice_changes_nothing(
    desk: Desk, priya: Person, marek: Person, case: int
) -> None:
    _publish(desk, marek, "2026-05-22 15:30", "2026-05-22 15:45")
    _publish(desk, marek, "2026-05-22 15:45", "2026-05-22 16:00")
    other = desk.by_phone(priya, "Your boss, please.", name="Tomasz Wójcik").pk
    for number in (case, case, other):
        desk.do("ask_supervisor", priya, case=number)

    assert _calls(desk, priya, case) == [("Marek Novak", "2026-05-22T14:30:00+00:00")]
    assert _calls(desk, priya, other) == [("Marek Novak", "2026-05-22T14:45:00+00:00")]


def test_practice_takes_nobodys_time(desk: Desk, priya: Person, marek: Person, case: int) -> None:
    slot = _publish(desk, marek, "2026-05-22 15:30", "2026-05-22 15:45")
    practice = desk.do("begin_practice", priya)
    desk.do("ask_supervisor", priya, case=practice.pk)
    desk.do("ask_supervisor", priya, case=case)

    assert _calls(desk, priya, case) == [("Marek Novak", "2026-05-22T14:30:00+00:00")]
    desk.do("remove_practice", priya)
    assert SupervisorRequest.objects.get().case_id == case
    assert desk.ask("supervisors", priya)[1]["slots"][0]["id"] == slot


@pytest.mark.req("S2.35")
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-05-22 10:00", "2026-05-22 14:00"),
        ("2026-05-22 15:00", "2026-05-22 17:00"),
        ("2026-05-22 16:50", "2026-05-26 13:00"),
    ],
)
def test_where_nobody_else_leads_the_owner_rings_the_same_day(
    desk: Desk, priya: Person, omar: Person, case: int, asked: str, due: str
) -> None:
    desk.do("assign", priya, case=case, to="Omar Haddad")
    desk.go_to(asked)
    desk.do("ask_supervisor", _amara(), case=case)
    desk.settle()

    assert _calls(desk, priya, case) == [("Omar Haddad", desk.local(due).astimezone().isoformat())]
    assert "Omar Haddad rings you" in desk.mail_to(AMARA).text


def test_a_customer_whose_case_is_closed_opens_it_by_asking(
    desk: Desk, priya: Person, marek: Person, case: int
) -> None:
    desk.do("close", priya, case=case, how="withdrawn")
    desk.do("ask_supervisor", _amara(), case=case)

    assert Case.objects.get(pk=case).standing.is_open


def test_whoever_has_no_number_on_record_is_asked_for_one(desk: Desk, priya: Person, marek: Person) -> None:
    case = desk.by_mail("tomasz@home.example", "I want your boss.").pk
    desk.do("ask_supervisor", priya, case=case)
    desk.settle()

    assert "Reply with the number" in desk.mail_to("tomasz@home.example").text
