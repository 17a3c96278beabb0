"""A message is delivered: what it keeps and moves is settled by when it was pressed (architecture, point 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from amends.cases.models import Words
from amends.casework.promising import happen
from amends.casework.working import Work
from amends.core import promise as core
from amends.messages.models import CustomerMessage
from amends.promises.models import Promise


def settle(work: Work, settles: Sequence[Mapping[str, Any]], message: CustomerMessage | None, when: datetime) -> None:
    """Write what a delivered message did to promises; one that came too late cannot move them any more (S0.15)."""
    for row in settles:
        old = Promise.objects.filter(case=work.case, pk=row["promise"]).first()
        if old is None or not old.verdict(work.at).is_open:
            continue
        what = core.What(row["what"])
        if what is core.What.RENEGOTIATED and when >= old.due_at:
            what = core.What.REPLACED
        data = {"successor": row["successor"]} if "successor" in row else {}
        words = Words.objects.filter(pk=row["words"]).first() if row.get("words") else None
        happen(work, old, what, when, message=message, words=words, **data)
