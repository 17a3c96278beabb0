from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.cases.models import Case, Entry
from amends.casework import letters
from amends.core.refusal import NotFound, PromiseSettled, RestsOnLater, Unusable
from amends.people.models import Notice, Person
from amends.promises.models import Promise, Underpinning
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(datetime(2028, 6, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_phone(priya, "The pump leaks again.", email=AMARA).pk)


@pytest.fixture
def li(desk: Desk, priya: Person) -> Person:
    supplier: Person = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    return supplier


def _theirs(desk: Desk, priya: Person, li: Person, case: int, due: str = "2028-06-12 12:00") -> Promise:
    asked: Promise = desk.do(
        "request_promise", priya, case=case, of=li.pk, what="Send the valve", due=_iso(desk, due), kind="supplier"
    )
    desk.do("answer_promise", priya, case=case, promise=asked.pk, answer="accept", words="“Agreed”, by phone.")
    return asked


def _ours(desk: Desk, priya: Person, case: int, due: str = "2028-06-13 12:00", **more: Any) -> Promise:
    made: Promise = desk.do("promise", priya, case=case, what="Repair the pump", due=_iso(desk, due), **more)
    return made


def _iso(desk: Desk, told: str) -> str:
    return desk.local(told).isoformat()


@pytest.mark.req("S4.14")
@pytest.mark.parametrize("writes_it_down", ["priya", "sam"])
def test_when_theirs_moves_past_ours_the_owner_is_warned_at_once_with_a_draft_and_a_time_that_can_be_kept(
    desk: Desk, priya: Person, sam: Person, li: Person, case: int, writes_it_down: str
) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, rests_on=theirs.pk)
    desk.go_to("2028-06-07 10:00")
    desk.do("see_notices", priya, up_to=10**6)
    who = {"priya": priya, "sam": sam}[writes_it_down]

    desk.do("renegotiate", who, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“The 15th.”")

    assert desk.notices(priya, case) == ["ours-at-risk"]
    told = Notice.objects.get(person=priya, code="ours-at-risk").values
    assert (told["promise"], told["cause"]) == (ours.pk, "later")
    assert datetime.fromisoformat(told["proposed"]) == desk.local("2028-06-16 12:00")
    assert "at-risk" in desk.codes(priya, case)
    desk.settle()
    assert desk.notices(priya, case) == ["ours-at-risk"]


@pytest.mark.req("S4.14")
def test_ours_is_then_renegotiated_before_its_date_or_broken(desk: Desk, priya: Person, li: Person, case: int) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, rests_on=theirs.pk)
    desk.do("renegotiate", priya, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“15th.”")

    shown = desk.ask("feasible", priya, case=case, promise=ours.pk)
    assert datetime.fromisoformat(shown["not_before"]) == desk.local("2028-06-16 09:00")
    moved = desk.do("renegotiate", priya, case=case, promise=ours.pk, due=shown["times"][0]["due"], because="Later.")

    assert ours.verdict(desk.now).state == "moved"
    assert desk.ask("feasible", priya, case=case, promise=moved.pk)["not_before"] == shown["not_before"]
    desk.do(
        "renegotiate",
        priya,
        case=case,
        promise=theirs_now(theirs).pk,
        due=_iso(desk, "2028-06-20 12:00"),
        because="“20th.”",
    )
    assert Notice.objects.filter(code="ours-at-risk", values__promise=moved.pk).count() == 1


def theirs_now(theirs: Promise) -> Promise:
    return Promise.objects.get(follows=theirs)


@pytest.mark.req("S4.14")
@pytest.mark.parametrize("act", ["promise", "underpin", "write"])
def test_ours_before_theirs_with_its_buffer_is_refused_with_the_feasible_date_and_a_reason_carries_it_through(
    desk: Desk, priya: Person, li: Person, case: int, act: str
) -> None:
    theirs = _theirs(desk, priya, li, case)
    early = _iso(desk, "2028-06-12 16:00")
    new = {"what": "Repair the pump", "due": early, "rests_on": theirs.pk}
    values: dict[str, Any] = {"rests_on": theirs.pk}
    if act != "underpin":
        values = new if act == "promise" else {"text": "Hello.", "promises": [new]}
    if act == "underpin":
        values["promise"] = _ours(desk, priya, case, "2028-06-12 16:00").pk

    refusal = desk.refused(act, priya, case=case, **values)

    assert isinstance(refusal, RestsOnLater)
    assert refusal.may_override
    assert datetime.fromisoformat(refusal.values["earliest"]) == desk.local("2028-06-13 09:00")
    desk.do(act, priya, case=case, **values, override="The valve lies at the station already.")
    assert Underpinning.objects.get().rests_on == theirs
    assert [row["rule"] for row in desk.ask("overrides", priya)] == ["rests-on-later"]


@pytest.mark.req("S4.14")
@pytest.mark.parametrize(("days", "due"), [(1, "2028-06-13 08:00"), (0, "2028-06-12 12:00"), (3, "2028-06-15 09:00")])
def test_the_buffer_counts_working_days(desk: Desk, priya: Person, li: Person, case: int, days: int, due: str) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, due)

    desk.do("underpin", priya, case=case, promise=ours.pk, rests_on=theirs.pk, buffer_days=days)
    refusal = desk.refused("underpin", priya, case=case, promise=ours.pk, rests_on=theirs.pk, buffer_days=days + 1)

    assert isinstance(refusal, RestsOnLater)


@pytest.mark.req("S4.14")
@pytest.mark.parametrize(
    ("act", "values", "cause"),
    [
        ("revoke_promise", {"because": "“None left.”"}, "gone"),
        ("renegotiate", {"within": "9 days", "because": "“Later.”"}, "later"),
        ("release", {"words": "We buy it elsewhere."}, "gone"),
        ("", {}, "broken"),
    ],
)
def test_however_theirs_gives_way_ours_is_warned_once(
    desk: Desk, priya: Person, sam: Person, li: Person, case: int, act: str, values: dict[str, Any], cause: str
) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, rests_on=theirs.pk)

    if act:
        desk.do(act, sam, case=case, promise=theirs.pk, **values)
        desk.wait(minutes=10)
    else:
        desk.go_to("2028-06-12 12:00")
        assert "ours-at-risk" not in desk.notices(priya, case)
        desk.wait(minutes=1)

    told = Notice.objects.filter(person=priya, code="ours-at-risk")
    assert [(row.values["promise"], row.values["cause"]) for row in told] == [(ours.pk, cause)]


@pytest.mark.req("S4.14")
def test_a_later_date_that_the_supplier_names_instead_warns_too(
    desk: Desk, priya: Person, li: Person, case: int
) -> None:
    asked = desk.do(
        "request_promise",
        priya,
        case=case,
        of=li.pk,
        what="Send it",
        due=_iso(desk, "2028-06-12 12:00"),
        kind="supplier",
    )
    ours = _ours(desk, priya, case, rests_on=asked.pk)

    named = desk.do(
        "answer_promise",
        priya,
        case=case,
        promise=asked.pk,
        answer="counter",
        words="“15th”",
        due=_iso(desk, "2028-06-15 12:00"),
    )

    assert desk.notices(priya, case).count("ours-at-risk") == 1
    assert Underpinning.objects.filter(promise=ours).latest("pk").rests_on == named
    desk.do("answer_promise", priya, case=case, promise=named.pk, answer="accept")
    desk.go_to("2028-06-15 12:01")
    assert Notice.objects.filter(code="ours-at-risk", values__cause="broken").count() == 0, "ours is broken by then"


@pytest.mark.req("S4.14")
def test_what_still_leaves_the_buffer_warns_nobody(desk: Desk, priya: Person, li: Person, case: int) -> None:
    theirs = _theirs(desk, priya, li, case)
    _ours(desk, priya, case, "2028-06-16 12:00", rests_on=theirs.pk)

    desk.do("renegotiate", priya, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“15th”")
    desk.go_to("2028-06-14 12:00")
    desk.do("keep", priya, case=case, promise=theirs_now(theirs).pk, words="“It is here.”")
    desk.go_to("2028-06-15 15:00")

    assert not Notice.objects.filter(code="ours-at-risk").exists()


@pytest.mark.req("S4.14")
def test_one_supplier_promise_carries_promises_of_several_cases(
    desk: Desk, priya: Person, li: Person, case: int
) -> None:
    theirs = _theirs(desk, priya, li, case)
    other = int(desk.by_phone(priya, "Our pump leaks too.", name="Tomasz Wójcik", email="tomasz@post.example").pk)
    ours = _ours(desk, priya, other, rests_on=theirs.pk)

    desk.do("renegotiate", priya, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“15th”")
    desk.settle()

    assert desk.notices(priya, other).count("ours-at-risk") == 1
    assert Notice.objects.get(code="ours-at-risk").values["promise"] == ours.pk


@pytest.mark.req("S4.14")
def test_the_customer_sees_ours_only(desk: Desk, priya: Person, li: Person, case: int) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, rests_on=theirs.pk)
    desk.do("renegotiate", priya, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“15th”")
    desk.do("write", priya, case=case, text="Hello Amara, I write about your pump.")
    desk.settle()

    told = [mail.text + mail.subject for mail in desk.mails if mail.to_address == AMARA]
    assert told
    for word in ("Li Na", "valve", "15 June", "Thursday 15"):
        assert not any(word in text for text in told)
    seen = Entry.objects.filter(stream=f"case:{case}", seen_by="customer")
    assert {row.data.get("promise") for row in seen} & {theirs.pk, theirs_now(theirs).pk} == set()
    assert ours.pk in {row.data.get("promise") for row in seen}


@pytest.mark.req("S4.14")
def test_neither_the_page_nor_its_story_nor_its_print_names_theirs(
    desk: Desk, priya: Person, li: Person, case: int, client: Any
) -> None:
    theirs = _theirs(desk, priya, li, case)
    _ours(desk, priya, case, rests_on=theirs.pk)
    desk.do("renegotiate", priya, case=case, promise=theirs.pk, due=_iso(desk, "2028-06-15 12:00"), because="“15th”")
    address = letters.page_address(Case.objects.get(pk=case), desk.house, desk.now).partition("/p/")[2]

    for below in ("", "story/", "print/"):
        page = client.get(f"/p/{address}{below}").content.decode()
        assert "Repair the pump" in page or below == "story/"
        assert "Li Na" not in page
        assert "valve" not in page


def test_what_cannot_carry_is_refused(desk: Desk, priya: Person, li: Person, case: int) -> None:
    theirs = _theirs(desk, priya, li, case)
    ours = _ours(desk, priya, case, "2028-06-14 12:00", rests_on=theirs.pk)
    other = int(desk.by_phone(priya, "Another matter.", name="Tomasz Wójcik", email="tomasz@post.example").pk)
    foreign = _ours(desk, priya, other, "2028-06-13 12:00")

    def refused(promise: int, rests_on: int, **more: Any) -> object:
        return desk.refused("underpin", priya, case=case, promise=promise, rests_on=rests_on, **more)

    assert isinstance(refused(ours.pk, ours.pk), Unusable)
    assert isinstance(refused(theirs.pk, ours.pk), Unusable), "nothing rests on itself"
    assert isinstance(refused(ours.pk, foreign.pk), NotFound)
    assert isinstance(refused(ours.pk, theirs.pk, buffer_days=-1), Unusable)
    assert isinstance(refused(ours.pk, 10**9), NotFound)
    desk.do("revoke_promise", priya, case=case, promise=theirs.pk, because="“None left.”")
    assert isinstance(refused(ours.pk, theirs.pk), PromiseSettled)
