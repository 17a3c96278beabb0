"""What holds for a case now, by its newest dated rows."""

from __future__ import annotations

from amends.cases.models import Assignment, Case, CaseKind, Closure


def newest_kind(case: Case) -> CaseKind:
    """What kind of case it is now, with its playbook."""
    return CaseKind.objects.filter(case=case).select_related("playbook").latest("pk")


def newest_assignment(case: Case) -> Assignment:
    """Who is answerable now."""
    return Assignment.objects.filter(case=case).select_related("owner").latest("pk")


def newest_closure(case: Case) -> Closure | None:
    """The closure that holds now, None for an open case."""
    return Closure.objects.filter(case=case, reopening=None).order_by("-pk").first()
