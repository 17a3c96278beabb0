"""Rules that hold in every playbook (domain B.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from amends.cases.models import Assignment, Case, Closure, Standing
from amends.casework.opening import open_case
from amends.core.refusal import Refusal
from amends.people.models import Person
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.mark.parametrize("channel", ["email", "phone", "counter", "letter", "webform"])
def test_an_open_case_has_one_named_owner_and_a_due_time_from_intake_on(
    desk: Desk, priya: Person, sam: Person, channel: str
) -> None:
    case = desk.by_phone(sam, "You brought the wrong table.", channel=channel, email=AMARA)
    mailed = desk.by_mail("tomasz@home.example", "Our chairs came without legs. A complaint.")

    assert [row["owner"] for row in desk.ask("owners", sam, case=case.pk)] == ["Sam Lee"]
    assert [row["owner"] for row in desk.ask("owners", sam, case=mailed.pk)] == ["Priya Nair"]
    for number in (case.pk, mailed.pk):
        row = Standing.objects.get(case=number)
        assert row.owner_name
        assert row.promise_due is not None
        assert row.next_due == row.promise_due > desk.now


def test_new_mail_goes_round_those_who_take_new_cases(desk: Desk, priya: Person) -> None:
    desk.hire("Ben Adeyemi")
    cases = [desk.by_mail(f"c{number}@home.example", "A complaint: it broke.").pk for number in range(4)]

    owners = [desk.ask("owners", priya, case=case)[0]["owner"] for case in cases]

    assert sorted(owners) == ["Ben Adeyemi", "Ben Adeyemi", "Priya Nair", "Priya Nair"]


def test_everything_said_stays_and_corrections_add(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "Nothing works.").pk
    for words in ("The lamp is broken.", "Both lamps are broken."):
        desk.do("restate", priya, case=case, words=words)
        desk.do("state_problem", priya, case=case, words=words)
    for answer in ("no", "yes"):
        desk.do("answer_restatement", priya, case=case, answer=answer)
    before = desk.ask("timeline", priya, case=case)

    desk.do("note_feeling", priya, case=case, word="tired", level=2)

    assert desk.ask("timeline", priya, case=case)[:-1] == before
    told = desk.ask("case", priya, case=case)
    assert [row["words"] for row in told["restatements"]] == ["The lamp is broken.", "Both lamps are broken."]
    assert [row["version"] for row in told["problems"]] == [1, 2]
    assert [row["answer"] for row in told["restatements"][1]["answers"]] == ["no", "yes"]


@pytest.mark.parametrize("act", ["assign", "change_kind", "reopen", "go_away"])
def test_no_act_starts_a_clock_anew(desk: Desk, priya: Person, sam: Person, act: str) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.do("promise", priya, case=case, what="Call her", within="2 working days")
    dues = [row["due"] for row in desk.ask("case", priya, case=case)["promises"]]
    assert len(dues) == 2
    aware = Case.objects.get(pk=case).aware_at
    desk.wait(minutes=45)

    if act == "reopen":
        desk.do("sort_out", priya, case=case, how="spam")
        desk.do("reopen", priya, case=case)
    elif act == "go_away":
        desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk)
    else:
        desk.do(act, priya, case=case, **({"to": sam.pk} if act == "assign" else {"kind": "problem"}))

    assert [row["due"] for row in desk.ask("case", priya, case=case)["promises"]] == dues
    assert Case.objects.get(pk=case).aware_at == aware
    desk.go_to("2026-05-28 12:00")
    assert [row["broken"] for row in desk.ask("case", priya, case=case)["promises"]] == [False, True]


@pytest.mark.parametrize("role", ["agent", "lead", "programme"])
def test_nobody_but_the_customer_closes_in_agreement(desk: Desk, priya: Person, role: str) -> None:
    person = desk.hire("Ada Admin", role)
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.do("write", priya, case=case, text="The right table came. Is it put right?", asks_if_right=True)
    desk.settle()

    for how in ("agreed", "answered", "unconfirmed", "duplicate", ""):
        refusal = desk.refused("close", person, case=case, how=how, override="I am sure.")
        assert refusal.code in ("not-confirmed", "unusable")
    stranger = desk.by_mail("tomasz@home.example", "Our chairs. A complaint.").customer
    assert desk.refused("confirm", stranger, case=case, answer="yes").code == "not-allowed"
    assert desk.ask("case", priya, case=case)["open"]

    desk.do("close", person, case=case, how="withdrawn")
    assert Closure.objects.get(case=case).how == "withdrawn"


def test_the_customer_s_yes_closes_in_their_own_name_once_nothing_is_owed(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    made = desk.do("promise", priya, case=case.pk, what="Call her", within="2 working days")

    desk.do("confirm", case.customer, case=case.pk, answer="yes")
    assert desk.ask("case", priya, case=case.pk)["open"]
    assert desk.refused("close", priya, case=case.pk).code == "promise-open"
    desk.do("keep", priya, case=case.pk, promise=made.pk)
    desk.do("close", priya, case=case.pk)

    assert desk.ask("case", priya, case=case.pk)["closed"]["how"] == "agreed"


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("promise", {"what": "Call", "within": "1 day"}),
        ("keep", {"promise": 1}),
        ("renegotiate", {"promise": 1, "within": "1 day"}),
        ("offer", {"words": "A voucher."}),
        ("restate", {"words": "The table."}),
        ("empathise", {"words": "The table."}),
        ("apologise", {"words": "The table."}),
        ("assure", {"words": "The table."}),
        ("state_problem", {"words": "The table."}),
        ("try_action", {"words": "The table.", "override": "Yes."}),
        ("write", {"text": "Hello."}),
        ("ask_confirmation", {}),
        ("close", {"how": "withdrawn"}),
        ("sort_out", {"how": "spam"}),
        ("change_kind", {"kind": "other"}),
        ("add_note", {"words": "Hello."}),
        ("record_call", {"words": "Hello."}),
        ("set_rule_aside", {"rule": "return-window", "reason": "Yes."}),
        ("ask_lead", {}),
        ("draft_lesson", {"cause": "x"}),
        ("assign", {"to": 1}),
    ],
)
@pytest.mark.parametrize("is_customer", [True, False])
def test_nobody_from_outside_speaks_or_promises_for_the_business(
    desk: Desk, priya: Person, act: str, values: dict[str, Any], is_customer: bool
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    other = desk.by_phone(priya, "The lamp flickers.", name="Tomasz Wójcik")
    before = desk.ask("timeline", priya, case=case.pk)
    values = {**values, "to": priya.pk} if act == "assign" else values

    refusal = desk.refused(act, case.customer if is_customer else other.customer, case=case.pk, **values)

    assert refusal.code == "not-allowed"
    assert desk.ask("timeline", priya, case=case.pk) == before


def test_who_promises_is_who_has_promised(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk

    on_the_phone = desk.do("promise", sam, case=case, what="Send the fitter's name", within="1 working day")
    desk.do("write", sam, case=case, text="I write tomorrow.", promises=[{"what": "Write", "within": "1 working day"}])

    promises = desk.ask("case", priya, case=case)["promises"]
    assert [row["promisor"]["name"] for row in promises if row["kind"] == "action"] == ["Sam Lee", "Sam Lee"]
    assert [row["promisor"]["name"] for row in promises if row["kind"] == "service"] == ["Priya Nair"]
    assert on_the_phone.promisor == sam


def test_practice_is_never_live(desk: Desk, priya: Person) -> None:
    words = "You brought the wrong table."
    case = open_case(words=words, by=priya, at=desk.now, name="Amara Okafor", email=AMARA, practice=True)
    desk.do(
        "write", priya, case=case.pk, text="I look into it.", promises=[{"what": "Write", "within": "1 working hour"}]
    )
    desk.do("restate", priya, case=case.pk, words="The wrong table came.")
    desk.do("try_action", priya, case=case.pk, words="Refund", amount="20")
    desk.go_to("2026-05-22 16:00")

    assert desk.mails == []
    assert desk.ask("my_work", priya) == []
    assert desk.ask("digest", priya) == []
    assert desk.ask("find", priya, text="wrong table") == []
    assert Case.objects.live().count() == 0


def test_a_number_opens_to_its_case_and_an_unknown_one_to_nothing(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")

    assert [row["case"] for row in desk.ask("find", priya, text=f"#{case.pk}")] == [case.pk]
    for number in (0, -1, case.pk + 1, 2**61):
        with pytest.raises(Refusal) as refused:
            desk.ask("case", priya, case=number)
        assert refused.value.code == "not-found"


def test_the_history_of_owners_has_no_gap(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.")
    for owner in (sam, priya, sam):
        desk.wait(hours=1)
        desk.do("assign", priya, case=case.pk, to=owner.pk)

    rows = list(Assignment.objects.filter(case=case).order_by("pk"))
    assert rows[0].at == case.opened_at
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    told = [datetime.fromisoformat(row["from"]) for row in desk.ask("owners", priya, case=case.pk)]
    assert told == [row.at for row in rows]
