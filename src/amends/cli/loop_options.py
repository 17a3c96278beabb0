"""What `clock`, `deliver` and `fetch` share: run for ever, one step, or until there is nothing left to do."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from typing import TYPE_CHECKING

from amends.cli import lines

if TYPE_CHECKING:
    from amends.loops.running import Loop


def add_loop_options(parser: argparse.ArgumentParser) -> None:
    """`--once` and `--until-idle`."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="do one batch and end")
    how.add_argument("--until-idle", action="store_true", help="work until there is nothing left to do, and end")


def run_loop(loop: Loop, args: argparse.Namespace) -> int:
    """Run a loop as the options say, until SIGTERM or SIGINT where they say nothing."""
    from amends.loops import running

    if args.once or args.until_idle:
        done = running.run_once(loop) if args.once else running.run_until_idle(loop)
        if args.json:
            lines.answer({"loop": loop.name, "done": done})
        return 0
    logging.getLogger("amends").setLevel(logging.INFO)
    running.run_together([loop], stop_at_signal())
    return 0


def stop_at_signal() -> threading.Event:
    """An event that SIGTERM and SIGINT set, so that work in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
