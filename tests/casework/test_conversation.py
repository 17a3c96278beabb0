from __future__ import annotations

from typing import Any

import pytest

from amends.cases.models import Case, Entry
from amends.casework.queries import CaseView
from amends.core.refusal import AlreadyDue, NotReached, NotYourMove, PromiseSettled, Unusable
from amends.people.models import Person
from amends.promises.models import Promise
from tests.cast import Desk


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk)


def _told(desk: Desk, number: int) -> dict[str, Any]:
    row = Promise.objects.get(pk=number)
    verdict = row.verdict(desk.now)
    return {"state": verdict.state.value, "move": verdict.move.value, "to": row.promisee.name}


def _shown(desk: Desk, case: int) -> list[int]:
    return [row.promise.pk for row in CaseView(Case.objects.get(pk=case), desk.now).promises]


def _codes(case: int) -> list[str]:
    return list(Entry.objects.filter(stream=f"case:{case}").order_by("pk").values_list("code", flat=True))


def test_what_is_entered_in_another_name_is_a_request_until_that_person_accepts(
    desk: Desk, priya: Person, sam: Person, case: int
) -> None:
    asked = desk.do("request_promise", priya, case=case, of="Sam Lee", what="Collect the table", within="2 days")

    assert _told(desk, asked.pk) == {"state": "proposed", "move": "requested", "to": "Amara Okafor"}
    assert asked.pk not in _shown(desk, case)
    assert isinstance(desk.refused("keep", priya, case=case, promise=asked.pk), PromiseSettled)
    assert isinstance(desk.refused("answer_promise", priya, case=case, promise=asked.pk, answer="accept"), NotYourMove)

    desk.do("answer_promise", sam, case=case, promise=asked.pk, answer="accept")

    assert _told(desk, asked.pk)["move"] == "in-force"
    assert asked.pk in _shown(desk, case)
    assert asked.promisor.name == "Sam Lee"


def test_a_request_that_nobody_accepted_breaks_nothing(desk: Desk, priya: Person, sam: Person, case: int) -> None:
    asked = desk.do("request_promise", priya, case=case, of="Sam Lee", what="Collect the table", within="1 hour")
    desk.wait(hours=3)

    assert _told(desk, asked.pk)["state"] == "proposed"
    assert isinstance(desk.refused("answer_promise", sam, case=case, promise=asked.pk, answer="accept"), AlreadyDue)


def test_another_time_is_a_new_promise_that_the_other_side_answers(
    desk: Desk, priya: Person, sam: Person, case: int
) -> None:
    asked = desk.do("request_promise", priya, case=case, of="Sam Lee", what="Collect the table", within="2 days")

    named = desk.do("answer_promise", sam, case=case, promise=asked.pk, answer="counter", within="5 days")

    assert _told(desk, asked.pk)["move"] == "countered"
    assert _told(desk, named.pk)["move"] == "offered"


def test_a_promise_of_somebody_outside_is_accepted_in_the_words_they_said_and_the_customer_reads_nothing_of_it(
    desk: Desk, priya: Person, case: int
) -> None:
    supplier = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    asked = desk.do(
        "request_promise", priya, case=case, of=supplier.pk, what="Send the pump", within="3 days", kind="supplier"
    )
    accept = {"case": case, "promise": asked.pk, "answer": "accept"}
    assert isinstance(desk.refused("answer_promise", priya, **accept), Unusable)

    desk.do("answer_promise", priya, **accept, words="“Thursday, for certain”, by phone.")

    assert _told(desk, asked.pk) == {"state": "open", "move": "in-force", "to": "Priya Nair"}
    assert asked.pk not in _shown(desk, case)
    seen = Entry.objects.filter(stream=f"case:{case}", seen_by="customer", data__promise=asked.pk)
    assert not seen.exists()


@pytest.mark.parametrize(("answer", "move"), [("decline", "declined"), ("accept", "in-force")])
def test_an_offered_promise_is_in_force_once_the_customer_accepts(
    desk: Desk, priya: Person, case: int, answer: str, move: str
) -> None:
    offered = desk.do("offer_promise", priya, case=case, what="Bring it on Saturday", within="4 days")
    amara = offered.promisee

    desk.do("answer_promise", amara, case=case, promise=offered.pk, answer=answer)

    assert _told(desk, offered.pk)["move"] == move


def test_what_was_asked_for_is_withdrawn_by_those_who_asked(desk: Desk, priya: Person, sam: Person, case: int) -> None:
    asked = desk.do("request_promise", priya, case=case, of="Sam Lee", what="Collect the table", within="2 days")
    desk.do("withdraw_promise", priya, case=case, promise=asked.pk)

    assert _told(desk, asked.pk)["move"] == "withdrawn"
    assert isinstance(desk.refused("answer_promise", sam, case=case, promise=asked.pk, answer="accept"), PromiseSettled)


def test_a_promise_is_revoked_before_its_time_with_a_reason_and_never_after(
    desk: Desk, priya: Person, case: int
) -> None:
    first = desk.do("promise", priya, case=case, what="Find the receipt", within="2 hours")
    second = desk.do("promise", priya, case=case, what="Repair it here", within="2 hours")
    assert isinstance(desk.refused("revoke_promise", priya, case=case, promise=first.pk, because=" "), Unusable)

    desk.do("revoke_promise", priya, case=case, promise=first.pk, because="The till keeps none.")
    desk.wait(hours=3)

    assert _told(desk, first.pk)["move"] == "revoked"
    assert isinstance(
        desk.refused("revoke_promise", priya, case=case, promise=second.pk, because="Too late."), PromiseSettled
    )


def test_what_was_delivered_in_time_is_disputed_by_its_promisee_and_then_neither_kept_nor_broken(
    desk: Desk, priya: Person, case: int
) -> None:
    made = desk.do("promise", priya, case=case, what="Repair the leg", within="2 hours")
    desk.do("keep", priya, case=case, promise=made.pk)
    desk.do("judge_promise", made.promisee, case=case, promise=made.pk, answer="not-satisfied")
    desk.wait(hours=3)

    assert _told(desk, made.pk) == {"state": "open", "move": "disputed", "to": "Amara Okafor"}
    assert "broken" not in _codes(case)

    desk.do("judge_promise", priya, case=case, promise=made.pk, answer="satisfied", words="“It is fine after all.”")

    assert _told(desk, made.pk)["move"] == "fulfilled"


def test_the_customer_lets_us_off_and_staff_write_down_the_words(desk: Desk, priya: Person, case: int) -> None:
    made = desk.do("promise", priya, case=case, what="Find the receipt", within="2 hours")

    assert isinstance(desk.refused("release", priya, case=case, promise=made.pk), Unusable)
    desk.do("release", priya, case=case, promise=made.pk, words="“Never mind, I found it.”")

    assert _told(desk, made.pk)["move"] == "released"


@pytest.mark.req("S0.12")
@pytest.mark.parametrize("act", ["keep", "renegotiate", "release", "revoke_promise", "judge_promise"])
def test_who_tries_to_polish_a_broken_promise_is_refused_and_the_attempt_is_on_record(
    desk: Desk, priya: Person, pia: Person, case: int, act: str
) -> None:
    made = desk.do("promise", priya, case=case, what="Call her", within="1 hour")
    desk.wait(hours=2)
    desk.do("keep", priya, case=case, promise=made.pk)
    more: dict[str, Any] = {
        "renegotiate": {"within": "1 hour"},
        "release": {"words": "She said so."},
        "revoke_promise": {"because": "No time."},
        "judge_promise": {"answer": "satisfied", "words": "She said so."},
    }

    refusal = desk.refused(act, pia, case=case, promise=made.pk, **more.get(act, {}))

    assert isinstance(refusal, PromiseSettled | AlreadyDue)
    assert not refusal.may_override
    tried = Entry.objects.get(stream=f"case:{case}", code="attempted")
    assert (tried.by.name, tried.data["promise"]) == ("Pia Brandt", made.pk)
    assert _told(desk, made.pk)["move"] == "delivered-late"


@pytest.mark.req("S2.36")
def test_a_call_back_is_not_kept_by_a_letter(desk: Desk, priya: Person, case: int) -> None:
    made = desk.do("promise", priya, case=case, what="Ring you", within="1 hour", kind="call-back")

    assert isinstance(desk.refused("keep", priya, case=case, promise=made.pk, how="letter"), NotReached)
    assert isinstance(desk.refused("write", priya, case=case, text="As promised.", keeps=[made.pk]), NotReached)
    desk.do("keep", priya, case=case, promise=made.pk, how="phone")
    assert _told(desk, made.pk)["state"] == "kept"


@pytest.mark.parametrize("answer", ["accept", "counter"])
def test_what_was_asked_for_ends_with_the_case_and_is_accepted_by_nobody_then(
    desk: Desk, priya: Person, sam: Person, omar: Person, answer: str
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.").pk
    asked = desk.do("request_promise", priya, case=case, of=sam.pk, what="Bring it", within="2 hours")
    offered = desk.do("offer_promise", priya, case=case, what="Fetch the old one", within="2 hours")
    desk.do("close", priya, case=case, how="withdrawn")

    assert "promise-withdrawn" in desk.notices(sam, case)
    answered = {"case": case, "promise": asked.pk, "answer": answer, "within": "1 hour"}
    assert desk.refused("answer_promise", sam, **answered).code == "case-closed"
    desk.do("reopen", priya, case=case)
    assert desk.refused("answer_promise", sam, **answered).code == "promise-settled"
    rows = Promise.objects.filter(pk__in=[asked.pk, offered.pk])
    assert [row.verdict(desk.now).move.value for row in rows] == ["withdrawn", "withdrawn"]
    desk.wait(hours=3)
    assert "promise-broken" not in desk.notices(omar, case)
