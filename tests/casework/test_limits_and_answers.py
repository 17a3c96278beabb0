from __future__ import annotations

from decimal import Decimal

import pytest

from amends.cases.models import Case
from amends.casework.offering import given_of
from amends.casework.wording.refusals import sentence
from amends.people.models import Person
from amends.remedies.models import ActionTried, Limit
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> Case:
    found = desk.by_phone(priya, "Two of six chairs came broken.", email=AMARA)
    desk.do("finish_listening", priya, case=found.pk)
    desk.do("restate", priya, case=found.pk, words="Two of your six chairs came broken.", answer="yes")
    return found


@pytest.mark.req("S2.22")
def test_a_limit_is_held_against_its_own_currency_only(desk: Desk, priya: Person, case: Case) -> None:
    gift = {"case": case.pk, "words": "For the trouble"}
    desk.do("try_action", priya, **gift, amount="190.00")
    desk.do("try_action", priya, **gift, amount="9.00", currency="GBP")

    refused = desk.refused("try_action", priya, **gift, amount="20000.00", currency="JPY")
    assert (refused.code, refused.may_override, refused.lead_on) == ("other-currency", True, "ask_lead")
    assert "JPY" in sentence(refused)
    desk.do("try_action", priya, **gift, amount="20000.00", currency="JPY", override="She pays in yen.")

    # What was given in yen takes nothing from what may be given in pounds.
    assert desk.refused("try_action", priya, **gift, amount="2.00", currency="gbp").code == "needs-lead"
    desk.do("try_action", priya, **gift, amount="1.00")
    assert ActionTried.objects.count() == 4


@pytest.mark.req("S0.11")
def test_a_marked_phrase_that_the_message_does_not_hold_is_refused(desk: Desk, priya: Person, case: Case) -> None:
    promise = {"what": "Say when they come", "within": "24 hours", "phrase": "within two days"}
    reply = {"case": case.pk, "text": "You hear from me within 24 hours."}

    refused = desk.refused("write", priya, **reply, promises=[promise])

    assert (refused.code, refused.values["field"], refused.values["fault"]) == ("unusable", "phrase", "not-in-text")
    assert "within two days" in sentence(refused)
    desk.do("write", priya, **reply, promises=[{**promise, "phrase": "within 24 hours"}])


def test_yes_but_is_proposed_as_what_speaks_against_it(desk: Desk, priya: Person) -> None:
    found = desk.by_mail(AMARA, "Two of six chairs came broken.")
    desk.do("restate", priya, case=found.pk, words="Two of your six chairs came broken.", how="email")
    desk.do("write", priya, case=found.pk, text="Did I get it right?")
    desk.receive(AMARA, "Yes, but it was the blue ones.", answers=desk.mail_to(AMARA))

    settled = desk.do("settle_answer", priya, case=found.pk)

    assert settled.settled_as == "not-quite"
    assert not any(step["id"] == "repeat" and step["status"] == "done" for step in steps(desk, priya, found))


def test_with_no_reply_to_confirm_the_way_on_is_told(desk: Desk, priya: Person, case: Case) -> None:
    told = sentence(desk.refused("settle_answer", priya, case=case.pk))

    assert told == "No reply waits to be confirmed here. Record the answer itself."


def steps(desk: Desk, by: Person, case: Case) -> list[dict[str, str]]:
    found: list[dict[str, str]] = desk.ask("case", by, case=case.pk)["steps"]
    return found


def test_what_is_left_of_a_limit_counts_its_own_currency(desk: Desk, priya: Person, case: Case) -> None:
    gift = {"case": case.pk, "words": "For the trouble"}
    desk.do("try_action", priya, **gift, amount="30.00", currency="gbp")
    desk.do("try_action", priya, **gift, amount="12.50")
    desk.do("try_action", priya, **gift, amount="900.00", currency="JPY", override="She pays in yen.")

    assert given_of(Limit.objects.get(role="agent"), ActionTried.objects.all()) == Decimal("42.50")
