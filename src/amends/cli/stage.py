"""A desk under a set clock: time passes step by step, everything rings and leaves at its own instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from amends.casework.delivering import deliver_due
from amends.casework.holding import release_due
from amends.casework.ringing import ring_due
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.loops.postage import ToFolder
from amends.messages.models import HeldSend
from amends.promises.models import Timer

MOST_STEPS = 10_000  # of one pass of time, so that a story cannot run for ever
LONGEST_STRIDE = timedelta(days=3660)


class Stage:
    """Moves the clock of this process forward over the current database; mails go to a folder."""

    def __init__(self, mails: Path) -> None:
        self._post = ToFolder(mails)
        self.at: datetime | None = None

    def move_to(self, at: datetime) -> None:
        """Let time pass until `at`: each timer, held message and mail comes at its own instant, in their order.

        Raises ValueError for an instant before the present one, or more than ten years after it.
        """
        if self.at is not None and at < self.at:
            raise ValueError(f"{at.isoformat()} is before the line above; time only goes forward.")
        if self.at is not None and at - self.at > LONGEST_STRIDE:
            raise ValueError(f"{at.isoformat()} is more than ten years after the line above.")
        for _ in range(MOST_STEPS):
            due = _next_instant()
            if due is None or due > at:
                break
            moment = max(due, self.at or due)
            clock.set_now(moment)
            if not self._do_due(moment):
                break
        self.at = at
        clock.set_now(at)

    def settle(self) -> None:
        """Let everything come that is due now, for example the mail that an act has just written."""
        for _ in range(MOST_STEPS):
            due = _next_instant()
            if self.at is None or due is None or due > self.at or not self._do_due(self.at):
                break

    def _do_due(self, at: datetime) -> int:
        done = release_due(at) + ring_due(at)
        return done + deliver_due(at, self._post)


def _next_instant() -> datetime | None:
    """The instant of the next thing that comes by itself."""
    instants = (
        Timer.objects.filter(look_at__isnull=False).order_by("look_at").values_list("look_at", flat=True).first(),
        HeldSend.objects.filter(stopped="").order_by("release_at").values_list("release_at", flat=True).first(),
        OutboxMail.objects.filter(ready_at__isnull=False)
        .order_by("ready_at")
        .values_list("ready_at", flat=True)
        .first(),
    )
    return min((instant for instant in instants if instant is not None), default=None)
