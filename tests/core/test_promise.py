from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.calendars import read_calendar
from amends.core.conversation import Party, may_follow, party_of
from amends.core.promise import (
    GRACE,
    Began,
    Happening,
    Move,
    State,
    Timeliness,
    Verdict,
    What,
    soon_from,
    state,
    warnings,
)

DUE = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
MINUTES = st.integers(-600, 600)
HAPPENINGS = st.builds(
    lambda what, at, later: Happening(what, DUE + timedelta(minutes=at), DUE + timedelta(minutes=at + later)),
    st.sampled_from([what for what in What if what not in (What.BROKEN, What.DISPUTED)]),
    MINUTES,
    st.integers(0, 90),
)
BROKEN_ON_RECORD = Happening(What.BROKEN, DUE, DUE + timedelta(seconds=1))
CALENDAR = read_calendar({"zone": "Europe/London", "holidays": []})


ENDING = [What.DELIVERED, What.RENEGOTIATED, What.RELEASED, What.REVOKED, What.REPLACED]


@pytest.mark.parametrize(
    ("what", "minutes", "expected"),
    [
        (What.DELIVERED, -1, State.KEPT),
        (What.DELIVERED, 0, State.KEPT),
        (What.DELIVERED, 1, State.BROKEN),
        (What.RENEGOTIATED, -1, State.MOVED),
        (What.RENEGOTIATED, 0, State.BROKEN),
        (What.REPLACED, -1, State.MOVED),
        (What.REPLACED, 1, State.BROKEN),
        (What.RELEASED, -1, State.RELEASED),
        (What.RELEASED, 1, State.BROKEN),
    ],
)
def test_what_happened_and_when_decides(what: What, minutes: int, expected: State) -> None:
    at = DUE + timedelta(minutes=minutes)

    verdict = state(DUE, [Happening(what, at)], DUE + timedelta(days=1))

    assert (verdict.state, verdict.at) == (expected, at)
    assert verdict.late_by == (timedelta(minutes=1) if (what, minutes) == (What.DELIVERED, 1) else timedelta())


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-3600, State.OPEN), (-600, State.SOON), (0, State.SOON), (1, State.LATE)]
)
def test_what_nobody_settled_is_open_then_soon_then_late(seconds: int, expected: State) -> None:
    verdict = state(DUE, [], DUE + timedelta(seconds=seconds), DUE - timedelta(minutes=10))

    assert verdict.state is expected
    assert verdict.is_open
    assert verdict.is_broken == (expected is State.LATE)


@given(st.lists(HAPPENINGS, max_size=6), MINUTES, st.booleans(), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Happening], now: int, rang: bool, chance: object) -> None:
    rows = [*rows, BROKEN_ON_RECORD] if rang else rows
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random of hypothesis

    at = DUE + timedelta(minutes=now)
    assert state(DUE, rows, at) == state(DUE, shuffled, at)


@given(st.lists(HAPPENINGS, max_size=6), st.lists(MINUTES, min_size=2, max_size=8), st.booleans())
def test_what_is_broken_stays_broken_and_what_is_settled_stays_settled(
    rows: list[Happening], minutes: list[int], rang: bool
) -> None:
    rows = [*rows, BROKEN_ON_RECORD] if rang else rows
    verdicts = [state(DUE, rows, DUE + timedelta(minutes=now)) for now in sorted(minutes)]

    for earlier, later in pairwise(verdicts):
        assert later.is_broken or not earlier.is_broken
        assert not later.is_open or earlier.is_open
        if not earlier.is_open:
            assert (later.state, later.at) == (earlier.state, earlier.at) or rang


@given(st.lists(HAPPENINGS, max_size=6), st.lists(HAPPENINGS, max_size=6), MINUTES)
def test_no_row_turns_what_was_recorded_as_broken(rows: list[Happening], added: list[Happening], now: int) -> None:
    at = DUE + timedelta(minutes=abs(now))

    assert state(DUE, [*rows, BROKEN_ON_RECORD, *added], at).is_broken


@given(HAPPENINGS.filter(lambda row: row.what in ENDING), st.integers(1, 10**6))
def test_a_row_written_long_after_the_due_time_proves_nothing(row: Happening, minutes: int) -> None:
    written = DUE + GRACE + timedelta(minutes=minutes)
    late = Happening(row.what, min(row.at, DUE), written)

    assert state(DUE, [late], written).is_broken


@given(st.integers(1, 60 * 24 * 40), st.integers(0, 60 * 24 * 7))
def test_warnings_stand_in_order_between_making_and_due(length: int, start: int) -> None:
    made = datetime(2026, 3, 23, tzinfo=UTC) + timedelta(minutes=start)
    due = made + timedelta(minutes=length)

    instants = warnings(made, due, CALENDAR)

    assert list(instants) == sorted(set(instants))
    assert all(made < instant < due for instant in instants)
    assert made <= soon_from(made, due, CALENDAR) <= due


def _after(*rows: tuple[What, int], began: Began = Began.GIVEN, now: int = 600) -> Verdict:
    happenings = [Happening(what, DUE + timedelta(minutes=minutes)) for what, minutes in rows]
    return state(DUE, happenings, DUE + timedelta(minutes=now), began=began)


@pytest.mark.parametrize(
    ("rows", "move", "expected", "timely"),
    [
        ([(What.DELIVERED, -9)], Move.REPORTED, State.KEPT, Timeliness.ON_TIME),
        ([(What.DELIVERED, -9), (What.SATISFIED, 5)], Move.FULFILLED, State.KEPT, Timeliness.ON_TIME),
        ([(What.DELIVERED, -9), (What.DISPUTED, -5)], Move.DISPUTED, State.OPEN, None),
        ([(What.DELIVERED, -9), (What.DISPUTED, 5)], Move.DISPUTED, State.OPEN, None),
        (
            [(What.DELIVERED, -9), (What.DISPUTED, -5), (What.SATISFIED, 50)],
            Move.FULFILLED,
            State.KEPT,
            Timeliness.ON_TIME,
        ),
        (
            [(What.DELIVERED, -9), (What.DISPUTED, -5), (What.DELIVERED, -2)],
            Move.REPORTED,
            State.KEPT,
            Timeliness.ON_TIME,
        ),
        (
            [(What.DELIVERED, -9), (What.DISPUTED, -5), (What.DELIVERED, 50)],
            Move.DELIVERED_LATE,
            State.BROKEN,
            Timeliness.LATE,
        ),
        (
            [(What.DELIVERED, -9), (What.DISPUTED, -5), (What.RELEASED, 50)],
            Move.RELEASED,
            State.RELEASED,
            Timeliness.RELEASED,
        ),
        ([(What.SATISFIED, -9)], Move.BROKEN, State.LATE, Timeliness.NEVER),
        ([(What.REVOKED, -9)], Move.REVOKED, State.RELEASED, Timeliness.RELEASED),
        ([(What.REVOKED, 9)], Move.BROKEN, State.BROKEN, Timeliness.NEVER),
        ([(What.DELIVERED, 9), (What.SATISFIED, 20)], Move.DELIVERED_LATE, State.BROKEN, Timeliness.LATE),
        ([(What.RENEGOTIATED, -9)], Move.RENEGOTIATED, State.MOVED, None),
    ],
)
def test_where_the_conversation_stands_and_how_timely_it_was_are_two_facts(
    rows: list[tuple[What, int]], move: Move, expected: State, timely: Timeliness | None
) -> None:
    verdict = _after(*rows)

    assert (verdict.move, verdict.state, verdict.timeliness(is_successor=False)) == (move, expected, timely)


def test_a_successor_is_kept_within_the_renegotiated_time() -> None:
    assert _after((What.DELIVERED, -9)).timeliness(is_successor=True) is Timeliness.NEW_TIME


@pytest.mark.parametrize("began", [Began.REQUESTED, Began.OFFERED])
def test_nobody_owes_what_was_not_accepted(began: Began) -> None:
    waiting = _after(began=began)

    assert (waiting.state, waiting.move) == (State.PROPOSED, Move(began.value))
    assert not waiting.is_open
    assert not waiting.is_broken
    for answer in (What.DECLINED, What.COUNTERED, What.WITHDRAWN):
        ended = _after((answer, -60), (What.DELIVERED, -30), began=began)
        assert (ended.state, ended.move) == (State.RELEASED, Move(answer.value))
    assert _after((What.ACCEPTED, -60), began=began).state is State.LATE
    assert _after((What.ACCEPTED, -60), (What.DELIVERED, -30), began=began).state is State.KEPT
    assert _after((What.DELIVERED, -90), (What.ACCEPTED, -60), began=began).state is State.LATE


@given(st.lists(HAPPENINGS, max_size=6), st.sampled_from(list(Began)), MINUTES)
def test_the_table_of_moves_knows_every_move_that_is_not_over(rows: list[Happening], began: Began, now: int) -> None:
    verdict = state(DUE, rows, DUE + timedelta(minutes=now), began=began)

    over = not verdict.is_open and verdict.state is not State.PROPOSED and verdict.move is not Move.REPORTED
    assert any(may_follow(verdict, what) for what in What) is not over


def test_an_offer_is_answered_by_the_other_side_than_a_request() -> None:
    assert party_of(Move.REQUESTED, What.ACCEPTED) is Party.PROMISOR
    assert party_of(Move.OFFERED, What.ACCEPTED) is Party.PROMISEE
    assert party_of(Move.REQUESTED, What.WITHDRAWN) is Party.PROMISEE
    assert party_of(Move.IN_FORCE, What.RELEASED) is Party.PROMISEE
    assert party_of(Move.IN_FORCE, What.DELIVERED) is Party.PROMISOR
    assert party_of(Move.IN_FORCE, What.BROKEN) is Party.CLOCK


def test_what_is_broken_can_only_be_delivered_late_or_replaced() -> None:
    late = _after()

    assert {what for what in What if may_follow(late, what)} == {What.DELIVERED, What.REPLACED}
    assert not any(may_follow(_after((What.DELIVERED, 9)), what) for what in What)
