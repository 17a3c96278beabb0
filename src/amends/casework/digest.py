"""What a Lead reads once a day and is never interrupted for (S2.22, requirements 0.4.23)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from amends.remedies.models import ActionTried, Override


def given(since: datetime, until: datetime, limit: int = 99) -> list[ActionTried]:
    """What was given or done for customers within authority in a span of time, newest first: a Lead's digest (S2.22).

    What took a written reason stands in the list of overrides instead. Reads back from the newest row only.
    """
    asked = Override.objects.filter(case=OuterRef("case"), by=OuterRef("by"), at=OuterRef("at"), rule="needs-lead")
    rows = ActionTried.objects.filter(case__practice=False).exclude(Exists(asked)).order_by("-pk")
    found: list[ActionTried] = []
    for row in rows.select_related("words", "by", "option").iterator(chunk_size=100):
        if row.at < since or len(found) == limit:
            break
        if row.at < until:
            found.append(row)
    return found
