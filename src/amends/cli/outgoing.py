"""A case as plain values, whole: what it is, what was written, what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.cases.models import Case
from amends.casework import asks
from amends.casework.telling import tell
from amends.messages.models import CustomerMessage


def whole_case(case: Case, now: datetime) -> dict[str, Any]:
    """Everything about a case; instants are ISO 8601 in UTC, files are named by their SHA-256."""
    who: dict[str, Any] = {"by": case.customer, "at": now}
    return {
        **asks.case(case.pk, **who),
        "customer": {
            "id": case.customer_id,
            "name": case.customer.name,
            "language": case.customer.language,
            "zone": case.customer.zone,
            "reached_at": [
                {"kind": point.kind, "value": point.value} for point in case.customer.contact_points.order_by("pk")
            ],
        },
        "channel": case.channel,
        "subject": case.subject,
        "aware_at": tell(case.aware_at, now),
        "opened_at": tell(case.opened_at, now),
        "owners": asks.owners(case.pk, **who),
        "messages": [_message(row) for row in _messages(case)],
        "timeline": asks.timeline(case.pk, **who),
    }


def _messages(case: Case) -> list[CustomerMessage]:
    rows = CustomerMessage.objects.filter(case=case).select_related("words", "full", "person").order_by("pk")
    return list(rows.prefetch_related("attachments"))


def _message(row: CustomerMessage) -> dict[str, Any]:
    return {
        "id": row.pk,
        "direction": row.direction,
        "channel": row.channel,
        "person": row.person.name,
        "at": row.at.isoformat(),
        "subject": row.subject,
        "text": row.words.text,
        "full": row.full.text if row.full else None,
        "message_id": row.mail_id,
        "automatic": row.automatic,
        "attachments": [
            {"name": part.name, "type": part.type, "size": part.size, "sha256": part.sha256}
            for part in row.attachments.all()
        ],
    }
