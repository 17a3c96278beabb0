from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.cases.models import Case
from amends.casework import founding, listening
from amends.casework.opening import open_case
from amends.core.refusal import NotAllowed
from amends.insight.asks import every_ask
from amends.insight.turning import is_pleased, is_upset, turning
from amends.people.models import Person

NOW = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)


@pytest.fixture
def priya(db: None) -> Person:
    founding.set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=NOW)
    return founding.add_member(name="Priya Nair", email="priya@meridian.example", role="programme", at=NOW)


@pytest.mark.req("S0.2")
def test_a_customer_who_began_angry_and_ended_pleased_counts_once_as_turned(priya: Person) -> None:
    felt(priya, ("angry", 4), ("pleased", 2))

    figure = turning(NOW + timedelta(days=2))

    assert (figure.turned, figure.known, figure.unknown) == (1, 1, 0)
    assert (figure.turns[0].start, figure.turns[0].end) == ("angry", "pleased")


def test_only_the_first_and_the_last_feeling_decide(priya: Person) -> None:
    felt(priya, ("furious", 5), ("pleased", 3), ("angry", 5))

    assert turning(NOW + timedelta(days=9)).turned == 0


def test_an_end_that_is_not_known_is_shown_and_not_counted(priya: Person) -> None:
    felt(priya, ("humiliated", 5))

    figure = turning(NOW + timedelta(days=2))

    assert (figure.turned, figure.known, figure.unknown) == (0, 0, 1)


def test_a_calm_start_and_a_case_without_any_feeling_are_left_out(priya: Person) -> None:
    felt(priya, ("puzzled", 2), ("pleased", 2))
    felt(priya)

    assert turning(NOW + timedelta(days=2)).turns == ()


def test_practice_is_left_out(priya: Person) -> None:
    felt(priya, ("angry", 5), ("pleased", 2), practice=True)

    assert turning(NOW + timedelta(days=2)).turns == ()


@pytest.mark.req("S0.2")
def test_the_question_answers_with_the_cases_behind_the_figure(priya: Person) -> None:
    case = felt(priya, ("wütend", 3), ("sehr zufrieden", 2))

    answer = every_ask()["turned"].do({}, by=priya, at=NOW + timedelta(days=2))

    assert answer == {
        "turned": 1,
        "of": 1,
        "unknown": 0,
        "cases": [{"case": case.pk, "start": "wütend", "end": "sehr zufrieden", "turned": True}],
    }


def test_an_agent_is_not_told_the_figure(priya: Person) -> None:
    sam = founding.add_member(name="Sam Lee", email="sam@meridian.example", at=NOW)

    with pytest.raises(NotAllowed):
        every_ask()["turned"].do({}, by=sam, at=NOW)


def test_every_question_of_casework_is_among_them() -> None:
    assert {"case", "my_work", "timeline", "verify"} < set(every_ask())


@pytest.mark.parametrize(
    ("word", "level", "expected"),
    [
        ("angry", 2, True),
        ("let down", 4, True),
        ("delighted", 5, False),
        ("puzzled", 3, False),
        ("very angry", 1, True),
    ],
)
def test_who_begins_upset(word: str, level: int, expected: bool) -> None:
    assert is_upset(word, level) is expected


@pytest.mark.parametrize(
    ("word", "expected"), [("pleased", True), ("not happy", False), ("so relieved!", True), ("tired", False)]
)
def test_who_ends_pleased(word: str, expected: bool) -> None:
    assert is_pleased(word) is expected


def felt(by: Person, *feelings: tuple[str, int], practice: bool = False) -> Case:
    case = open_case(
        words="You brought the wrong table.", name="Amara Okafor", kind="complaint", by=by, at=NOW, practice=practice
    )
    for day, (word, level) in enumerate(feelings):
        listening.note_feeling(case, word, level, by=by, at=NOW + timedelta(days=day))
    return case
