"""The ordeal: the loops work, one is killed in the middle, another takes its place, again and again."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from django.db.models import Min

from amends.casework import claiming, mailboxes
from amends.channels.models import Mailbox, OutboxMail, RawMail
from amends.messages.models import HeldSend
from amends.promises.models import Ring, Timer
from tests.services.smtp import SmtpReceiver
from tests.torture.seeding import FIRST_WAVE, SECOND_WAVE, Work
from tests.torture.workers import KINDS, SharedClock, Workers

MOST_KILLS = 30  # each puts the clock forward, and the second wave must not come before its time
STALLED_AFTER = 2.0  # seconds without progress: what a killed process had claimed waits for its lease to end
WAVE_TAKES = 300.0  # seconds at most
# From here to there a loop is in the middle of its work.
EARLIEST, LATEST = 0.05, 0.85


@dataclass(frozen=True)
class Kill:
    """One `kill -9`, with how much of that loop's work was done by then."""

    kind: str
    done: int
    of: int


@dataclass
class Ordeal:
    """What happened: the kills, how the survivors ended, and how long it took in seconds."""

    kills: list[Kill] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def endure(
    work: Work,
    receiver: SmtpReceiver,
    environment: Mapping[str, str],
    folder: Path,
    *,
    kills: int,
    chance: random.Random,
) -> Ordeal:
    """Run two processes of each loop through both waves, killing one of them `kills` times in the middle."""
    if not 0 <= kills <= MOST_KILLS:
        raise ValueError(f"There can be up to {MOST_KILLS} kills.")
    ordeal, began = Ordeal(), time.monotonic()
    clock = SharedClock(folder / "clock", FIRST_WAVE)
    settings = {
        "AMENDS_CLOCK_FILE": str(clock.file),
        "AMENDS_SMTP": f"smtp://{receiver.host}:{receiver.port}",
        "PYTHONFAULTHANDLER": "1",
    }
    in_second = 1 if kills > len(KINDS) else 0
    kinds = list(islice(cycle(KINDS), kills - in_second))
    with Workers({**environment, **settings}, folder / "log", chance) as workers:
        wave = _Wave(work, receiver, clock, workers, ordeal, chance)
        wave.run(kinds, {"clock": work.due, "deliver": len(work.outbox) + work.held, "fetch": len(work.mails)})
        clock.set(SECOND_WAVE)
        wave.run(["clock"] * in_second, {"clock": len(work.broken_second) + len(work.mails) * 9 // 10})
        ordeal.codes = workers.stop()
        ordeal.faults = workers.faults()
    ordeal.seconds = time.monotonic() - began
    return ordeal


@dataclass
class _Wave:
    work: Work
    receiver: SmtpReceiver
    clock: SharedClock
    workers: Workers
    ordeal: Ordeal
    chance: random.Random

    def run(self, kinds: list[str], totals: Mapping[str, int]) -> None:
        before = {kind: self.progress(kind) for kind in totals}
        targets = {kind: self.targets(kinds.count(kind), total) for kind, total in totals.items()}
        until, moved, last = time.monotonic() + WAVE_TAKES, time.monotonic(), -1
        while time.monotonic() < until:
            done = {kind: self.progress(kind) - before[kind] for kind in totals}
            for kind, waiting in targets.items():
                if waiting and done[kind] >= waiting[0]:
                    waiting.pop(0)
                    time.sleep(self.chance.uniform(0, 0.01))
                    self.kill(kind, self.progress(kind) - before[kind], totals[kind])
            if sum(done.values()) != last:
                last, moved = sum(done.values()), time.monotonic()
            elif time.monotonic() - moved > STALLED_AFTER:
                if self.is_over():
                    return
                self.clock.advance(mailboxes.LEASE + timedelta(seconds=1))
                moved = time.monotonic()
            time.sleep(0.01)

    def targets(self, kills: int, total: int) -> list[float]:
        piece = (LATEST - EARLIEST) / max(kills, 1)
        return [total * self.chance.uniform(EARLIEST + piece * n, EARLIEST + piece * (n + 1)) for n in range(kills)]

    def kill(self, kind: str, done: int, of: int) -> None:
        self.workers.kill(kind)
        self.ordeal.kills.append(Kill(kind, done, of))
        # Every lease runs out now, also those of the living: whoever is slow is overtaken.
        lease = mailboxes.LEASE if kind == "fetch" else claiming.LEASE
        self.clock.advance(lease + timedelta(seconds=1))

    def progress(self, kind: str) -> int:
        if kind == "clock":
            return Ring.objects.count()
        if kind == "deliver":
            return OutboxMail.objects.exclude(sent_at=None).filter(automatic=False).count()
        return RawMail.objects.exclude(filed=RawMail.Filed.WAITING).exclude(filed=RawMail.Filed.DUPLICATE).count()

    def is_over(self) -> bool:
        now = self.clock.now()
        waiting = (
            Timer.objects.filter(look_at__lte=now),
            OutboxMail.objects.exclude(ready_at=None),
            HeldSend.objects.filter(stopped=""),
            RawMail.objects.filter(filed=RawMail.Filed.WAITING),
            Mailbox.objects.filter(uid__lt=min(len(self.work.mails), self.work.copies)),
        )
        if any(rows.exists() for rows in waiting):
            return False
        first = Mailbox.objects.filter(folder="INBOX").aggregate(uid=Min("uid"))["uid"] or 0
        return first >= len(self.work.mails)
