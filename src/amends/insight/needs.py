"""What needs those who lead now: promises to customers that are late, and those due within two hours (`ux.md` 2g)."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.cases.models import Standing
from amends.casework.worklist import Line

SOON = timedelta(hours=2)


def late(at: datetime, limit: int) -> list[Line]:
    """Open cases in which a promise is late, the longest first."""
    return _owed(limit, next_due__lt=at, promise_due__lt=at)


def due_soon(at: datetime, limit: int) -> list[Line]:
    """Open cases in which a promise falls due within two hours, the next first."""
    return _owed(limit, next_due__gte=at, next_due__lt=at + SOON, promise_due__gte=at)


def _owed(limit: int, **when: datetime) -> list[Line]:
    # "One of", because SQLite takes an index for "practice IN (0)" and not for "NOT practice".
    rows = Standing.objects.filter(is_open=True, practice__in=[False], **when).order_by("next_due", "case_id")
    return [Line(*row) for row in rows.values_list(*Line._fields)[:limit]]
