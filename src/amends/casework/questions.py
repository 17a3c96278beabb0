"""What holds for a case now, by its newest dated rows; each question is worded once (`people.reads`)."""

from __future__ import annotations

from amends.cases.models import Assignment, Case, CaseKind, Closure
from amends.people.reads import Read

_KIND: Read[CaseKind] = Read(
    lambda case: CaseKind.objects.filter(case=case).select_related("playbook").order_by("-pk")[:1], int
)
_ASSIGNMENT: Read[Assignment] = Read(
    lambda case: Assignment.objects.filter(case=case).select_related("owner").order_by("-pk")[:1], int
)
_CLOSURE: Read[Closure] = Read(lambda case: Closure.objects.filter(case=case, reopening=None).order_by("-pk")[:1], int)


def newest_kind(case: Case) -> CaseKind:
    """What kind of case it is now, with its playbook."""
    found = _KIND.row(case.pk)
    if found is None:
        raise CaseKind.DoesNotExist
    return found


def newest_assignment(case: Case) -> Assignment:
    """Who is answerable now."""
    found = _ASSIGNMENT.row(case.pk)
    if found is None:
        raise Assignment.DoesNotExist
    return found


def newest_closure(case: Case) -> Closure | None:
    """The closure that holds now, None for an open case."""
    return _CLOSURE.row(case.pk)
