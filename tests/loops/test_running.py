from __future__ import annotations

import logging
import threading
import time

import pytest
from django.db import OperationalError

from amends.loops.running import LONGEST_REST, Loop, run, run_together, run_until_idle


def test_a_fault_does_not_end_a_loop(caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()
    steps = iter([OperationalError("gone"), 1, stop])

    def step() -> int:
        found = next(steps)
        if isinstance(found, Exception):
            raise found
        stop.set()
        return 0

    with caplog.at_level(logging.ERROR, "amends.loops"):
        run(Loop("clock", step, rest=0.01), stop)

    assert "The loop clock had a fault." in caplog.text


def test_a_loop_survives_a_whole_night_of_faults() -> None:
    rests: list[float] = []

    class Night(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            rests.append(timeout or 0)
            return super().wait(0)

    stop = Night()

    def step() -> int:
        if len(rests) == 1100:
            stop.set()
        raise OperationalError("gone")

    run(Loop("clock", step), stop)

    assert rests[:3] == [1, 2, 4]
    assert rests[-1] == LONGEST_REST


def test_until_idle_counts_what_was_done() -> None:
    steps = iter([3, 2, 0, 7])

    assert run_until_idle(Loop("deliver", lambda: next(steps))) == 5


def test_a_fault_of_one_batch_comes_through_where_a_script_asked() -> None:
    def step() -> int:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        run_until_idle(Loop("deliver", step))


def test_loops_run_beside_each_other_and_stop_together() -> None:
    stop = threading.Event()
    ran: set[str] = set()

    def stepping(name: str) -> Loop:
        def step() -> int:
            ran.add(name)
            if len(ran) == 3:
                stop.set()
            return 0

        return Loop(name, step, rest=0.01)

    began = time.monotonic()
    run_together([stepping(name) for name in ("clock", "deliver", "fetch")], stop)

    assert ran == {"clock", "deliver", "fetch"}
    assert time.monotonic() - began < 5
