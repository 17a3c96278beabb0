from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.core.refusal import AlreadyDue, DueInPast, PromiseSettled, Refusal, RestsOnLater, Unusable
from amends.messages.models import HeldSend
from amends.people.models import Person
from amends.promises.models import Promise
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA)
    desk.do("record_call", priya, case=case.pk, words="Heard her out.")
    return int(case.pk)


@pytest.fixture
def made(desk: Desk, priya: Person, case: int) -> Promise:
    due = desk.local("2026-05-22 17:00").isoformat()
    promise: Promise = desk.do("promise", priya, case=case, what="Find the right table", due=due)
    desk.go_to("2026-05-22 15:00")
    return promise


def _move(desk: Desk, promise: Promise) -> tuple[str, str]:
    verdict = Promise.objects.get(pk=promise.pk).verdict(desk.now)
    return verdict.state.value, verdict.move.value


def _asked(desk: Desk, by: Person, case: int, promise: int) -> str:
    with pytest.raises(Refusal) as refused:
        desk.ask("rescue", by, case=case, promise=promise)
    return refused.value.code


@pytest.mark.req("S0.15")
def test_one_press_sends_an_honest_message_and_moves_the_promise_to_a_time_that_can_be_kept(
    desk: Desk, priya: Person, case: int, made: Promise
) -> None:
    shown = desk.ask("rescue", priya, case=case, promise=made.pk)
    assert datetime.fromisoformat(shown["due"]) == desk.local("2026-05-26 12:00")
    assert shown["times"][0]["words"] == "Tue 12:00 – Monday is a holiday"
    assert not shown["needs_reason"]

    new = desk.do("rescue_promise", priya, case=case, promise=made.pk)
    assert not HeldSend.objects.exists(), "an honest message waits for nothing"

    mail = desk.mail_to(AMARA)
    assert shown["text"] in mail.text
    assert "I said “Find the right table” by Friday 22 May, 17:00. It is not done yet" in mail.text
    assert "Tuesday 26 May, 12:00 (your time)" in mail.text
    assert _move(desk, made) == ("moved", "renegotiated")
    assert made.verdict(desk.now).at == desk.local("2026-05-22 15:00")
    assert (new.follows_id, new.what, new.kind) == (made.pk, "Find the right table", "action")
    assert new.due_at == desk.local("2026-05-26 12:00")


@pytest.mark.req("S0.15")
@pytest.mark.parametrize("seconds", [0, 1, 60])
def test_from_the_due_time_on_there_is_nothing_to_rescue(
    desk: Desk, priya: Person, pia: Person, case: int, made: Promise, seconds: int
) -> None:
    desk.go_to("2026-05-22 17:00")
    desk.wait(seconds=seconds)

    for person in (priya, pia):
        assert isinstance(desk.refused("rescue_promise", person, case=case, promise=made.pk), AlreadyDue)
    shown = desk.ask("rescue", priya, case=case, promise=made.pk)

    assert shown == {
        "promise": made.pk,
        "can": False,
        "told": "This one is broken. Tell Amara, then make a new promise.",
    }
    assert desk.codes(priya, case).count("attempted") == 2
    desk.wait(seconds=1)
    assert _move(desk, made) == ("late", "broken")


@pytest.mark.req("S0.15")
def test_a_second_move_goes_at_once_with_one_sentence_why_and_the_lead_is_told(
    desk: Desk, priya: Person, omar: Person, case: int, made: Promise
) -> None:
    second = desk.do("rescue_promise", priya, case=case, promise=made.pk)
    desk.settle()
    assert "moved-twice" not in desk.notices(omar, case)
    assert desk.ask("rescue", priya, case=case, promise=second.pk)["needs_reason"]
    assert isinstance(desk.refused("rescue_promise", priya, case=case, promise=second.pk), Unusable)

    desk.do("rescue_promise", priya, case=case, promise=second.pk, because="The depot has lost its lorry")
    desk.settle()

    assert "The depot has lost its lorry." in desk.mail_to(AMARA).text
    assert _move(desk, second) == ("moved", "renegotiated")
    assert desk.notices(omar, case).count("moved-twice") == 1
    happened = second.happenings.get(what="renegotiated")
    assert happened.words is not None
    assert happened.words.text == "The depot has lost its lorry"


@pytest.mark.req("S0.15")
def test_own_words_and_an_own_time_are_taken(desk: Desk, priya: Person, case: int, made: Promise) -> None:
    due = desk.local("2026-05-27 11:00").isoformat()

    new = desk.do("rescue_promise", priya, case=case, promise=made.pk, due=due, text="Still working on your table.")

    mail = desk.mail_to(AMARA)
    assert "Still working on your table." in mail.text
    assert "Wednesday 27 May, 11:00" in mail.text, "the new time stands in the mail whatever the words"
    assert new.due_at == desk.local("2026-05-27 11:00")
    past = desk.local("2026-05-22 14:00").isoformat()
    assert isinstance(
        desk.refused("rescue_promise", priya, case=case, promise=new.pk, due=past, because="x"), DueInPast
    )


@pytest.mark.req("S0.15")
def test_the_message_is_in_the_language_and_the_zone_of_the_customer(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "Der Tisch ist falsch.", email=AMARA, language="de", zone="Asia/Tokyo").pk
    made = desk.do("promise", priya, case=case, what="Den Tisch finden", within="4 hours")

    shown = desk.ask("rescue", priya, case=case, promise=made.pk, because="Das Lager ist zu")

    assert shown["text"].startswith("Guten Tag Amara Okafor")
    assert "„Den Tisch finden“" in shown["text"]
    assert "Das Lager ist zu." in shown["text"]
    assert "22. Mai, 22:00 Uhr" in shown["text"]


@pytest.mark.req("S0.13")
def test_no_news_yet_keeps_a_promise_of_news(desk: Desk, priya: Person, omar: Person, case: int) -> None:
    first = desk.do("promise", priya, case=case, what="Say what we found", kind="update")
    desk.wait(hours=20)
    shown = desk.ask("rescue", priya, case=case, promise=first.pk)

    second = desk.do("rescue_promise", priya, case=case, promise=first.pk)
    desk.settle()
    desk.do("rescue_promise", priya, case=case, promise=second.pk)
    desk.settle()

    assert shown["keeps"]
    assert "no news for you yet" in shown["text"]
    assert [_move(desk, row) for row in (first, second)] == [("kept", "reported")] * 2
    assert "moved-twice" not in desk.notices(omar, case), "a promise of news is always free (0.4.10)"


@pytest.mark.req("S0.15")
@pytest.mark.req("S4.14")
def test_the_new_time_heeds_the_supplier_the_shift_and_the_absence(
    desk: Desk, priya: Person, pia: Person, sam: Person, case: int, made: Promise
) -> None:
    li = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    theirs = desk.do(
        "request_promise", priya, case=case, of=li.pk, what="Send the top", within="3 hours", kind="supplier"
    )
    ours = desk.do(
        "promise",
        priya,
        case=case,
        what="Bring the table",
        due=desk.local("2026-05-27 16:00").isoformat(),
        rests_on=theirs.pk,
    )
    due = desk.local("2026-05-27 12:00").isoformat()
    desk.do("answer_promise", priya, case=case, promise=theirs.pk, answer="counter", due=due, words="“Wednesday.”")
    desk.do("set_shifts", pia, person=priya.pk, opening={"tue": [["09:00", "12:00"]], "fri": [["13:00", "15:00"]]})

    shown = desk.ask("rescue", priya, case=case, promise=ours.pk)

    assert datetime.fromisoformat(shown["due"]) == desk.local("2026-05-29 15:00")
    assert "Something that we wait for comes later" in shown["text"]
    assert "Li Na" not in shown["text"]
    early = desk.local("2026-05-27 17:00").isoformat()
    refusal = desk.refused("rescue_promise", priya, case=case, promise=ours.pk, due=early)
    assert isinstance(refusal, RestsOnLater)
    desk.do("rescue_promise", priya, case=case, promise=ours.pk, due=early, override="We fetch it ourselves.")


@pytest.mark.req("S0.11")
def test_nobody_is_given_a_week_without_one_hour(
    desk: Desk, priya: Person, pia: Person, case: int, made: Promise
) -> None:
    for week in ({"mon": []}, {"mon": [], "tue": []}):
        refusal = desk.refused("set_shifts", pia, person=priya.pk, opening=week)
        assert refusal.values == {"field": "hours", "fault": "empty"}
    desk.do("set_shifts", pia, person=priya.pk, opening={"mon": [], "tue": [["09:00", "12:00"]]})

    assert datetime.fromisoformat(desk.ask("rescue", priya, case=case, promise=made.pk)["due"]) == desk.local(
        "2026-05-26 12:00"
    )
    desk.do("set_shifts", pia, person=priya.pk, opening={})


@pytest.mark.req("S0.15")
def test_what_is_settled_or_not_ours_cannot_be_rescued(desk: Desk, priya: Person, sam: Person, case: int) -> None:
    kept = desk.do("promise", priya, case=case, what="Ring the depot", within="2 hours")
    desk.do("keep", priya, case=case, promise=kept.pk)
    supplier = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    theirs = desk.do("request_promise", priya, case=case, of=supplier.pk, what="Send it", within="2 days")

    def refused(number: int, by: Person = priya, **more: Any) -> Refusal:
        return desk.refused("rescue_promise", by, case=case, promise=number, **more)

    assert isinstance(refused(kept.pk), PromiseSettled)
    assert isinstance(refused(theirs.pk), Unusable)
    assert _asked(desk, priya, case, kept.pk) == "promise-settled"
    assert _asked(desk, priya, case, theirs.pk) == "unusable"
    desk.go_to("2026-05-26 12:00")
    assert _asked(desk, priya, case, kept.pk) == "promise-settled", "its time has passed, and it is not broken"
    assert isinstance(refused(kept.pk), PromiseSettled)
    assert refused(kept.pk, by=kept.promisee).code == "not-allowed"


@pytest.mark.req("S0.15")
def test_a_press_in_the_last_second_still_moves_it(db: None) -> None:
    desk = Desk(datetime(2026, 5, 22, 9, 0, tzinfo=UTC))
    priya = desk.hire("Priya Nair")
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA).pk
    made = desk.do("promise", priya, case=case, what="Find it", due=desk.local("2026-05-22 17:00").isoformat())
    desk.go_to("2026-05-22 16:59")
    desk.wait(seconds=59)
    desk.do("rescue_promise", priya, case=case, promise=made.pk)
    desk.now = desk.local("2026-05-22 17:03")

    desk.settle()

    assert _move(desk, made) == ("moved", "renegotiated")
