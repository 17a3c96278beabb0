from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.core.refusal import AlreadyAnswered, HardStop, NeedsLead, OutsideRule, OverCap, Unusable
from amends.people.models import Person
from tests.cast import Desk


@pytest.mark.req("S2.22")
@pytest.mark.parametrize(
    ("limit", "amounts", "currency"),
    [("200", ["150"], "GBP"), ("80.50", ["30", "50.50"], "EUR"), ("9000", ["8999.99"], "JPY")],
)
def test_within_the_limit_it_is_done_at_once_and_the_lead_reads_it_in_the_digest(
    desk: Desk, priya: Person, omar: Person, limit: str, amounts: list[str], currency: str
) -> None:
    desk.do("set_limit", omar, role="agent", alone=limit, cap="10000", currency=currency)
    case = _said_back(desk, priya)

    for amount in amounts:
        row = desk.do("try_action", priya, case=case, words="Refund", option="refund", amount=amount, currency=currency)
        assert (row.by, row.at) == (priya, desk.now)

    assert desk.notices(omar) == []
    digest = desk.ask("digest", omar)
    assert [(row["case"], row["by"]) for row in digest] == [(case, "Priya Nair")] * len(amounts)
    assert [float(row["amount"]) for row in digest] == [float(amount) for amount in amounts[::-1]]
    assert desk.ask("overrides", omar) == []
    desk.wait(days=1)
    assert desk.ask("digest", omar) == []


@pytest.mark.req("S2.22")
def test_above_the_limit_a_lead_is_asked_and_a_reason_stands_in(desk: Desk, priya: Person, omar: Person) -> None:
    case = _said_back(desk, priya)
    gift: dict[str, Any] = {"case": case, "words": "Refund", "option": "refund", "currency": "GBP"}
    desk.do("try_action", priya, **gift, amount="150")
    desk.wait(minutes=1)

    refusal = desk.refused("try_action", priya, **gift, amount="50.01")
    assert isinstance(refusal, NeedsLead)
    assert refusal.lead_on == "ask_lead"
    desk.do("try_action", priya, **gift, amount="50.01", override="The floor has to be sanded today.")
    desk.do("try_action", omar, **gift, amount="200")

    assert [row["rule"] for row in desk.ask("overrides", omar)] == ["needs-lead"]
    # What took a written reason stands in the list of overrides, the rest in the digest.
    assert [row["amount"] for row in desk.ask("digest", omar)] == ["200.00", "150.00"]


@pytest.mark.req("S2.22")
def test_the_day_of_the_digest_is_the_day_of_the_house(db: None) -> None:
    desk = Desk(datetime(2026, 5, 20, 0, 30, tzinfo=UTC), zone="Pacific/Auckland", country="NZ")
    priya = desk.hire("Priya Nair")
    case = _said_back(desk, priya)
    desk.go_to("2026-05-21 00:10")
    desk.do("try_action", priya, case=case, words="Refund", option="refund", amount="20")
    desk.go_to("2026-05-21 23:50")

    assert len(desk.ask("digest", priya)) == 1


@pytest.mark.req("S2.23")
@pytest.mark.parametrize(("window", "day"), [(30, 33), (14, 15), (100, 400)])
def test_a_late_return_is_taken_with_a_reason_that_is_listed(
    desk: Desk, priya: Person, omar: Person, window: int, day: int
) -> None:
    desk.do("set_rule", omar, code="return-window", days=window)
    case = _said_back(desk, priya)
    bought = (desk.now.date() - timedelta(days=day)).isoformat()

    refusal = desk.refused("accept_return", priya, case=case, bought_on=bought)
    assert isinstance(refusal, OutsideRule)
    assert (refusal.values["days"], refusal.values["limit"]) == (day, window)
    assert refusal.may_override
    desk.do("accept_return", priya, case=case, bought_on=bought, override="was in hospital")

    (row,) = desk.ask("overrides", omar)
    assert (row["rule"], row["reason"], row["by"]) == ("outside-rule", "was in hospital", "Priya Nair")
    assert not row["reviewed"]
    assert "return-accepted" in desk.codes(priya, case)
    desk.do("review_override", omar, override=row["id"], again=True)
    assert desk.ask("overrides", omar)[0]["reviewed"]


@pytest.mark.req("S2.23")
@pytest.mark.parametrize(("window", "day"), [(30, 30), (30, 0), (14, 13)])
def test_a_return_in_time_needs_no_reason(desk: Desk, priya: Person, omar: Person, window: int, day: int) -> None:
    desk.do("set_rule", omar, code="return-window", days=window)
    case = _said_back(desk, priya)

    desk.do("accept_return", priya, case=case, bought_on=(desk.now.date() - timedelta(days=day)).isoformat())

    assert desk.ask("overrides", omar) == []


def test_the_days_of_a_return_are_counted_where_the_house_is(db: None) -> None:
    desk = Desk(datetime(2026, 5, 20, 20, 0, tzinfo=UTC), zone="Pacific/Auckland", country="NZ")  # the 21st there
    priya = desk.hire("Priya Nair")
    case = _said_back(desk, priya)

    assert desk.refused("accept_return", priya, case=case, bought_on="2026-04-20").values["days"] == 31
    desk.do("accept_return", priya, case=case, bought_on="2026-05-21")
    assert isinstance(desk.refused("accept_return", priya, case=case, bought_on="2026-05-22"), Unusable)


@pytest.mark.req("S2.23")
@pytest.mark.parametrize("rule", ["ombudsman-notice", "identity-check", "threat-report"])
@pytest.mark.parametrize("role", ["agent", "lead", "programme"])
def test_law_safety_and_identity_are_hard_stops_for_everybody(desk: Desk, priya: Person, rule: str, role: str) -> None:
    case = _said_back(desk, priya)
    person = desk.hire("Ada Admin", role)

    refusal = desk.refused("set_rule_aside", person, case=case, rule=rule, reason="It takes too long.")

    assert isinstance(refusal, HardStop)
    assert not refusal.may_override
    assert desk.ask("overrides", priya) == []


@pytest.mark.req("S2.23")
def test_no_reason_carries_over_the_cap(desk: Desk, priya: Person) -> None:
    case = _said_back(desk, priya)
    desk.do("try_action", priya, case=case, words="Refund", amount="200")

    refusal = desk.refused("try_action", priya, case=case, words="Refund", amount="300.01", override="She is right.")

    assert isinstance(refusal, OverCap)
    assert not refusal.may_override


@pytest.mark.req("S3.3")
@pytest.mark.parametrize(
    ("was", "now", "steps"),
    [("need", "problem", 5), ("praise", "complaint", 5), ("question", "need", 2), ("complaint", "other", 2)],
)
def test_the_steps_follow_the_new_kind_and_the_notes_stay(
    desk: Desk, priya: Person, was: str, now: str, steps: int
) -> None:
    case = desk.by_phone(priya, "I would like a table for my hall.", kind=was).pk
    desk.do("add_note", priya, case=case, words="Wants oak, 120 wide.")
    desk.do("note_feeling", priya, case=case, word="hopeful", level=1)
    before = desk.ask("timeline", priya, case=case)

    desk.do("change_kind", priya, case=case, kind=now)

    told = desk.ask("case", priya, case=case)
    assert (told["kind"], len(told["steps"])) == (now, steps)
    assert told["first_words"] == "I would like a table for my hall."
    after = desk.ask("timeline", priya, case=case)
    assert after[:-1] == before
    assert (after[-1]["code"], after[-1]["data"]) == ("kind-changed", {"was": was, "kind": now})
    assert isinstance(desk.refused("change_kind", priya, case=case, kind=now), AlreadyAnswered)
    assert isinstance(desk.refused("change_kind", priya, case=case, kind="ticket"), Unusable)


@pytest.mark.req("S3.6")
@pytest.mark.parametrize("role", ["agent", "lead"])
def test_alone_one_written_reason_stands_in_for_a_lead_and_there_is_no_pause(db: None, role: str) -> None:
    desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC), alone=True)
    maya = desk.hire("Maya Lind", role)
    case = _said_back(desk, maya)
    alone, more = ("200", "300") if role == "agent" else ("1000", "1500")
    gift: dict[str, Any] = {"case": case, "words": "Refund", "amount": more}

    assert isinstance(desk.refused("try_action", maya, **gift), NeedsLead)
    assert desk.do("ask_lead", maya, case=case) == []
    row = desk.do("try_action", maya, **gift, override=f"{alone} would not cover the floor.")

    assert row.at == desk.now
    assert [row["reason"] for row in desk.ask("overrides", maya)] == [f"{alone} would not cover the floor."]


@pytest.mark.req("S3.6")
def test_one_person_alone_takes_a_case_from_the_first_words_to_the_lesson(db: None) -> None:
    desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC), alone=True)
    maya = desk.hire("Maya Lind", "lead")
    case = desk.by_mail("amara@home.example", "You wrecked my floor. I am furious. This is a complaint.").pk
    back, sorry = "You wrote that your floor is wrecked.", "I am sorry for your wrecked floor."
    mine, soon = "I look after it myself.", "You hear from me within 4 working hours."
    acts = zip(("restatement", "empathy", "apology", "assurance"), (back, sorry, sorry, mine), strict=True)
    passages = [{"act": act, "words": words} for act, words in acts]
    promises = [{"what": "Write with a date", "within": "4 working hours"}]
    text = " ".join((back, sorry, mine, soon))

    desk.do("write", maya, case=case, text=text, passages=passages, promises=promises)
    (made,) = (row for row in desk.ask("case", maya, case=case)["promises"] if row["kind"] == "action")
    desk.receive("amara@home.example", "Yes, that's it.", answers=desk.mail_to("amara@home.example"))
    desk.do("settle_answer", maya, case=case)
    ask = "The floor was sanded today. Is it put right?"
    desk.do("write", maya, case=case, text=ask, keeps=[made["id"]], asks_if_right=True)
    desk.receive("amara@home.example", "Yes, all is fine now.", answers=desk.mail_to("amara@home.example"))
    desk.do("settle_answer", maya, case=case)
    desk.do("nothing_new", maya, case=case, cause="careless delivery")

    told = desk.ask("case", maya, case=case)
    assert [step["status"] for step in told["steps"]] == ["done"] * 5
    assert told["closed"]["how"] == "agreed"
    assert desk.ask("overrides", maya) == []


def _said_back(desk: Desk, by: Person) -> int:
    case = desk.by_phone(by, "You brought the wrong table.").pk
    desk.do("restate", by, case=case, words="The wrong table came.", answer="yes")
    return case
