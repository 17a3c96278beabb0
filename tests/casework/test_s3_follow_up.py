from __future__ import annotations

from typing import Any

import pytest

from amends.cases.models import Case, CaseLink
from amends.core.refusal import AlreadyAnswered, NotAsked, Unusable
from amends.people.models import Person
from amends.promises.models import FollowUp
from tests.cast import Desk

AMARA = "amara@home.example"
PHONE = "020 7946 0155"


def _closed(desk: Desk, priya: Person, *, at: str, phone: str = PHONE) -> int:
    """A case that the customer closed in agreement at a clock time of the house."""
    desk.go_to(at)
    case = int(desk.by_phone(priya, "The tap leaks.", email=AMARA, phone=phone).pk)
    desk.do("restate", priya, case=case, words="Your new tap drips all night.", how="phone")
    made = desk.do("promise", priya, case=case, what="Send the fitter", within="2 hours")
    desk.do("keep", priya, case=case, promise=made.pk)
    desk.do("try_action", priya, case=case, words="A new washer", option="repair")
    desk.do("confirm", priya, case=case, answer="yes", words="“Dry now.”", how="phone")
    assert desk.ask("case", priya, case=case)["closed_how"] == "agreed"
    return case


def _due(desk: Desk, by: Person) -> list[int]:
    return [row["case"] for row in desk.ask("follow_ups", by)]


@pytest.mark.req("S3.33")
@pytest.mark.parametrize(
    ("closed", "eve", "day"),
    [
        ("2026-06-01 15:00", "2026-06-03 23:59", "2026-06-04 09:00"),  # Monday, Thursday
        ("2026-05-22 10:30", "2026-05-27 23:59", "2026-05-28 09:00"),  # over a weekend and a holiday
    ],
)
def test_three_working_days_after_an_agreed_closure_a_follow_up_is_due_with_number_and_brief(
    desk: Desk, priya: Person, omar: Person, sam: Person, closed: str, eve: str, day: str
) -> None:
    case = _closed(desk, priya, at=closed)
    desk.go_to(eve)
    assert _due(desk, priya) == []
    desk.go_to(day)

    (row,) = desk.ask("follow_ups", priya)
    assert (row["case"], row["customer"], row["phone"], row["mail"]) == (case, "Amara Okafor", PHONE, "")
    assert row["due"] == desk.local(f"{day[:10]} {closed[-5:]}").astimezone().isoformat()
    assert row["brief"][:2] == ["Your new tap drips all night.", "A new washer"]
    assert len(row["brief"]) == 3
    assert (_due(desk, omar), _due(desk, sam)) == ([case], [])
    assert "follow-up-due" in desk.notices(priya, case)


@pytest.mark.req("S3.33")
def test_not_happy_opens_the_case_again_with_the_same_owner_and_a_clock_that_runs(
    desk: Desk, priya: Person, sam: Person
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.go_to("2026-06-04 10:00")
    desk.do("follow_up", sam, case=case, result="not-happy", words="leaks again", anything_else="no")

    told = desk.ask("case", priya, case=case)
    assert (told["open"], told["owner"]) == (True, "Priya Nair")
    assert told["promise_due"] is not None
    assert told["restatements"][0]["words"] == "Your new tap drips all night."
    assert [(row["what"], row["state"]) for row in told["promises"] if row["kind"] == "action"] == [
        ("Send the fitter", "kept")
    ]
    assert "leaks again" in [row["words"] for row in desk.ask("timeline", priya, case=case)]
    assert _due(desk, priya) == []
    assert "reopened" in desk.notices(priya, case)
    desk.do("confirm", priya, case=case, answer="yes", how="phone")
    desk.wait(days=1)


@pytest.mark.req("S3.34")
@pytest.mark.parametrize("result", ["happy", "not-happy"])
def test_a_follow_up_without_anything_else_is_asked_about_and_may_be_saved_with_a_reason(
    desk: Desk, priya: Person, result: str
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.go_to("2026-06-04 10:00")
    done: dict[str, Any] = {"case": case, "result": result}

    refusal = desk.refused("follow_up", priya, **done)
    assert isinstance(refusal, NotAsked)
    assert refusal.may_override
    assert _due(desk, priya) == [case]
    assert isinstance(desk.refused("follow_up", priya, **done, anything_else="perhaps"), Unusable)
    desk.do("follow_up", priya, **done, anything_else="no")
    assert _due(desk, priya) == []
    assert isinstance(desk.refused("follow_up", priya, **done, anything_else="no"), AlreadyAnswered)


@pytest.mark.req("S3.32")
@pytest.mark.req("S3.34")
@pytest.mark.parametrize("result", ["happy", "not-happy"])
def test_yes_to_anything_else_opens_a_linked_case_with_those_words(desk: Desk, priya: Person, result: str) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.go_to("2026-06-04 10:00")
    yes: dict[str, Any] = {"case": case, "result": result, "anything_else": "yes"}
    assert isinstance(desk.refused("follow_up", priya, **yes), Unusable)
    desk.do("follow_up", priya, **yes, need="My address is another one now.")

    link = CaseLink.objects.get(other_id=case)
    opened = desk.ask("case", priya, case=link.case_id)
    assert (opened["customer"], opened["first_words"]) == ("Amara Okafor", "My address is another one now.")
    assert Case.objects.get(pk=link.case_id).customer_id == Case.objects.get(pk=case).customer_id
    assert desk.ask("case", priya, case=case)["open"] is (result == "not-happy")


@pytest.mark.parametrize("why", ["no number", "refused"])
def test_without_a_number_or_where_calls_are_refused_a_personal_mail_stands_ready(
    desk: Desk, priya: Person, why: str
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00", phone="" if why == "no number" else PHONE)
    if why == "refused":
        assert desk.do("refuse_calls", priya, case=case) == [PHONE]
    desk.go_to("2026-06-04 10:00")

    (row,) = desk.ask("follow_ups", priya)
    assert row["phone"] == ""
    assert "anything else" in row["mail"]
    desk.do("write_follow_up", priya, case=case)
    desk.settle()

    mail = desk.mail_to(AMARA)
    assert row["mail"] in mail.text
    assert "Priya Nair" in mail.text
    assert _due(desk, priya) == []
    desk.receive(AMARA, "It drips again, sorry.", answers=mail)
    assert desk.ask("case", priya, case=case)["open"]


def test_a_case_that_was_opened_again_is_not_followed_up_until_it_is_closed_once_more(
    desk: Desk, priya: Person
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.go_to("2026-06-02 10:00")
    desk.do("reopen", priya, case=case)
    desk.go_to("2026-06-04 10:00")
    assert _due(desk, priya) == []
    assert "follow-up-due" not in desk.notices(priya, case)
    desk.do("confirm", priya, case=case, answer="yes", how="phone")
    desk.go_to("2026-06-09 10:00")

    assert _due(desk, priya) == [case]
    assert FollowUp.objects.count() == 2


def test_only_an_agreed_closure_is_followed_up(desk: Desk, priya: Person) -> None:
    case = int(desk.by_phone(priya, "The tap leaks.").pk)
    desk.do("close", priya, case=case, how="withdrawn")

    assert FollowUp.objects.count() == 0


@pytest.mark.req("S3.33")
def test_who_stands_in_for_an_absent_owner_is_reminded_of_the_follow_up(
    desk: Desk, priya: Person, omar: Person, sam: Person
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.do("go_away", omar, person=priya.pk, stand_in=sam.pk)
    desk.go_to("2026-06-04 10:00")

    assert "follow-up-due" in desk.notices(sam, case)
    assert "follow-up-due" not in desk.notices(priya, case)
    assert (_due(desk, sam), _due(desk, priya), _due(desk, omar)) == ([case], [], [case])
    assert desk.ask("follow_ups", sam)[0]["owner"] == "Priya Nair"


@pytest.mark.req("S3.33")
def test_where_nobody_was_reached_it_stays_due_for_three_days_and_then_a_mail_is_offered(
    desk: Desk, priya: Person
) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    for tried, day in enumerate(("2026-06-04", "2026-06-05", "2026-06-08")):  # Thursday, Friday, Monday
        desk.go_to(f"{day} 10:00")
        (row,) = desk.ask("follow_ups", priya)
        assert (row["phone"], row["mail"], row["tries"]) == (PHONE, "", tried)
        assert desk.notices(priya, case).count("follow-up-due") == tried + 1
        desk.do("follow_up", priya, case=case, result="no-answer")
        assert _due(desk, priya) == ([case] if tried == 2 else [])

    (row,) = desk.ask("follow_ups", priya)
    assert (row["phone"], row["tries"]) == ("", 3)
    assert "anything else" in row["mail"]
    desk.do("write_follow_up", priya, case=case)
    assert _due(desk, priya) == []
    assert [row["code"] for row in desk.ask("timeline", priya, case=case)].count("followed-up") == 3


@pytest.mark.req("S3.33")
def test_a_follow_up_goes_with_its_case_to_another_owner(desk: Desk, priya: Person, sam: Person) -> None:
    case = _closed(desk, priya, at="2026-06-01 10:00")
    desk.do("assign", priya, case=case, to=sam.pk)
    desk.go_to("2026-06-04 10:00")

    assert (_due(desk, sam), _due(desk, priya)) == ([case], [])
    assert FollowUp.objects.get().owner == sam
    assert desk.ask("follow_ups", sam)[0]["owner"] == "Sam Lee"
