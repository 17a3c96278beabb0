"""Do we promise more than we do: actual beside promised duration of every kind (D-05)."""

from __future__ import annotations

from datetime import datetime

from amends.casework.usual import Usual, usual
from amends.insight.given import PERSONAL


def optimism(at: datetime) -> list[Usual]:
    """What is usual for every kind that was ever delivered to a customer."""
    return [found for kind in PERSONAL if (found := usual(kind, at)).n]
