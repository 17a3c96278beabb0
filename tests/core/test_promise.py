from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.calendars import read_calendar
from amends.core.promise import GRACE, Happening, State, What, soon_from, state, warnings

DUE = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
MINUTES = st.integers(-600, 600)
HAPPENINGS = st.builds(
    lambda what, at, later: Happening(what, DUE + timedelta(minutes=at), DUE + timedelta(minutes=at + later)),
    st.sampled_from([what for what in What if what is not What.BROKEN]),
    MINUTES,
    st.integers(0, 90),
)
BROKEN_ON_RECORD = Happening(What.BROKEN, DUE, DUE + timedelta(seconds=1))
CALENDAR = read_calendar({"zone": "Europe/London", "holidays": []})


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
            assert later == earlier or rang


@given(st.lists(HAPPENINGS, max_size=6), st.lists(HAPPENINGS, max_size=6), MINUTES)
def test_no_row_turns_what_was_recorded_as_broken(rows: list[Happening], added: list[Happening], now: int) -> None:
    at = DUE + timedelta(minutes=abs(now))

    assert state(DUE, [*rows, BROKEN_ON_RECORD, *added], at).is_broken


@given(HAPPENINGS, st.integers(1, 10**6))
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
