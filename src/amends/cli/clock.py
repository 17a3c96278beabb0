"""`amends clock`: ring every timer that is due: warnings, broken promises, reminders."""

from __future__ import annotations

import argparse

from amends.cli.loop_options import add_loop_options, run_loop
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends clock`."""
    parser.epilog = "examples:\n  amends clock\n  amends clock --until-idle --json"
    add_loop_options(parser)


def run(args: argparse.Namespace) -> int:
    """Runs the loop until it is stopped, or as the options say."""
    wake_desk()
    from amends.loops.clock import loop

    return run_loop(loop(), args)
