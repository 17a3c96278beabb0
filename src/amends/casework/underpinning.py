"""Our promise rests on somebody else's: the supplier's date comes first, with a buffer (S4.14)."""

from __future__ import annotations

from datetime import datetime

from amends.casework.promising import find_open_promise
from amends.casework.resting import BUFFER_DAYS, rest
from amends.casework.working import CaseRef, working
from amends.people.models import Person
from amends.promises.models import Underpinning


def underpin(
    case: CaseRef,
    promise: int,
    rests_on: int,
    *,
    by: Person,
    at: datetime,
    buffer_days: int = BUFFER_DAYS,
    override: str | None = None,
) -> Underpinning:
    """Say that a promise to the customer rests on another one, so many working days of the house before it (S4.14).

    The customer sees ours only. When theirs moves or breaks, the owner is warned at once. Raises RestsOnLater with the
    feasible date, which a reason carries through; NotFound, PromiseSettled, Unusable.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        return rest(work, find_open_promise(work, promise), rests_on, buffer_days, override)
