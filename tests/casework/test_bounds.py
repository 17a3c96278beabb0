from __future__ import annotations

from typing import Any

import pytest

from amends.casework.wording.refusals import sentence
from amends.core.refusal import Unusable
from amends.people.models import Person
from amends.promises.models import CallTry
from tests.cast import Desk

FAR = "9999-12-31T23:00:00+00:00"
TEN_YEARS = "Enter a day within the next ten years."


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("publish_slot", {"starts": FAR, "ends": "9999-12-31T23:10:00+00:00"}),
        ("go_away", {"until": FAR}),
        ("set_presence", {"present": True, "until": FAR}),
    ],
)
def test_no_time_lies_at_the_end_of_time(
    desk: Desk, omar: Person, sam: Person, act: str, values: dict[str, Any]
) -> None:
    more = {"person": omar.pk, "stand_in": sam.pk} if act == "go_away" else {}

    assert sentence(desk.refused(act, omar, **values, **more)) == TEN_YEARS


def test_a_time_and_a_span_beside_each_other_are_no_promise(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The tap leaks.").pk
    due = desk.local("2026-05-22 16:00").isoformat()

    refusal = desk.refused("promise", priya, case=case, what="Ring her", due=due, within="2 hours")

    assert sentence(refusal) == "Give a time or a span, not both."


def test_the_same_missed_call_told_twice_counts_once(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The tap leaks.", phone="020 7946 0155").pk
    made = desk.do("promise", priya, case=case, what="Ring her", within="2 hours", kind="call-back")
    for _ in range(2):
        desk.do("try_call", priya, case=case, promise=made.pk, reached=False)

    assert CallTry.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"passages": [3]}, {"promises": ["Ring her"]}, {"keeps": [True]}])
def test_what_is_no_part_of_a_reply_is_refused_in_one_clear_sentence(
    desk: Desk, priya: Person, wrong: dict[str, Any]
) -> None:
    case = desk.by_phone(priya, "The tap leaks.", email="amara@home.example").pk

    told = sentence(desk.refused("write", priya, case=case, text="Hello Amara", **wrong))

    assert not any(inner in told for inner in ("mapping", "object", "argument", "Passage", "**")), told


def test_an_end_before_its_start_is_said_to_be_one() -> None:
    told = sentence(Unusable(field="until", fault="before-since"))

    assert told == "The end comes before the start. Enter an end that is not earlier."
