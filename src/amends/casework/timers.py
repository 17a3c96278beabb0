"""What timers have in common: each rings once for one reason, and a time is over only after its instant."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.promises.models import Ring, Timer

# A promise is broken, and a clock over, after its last instant, not at it.
AFTER = timedelta(seconds=1)


def rings_once(timer: Timer, code: str, planned: datetime, at: datetime) -> bool:
    """Whether a timer rings for this reason and instant now: True the first time, False ever after."""
    # The case is locked, so nobody writes between these two.
    if Ring.objects.filter(timer=timer, code=code, planned_at=planned).exists():
        return False
    Ring.objects.create(timer=timer, code=code, planned_at=planned, at=at)
    return True
