"""Notices are seen, one or all of them."""

from __future__ import annotations

from datetime import datetime

from amends.casework.working import require_reader
from amends.people.models import Notice, Person


def see_notices(*, by: Person, at: datetime, up_to: int, only: int | None = None) -> int:
    """Mark what the one who asks was told as seen: one notice, or all up to the newest on the page; answers how many.

    `up_to` keeps a notice that came meanwhile from being seen without having been shown.
    """
    require_reader(by)
    rows = Notice.objects.filter(person=by, seen_at=None, pk__lte=up_to)
    return (rows.filter(pk=only) if only else rows).update(seen_at=at)
