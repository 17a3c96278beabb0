"""Children that are started together, started again when they die, and stopped together."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from amends.cli import lines
from amends.cli.parentage import end_with_parent

LONGEST_WAIT = 30.0  # seconds before a child that dies again and again is started once more
WELL_AFTER = 60.0  # seconds after which a child counts as well
STOPS_WITHIN = 15.0  # seconds a child has to finish what it has in hand


class Child:
    """One command of ours in a process of its own."""

    def __init__(self, name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._arguments = [sys.executable, "-m", "amends.cli.main", *arguments]
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._deaths = 0
        self._next_start = 0.0

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid if self._process else None

    def look(self) -> None:
        """Start it where it does not run; after each death it waits longer."""
        now = time.monotonic()
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._deaths = 1 if now - self._started > WELL_AFTER else self._deaths + 1
            wait = min(LONGEST_WAIT, 0.25 * 2**self._deaths)
            lines.tell(f"{self.name} ended with {code}; it is started again in {wait:g} seconds.")
            self._process, self._next_start = None, now + wait
        if now >= self._next_start:
            self._process = subprocess.Popen(
                self._arguments, env=self._environment, stdin=subprocess.DEVNULL, preexec_fn=end_with_parent
            )
            self._started = now

    def ask_to_stop(self) -> None:
        """Send SIGTERM; the child finishes what it has in hand."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait_until_stopped(self, until: float) -> None:
        """Wait for its end; a child that does not end by the monotonic instant is killed."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            lines.tell(f"{self.name} did not stop in time and is killed.")
            self._process.kill()
            self._process.wait()


def supervise(children: Sequence[Child], stop: threading.Event) -> None:
    """Keep the children running until `stop` is set, then stop them all."""
    try:
        while not stop.is_set():
            for child in children:
                child.look()
            stop.wait(0.25)
    finally:
        stop_all(children)


def stop_all(children: Sequence[Child]) -> None:
    """Stop every child, all at once; none outlives this."""
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOPS_WITHIN
    for child in children:
        child.wait_until_stopped(until)
