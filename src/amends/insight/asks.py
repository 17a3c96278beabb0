"""Every question the desk can be asked: those of casework, and those that look at many cases at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from amends.casework.acts import Act, act_of, all_asks
from amends.casework.usual import Usual
from amends.casework.usual import usual as usual_of
from amends.casework.working import require_member
from amends.core.refusal import Unusable
from amends.insight.backlog import BUCKETS
from amends.insight.backlog import backlog as backlog_of
from amends.insight.given import Given
from amends.insight.kept import kept
from amends.insight.optimism import optimism
from amends.insight.period import period_of
from amends.insight.rhythms import dailies, lines
from amends.insight.shares import FEW, tell_share
from amends.insight.silence import silence
from amends.insight.turning import turning
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.promises.models import Promise

# Who looks at many cases at once.
READERS = (Role.LEAD, Role.PROGRAMME, Role.AUDITOR)


def turned(*, by: Person, at: datetime) -> dict[str, Any]:
    """How many of those who began upset ended pleased, with the cases behind the figure (S0.2, D-26).

    Answers `turned`, `of` (a known end), `unknown` and `cases`; for Leads, programme owners and auditors.
    """
    require_member(by, *READERS)
    figure = turning(at)
    return {
        "turned": figure.turned,
        "of": figure.known,
        "unknown": figure.unknown,
        "cases": [
            {"case": turn.case, "start": turn.start, "end": turn.end or None, "turned": turn.turned}
            for turn in figure.turns
        ],
    }


def promise_figures(since: date, until: date, *, by: Person, at: datetime) -> dict[str, Any]:
    """Were promises kept: D-01 to D-05 of the promises whose time fell between two days, both of them counted.

    Days are those of the business; only what is due already counts. Each figure holds `numerator`, `denominator` (its
    n), `percent`, `too_few` (below 20, to be shown as counts only) and the cases behind it. `moved` stands beside
    `kept`; the organisation's own promise of a first answer is apart in `service`. For Leads, programme owners and
    auditors. Raises Unusable, NotAllowed.
    """
    require_member(by, *READERS)
    house = people.house()
    figures = kept(period_of(since, until, house.zone), at, people.calendar(house))
    return {
        "since": since,
        "until": until,
        "kept": tell_share(figures.kept),
        "kept_at_first_time": tell_share(figures.strict),
        "moved": tell_share(figures.moved),
        "moves_per_promise": figures.moves.per_promise,
        "notice_hours": _hours(figures.moves.notice),
        "moved_twice": [_tell_given(row) for row in figures.moves.serial],
        "broken_in_silence": tell_share(figures.silent),
        "service": tell_share(figures.service),
        "usual": [_tell_usual(row) for row in optimism(at)],
    }


def usual(kind: str, *, by: Person, at: datetime) -> dict[str, Any]:
    """How long the newest 30 promises of a kind took from promising to delivering, for who is about to promise (D-05).

    `median_hours` is in elapsed time; a `ratio` above 1 says that we promise shorter than we take. Raises Unusable.
    """
    if kind not in Promise.Kind.values:
        raise Unusable(field="kind", fault="unknown", value=kind)
    return _tell_usual(usual_of(kind, at))


def backlog(on: date, *, by: Person, at: datetime) -> dict[str, Any]:
    """What was open at 00:00 of a day of the business, and how old it was from when we first knew (D-19).

    Ages are in days, `buckets` by whole days. `overdue` are promises whose time had passed, `without_promise` the cases
    in which nothing was promised for later. For Leads, programme owners and auditors. Raises Unusable, NotAllowed.
    """
    require_member(by, *READERS)
    zone = people.house().zone
    if period_of(on, on, zone).begin > at:
        raise Unusable(field="on", fault="still-to-come", value=on.isoformat())
    found = backlog_of(on, zone)
    return {
        "at": found.at,
        "open": found.count,
        "median_days": _days(found.middle),
        "p90_days": _days(found.high),
        "max_days": _days(found.oldest),
        "buckets": [
            {"from_day": first, "to_day": last, "cases": list(found.aged[number])}
            for number, (first, last) in enumerate(BUCKETS)
        ],
        "overdue": [_tell_given(row) for row in found.overdue],
        "without_promise": list(found.unpromised),
    }


def silent_days(since: date, until: date, *, by: Person, at: datetime) -> dict[str, Any]:
    """On how many working days a customer with a daily rhythm read nothing of us, of all such days (S4.16, D-20).

    Days that are over between two days, both counted; the same rule by which a day is prompted and counted in a case.
    For Leads, programme owners and auditors. Raises Unusable, NotAllowed.
    """
    require_member(by, *READERS)
    house = people.house()
    period = period_of(since, until, house.zone)
    rhythms = dailies(period)
    read = lines(period, sorted({rhythm.case for rhythm in rhythms}))
    found = silence(period, at, people.calendar(house), rhythms, read)
    return {
        "silent": len(found.silent),
        "of": found.of,
        "percent": found.percent,
        "too_few": found.of < FEW,
        "days": [{"case": row.case, "day": row.day} for row in found.silent],
    }


@cache
def every_ask() -> Mapping[str, Act]:
    """Every question by its name, those of casework first."""
    mine = (turned, promise_figures, usual, backlog, silent_days)
    return {**all_asks(), **{ask.__name__: act_of(ask, is_question=True) for ask in mine}}


def _tell_given(row: Given) -> dict[str, Any]:
    return {"promise": row.number, "case": row.case, "kind": row.kind, "due": row.due_at}


def _tell_usual(row: Usual) -> dict[str, Any]:
    hours = _hours(row.median)
    return {"kind": row.kind, "n": row.n, "median_hours": hours, "ratio": row.ratio, "cases": list(row.cases)}


def _hours(span: timedelta | None) -> float | None:
    return round(span / timedelta(hours=1), 2) if span is not None else None


def _days(span: timedelta | None) -> float | None:
    return round(span / timedelta(days=1), 1) if span is not None else None
