"""What we know before a promise is made: hours, shifts, absences, the supplier's date and our own record (S0.11)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amends.casework.usual import usual
from amends.casework.working import Work
from amends.core.feasible import Away, Setting
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import Promise


def setting_of(
    work: Work, kind: str = "", *, not_before: datetime | None = None, moves: Promise | None = None
) -> Setting:
    """What is known before the one who acts promises something; the desk itself promises in the owner's name.

    `not_before` is the supplier's date with its buffer, `moves` a promise whose hour becomes free again.
    """
    promisor = work.by if work.role is not None else work.owner
    known = usual(kind, work.at) if kind else None
    return Setting(
        hours=work.calendar,
        shifts=people.shifts(promisor, work.house),
        promisor=promisor.name,
        away=_absences(promisor, work.at),
        not_before=not_before,
        usual=known.median if known else None,
        usual_of=known.n if known else 0,
        taken=_taken(promisor, work.at, moves),
    )


def _absences(person: Person, at: datetime) -> tuple[Away, ...]:
    rows = person.absences.filter(Q(until=None) | Q(until__gt=at)).select_related("stand_in").order_by("since")
    return tuple(Away(row.since, row.until, row.stand_in.name) for row in rows)


def _taken(person: Person, at: datetime, moves: Promise | None) -> tuple[datetime, ...]:
    """When the promises fall due that a person still owes: those whose timer still looks."""
    rows = Promise.objects.filter(promisor=person, practice=False, due_at__gt=at, timer__look_at__isnull=False)
    return tuple(rows.exclude(pk=moves.pk if moves else 0).values_list("due_at", flat=True))
