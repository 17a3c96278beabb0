from __future__ import annotations

from datetime import timedelta
from typing import Any

from amends.casework.usual import NEWEST, usual
from amends.insight.asks import every_ask
from amends.people.models import Person
from tests.cast import Desk


def made(desk: Desk, priya: Person, case: int, hours: float, kind: str = "action") -> int:
    due = (desk.now + timedelta(hours=hours)).isoformat()
    number: int = desk.do("promise", priya, case=case, what="Ring with the date", due=due, kind=kind).pk
    return number


def keep_after(desk: Desk, priya: Person, case: int, promise: int, hours: float) -> None:
    desk.wait(hours=hours)
    desk.do("keep", priya, case=case, promise=promise)


def test_the_ratio_is_the_median_of_actual_by_promised_durations(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The wrong table came.").pk
    for promised, took in ((2, 1), (2, 3), (4, 8)):  # 0.5, 1.5 and 2
        keep_after(desk, priya, case, made(desk, priya, case, promised), took)
    made(desk, priya, case, 1)  # never delivered: it has no duration
    desk.wait(days=1)

    found = usual("action", desk.now)

    assert (found.n, found.ratio, found.median) == (3, 1.5, timedelta(hours=3))
    assert found.cases == (case,)


def test_a_moved_promise_is_measured_from_its_first_day_against_its_first_time(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The wrong table came.").pk
    number = made(desk, priya, case, 4)
    for _ in range(3):
        desk.wait(hours=3)
        due = (desk.now + timedelta(hours=4)).isoformat()
        number = desk.do("renegotiate", priya, case=case, promise=number, due=due, because="Not yet here").pk
    keep_after(desk, priya, case, number, 2)
    desk.wait(days=1)

    found = usual("action", desk.now)

    assert (found.n, found.median, found.ratio) == (1, timedelta(hours=11), 2.75)
    hint = desk.ask("feasible", priya, case=case, kind="action")
    assert (hint["usual_seconds"], hint["usual_of"]) == (11 * 3600, 1), "the hint is the figure"


def test_the_hint_leaves_out_what_the_figure_leaves_out(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The wrong table came.").pk
    again = desk.by_phone(priya, "The wrong table came.").pk
    keep_after(desk, priya, case, made(desk, priya, case, 4), 3)
    keep_after(desk, priya, again, made(desk, priya, again, 4), 1)
    desk.do("sort_out", priya, case=again, how="duplicate", duplicate_of=case)
    desk.wait(days=1)

    assert desk.ask("feasible", priya, case=case, kind="action")["usual_seconds"] == 3 * 3600


def test_only_the_newest_thirty_count_and_kinds_stand_apart(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The wrong table came.").pk
    keep_after(desk, priya, case, made(desk, priya, case, 10), 9)
    for _ in range(NEWEST):
        keep_after(desk, priya, case, made(desk, priya, case, 2), 1)
    keep_after(desk, priya, case, made(desk, priya, case, 8, "remedy"), 4)
    desk.wait(days=1)

    found = usual("action", desk.now)

    assert (found.n, found.median) == (NEWEST, timedelta(hours=1))
    assert usual("remedy", desk.now).median == timedelta(hours=4)
    assert usual("update", desk.now).median is None


def test_whoever_is_about_to_promise_may_ask_what_is_usual(desk: Desk, omar: Person, priya: Person) -> None:
    case = desk.by_phone(priya, "The wrong table came.").pk
    keep_after(desk, priya, case, made(desk, priya, case, 2), 3)
    desk.wait(hours=1)

    def ask(name: str, by: Person, **values: Any) -> Any:
        return every_ask()[name].do(values, by=by, at=desk.now)

    told = {"kind": "action", "n": 1, "median_hours": 3.0, "ratio": 1.5, "cases": [case]}
    assert ask("usual", priya, kind="action") == told
    assert ask("promise_figures", omar, since="2026-03-01", until="2026-03-31")["usual"] == [told]
