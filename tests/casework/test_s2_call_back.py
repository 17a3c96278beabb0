from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework import drafting
from amends.core.refusal import NotYourMove, PromiseSettled, Unusable
from amends.people.models import Person
from amends.promises.models import CallTry
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    return int(desk.by_phone(priya, "You brought the wrong table.", email=AMARA, phone="020 7946 0155").pk)


def _call(desk: Desk, by: Person, case: int, due: str) -> int:
    made = desk.do("promise", by, case=case, what="Ring you", due=desk.local(due).isoformat(), kind="call-back")
    return int(made.pk)


def _state(desk: Desk, by: Person, case: int, number: int) -> dict[str, Any]:
    row = desk.promise(by, number, case)
    return {key: row[key] for key in ("state", "move", "timeliness")}


def _offered(desk: Desk, by: Person, case: int, number: int) -> dict[str, Any]:
    offered: dict[str, Any] = desk.ask("next_try", by, case=case, promise=number)
    return {"text": offered["text"], "moves": offered["moves"], "promises": offered["promises"]}


@pytest.mark.req("S2.36")
@pytest.mark.parametrize(
    ("due", "tried", "sent", "next_due"),
    [
        ("2026-05-22 16:00", "2026-05-22 15:55", "2026-05-22 15:57", "2026-05-22 16:55"),
        ("2026-05-22 16:50", "2026-05-22 16:40", "2026-05-22 16:49:59", "2026-05-26 09:40"),  # over a holiday
    ],
)
def test_an_unanswered_try_is_on_record_and_keeps_nothing_and_the_message_with_the_next_try_moves_it_in_time(
    desk: Desk, omar: Person, case: int, due: str, tried: str, sent: str, next_due: str
) -> None:
    call = _call(desk, omar, case, due)
    desk.go_to(tried)
    desk.do("try_call", omar, case=case, promise=call, reached=False, words="It rang out.")

    (row,) = CallTry.objects.all()
    assert (row.at, row.by, row.reached) == (desk.local(tried), omar, False)
    assert _state(desk, omar, case, call)["move"] == "in-force"
    offered = _offered(desk, omar, case, call)
    assert datetime.fromisoformat(offered["promises"][0]["due"]) == desk.local(next_due)
    assert offered["moves"] == call

    desk.go_to(sent)
    desk.do("write", omar, case=case, **offered)
    desk.settle()

    assert _state(desk, omar, case, call)["move"] == "renegotiated"
    new = next(row for row in desk.ask("case", omar, case=case)["promises"] if row["follows"] == call)
    assert (new["move"], new["promisor"]["name"], new["kind"]) == ("in-force", "Omar Haddad", "call-back")
    assert f"by {desk.local(next_due):%A %-d %B, %H:%M}" in desk.mail_to(AMARA).text
    desk.go_to(due)
    desk.wait(minutes=1)
    assert "broken" not in desk.codes(omar, case)


@pytest.mark.req("S2.36")
def test_nothing_sent_after_a_try_is_broken_at_its_time(desk: Desk, omar: Person, case: int) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 15:55")
    desk.do("try_call", omar, case=case, promise=call, reached=False)
    desk.go_to("2026-05-22 16:00")
    assert _state(desk, omar, case, call)["state"] == "soon"
    desk.wait(seconds=1)

    assert _state(desk, omar, case, call) == {"state": "late", "move": "broken", "timeliness": "never"}
    assert "broken" in desk.codes(omar, case)


@pytest.mark.req("S2.36")
def test_reaching_the_customer_keeps_a_call_back_and_is_a_try_as_well(desk: Desk, omar: Person, case: int) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 15:58")
    desk.do("try_call", omar, case=case, promise=call, reached=True, words="Told her when the van comes.")

    assert _state(desk, omar, case, call) == {"state": "kept", "move": "reported", "timeliness": "on-time"}
    assert [row.reached for row in CallTry.objects.all()] == [True]
    assert isinstance(desk.refused("try_call", omar, case=case, promise=call, reached=False), PromiseSettled)


@pytest.mark.req("S2.36")
def test_a_supervisors_call_is_made_by_somebody_who_leads(
    desk: Desk, omar: Person, priya: Person, pia: Person, case: int
) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")

    for tried in ({"reached": True}, {"reached": True, "words": "Told her."}, {"reached": False}):
        assert isinstance(desk.refused("try_call", priya, case=case, promise=call, **tried), NotYourMove)
    assert not CallTry.objects.exists()
    desk.do("try_call", pia, case=case, promise=call, reached=True)
    assert _state(desk, omar, case, call)["state"] == "kept"


@pytest.mark.req("S2.36")
@pytest.mark.parametrize("how", ["page", "told"])
def test_the_customers_own_other_time_keeps_it_and_a_new_promise_stands_at_theirs(
    desk: Desk, omar: Person, priya: Person, case: int, how: str
) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 15:00")
    by = omar if how == "told" else Person.objects.get(name="Amara Okafor")
    later = {"case": case, "promise": call, "due": desk.local("2026-05-26 11:15").isoformat()}
    if how == "told":
        assert isinstance(desk.refused("defer_call", priya, **later), Unusable)
        later["words"] = "“I am on a train until Tuesday.”"
    made = desk.do("defer_call", by, **later)

    assert _state(desk, omar, case, call) == {"state": "kept", "move": "reported", "timeliness": "on-time"}
    new = desk.promise(omar, made.pk, case)
    assert (new["state"], new["promisor"]["name"], new["due"]) == ("open", "Omar Haddad", "2026-05-26T10:15:00+00:00")
    assert ("call-deferred" in desk.notices(omar)) is (how == "page")
    desk.go_to("2026-05-26 11:16")
    assert _state(desk, omar, case, made.pk)["timeliness"] == "never"


@pytest.mark.req("S2.36")
def test_after_its_time_another_time_of_the_customers_leaves_it_broken(desk: Desk, omar: Person, case: int) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 16:10")
    desk.do("defer_call", omar, case=case, promise=call, within="2 hours", words="“Later is fine.”")

    assert _state(desk, omar, case, call)["timeliness"] == "never"


@pytest.mark.req("S2.36")
def test_after_three_tries_at_different_times_another_part_of_a_day_is_offered(
    desk: Desk, omar: Person, case: int
) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    left = []
    for tried in ("11:00", "11:05", "13:00", "15:55"):
        desk.go_to(f"2026-05-22 {tried}")
        desk.do("try_call", omar, case=case, promise=call, reached=False)
        told = desk.ask("next_try", omar, case=case, promise=call)
        left.append((told["tries_left"], told["moves"], told["due"]))

    due, friday = "2026-05-22T15:00:00+00:00", "2026-05-26T12:55:00+00:00"
    assert left == [(2, None, due), (2, None, due), (1, None, due), (0, call, friday)]
    assert "I have rung you 4 times" in _offered(desk, omar, case, call)["text"]


def test_the_offered_message_stands_in_the_composer_unless_somebody_writes_there(
    desk: Desk, omar: Person, case: int
) -> None:
    row = Case.objects.get(pk=case)
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 15:55")
    desk.do("try_call", omar, case=case, promise=call, reached=False)
    draft = drafting.draft_of(row, omar)
    assert draft is not None
    assert draft.choices["moves"] == call

    drafting.save_draft(row, "My own words", by=omar, at=desk.now, lane="customer", version=draft.version, choices={})
    desk.do("try_call", omar, case=case, promise=call, reached=False)
    kept = drafting.draft_of(row, omar)
    assert kept is not None
    assert kept.text == "My own words"


@pytest.mark.req("S3.16")
@pytest.mark.parametrize(
    ("made", "due"), [("2026-06-01 10:00", "2026-06-03 10:00"), ("2026-06-05 16:30", "2026-06-09 16:30")]
)
def test_a_referral_names_somebody_within_two_working_days_or_is_broken_like_any_other(
    desk: Desk, priya: Person, case: int, made: str, due: str
) -> None:
    desk.go_to(made)
    row = desk.do("promise", priya, case=case, what="The name of somebody who restores tables", kind="referral")
    assert row.due_at == desk.local(due)
    desk.go_to(due)
    assert _state(desk, priya, case, row.pk)["state"] == "soon"
    desk.wait(seconds=1)

    assert _state(desk, priya, case, row.pk) == {"state": "late", "move": "broken", "timeliness": "never"}


@pytest.mark.req("S2.36")
def test_the_next_try_is_offered_for_a_time_at_which_somebody_is_there(
    desk: Desk, omar: Person, pia: Person, case: int
) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.do(
        "set_shifts", omar, person="Omar Haddad", opening={"tue": [["13:00", "17:00"]], "fri": [["09:00", "16:30"]]}
    )
    desk.go_to("2026-05-22 15:55")
    desk.do("try_call", omar, case=case, promise=call, reached=False)

    due = datetime.fromisoformat(_offered(desk, omar, case, call)["promises"][0]["due"])
    assert desk.local("2026-05-26 13:00") <= due <= desk.local("2026-05-26 17:00")


@pytest.mark.req("S2.36")
@pytest.mark.parametrize("way", ["told", "written", "rescued", "late"])
def test_a_supervisors_call_that_an_agent_moves_stays_the_leads_who_is_told_at_once(
    desk: Desk, omar: Person, priya: Person, case: int, way: str
) -> None:
    call = _call(desk, omar, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 16:01" if way == "late" else "2026-05-22 15:00")
    due = desk.local("2026-05-22 16:45").isoformat()
    if way == "written":
        words = {"text": "Omar is held up.", "promises": [{"what": "Omar rings you", "due": due}], "moves": call}
        desk.do("write", priya, case=case, **words)
    elif way == "rescued":
        desk.do("rescue_promise", priya, case=case, promise=call, due=due)
    else:
        desk.do("renegotiate", priya, case=case, promise=call, due=due)
    assert "call-moved" in desk.notices(omar, case)
    desk.settle()

    new = max(desk.ask("case", priya, case=case)["promises"], key=lambda row: row["id"])
    assert (new["promisor"]["name"], new["kind"], new["move"]) == ("Omar Haddad", "call-back", "in-force")
    assert _state(desk, priya, case, call)["move"] == ("broken" if way == "late" else "renegotiated")
    refusal = desk.refused("keep", priya, case=case, promise=new["id"], how="phone")
    assert isinstance(refusal, NotYourMove)
    desk.do("keep", omar, case=case, promise=new["id"], how="phone")


def test_a_message_moves_only_what_can_still_be_moved(desk: Desk, priya: Person, case: int) -> None:
    call = _call(desk, priya, case, "2026-05-22 16:00")
    desk.do("keep", priya, case=case, promise=call, how="phone")
    due = desk.local("2026-05-22 16:45").isoformat()
    words = {"text": "I ring you later.", "promises": [{"what": "Ring you", "due": due}], "moves": call}

    assert isinstance(desk.refused("write", priya, case=case, **words), PromiseSettled)


@pytest.mark.req("S2.36")
def test_the_message_with_the_next_try_names_whose_promise_it_will_be(
    desk: Desk, priya: Person, sam: Person, case: int
) -> None:
    call = _call(desk, priya, case, "2026-05-22 16:00")
    desk.go_to("2026-05-22 13:00")
    assert "Priya Nair rings you again" in _offered(desk, sam, case, call)["text"]
    desk.go_to("2026-05-22 15:55")
    desk.do("try_call", sam, case=case, promise=call, reached=False)
    offered = _offered(desk, sam, case, call)
    desk.do("write", sam, case=case, **offered)

    assert "I ring you again" in offered["text"]
    new = next(row for row in desk.ask("case", sam, case=case)["promises"] if row["follows"] == call)
    assert new["promisor"]["name"] == "Sam Lee"
