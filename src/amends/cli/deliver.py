"""`amends deliver`: release held messages and send the outbox."""

from __future__ import annotations

import argparse

from amends.cli.loop_options import add_loop_options, run_loop
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends deliver`."""
    parser.epilog = "examples:\n  amends deliver\n  amends deliver --until-idle"
    add_loop_options(parser)


def run(args: argparse.Namespace) -> int:
    """Runs the loop until it is stopped, or as the options say."""
    wake_desk()
    from amends.loops.deliver import loop

    return run_loop(loop(), args)
