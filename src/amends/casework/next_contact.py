"""Every open case has a next promised contact, or those who lead are told by the end of the day (S1.50, B.7-1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.cases.models import Standing
from amends.casework.standing import UNPROMISED, needs_promise
from amends.casework.telling import tell
from amends.casework.timers import rings_once
from amends.casework.working import Work
from amends.casework.worklist import NEEDS_PROMISE
from amends.core.rhythm import working_days
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import Timer

MOST_LISTED = 200


def unpromised(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """The open cases in which the next move is ours and nothing is promised: the nightly list, oldest first (S1.50).

    It is empty, or those who lead are told of each by the end of the working day.
    """
    rows = Standing.objects.filter(is_open=True, practice=False).filter(NEEDS_PROMISE)
    return [tell(row, at) for row in rows.order_by("opened_at", "case_id")[:MOST_LISTED]]


def look_at_unpromised(work: Work, timer: Timer) -> datetime | None:
    """Tell the owner and those who lead when the working day ends and the next contact is still not promised."""
    row = Standing.objects.filter(case=work.case).first()
    if row is None or not needs_promise(row):
        return None
    days = working_days(work.calendar, timer.started_at)
    day = next(days)
    if work.at < day.ends:
        return day.ends
    for later in days:
        if later.ends > work.at:
            break
        day = later
    if rings_once(timer, UNPROMISED, day.ends, work.at):
        work.note("needs-promise")
        told = {person.pk: person for person in (work.owner, *people.leads())}
        for person in told.values():
            work.tell(person, "needs-promise")
    return next(working_days(work.calendar, work.at)).ends
