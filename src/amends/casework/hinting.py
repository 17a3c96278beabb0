"""Can this time be kept: asked before a promise is made, or before one is moved (S0.11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.casework import letters, resting
from amends.casework.feasible import setting_of
from amends.casework.promising import due_time, find_promise
from amends.casework.queries import find_case
from amends.casework.wording.hints import hint_words, proposal_words
from amends.casework.working import Work
from amends.core import feasible as core
from amends.core.refusal import NotFound
from amends.people.models import Person
from amends.promises.models import Promise


def feasible(
    case: int,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    kind: str = "action",
    promise: int | None = None,
    rests_on: int | None = None,
) -> dict[str, Any]:
    """What speaks against a time before it is promised, as the customer would read it, and three times that would do.

    `promise` is one that is to be moved: its kind and what it rests on then count. `rests_on` is a supplier's promise
    that comes first. Nothing of this forbids a promise.
    Raises Unusable for a time that is none, NotFound.
    """
    found = find_case(case)
    if found is None:
        raise NotFound(what="case", number=case)
    work = Work(found, by, at)
    moves = find_promise(work, promise) if promise is not None else None
    setting = setting_told(work, moves.kind if moves else kind, moves, rests_on)
    told: dict[str, Any] = {"due": None, "words": "", "hints": []} | {
        "times": [_proposal(work, row) for row in core.times(setting, at, after=moves.due_at if moves else None)],
        "usual_seconds": int(setting.usual.total_seconds()) if setting.usual else None,
        "usual_of": setting.usual_of,
        "not_before": setting.not_before.isoformat() if setting.not_before else None,
    }
    if due is None and not within:
        return told
    instant, why = due_time(work, due, within, kind)
    return told | {
        "due": instant.isoformat(),
        "words": letters.due_words(instant, found.customer, work),
        "why": why,
        "hints": [_hint(work, hint) for hint in core.hints(setting, at, instant)],
    }


def setting_told(work: Work, kind: str, moves: Promise | None = None, rests_on: int | None = None) -> core.Setting:
    """What is known before a promise of a kind, before one that is to be moved, or one that will rest on another."""
    least = resting.not_before(work, moves) if moves else None
    if rests_on is not None:
        least = resting.after(work, rests_on)
    return setting_of(work, kind, not_before=least, moves=moves)


def _proposal(work: Work, row: core.Proposal) -> dict[str, Any]:
    zone = work.by.zone or work.house.zone
    return {
        "due": row.at.isoformat(),
        "words": proposal_words(row, zone, work.at),
        "customer_words": letters.due_words(row.at, work.case.customer, work),
        "days_off": [why.values["date"] for why in row.days_off],
    }


def _hint(work: Work, hint: core.Hint) -> dict[str, Any]:
    zone = work.by.zone or work.house.zone
    return {"code": hint.code, "words": hint_words(hint, zone, work.at), **hint.values}
