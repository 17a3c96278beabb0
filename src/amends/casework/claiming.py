"""Rows that several processes work through: each is claimed by one of them, for a while (architecture, point 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

LEASE = timedelta(seconds=60)


def claimed(
    due: models.QuerySet[Any], at: datetime, limit: int, *, clock: Callable[[], datetime] | None = None
) -> Iterator[tuple[int, int]]:
    """Each row of `due`, in its order, as id and new fence; a row is claimed for a minute when its turn comes.

    Left out are rows that somebody else holds, and those that changed meanwhile. Who finds the fence of a row raised
    has lost it. `clock` is for work that takes long: the minute of a row is not used up by those before it.
    """
    free = due.filter(Q(lease_until=None) | Q(lease_until__lt=at))
    for number, fence in list(free.values_list("pk", "fence")[:limit]):
        until = (clock() if clock else at) + LEASE
        with transaction.atomic():
            is_mine = due.order_by().filter(pk=number, fence=fence).update(fence=fence + 1, lease_until=until)
        if is_mine:
            yield number, fence + 1
