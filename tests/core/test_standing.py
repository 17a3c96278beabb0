from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.playbook import FACTS, GUARDED_ACTS, Playbook, Step
from amends.core.standing import Fact, Facts, Status, assess, missing_for, of_each
from amends.playbooks.queries import shipped

NOW = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
PLAYBOOKS = [playbook for playbook, _ in shipped()]
SOME_FACTS = st.sets(st.sampled_from(sorted(FACTS)))
RANK = {Status.TO_DO: 0, Status.NOW: 0, Status.AWAITED: 1, Status.DONE: 2}

every_playbook = pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda playbook: playbook.name)


def facts(names: set[str], at: datetime = NOW) -> Facts:
    return Facts({name: Fact(at) for name in names})


@every_playbook
@given(names=SOME_FACTS, more=SOME_FACTS)
def test_a_further_fact_never_undoes_a_step(playbook: Playbook, names: set[str], more: set[str]) -> None:
    before, after = assess(playbook, facts(names), NOW), assess(playbook, facts(names | more), NOW)

    for one, other in zip(before.steps, after.steps, strict=True):
        assert RANK[other.status] >= RANK[one.status]
        assert set(other.missing) <= set(one.missing)
    assert set(after.missing_for_closing) <= set(before.missing_for_closing)
    if after.now_index is not None:
        assert before.now_index is not None
        assert after.now_index >= before.now_index


@every_playbook
@given(names=SOME_FACTS, more=SOME_FACTS, act=st.sampled_from(GUARDED_ACTS))
def test_a_further_fact_never_raises_a_guard(playbook: Playbook, names: set[str], more: set[str], act: str) -> None:
    assert set(missing_for(playbook, act, facts(names | more))) <= set(missing_for(playbook, act, facts(names)))


@every_playbook
@given(names=SOME_FACTS)
def test_one_step_is_now_and_somebody_moves(playbook: Playbook, names: set[str]) -> None:
    standing = assess(playbook, facts(names), NOW)

    now = [row for row in standing.steps if row.status is Status.NOW]
    assert len(now) == (standing.now_index is not None)
    assert (standing.mover == "") <= (standing.now_index is None)
    for row in standing.steps:
        assert (row.status is Status.DONE) == (not row.missing)


@every_playbook
def test_nothing_is_done_without_facts_and_all_is_done_with_all(playbook: Playbook) -> None:
    assert assess(playbook, facts(set()), NOW).now_index == 0
    assert {row.status for row in assess(playbook, facts(set(FACTS)), NOW).steps} == {Status.DONE}
    assert assess(playbook, facts(set(FACTS)), NOW).now_step is None


@every_playbook
def test_a_fact_to_come_does_not_count_yet(playbook: Playbook) -> None:
    later = facts(set(FACTS), NOW + timedelta(seconds=1))

    assert assess(playbook, later, NOW) == assess(playbook, Facts(), NOW)


def test_a_dispute_takes_the_said_back_step_up_again() -> None:
    five_step = next(playbook for playbook in PLAYBOOKS if playbook.name == "S0-five-step")
    heard = {"first_words", "finished"}

    awaited = assess(five_step, facts({*heard, "restated", "undisputed"}), NOW)
    disputed = assess(five_step, facts({*heard, "restated"}), NOW)

    assert [row.status for row in awaited.steps][:3] == [Status.DONE, Status.AWAITED, Status.NOW]
    assert [row.status for row in disputed.steps][:3] == [Status.DONE, Status.NOW, Status.TO_DO]


def test_the_customer_moves_while_we_wait_for_the_answer() -> None:
    five_step = next(playbook for playbook in PLAYBOOKS if playbook.name == "S0-five-step")

    assert assess(five_step, facts({"first_words", "asked"}), NOW).mover == "customer"
    assert assess(five_step, facts({"first_words", "asked", "confirmed"}), NOW).mover == "owner"


def test_what_every_issue_has_is_a_fact_of_the_case_from_the_last_of_them_on() -> None:
    table, floor = {"restated": Fact(hour(1)), "understood": Fact(hour(2))}, {"restated": Fact(hour(3))}

    assert of_each([table, floor]) == {"restated": Fact(hour(3))}
    assert of_each([]) == {}


def test_a_step_can_ask_each_issue_and_goes_on_while_enough_is_there() -> None:
    asked = Step("repeat", "Repeat", "owner", "heard", (), "", enough=("restated",), each_issue=("understood",))
    plan = Playbook("two", 1, ("complaint",), (asked,))
    said = {"restated": Fact(hour(1))}
    yes = {**said, "understood": Fact(hour(2))}

    def status(*issues: dict[str, Fact]) -> Status:
        return assess(plan, Facts(of_each(issues), dict(enumerate(issues))), hour(9)).steps[0].status

    assert status(yes, yes) is Status.DONE
    assert status(yes, said) is Status.AWAITED
    assert status(yes, {}) is Status.NOW


def hour(number: int) -> datetime:
    return NOW + timedelta(hours=number)
