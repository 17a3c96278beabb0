"""Ways that somebody found to make a promise look better than it was; each is closed (S0.12, S0.15, domain B.7)."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.refusal import NotYourMove, PromiseOpen, RestsOnLater, Unusable
from amends.messages.models import CustomerMessage
from amends.people.models import Notice, Person
from amends.promises.models import Promise
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk)


def _promise(desk: Desk, by: Person, case: int, within: str = "1 hour", **more: Any) -> int:
    return int(desk.do("promise", by, case=case, what="Call her", within=within, **more).pk)


def _verdict(desk: Desk, number: int) -> str:
    return Promise.objects.get(pk=number).verdict(desk.now).move.value


@pytest.mark.req("S0.12", "S0.15")
@pytest.mark.parametrize("way", ["keeps", "moves"])
def test_a_message_that_was_stopped_counts_from_when_it_is_sent_anyway(
    desk: Desk, priya: Person, omar: Person, case: int, way: str
) -> None:
    made = _promise(desk, priya, case)
    desk.wait(minutes=59, seconds=50)
    seen = CustomerMessage.objects.filter(case=case, direction="in").latest("pk").pk
    reply: dict[str, Any] = {"text": "It is done.", "seen_message": seen}
    if way == "keeps":
        reply["keeps"] = [made]
    else:
        reply |= {"moves": made, "promises": [{"what": "Call her", "within": "1 day"}]}
    held = desk.do("hold", priya, case=case, reply=reply, key="k", undo_seconds=0)
    customer = Promise.objects.get(pk=made).promisee
    desk.do("customer_writes", customer, case=case, words="And the lamp is broken too.")
    desk.wait(minutes=2)

    assert _verdict(desk, made) == "broken"
    assert Notice.objects.filter(person=omar, code="promise-broken").count() == 1

    desk.do("send_now", priya, held=held.pk, anyway=True)
    desk.settle()

    assert Promise.objects.get(pk=made).verdict(desk.now).is_broken


@pytest.mark.req("S2.36")
def test_a_note_of_ones_own_call_does_not_keep_the_call_of_a_lead(
    desk: Desk, priya: Person, omar: Person, case: int
) -> None:
    asked = desk.do("request_promise", priya, case=case, of=omar.pk, what="Ring", within="3 hours", kind="call-back")
    desk.do("answer_promise", omar, case=case, promise=asked.pk, answer="accept")

    refusal = desk.refused("record_call", priya, case=case, words="Talked", keeps=asked.pk, from_customer=False)

    assert isinstance(refusal, NotYourMove)
    assert _verdict(desk, asked.pk) == "in-force"


@pytest.mark.parametrize("how", ["email", "telepathy", "", "x" * 5000])
def test_nothing_is_kept_or_moved_by_a_way_that_leaves_no_trace(desk: Desk, priya: Person, case: int, how: str) -> None:
    made = _promise(desk, priya, case)

    assert isinstance(desk.refused("keep", priya, case=case, promise=made, how=how), Unusable)
    assert isinstance(desk.refused("renegotiate", priya, case=case, promise=made, within="1 day", how=how), Unusable)


def test_a_new_time_is_another_time_and_a_second_one_says_why(desk: Desk, priya: Person, case: int) -> None:
    made = Promise.objects.get(pk=_promise(desk, priya, case, "1 day"))
    same = made.due_at.isoformat()
    assert isinstance(desk.refused("renegotiate", priya, case=case, promise=made.pk, due=same), Unusable)

    moved = desk.do("renegotiate", priya, case=case, promise=made.pk, within="2 days")

    assert isinstance(desk.refused("renegotiate", priya, case=case, promise=moved.pk, within="3 days"), Unusable)
    desk.do("renegotiate", priya, case=case, promise=moved.pk, within="3 days", because="The part is late.")


@pytest.mark.req("S4.14")
@pytest.mark.parametrize("way", ["renegotiate", "write"])
def test_a_new_time_also_waits_for_what_the_promise_rests_on(desk: Desk, priya: Person, case: int, way: str) -> None:
    li = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    theirs = desk.do("request_promise", priya, case=case, of=li.pk, what="Part", within="10 days", kind="supplier")
    ours = _promise(desk, priya, case, "20 days", rests_on=theirs.pk)

    if way == "renegotiate":
        refusal = desk.refused("renegotiate", priya, case=case, promise=ours, within="5 days")
    else:
        told = [{"what": "Call her", "within": "5 days"}]
        refusal = desk.refused("write", priya, case=case, text="Sooner, in 5 days.", moves=ours, promises=told)

    assert isinstance(refusal, RestsOnLater)


def test_who_takes_a_matter_back_lets_us_off_in_their_words(desk: Desk, priya: Person, case: int) -> None:
    made = _promise(desk, priya, case)

    assert isinstance(desk.refused("close", priya, case=case, how="withdrawn"), Unusable)
    desk.do("close", priya, case=case, how="withdrawn", words="“Leave it.”")

    row = Promise.objects.get(pk=made).happenings.get()
    assert (row.what, row.words and row.words.text) == ("released", "“Leave it.”")


def test_an_owed_promise_is_asked_about_before_we_give_up(desk: Desk, priya: Person, case: int) -> None:
    _promise(desk, priya, case)
    desk.do("try_action", priya, case=case, words="Looked for the part.", override="It is in stock or not.")
    desk.do("ask_lead", priya, case=case, words="No part is made any more.")

    refusal = desk.refused("close", priya, case=case, how="cannot-fix")

    assert isinstance(refusal, PromiseOpen)
    assert refusal.may_override
    desk.do("close", priya, case=case, how="cannot-fix", override="She was told on the phone.")


def test_who_says_it_is_put_right_waits_for_no_first_answer(desk: Desk, priya: Person, case: int) -> None:
    service = Promise.objects.get(case=case, kind="service")
    desk.do("confirm", service.promisee, case=case, answer="yes")
    desk.wait(days=3)

    assert _verdict(desk, service.pk) == "released"
