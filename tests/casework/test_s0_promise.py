from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.core.refusal import DueInPast, NothingTried, NoWayOn, PromiseSettled
from amends.people.models import Person
from tests.cast import Desk


@pytest.mark.req("S0.11")
@pytest.mark.parametrize("phrase", ["within one working day", ""], ids=["phrase marked", "phrase found"])
def test_a_working_day_before_a_holiday_is_told_as_a_clock_time(desk: Desk, priya: Person, phrase: str) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    desk.go_to("2026-05-22 16:30")

    shown = desk.ask("due", priya, case=case.pk, within="one working day")
    assert shown["words"] == "Tuesday 26 May, 16:30"
    assert shown["doubts"] == []
    promise = {"what": "Write with the date of the new table", "within": "one working day", "phrase": phrase}
    desk.do("write", priya, case=case.pk, text="You will hear from me within one working day.", promises=[promise])

    mail = desk.mail_to("amara@home.example")
    assert "You will hear from me by Tuesday 26 May, 16:30 (your time)." in mail.text
    assert "one working day" not in mail.text
    (made,) = (row for row in desk.ask("case", priya, case=case.pk)["promises"] if row["kind"] == "action")
    assert datetime.fromisoformat(made["due"]) == desk.local("2026-05-26 16:30")
    # What we keep, and show on the page, is what the customer read.
    replied = next(row for row in desk.ask("timeline", priya, case=case.pk) if row["code"] == "replied")
    assert replied["words"] == "You will hear from me by Tuesday 26 May, 16:30 (your time)."


@pytest.mark.req("S0.11")
@pytest.mark.parametrize(
    ("zone", "now", "within", "theirs", "told"),
    [
        ("America/New_York", "2026-05-22 16:30", "one working day", "America/New_York", "Tuesday 26 May, 11:30"),
        ("Europe/London", "2026-05-27 16:00", "4 working hours", "Asia/Tokyo", "Thursday 28 May, 20:00"),
        ("Europe/London", "2026-05-21 10:00", "2 working days", "Europe/London", "Tuesday 26 May, 10:00"),
    ],
)
def test_the_customer_reads_the_time_of_the_place_where_they_are(
    db: None, zone: str, now: str, within: str, theirs: str, told: str
) -> None:
    desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC))
    priya = desk.hire("Priya Nair")
    case = desk.by_phone(priya, "You brought the wrong table.", zone=theirs, email="amara@home.example")
    desk.go_to(now)

    assert desk.ask("due", priya, case=case.pk, within=within)["words"] == told
    text = f"You hear from me within {within}."
    desk.do("write", priya, case=case.pk, text=text, promises=[{"what": "Write", "within": within}])

    mail = desk.mail_to("amara@home.example")
    assert f"You hear from me by {told} (your time)." in mail.text
    assert within not in mail.text


@pytest.mark.req("S0.11")
def test_what_speaks_against_a_time_is_said_before_and_stops_nothing(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    saturday = desk.local("2026-05-23 11:00").isoformat()

    assert desk.ask("due", priya, case=case.pk, due=saturday)["doubts"] == ["outside-hours"]
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, until=desk.local("2026-05-22 15:00").isoformat())
    assert "outside-hours" in desk.ask("due", sam, case=case.pk, due=saturday)["doubts"]

    supplier = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    theirs = desk.do(
        "request_promise", priya, case=case.pk, of=supplier.pk, what="Send it", within="3 days", kind="supplier"
    )
    told = desk.ask("due", sam, case=case.pk, due=saturday, rests_on=theirs.pk)
    assert "before-supplier" in told["doubts"]
    asked = desk.ask("feasible", sam, case=case.pk, due=saturday, rests_on=theirs.pk)
    assert told["doubts"] == [hint["code"] for hint in asked["hints"]], "one answer to one question"

    made = desk.do("promise", sam, case=case.pk, what="Call her", due=saturday)

    assert made.promisor == sam


@pytest.mark.req("S0.12")
@pytest.mark.parametrize("late", [timedelta(minutes=1), timedelta(seconds=1), timedelta(days=9)])
def test_a_promise_is_broken_when_its_time_has_passed_and_owner_and_lead_are_told(
    desk: Desk, priya: Person, omar: Person, late: timedelta
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    due = desk.local("2026-05-27 10:00")
    made = desk.do("promise", priya, case=case.pk, what="Call her", due=due.isoformat())

    desk.go_to(due)
    assert not desk.promise(priya, made.pk, case.pk)["broken"]
    assert "promise-broken" not in desk.notices(omar)
    desk.go_to(due + late)

    assert desk.promise(priya, made.pk, case.pk)["broken"]
    for person in (priya, omar):
        assert desk.notices(person, case.pk).count("promise-broken") == 1
    entry = next(row for row in desk.ask("timeline", priya, case=case.pk)[::-1] if row["code"] == "broken")
    assert (entry["data"]["promise"], entry["seen_by"]) == (made.pk, "customer")
    assert datetime.fromisoformat(entry["at"]) == due


@pytest.mark.req("S0.12")
def test_warnings_come_before_the_time_each_once(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    desk.do("write", priya, case=case.pk, text="Good morning, I look into it.")
    desk.go_to("2026-05-26 09:00")
    desk.do("promise", priya, case=case.pk, what="Call her", due=desk.local("2026-05-26 16:00").isoformat())

    desk.go_to("2026-05-26 16:00")

    entries = [row for row in desk.ask("timeline", priya, case=case.pk) if row["code"] == "warned"]
    instants = [datetime.fromisoformat(row["at"]) for row in entries]
    assert instants == [desk.local(f"2026-05-26 {clock}") for clock in ("12:30", "14:00", "14:36")]


@pytest.mark.req("S0.13")
@pytest.mark.parametrize("named", [True, False], ids=["named as kept", "any word keeps it"])
def test_an_update_is_owed_within_24_elapsed_hours_and_no_news_keeps_it(db: None, named: bool) -> None:
    desk = Desk(datetime(2026, 3, 28, 9, 0, tzinfo=UTC))
    priya = desk.hire("Priya Nair")
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    desk.go_to("2026-03-28 15:00")

    first = desk.do("promise", priya, case=case.pk, what="Tell her what we found", kind="update")
    assert first.due_at == desk.local("2026-03-29 16:00")
    assert first.due_at - desk.now == timedelta(hours=24)

    desk.go_to("2026-03-29 15:30")
    tomorrow = desk.local("2026-03-30 12:00")
    second = {"what": "Tell her what we found", "kind": "update", "due": tomorrow.isoformat()}
    desk.do(
        "write",
        priya,
        case=case.pk,
        text="Still checking, next word tomorrow 12:00.",
        keeps=[first.pk] if named else [],
        promises=[second],
    )
    desk.settle()

    promises = [row for row in desk.ask("case", priya, case=case.pk)["promises"] if row["kind"] == "update"]
    assert [row["state"] for row in promises] == ["kept", "open"]
    assert datetime.fromisoformat(promises[1]["due"]) == tomorrow


@pytest.mark.req("S0.13")
@pytest.mark.parametrize(
    ("zone", "made", "due"),
    [
        ("Europe/Berlin", "2026-10-24 15:00", "2026-10-25 14:00"),
        ("America/New_York", "2026-03-07 20:00", "2026-03-08 21:00"),
        ("Asia/Kolkata", "2026-03-28 15:00", "2026-03-29 15:00"),
    ],
)
def test_24_hours_are_24_hours_in_every_zone(db: None, zone: str, made: str, due: str) -> None:
    desk = Desk(datetime(2026, 1, 5, 12, 0, tzinfo=UTC), zone=zone, country="DE")
    priya = desk.hire("Priya Nair")
    desk.go_to(made)
    case = desk.by_phone(priya, "You brought the wrong table.")

    row = desk.do("promise", priya, case=case.pk, what="Tell her", kind="update")

    assert row.due_at == desk.local(due)
    desk.do("write", priya, case=case.pk, text="More soon.", promises=[{"what": "Tell her", "kind": "update"}])


@pytest.mark.req("S0.14")
def test_giving_up_names_what_this_agent_may_still_do(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")

    refusal = desk.refused("close", priya, case=case.pk, how="cannot-fix")

    assert isinstance(refusal, NothingTried)
    alone = [row["title"] for row in desk.ask("options", priya, case=case.pk)]
    assert refusal.values["options"] == alone
    assert "Refund" in alone
    assert "Change of the contract" not in alone
    assert "Change of the contract" in desk.refused("close", omar, case=case.pk, how="cannot-fix").values["options"]

    desk.do("restate", priya, case=case.pk, words="The wrong table came.")
    desk.do("try_action", priya, case=case.pk, words="Asked for a refund.", option="refund")
    assert "Refund" not in [row["title"] for row in desk.ask("options", priya, case=case.pk)]
    assert isinstance(desk.refused("close", priya, case=case.pk, how="cannot-fix"), NoWayOn)


@pytest.mark.req("S0.14")
@pytest.mark.parametrize("way_on", ["ask_lead", "offer"])
@pytest.mark.parametrize("alone", [True, False])
def test_after_an_action_and_a_way_on_a_case_can_end_as_not_fixable(db: None, way_on: str, alone: bool) -> None:
    desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC), alone=alone)
    priya = desk.hire("Priya Nair", "lead" if alone else "agent")
    if not alone:
        desk.hire("Omar Haddad", "lead")
    case = desk.by_phone(priya, "You brought the wrong table.")
    desk.do("restate", priya, case=case.pk, words="The wrong table came.")
    desk.do("try_action", priya, case=case.pk, words="Rang the maker.")

    words = "We take it back." if way_on == "offer" else "What else is there?"
    desk.do(way_on, priya, case=case.pk, words=words)
    desk.do("close", priya, case=case.pk, how="cannot-fix")

    assert desk.ask("case", priya, case=case.pk)["closed"]["how"] == "cannot-fix"


@pytest.mark.req("S0.15")
@pytest.mark.parametrize("channel", ["renegotiate", "write"])
@pytest.mark.parametrize(
    ("told_at", "state", "broken"),
    [
        ("15:00:00", "moved", False),
        ("16:59:59", "moved", False),
        ("17:00:00", "broken", True),
        ("17:01:00", "broken", True),
    ],
)
def test_a_new_time_told_before_the_old_one_moves_it_and_after_it_the_old_one_is_broken(
    desk: Desk, priya: Person, channel: str, told_at: str, state: str, broken: bool
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    due, new_due = desk.local("2026-05-27 17:00"), desk.local("2026-05-28 11:00").isoformat()
    old = desk.do("promise", priya, case=case.pk, what="Call her", due=due.isoformat())
    desk.go_to(f"2026-05-27 {told_at}")

    _tell_new_time(desk, priya, case.pk, old.pk, new_due, channel)

    first, second = (row for row in desk.ask("case", priya, case=case.pk)["promises"] if row["kind"] == "action")
    assert (first["state"], first["broken"]) == (state, broken)
    assert datetime.fromisoformat(first["since"]) == desk.local(f"2026-05-27 {told_at}")
    assert (second["state"], second["due"]) == ("open", datetime.fromisoformat(new_due).astimezone(UTC).isoformat())
    assert second["follows"] == (None if broken else first["id"])


@pytest.mark.req("S0.15")
@pytest.mark.parametrize("channel", ["renegotiate", "write"])
def test_a_second_new_time_goes_at_once_and_the_lead_is_told(
    desk: Desk, priya: Person, omar: Person, channel: str
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    made = desk.do("promise", priya, case=case.pk, what="Call", due=desk.local("2026-05-22 17:00").isoformat())

    told = []
    for day in ("2026-05-26", "2026-05-27"):
        _tell_new_time(desk, priya, case.pk, made.pk, desk.local(f"{day} 12:00").isoformat(), channel)
        made = made.followed_by.get()
        told.append(desk.notices(omar, case.pk).count("moved-twice"))

    assert told == [0, 1]
    states = [row["state"] for row in desk.ask("case", priya, case=case.pk)["promises"] if row["kind"] == "action"]
    assert states == ["moved", "moved", "open"]


@pytest.mark.req("S0.15")
def test_a_settled_promise_is_not_moved_and_no_time_is_promised_that_is_past(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    made = desk.do("promise", priya, case=case.pk, what="Call", due=desk.local("2026-05-22 17:00").isoformat())
    past, ahead = desk.local("2026-05-22 09:00").isoformat(), desk.local("2026-05-26 09:00").isoformat()

    assert isinstance(desk.refused("renegotiate", priya, case=case.pk, promise=made.pk, due=past), DueInPast)
    desk.do("keep", priya, case=case.pk, promise=made.pk)

    assert isinstance(desk.refused("renegotiate", priya, case=case.pk, promise=made.pk, due=ahead), PromiseSettled)
    assert desk.promise(priya, made.pk, case.pk)["state"] == "kept"


def _tell_new_time(desk: Desk, by: Person, case: int, promise: int, due: str, channel: str) -> None:
    if channel == "renegotiate":
        desk.do("renegotiate", by, case=case, promise=promise, due=due, because="Still working on it.")
    else:
        new = {"what": "Call her", "due": due}
        desk.do("write", by, case=case, text="Still working, a new time.", moves=promise, promises=[new])
    desk.settle()
