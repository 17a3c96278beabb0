"""The one clock that faces and loops read; acts are given their instant."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

_fixed: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC.

    A story sets it with `set_now`; a test of several processes names a file in AMENDS_CLOCK_FILE that holds the
    seconds to add to the machine's clock.
    """
    if _fixed is not None:
        return _fixed
    return datetime.now(UTC) + _offset()


def set_now(instant: datetime | None) -> None:
    """Stop the clock at an aware instant, or let it run again with None."""
    global _fixed
    if instant is not None and instant.tzinfo is None:
        raise ValueError("The clock needs an instant with an offset.")
    _fixed = instant.astimezone(UTC) if instant else None


def _offset() -> timedelta:
    path = os.environ.get("AMENDS_CLOCK_FILE")
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(path).read_text() or 0))
    except (OSError, ValueError):
        return timedelta()
