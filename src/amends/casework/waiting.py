"""Mail that was stored and is not filed yet: each is filed once, and none keeps the others waiting."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import F

from amends.casework.filing import Desk, file, wait_for_turn
from amends.channels.models import RawMail

log = logging.getLogger("amends.filing")

# After so many tries it is not the database that is unwell, it is the mail.
MOST_TRIES = 5


def file_waiting(at: datetime, limit: int = 50) -> int:
    """File what was stored and not filed yet, for example after a crash; answers how many were looked at."""
    waiting = RawMail.objects.filter(filed=RawMail.Filed.WAITING)
    rows = list(waiting.order_by("tries", "pk")[:limit])
    desk = Desk.at(at) if rows else None
    for row in rows:
        try:
            _file_once(row, at, desk or Desk.at(at))
        except OperationalError as error:
            log.exception("Mail %s could not be filed now.", row.pk)
            _try_later(row, str(error), at)
        except Exception as error:  # a mail can hold anything, and the one behind it may be urgent
            log.exception("Mail %s could not be filed.", row.pk)
            _hold(row, f"{type(error).__name__}: {error}", at)
    return len(rows)


def _file_once(row: RawMail, at: datetime, desk: Desk) -> None:
    with transaction.atomic():
        wait_for_turn(desk)
        # Another process saw the same mails; what it has filed meanwhile is not even tried.
        if RawMail.objects.filter(pk=row.pk, filed=RawMail.Filed.WAITING).exists():
            file(row, at=at, desk=desk)


def _try_later(row: RawMail, fault: str, at: datetime) -> None:
    """Put a mail behind the others; raises OperationalError where the database is away, and the loop rests."""
    if row.tries + 1 >= MOST_TRIES:
        _hold(row, fault, at)
    else:
        RawMail.objects.filter(pk=row.pk, filed=RawMail.Filed.WAITING).update(tries=F("tries") + 1)


def _hold(row: RawMail, fault: str, at: datetime) -> None:
    RawMail.objects.filter(pk=row.pk, filed=RawMail.Filed.WAITING).update(
        filed=RawMail.Filed.HELD, because="not-filed", because_values={"fault": fault[:300]}, filed_at=at
    )
