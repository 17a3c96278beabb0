"""Where open cases stand: how many wait at each step, and which (`ux.md` 2g)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from amends.cases.models import Standing
from amends.casework.worklist import Line, Place, after_place


@dataclass(frozen=True)
class Stand:
    """How many open cases wait at a step; `step` and `title` are empty where every step is done."""

    step: str
    title: str
    count: int


def stands() -> list[Stand]:
    """The steps at which open cases wait, in their order; practice is left out."""
    rows = Standing.objects.filter(is_open=True, practice__in=[False]).values_list("step", "step_title")
    told = rows.annotate(count=Count("pk"), place=Min("step_number")).order_by("place", "step")
    return [Stand(step, title, count) for step, title, count, _place in told]


def waiting_at(step: str, after: Place | None, limit: int) -> list[Line]:
    """The open cases that wait at a step, what is owed next first, after a place of the list."""
    rows: QuerySet[Standing] = Standing.objects.filter(is_open=True, practice__in=[False], step=step)
    if after is not None:
        rows = after_place(rows, after.next_due, after.case)
    return [Line(*row) for row in rows.order_by("next_due", "case_id").values_list(*Line._fields)[:limit]]


def lines_of(cases: Sequence[int]) -> dict[int, Line]:
    """The lines of some cases by their numbers, in one read."""
    rows = Standing.objects.filter(case_id__in=cases).values_list(*Line._fields)
    return {line.case_id: line for line in (Line(*row) for row in rows)}
