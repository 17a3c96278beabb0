"""What we know before a promise is made: hours, shifts, absences, the supplier's date and our own record (S0.11)."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from django.db.models import Q

from amends.casework.working import Work
from amends.core.feasible import Away, Setting
from amends.core.promise import What
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import Promise

# So many of the newest count; what was usual long ago says little of today (D-05).
NEWEST = 30
# A promise that was delivered, disputed and delivered again stands in more than one row.
_ROWS_READ = 3 * NEWEST


def setting_of(
    work: Work, kind: str = "", *, not_before: datetime | None = None, moves: Promise | None = None
) -> Setting:
    """What is known before the one who acts promises something; the desk itself promises in the owner's name.

    `not_before` is the supplier's date with its buffer, `moves` a promise whose hour becomes free again.
    """
    promisor = work.by if work.role is not None else work.owner
    length, count = usual(kind, work.at) if kind else (None, 0)
    return Setting(
        hours=work.calendar,
        shifts=people.shifts(promisor, work.house),
        promisor=promisor.name,
        away=_absences(promisor, work.at),
        not_before=not_before,
        usual=length,
        usual_of=count,
        taken=_taken(promisor, work.at, moves),
    )


def usual(kind: str, at: datetime) -> tuple[timedelta | None, int]:
    """How long the newest promises of a kind took, the median of 30 at most in elapsed time, and how many they were.

    What was moved counts from when it was first promised; what was never delivered took no time (D-05).
    """
    rows = (
        Promise.objects.filter(kind=kind, practice=False, happenings__what=What.DELIVERED, happenings__at__lte=at)
        .order_by("-due_at", "-pk", "happenings__at")
        .values_list("pk", "made_at", "follows__made_at", "follows__follows__made_at", "happenings__at")
    )
    lasted: dict[int, float] = {}
    for number, made, before, first, delivered in rows[:_ROWS_READ]:
        lasted.setdefault(number, (delivered - (first or before or made)).total_seconds())
    newest = list(lasted.values())[:NEWEST]
    return (timedelta(seconds=round(median(newest))), len(newest)) if newest else (None, 0)


def _absences(person: Person, at: datetime) -> tuple[Away, ...]:
    rows = person.absences.filter(Q(until=None) | Q(until__gt=at)).select_related("stand_in").order_by("since")
    return tuple(Away(row.since, row.until, row.stand_in.name) for row in rows)


def _taken(person: Person, at: datetime, moves: Promise | None) -> tuple[datetime, ...]:
    """When the promises fall due that a person still owes: those whose timer still looks."""
    rows = Promise.objects.filter(promisor=person, practice=False, due_at__gt=at, timer__look_at__isnull=False)
    return tuple(rows.exclude(pk=moves.pk if moves else 0).values_list("due_at", flat=True))
