from __future__ import annotations

import pytest

from amends.insight.asks import every_ask
from amends.people.models import Person
from tests.cast import Desk

pytestmark = pytest.mark.req("S0.2")


@pytest.mark.parametrize(
    ("readings", "turned", "of"),
    [
        ([("angry", 5), ("pleased", 1)], 1, 1),
        ([("angry", 4), ("furious", 5), ("calmer", 3), ("pleased", 2)], 1, 1),
        ([("wütend", 5), ("zufrieden", 1)], 1, 1),
        ([("angry", 5), ("pleased", 1), ("angry", 4)], 0, 1),
        ([("angry", 5)], 0, 0),
        ([("calm", 1), ("pleased", 1)], 0, 0),
        ([], 0, 0),
    ],
)
def test_a_case_that_began_angry_and_ended_pleased_counts_once(
    desk: Desk, priya: Person, pia: Person, readings: list[tuple[str, int]], turned: int, of: int
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.").pk
    for word, level in readings:
        desk.do("note_feeling", priya, case=case, word=word, level=level)
        desk.wait(minutes=30)

    report = every_ask()["turned"].do({}, by=pia, at=desk.now)

    assert (report["turned"], report["of"]) == (turned, of)
    assert [row["case"] for row in report["cases"] if row["turned"]] == [case] * turned
