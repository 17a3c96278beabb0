"""Real processes of the loops, two of each, that are killed; and the clock they share."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from amends.cli.parentage import end_with_parent

KINDS = ("clock", "deliver", "fetch")
EACH = 2
AWAKE_AFTER = 2.5  # seconds a process needs to start before it has work in hand


class SharedClock:
    """A clock for several processes, in a file; the time of day runs on from where it is set."""

    def __init__(self, file: Path, at: datetime) -> None:
        self.file = file
        self.set(at)

    def set(self, at: datetime) -> None:
        """Put the clock to an instant."""
        self._write((at - datetime.now(UTC)).total_seconds())

    def advance(self, by: timedelta) -> None:
        """Put the clock forward."""
        self._write(self._seconds + by.total_seconds())

    def now(self) -> datetime:
        """The instant that the processes read."""
        return datetime.now(UTC) + timedelta(seconds=self._seconds)

    def _write(self, seconds: float) -> None:
        # Whole or not at all: a reader of an empty file would be back in today.
        draft = self.file.with_suffix(".draft")
        draft.write_text(str(seconds))
        os.replace(draft, self.file)
        self._seconds = seconds


@dataclass
class _Worker:
    kind: str
    process: subprocess.Popen[bytes]
    started: float


class Workers:
    """Two processes of each loop, started on entering and stopped on leaving."""

    def __init__(self, environment: Mapping[str, str], log: Path, chance: random.Random) -> None:
        self._environment = dict(environment)
        self._log = log
        self._chance = chance
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers:
        for kind in KINDS * EACH:
            self._start(kind)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def kill(self, kind: str) -> None:
        """`kill -9` one of the two, at random among those that are awake, and start another in its place."""
        of_kind = sorted((worker for worker in self._workers if worker.kind == kind), key=lambda one: one.started)
        awake = [worker for worker in of_kind if time.monotonic() - worker.started > AWAKE_AFTER]
        worker = self._chance.choice(awake or of_kind[:1])
        worker.process.kill()
        worker.process.wait()
        self._workers.remove(worker)
        self._start(kind)

    def stop(self) -> list[int]:
        """Ask all to stop and wait for them; answers how each ended."""
        for worker in self._workers:
            worker.process.terminate()
        codes = []
        for worker in self._workers:
            try:
                codes.append(worker.process.wait(30))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                codes.append(worker.process.wait())
        self._workers.clear()
        return codes

    def faults(self) -> list[str]:
        """What the processes logged that is no news: their faults."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [line for line in lines if " ERROR " in line or "Error" in line]

    def _start(self, kind: str) -> None:
        command = [sys.executable, "-m", "amends.cli.main", kind]
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
            )
        self._workers.append(_Worker(kind, process, time.monotonic()))
