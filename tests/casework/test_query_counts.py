from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework import worklist
from amends.casework.worklist import ListOf
from amends.people.models import Person
from tests.cast import Desk

AMARA = "amara@home.example"
# At most so many statements a step, on both databases; a number grows only with a reason in its commit.
MOST = {
    "a mail opens a case": 39,  # on PostgreSQL one more: mails wait for their turn at the row of the house
    "a mail goes on": 48,
    "a plain reply": 36,
    "a reply that does it all": 62,
    "a promise": 30,
    "a promise is kept": 27,
    "a note": 26,
    "my work": 1,
    "a case is read": 10,
}


@pytest.mark.parametrize("step", MOST)
def test_an_act_asks_the_database_no_more_than_it_needs(desk: Desk, priya: Person, step: str) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.do("write", priya, case=case, text="I look into it.")
    made = desk.do("promise", priya, case=case, what="Call her", within="2 working days")
    desk.settle()
    doing = _steps(desk, priya, case, made.pk)[step]

    with CaptureQueriesContext(connection) as captured:
        doing()

    asked = [query["sql"][:90] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST[step], "\n".join(asked)


def test_an_act_costs_the_same_on_a_long_case(desk: Desk, priya: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk

    def note() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.do("add_note", priya, case=case, words="Rang the maker.")
        return len(captured.captured_queries)

    first = note()
    for number in range(12):
        desk.do("add_note", priya, case=case, words=f"Note {number}.")
        desk.do("promise", priya, case=case, what=f"Call {number}", within="2 working days")

    assert note() == first


def _steps(desk: Desk, priya: Person, case: int, promise: int) -> dict[str, Callable[[], Any]]:
    words = "You wrote that the wrong table came."
    promises = [{"what": "Write with a date", "within": "one working day"}]
    passages = [{"act": act, "words": words} for act in ("restatement", "empathy", "apology", "assurance")]

    def open_case() -> None:
        desk.receive("tomasz@home.example", "Our chairs came without legs. A complaint.")

    def go_on() -> None:
        desk.receive(AMARA, "And the floor is wrecked.", answers=desk.mails[-1])

    def do(act: str, **values: Any) -> Callable[[], Any]:
        return lambda: desk.do(act, priya, case=case, **values)

    return {
        "a mail opens a case": open_case,
        "a mail goes on": go_on,
        "a plain reply": do("write", text="Good morning."),
        "a reply that does it all": do("write", text=words, passages=passages, promises=promises, keeps=[promise]),
        "a promise": do("promise", what="Call again", within="2 working days"),
        "a promise is kept": do("keep", promise=promise),
        "a note": do("add_note", words="Rang the maker."),
        "my work": lambda: worklist.lines(ListOf.MINE, priya, desk.now),
        "a case is read": lambda: desk.ask("case", priya, case=case),
    }
