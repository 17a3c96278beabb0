from __future__ import annotations

from typing import Any

import pytest

from amends.cases.models import Case
from amends.channels.models import OutboxMail
from amends.core.refusal import NotAllowed, Unusable
from amends.insight.asks import every_ask
from amends.people.models import Person
from tests.cast import Desk

MARCH = {"since": "2026-03-01", "until": "2026-03-31"}


def figures(desk: Desk, by: Person, **period: str) -> dict[str, Any]:
    answer: dict[str, Any] = every_ask()["promise_figures"].do({**MARCH, **period}, by=by, at=desk.now)
    return answer


def case_of(desk: Desk, priya: Person, name: str = "Amara Okafor") -> Case:
    """A case that was answered, so that nothing is owed in it but what a test promises."""
    return desk.by_phone(priya, "The wrong table came.", name)


def promise(desk: Desk, priya: Person, case: Case, due: str, **more: Any) -> int:
    values = {"what": "Ring with the date", "due": desk.local(due).isoformat(), **more}
    made: int = desk.do("promise", priya, case=case.pk, **values).pk
    return made


def counts(figure: dict[str, Any]) -> tuple[int, int, float | None]:
    return figure["numerator"], figure["denominator"], figure["percent"]


@pytest.mark.req("S0.12")
def test_the_worked_check_of_the_four_rates_to_the_digit(desk: Desk, omar: Person, priya: Person) -> None:
    for _ in range(6):
        case = case_of(desk, priya)
        desk.do("keep", priya, case=case.pk, promise=promise(desk, priya, case, "2026-03-04T12:00"))
    moved_and_kept, moved_and_broken, late, silent = (case_of(desk, priya) for _ in range(4))
    first = promise(desk, priya, moved_and_kept, "2026-03-05T12:00")
    second = promise(desk, priya, moved_and_broken, "2026-03-05T12:00")
    third = promise(desk, priya, late, "2026-03-05T12:00")
    promise(desk, priya, silent, "2026-03-05T12:00")

    desk.go_to("2026-03-04T10:00")
    told = {"because": "The maker needs longer", "due": desk.local("2026-03-06T12:00").isoformat()}
    kept_later = desk.do("renegotiate", priya, case=moved_and_kept.pk, promise=first, **told)
    desk.do("renegotiate", priya, case=moved_and_broken.pk, promise=second, **told)
    desk.go_to("2026-03-05T12:30")
    desk.do("record_call", priya, case=late.pk, words="We are late; I ring at two.", from_customer=False)
    desk.go_to("2026-03-05T14:00")
    desk.do("keep", priya, case=late.pk, promise=third)
    desk.go_to("2026-03-06T11:00")
    desk.do("keep", priya, case=moved_and_kept.pk, promise=kept_later.pk)
    desk.go_to("2026-03-06T12:40")
    desk.do("record_call", priya, case=moved_and_broken.pk, words="It is late again.", from_customer=False)
    desk.go_to("2026-04-01T09:00")

    told_us = figures(desk, omar)

    assert counts(told_us["kept"]) == (7, 10, 70.0)
    assert counts(told_us["kept_at_first_time"]) == (6, 10, 60.0)
    assert counts(told_us["moved"]) == (2, 10, 20.0)
    assert counts(told_us["broken_in_silence"]) == (1, 10, 10.0)
    assert told_us["broken_in_silence"]["cases"] == [silent.pk]
    assert told_us["kept"]["promises_per_case"] == 1.0
    assert told_us["kept"]["too_few"] is True
    assert (told_us["moves_per_promise"], told_us["notice_hours"], told_us["moved_twice"]) == (0.2, 26.0, [])
    assert figures(desk, omar, since="2026-04-01", until="2026-04-30")["kept"]["denominator"] == 0


def test_what_the_customer_let_us_off_is_out_and_what_we_took_back_was_not_kept_at_its_first_time(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = case_of(desk, priya)
    released, revoked, kept = (promise(desk, priya, case, f"2026-03-04T1{hour}:00") for hour in (1, 2, 3))
    desk.do("release", priya, case=case.pk, promise=released, words="No need to ring.")
    desk.do("revoke_promise", priya, case=case.pk, promise=revoked, because="The maker has closed.")
    desk.do("keep", priya, case=case.pk, promise=kept)
    desk.go_to("2026-04-01T09:00")

    told = figures(desk, omar)

    assert counts(told["kept"]) == (1, 1, 100.0)
    assert counts(told["kept_at_first_time"]) == (1, 2, 50.0)
    assert counts(told["moved"]) == (0, 3, 0.0)


def test_what_nobody_accepted_was_no_promise(desk: Desk, omar: Person, priya: Person) -> None:
    case = case_of(desk, priya)
    due = desk.local("2026-03-04T12:00").isoformat()
    desk.do("offer_promise", priya, case=case.pk, what="Bring a new table", due=due)
    desk.do("request_promise", priya, case=case.pk, of="Omar Haddad", what="Call her", due=due, kind="call-back")
    desk.go_to("2026-04-01T09:00")

    assert figures(desk, omar)["moved"]["denominator"] == 0


def test_what_is_disputed_is_neither_kept_nor_broken_until_it_is_settled(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = case_of(desk, priya)
    number = promise(desk, priya, case, "2026-03-04T12:00")
    desk.do("keep", priya, case=case.pk, promise=number)
    desk.do("judge_promise", priya, case=case.pk, promise=number, answer="not-satisfied", words="It still rocks.")
    desk.go_to("2026-03-05T09:00")

    assert counts(figures(desk, omar)["kept"]) == (0, 0, None)
    assert counts(figures(desk, omar)["kept_at_first_time"]) == (0, 0, None)

    desk.do("keep", priya, case=case.pk, promise=number)

    assert counts(figures(desk, omar)["kept"]) == (0, 1, 0.0)


def test_practice_duplicates_and_what_we_are_promised_ourselves_are_out(
    desk: Desk, omar: Person, priya: Person
) -> None:
    original, duplicate = case_of(desk, priya), case_of(desk, priya)
    practice = desk.do("begin_practice", priya)
    for case in (duplicate, practice):
        promise(desk, priya, case, "2026-03-04T12:00")
    desk.do("sort_out", priya, case=duplicate.pk, how="duplicate", duplicate_of=original.pk)
    due = desk.local("2026-03-04T12:00").isoformat()
    asked = desk.do("request_promise", priya, case=original.pk, of=original.customer_id, what="Send a photo",
                    due=due, kind="item")  # fmt: skip
    desk.do("answer_promise", priya, case=original.pk, promise=asked.pk, answer="accept", words="I will.")
    desk.go_to("2026-04-01T09:00")

    told = figures(desk, omar)

    assert counts(told["kept"]) == (0, 0, None)
    assert told["service"]["of_cases"] == [original.pk]


@pytest.mark.req("S0.12")
def test_the_verdict_comes_from_the_rows_also_while_no_timer_rings(desk: Desk, omar: Person, priya: Person) -> None:
    case = case_of(desk, priya)
    promise(desk, priya, case, "2026-03-04T12:00")

    desk.now = desk.local("2026-03-04T12:00")
    assert counts(figures(desk, omar)["kept"]) == (0, 0, None)
    desk.now = desk.local("2026-03-04T12:01")
    assert counts(figures(desk, omar)["kept"]) == (0, 1, 0.0)


def test_a_period_is_made_of_days_of_the_business(desk: Desk, omar: Person, priya: Person) -> None:
    case = case_of(desk, priya)
    promise(desk, priya, case, "2026-03-31T23:30")  # in summer time, so the 31st is over in London before it is in UTC
    desk.go_to("2026-04-02T09:00")

    assert counts(figures(desk, omar)["kept"]) == (0, 1, 0.0)
    assert counts(figures(desk, omar, since="2026-04-01", until="2026-04-01")["kept"]) == (0, 0, None)


def test_a_promise_that_is_moved_twice_is_flagged_and_its_notice_is_told(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = case_of(desk, priya)
    number = first = promise(desk, priya, case, "2026-03-03T12:00")
    for day in (10, 17):
        told = {"because": "The maker needs longer", "due": desk.local(f"2026-04-{day}T12:00").isoformat()}
        number = desk.do("renegotiate", priya, case=case.pk, promise=number, **told).pk
    desk.go_to("2026-04-20T09:00")

    answer = figures(desk, omar)

    assert [row["promise"] for row in answer["moved_twice"]] == [first]
    assert answer["moves_per_promise"] == 2.0
    assert answer["notice_hours"] == round((27 + 27 + 38 * 24 - 1) / 2, 2)
    assert counts(answer["moved"]) == (1, 1, 100.0)
    assert counts(answer["kept"]) == (0, 0, None)


@pytest.mark.parametrize(
    ("told_at", "is_silent"),
    [
        ("2026-03-05T16:00", False),
        ("2026-03-05T16:59", False),
        ("2026-03-06T09:30", False),  # one working hour after 16:30 ends at 09:30 the next morning
        ("2026-03-06T09:31", True),
    ],
)
def test_a_customer_is_told_before_the_time_or_within_a_working_hour_after(
    desk: Desk, omar: Person, priya: Person, told_at: str, is_silent: bool
) -> None:
    case = case_of(desk, priya)
    promise(desk, priya, case, "2026-03-05T16:30")
    desk.go_to(told_at)
    desk.do("record_call", priya, case=case.pk, words="We are late with this.", from_customer=False)
    desk.go_to("2026-04-01T09:00")

    assert figures(desk, omar)["broken_in_silence"]["numerator"] == is_silent


def test_what_the_desk_sends_by_itself_and_a_mail_that_did_not_go_tell_nobody(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table. A complaint.")
    promise(desk, priya, case, "2026-03-05T12:00")
    desk.go_to("2026-03-05T11:00")
    desk.do("write", priya, case=case.pk, text="We will be late.", anyway=True)
    OutboxMail.objects.filter(message__isnull=False).update(failed_at=desk.now, ready_at=None)
    desk.go_to("2026-04-01T09:00")
    silent = figures(desk, omar)["broken_in_silence"]["cases"]

    OutboxMail.objects.filter(message__isnull=False).update(failed_at=None)

    assert (silent, figures(desk, omar)["broken_in_silence"]["cases"]) == ([case.pk], [])


def test_an_agent_is_not_told_the_figures(desk: Desk, priya: Person) -> None:
    with pytest.raises(NotAllowed):
        figures(desk, priya)


@pytest.mark.parametrize(
    "period",
    [
        {"since": "2026-04-01", "until": "2026-03-31"},
        {"since": "2025-03-01", "until": "2026-03-31"},
        {"since": "0001-01-01", "until": "0001-01-02"},
        {"since": "9999-12-31", "until": "9999-12-31"},
    ],
)
def test_a_period_that_is_none_is_refused(desk: Desk, omar: Person, period: dict[str, str]) -> None:
    with pytest.raises(Unusable):
        figures(desk, omar, **period)
