"""The clock: rings every timer whose instant has come."""

from __future__ import annotations

from amends.casework.ringing import ring_due
from amends.core import clock
from amends.loops.running import Loop

BATCH = 100


def step() -> int:
    """Ring what is due now, 100 timers at most; answers how many were looked at."""
    return ring_due(clock.now(), limit=BATCH)


def loop() -> Loop:
    """The clock as a loop."""
    return Loop("clock", step)
