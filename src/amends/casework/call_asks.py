"""The question where a request for a supervisor stands, as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.cases.models import Case
from amends.casework.telling import tell
from amends.core.refusal import NotFound
from amends.people.models import Person
from amends.promises.models import SupervisorRequest


def supervisor(case: int, *, by: Person, at: datetime) -> dict[str, Any] | None:
    """The newest request for a supervisor: who was asked, until when, and what the customer has been promised.

    None where nobody asked for one. Raises NotFound.
    """
    if not Case.objects.filter(pk=case).exists():
        raise NotFound(what="case", number=case)
    row = SupervisorRequest.objects.filter(case=case).order_by("pk").last()
    told: dict[str, Any] | None = tell(row, at)
    return told
