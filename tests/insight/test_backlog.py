from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from amends.core.refusal import NotAllowed, Unusable
from amends.insight.asks import every_ask
from amends.people.models import Person
from tests.cast import Desk


def backlog(desk: Desk, by: Person, on: str) -> dict[str, Any]:
    answer: dict[str, Any] = every_ask()["backlog"].do({"on": on}, by=by, at=desk.now)
    return answer


def opened(desk: Desk, priya: Person, when: str, **more: Any) -> int:
    desk.go_to(when)
    return desk.by_phone(priya, "The wrong table came.", **more).pk


def test_the_age_of_what_is_open_at_midnight(desk: Desk, omar: Person, priya: Person) -> None:
    days = ("2026-03-03", "2026-03-20", "2026-03-28", "2026-04-02", "2026-04-03", "2026-04-04")
    cases = [opened(desk, priya, f"{day}T00:00") for day in days]
    desk.go_to("2026-04-06T15:00")

    told = backlog(desk, omar, "2026-04-06")

    # On the 29th of March the clocks go forward, so three of them are an hour younger than their days.
    assert (told["open"], told["median_days"], told["max_days"], told["p90_days"]) == (6, 6.5, 34.0, 34.0)
    assert [row["cases"] for row in told["buckets"]] == [cases[4:][1:], [cases[3], cases[4]], [cases[2]], [cases[1]],
                                                         [cases[0]]]  # fmt: skip


def test_it_stays_as_it_stood_at_midnight(desk: Desk, omar: Person, priya: Person) -> None:
    first = opened(desk, priya, "2026-03-03T10:00")
    gone = opened(desk, priya, "2026-03-03T11:00")
    back = opened(desk, priya, "2026-03-03T12:00")
    desk.do("sort_out", priya, case=back, how="not-for-us")
    desk.go_to("2026-03-04T10:00")
    before = backlog(desk, omar, "2026-03-04")

    desk.do("sort_out", priya, case=gone, how="not-for-us")
    desk.do("reopen", priya, case=back)
    opened(desk, priya, "2026-03-04T11:00")
    desk.do("promise", priya, case=first, what="Ring", within="2 hours")

    assert backlog(desk, omar, "2026-03-04") == before
    assert before["buckets"][0]["cases"] == [first, gone]
    assert backlog(desk, omar, "2026-03-03")["open"] == 0


def test_promises_that_are_over_and_cases_that_nothing_is_promised_in(desk: Desk, omar: Person, priya: Person) -> None:
    bare = opened(desk, priya, "2026-03-03T10:00")
    late, promised = opened(desk, priya, "2026-03-03T10:00"), opened(desk, priya, "2026-03-03T10:00")
    for case, within in ((late, "2 hours"), (promised, "3 working days")):
        desk.do("promise", priya, case=case, what="Ring", within=within)
    desk.go_to("2026-03-04T09:00")

    told = backlog(desk, omar, "2026-03-04")

    # Nobody answered the bare case by name either, and the organisation had promised that.
    assert {(row["case"], row["kind"]) for row in told["overdue"]} == {(bare, "service"), (late, "action")}
    assert told["without_promise"] == [bare, late]


def test_practice_and_duplicates_are_no_backlog(desk: Desk, omar: Person, priya: Person) -> None:
    case = opened(desk, priya, "2026-03-03T10:00")
    twin = opened(desk, priya, "2026-03-03T10:05")
    desk.do("begin_practice", priya)
    desk.go_to("2026-03-04T09:00")
    desk.do("sort_out", priya, case=twin, how="duplicate", duplicate_of=case)

    assert backlog(desk, omar, "2026-03-04")["open"] == 1


def test_tomorrow_is_not_known_and_agents_are_not_told(desk: Desk, omar: Person, priya: Person) -> None:
    tomorrow = (desk.now.date() + timedelta(days=1)).isoformat()

    with pytest.raises(Unusable):
        backlog(desk, omar, tomorrow)
    with pytest.raises(Unusable):
        backlog(desk, omar, date.max.isoformat())
    with pytest.raises(NotAllowed):
        backlog(desk, priya, desk.now.date().isoformat())
