"""Delivery: messages whose undo time is over are released, and the outbox goes to the mail server."""

from __future__ import annotations

from amends.casework.delivering import deliver_due
from amends.casework.holding import release_due
from amends.core import clock
from amends.loops.postage import Postage, postage
from amends.loops.running import Loop

BATCH = 20  # few enough that the lease of a mail outlives its turn


def step(to: Postage | None = None) -> int:
    """Release and deliver one batch; answers how much was done. Mails go where the settings say, or to `to`."""
    at = clock.now()
    released = release_due(at, limit=BATCH)
    with to or postage() as transport:
        return released + deliver_due(clock.now(), transport, limit=BATCH, clock=clock.now)


def loop(to: Postage | None = None) -> Loop:
    """Delivery as a loop; somebody may be waiting for the words, so it rests for half a second only."""
    return Loop("deliver", lambda: step(to), rest=0.5)
