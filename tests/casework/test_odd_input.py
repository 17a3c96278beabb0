from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.casework.wording.refusals import sentence
from amends.core.refusal import AlreadyAnswered, NoWayOn, Unusable
from amends.people.models import Person
from tests.cast import FRIDAY, Desk


@pytest.mark.parametrize(
    ("act", "values", "field"),
    [
        ("open_case", {"words": "It broke.", "name": "Amara Okafor", "zone": "Mars/Olympus"}, "zone"),
        ("open_case", {"words": "It broke.", "name": "Amara Okafor", "email": "not an address"}, "email"),
        ("add_member", {"name": "Ann", "email": "ann@meridian.example", "zone": "Mars/Olympus"}, "zone"),
        ("set_rule", {"code": "return-window", "days": -3}, "days"),
        ("set_rule", {"code": "return-window", "days": 2**40}, "days"),
        ("set_limit", {"role": "agent", "alone": "500", "cap": "300", "currency": "GBP"}, "alone"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_whole_sentence(
    desk: Desk, omar: Person, act: str, values: dict[str, Any], field: str
) -> None:
    refusal = desk.refused(act, omar, **values)

    assert isinstance(refusal, Unusable)
    assert refusal.values["field"] == field
    assert "“”" not in sentence(refusal)


@pytest.mark.parametrize(
    "content",
    [
        {"promises": [{"what": "Ring", "due": 7}]},
        {"promises": [{"what": 7, "within": "2 hours"}]},
        {"promises": ["Ring"]},
        {"passages": [{"act": "restatement", "words": 7}]},
        {"keeps": ["first"]},
        {"promises": [{"what": "Ring", "due": "9999-12-31T23:59:59+00:00"}]},
    ],
)
def test_a_reply_of_a_wrong_shape_is_refused(desk: Desk, priya: Person, content: dict[str, Any]) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    assert isinstance(desk.refused("write", priya, case=case.pk, text="Hello", **content), Unusable)


def test_a_promise_reaches_a_hundred_years_at_most(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    due = datetime(9999, 12, 31, 23, 59, tzinfo=UTC).isoformat()
    refusal = desk.refused("promise", priya, case=case.pk, what="Ring", due=due)

    assert sentence(refusal) == "That is more than a hundred years away."


@pytest.mark.parametrize("amount", ["10.005", "0.001"])
def test_an_amount_is_never_rounded_in_silence(desk: Desk, priya: Person, amount: str) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    refusal = desk.refused("offer", priya, case=case.pk, words="A voucher", amount=amount, currency="GBP")

    assert isinstance(refusal, Unusable)


def test_a_day_is_asked_for_as_a_day(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    refusal = desk.refused("accept_return", priya, case=case.pk, bought_on="30.4.2026")

    assert sentence(refusal) == "Enter a date such as 2027-03-05."


@pytest.mark.req("S0.10")
def test_nobody_stands_in_for_the_one_who_stands_in_for_them(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk)
    mails = len(desk.mails)

    refusal = desk.refused("go_away", sam, person=sam.pk, stand_in=priya.pk)

    assert sentence(refusal) == "Priya Nair is away too, so nobody would answer. Choose somebody who is there."
    assert desk.ask("owners", priya, case=case.pk)[-1]["owner"] == "Sam Lee"
    desk.settle()
    assert len(desk.mails) == mails + 1  # Amara was told of Sam once.


@pytest.mark.req("S0.10")
def test_a_case_given_to_somebody_away_goes_to_the_stand_in(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    desk.do("go_away", sam, person=sam.pk, stand_in=omar.pk)
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    desk.do("assign", priya, case=case.pk, to=sam.pk)

    assert desk.ask("owners", priya, case=case.pk)[-1] == {
        "owner": "Omar Haddad",
        "from": desk.now.isoformat(),
        "stands_in": True,
    }
    desk.settle()
    assert "Omar Haddad looks after your matter" in desk.mail_to("amara@home.example").text


@pytest.mark.req("S0.10")
def test_a_case_given_to_its_owner_tells_the_customer_nothing(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    mails = len(desk.mails)

    assert isinstance(desk.refused("assign", priya, case=case.pk, to=priya.pk), AlreadyAnswered)
    desk.settle()
    assert len(desk.mails) == mails


@pytest.mark.req("S0.12", "S0.15")
@pytest.mark.parametrize(("act", "seconds"), [("renegotiate", 0), ("renegotiate", 1), ("keep", 1)])
def test_a_promise_that_an_act_finds_broken_is_told_to_the_lead(
    desk: Desk, priya: Person, omar: Person, act: str, seconds: int
) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    made = desk.do("promise", priya, case=case.pk, what="Ring", due=desk.local("2026-05-22 15:00").isoformat())
    # The act comes before the timer has rung, as when the clock is behind.
    desk.now = made.due_at.replace(second=seconds)
    more = {"within": "2 hours"} if act == "renegotiate" else {}
    desk.do(act, priya, case=case.pk, promise=made.pk, **more)
    desk.wait(hours=1)

    told = [row for row in desk.ask("notices", omar) if row["code"] == "promise-broken"]
    assert [row["values"]["promise"] for row in told] == [made.pk]


@pytest.mark.parametrize("seconds", [-5, 151, 999_999_999])
def test_a_message_never_waits_for_years(desk: Desk, priya: Person, seconds: int) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    refusal = desk.refused("hold", priya, case=case.pk, reply={"text": "Hello"}, key="k", undo_seconds=seconds)

    assert isinstance(refusal, Unusable)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Meine Glasplatte kam zersprungen an und niemand meldet sich. Ich bin stinksauer!", "complaint"),
        ("Der Stuhl ist kaputt.", "problem"),
        ("My vase broke, I want my money back.", "complaint"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_first_mail_is_read_in_its_own_language(db: None, text: str, kind: str, language: str) -> None:
    desk = Desk(FRIDAY, language=language)
    priya = desk.hire("Priya Nair")
    case = desk.by_mail("tomasz@post.example", text)

    assert desk.ask("case", priya, case=case.pk)["kind"] == kind


def test_a_lesson_keeps_a_line_for_each_step(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    desk.do("restate", priya, case=case.pk, words="The wrong table came.")
    desk.do("confirm", priya, case=case.pk, answer="yes", how="phone")
    lesson = desk.do("draft_lesson", priya, case=case.pk, cause="one label for two tables")

    refusal = desk.refused("edit_lesson", priya, lesson=lesson.pk, title="Labels", when_to_use="Two alike.", steps=[])

    assert sentence(refusal) == "Keep one line for each step of the draft."


@pytest.mark.req("S0.14")
def test_asking_nobody_without_a_word_is_no_way_on(db: None) -> None:
    desk = Desk(FRIDAY, alone=True)
    maya = desk.hire("Maya Lind", "lead")
    case = desk.by_phone(maya, "You brought the wrong table.")
    desk.do("restate", maya, case=case.pk, words="The wrong table came.")
    desk.do("try_action", maya, case=case.pk, words="Rang the maker.")
    assert desk.do("ask_lead", maya, case=case.pk) == []

    assert isinstance(desk.refused("close", maya, case=case.pk, how="cannot-fix"), NoWayOn)
    desk.do("ask_lead", maya, case=case.pk, words="The maker is closed for good.")
    desk.do("close", maya, case=case.pk, how="cannot-fix")


def test_an_absence_that_is_over_moves_nothing(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")

    refusal = desk.refused("go_away", priya, person=priya.pk, stand_in=sam.pk, until=desk.now.isoformat())

    assert sentence(refusal) == "Enter a day that is still to come."
    assert [row["owner"] for row in desk.ask("owners", priya, case=case.pk)] == ["Priya Nair"]
