"""What every loop shares: bounded steps, a rest when there is nothing to do, and a longer one after a fault."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections

log = logging.getLogger("amends.loops")

LONGEST_REST = 30.0  # seconds between two tries while the database or a server is away
FAULTS_COUNTED = 10  # the rest is at its longest long before; a night of faults must not make a number too large
MOST_STEPS = 100_000  # of `run_until_idle`, so that two machines that write to each other do not keep a script for ever


@dataclass(frozen=True)
class Loop:
    """One kind of background work: a step does a bounded batch and answers how much it did; `rest` is in seconds."""

    name: str
    step: Callable[[], int]
    rest: float = 1.0


def run(loop: Loop, stop: threading.Event) -> None:
    """Step until `stop` is set. A fault is logged and followed by a longer and longer rest; the loop survives it."""
    faults = 0
    while not stop.is_set():
        try:
            did = loop.step()
        except Exception:  # whatever it is, the next step may go well, and nobody would start the loop again at night
            faults = min(faults + 1, FAULTS_COUNTED)
            log.exception("The loop %s had a fault.", loop.name)
            connections.close_all()
            stop.wait(min(LONGEST_REST, 0.5 * 2**faults))
            continue
        faults = 0
        if not did:
            stop.wait(loop.rest)
    connections.close_all()


def run_together(loops: Sequence[Loop], stop: threading.Event) -> None:
    """Run several loops as threads of this process until `stop` is set; each has its own connection to the database."""
    threads = [threading.Thread(target=run, args=(loop, stop), name=loop.name) for loop in loops]
    for thread in threads:
        thread.start()
    # Waiting in pieces lets signals in.
    while not stop.wait(0.5):
        pass
    for thread in threads:
        thread.join()


def run_once(loop: Loop) -> int:
    """One step; answers how much was done. Faults come through."""
    return loop.step()


def run_until_idle(loop: Loop) -> int:
    """Steps until one finds nothing to do; answers how much was done. Faults come through."""
    done = 0
    for _ in range(MOST_STEPS):
        did = loop.step()
        if not did:
            break
        done += did
    return done
