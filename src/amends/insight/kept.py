"""Were promises kept: the rates D-01 to D-04, each from the rows of the promises at the instant of asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean

from amends.core.working_time import WorkingCalendar
from amends.insight.given import EVERY, PERSONAL, Given, given, judged, live
from amends.insight.period import Period
from amends.insight.shares import Share, share
from amends.insight.told import told_in_time

# From the second move on a promise is moved serially (D-03).
SERIAL = 2
# Nobody moves a promise more often; the end of a walk along its successors.
_MOST_MOVES = 100


@dataclass(frozen=True)
class Moves:
    """The moves of promises whose first time fell into a period: beside D-03."""

    per_promise: float | None
    notice: timedelta | None
    serial: tuple[Given, ...]


@dataclass(frozen=True)
class Kept:
    """D-01 with D-03 beside it, D-02 and D-04; `service` is D-01 of the standing promise, counted apart (0.4.13)."""

    kept: Share
    strict: Share
    moved: Share
    silent: Share
    moves: Moves
    service: Share


def kept(period: Period, at: datetime, calendar: WorkingCalendar) -> Kept:
    """The figures of the promises to customers whose time fell into a period and has come."""
    return kept_of(list(given(period, at, EVERY)), at, calendar)


def kept_of(found: Iterable[Given], at: datetime, calendar: WorkingCalendar) -> Kept:
    """The figures of promises that were read already, those of the organisation's own kind counted apart."""
    every = list(found)
    rows = [row for row in every if not row.is_service]
    return Kept(
        kept=kept_rate(rows),
        strict=strict_rate(rows),
        moved=moved_rate(rows),
        silent=silent_rate(rows, calendar),
        moves=moves_of([row for row in rows if row.is_first], at),
        service=kept_rate(row for row in every if row.is_service),
    )


def kept_rate(rows: Iterable[Given]) -> Share:
    """D-01: kept on time ÷ (kept on time + late + never delivered), by the final time.

    A renegotiated promise enters through its successor; released, revoked in time and disputed ones are out.
    """
    whole = [row for row in rows if row.counts]
    return share(whole, (row for row in whole if row.is_kept))


def strict_rate(rows: Iterable[Given]) -> Share:
    """D-02: kept at the first time told ÷ (all first told for the period − released before they were due).

    One that we moved or took back was not kept at its first time. What is disputed is neither (domain B.5).
    """
    whole = [row for row in rows if row.is_first and not (row.is_released or row.is_disputed)]
    return share(whole, (row for row in whole if row.is_kept))


def moved_rate(rows: Iterable[Given]) -> Share:
    """D-03: renegotiated before due ÷ all first told for the period."""
    whole = [row for row in rows if row.is_first]
    return share(whole, (row for row in whole if row.is_moved))


def silent_rate(rows: Iterable[Given], calendar: WorkingCalendar) -> Share:
    """D-04: broken with no word to the promisee before due or one working hour after ÷ the whole of D-01."""
    whole = [row for row in rows if row.counts]
    broken = [row for row in whole if row.is_broken]
    told = told_in_time(broken, calendar)
    return share(whole, (row for row in broken if row.number not in told))


def moves_of(firsts: Sequence[Given], at: datetime) -> Moves:
    """How often and with how much notice promises were moved, along all their successors, whenever these fall due.

    `notice` is the mean time between telling and the old due time, in elapsed time.
    """
    roots = {row.number: row for row in firsts}
    times: Counter[int] = Counter()
    notices: list[float] = []
    layer = {row.number: row.number for row in firsts}
    found: Iterable[Given] = firsts
    for _ in range(_MOST_MOVES):
        moved = [row for row in found if row.is_moved]
        if not moved:
            break
        times.update(layer[row.number] for row in moved)
        notices += [(row.due_at - (row.verdict.at or row.due_at)).total_seconds() for row in moved]
        old = {row.number: layer[row.number] for row in moved}
        found = list(judged(live(PERSONAL).filter(follows__in=list(old)).order_by("pk"), at))
        layer = {row.number: old[row.follows] for row in found if row.follows is not None}
    return Moves(
        per_promise=round(times.total() / len(firsts), 2) if firsts else None,
        notice=timedelta(seconds=round(mean(notices))) if notices else None,
        serial=tuple(roots[number] for number, count in sorted(times.items()) if count >= SERIAL),
    )
