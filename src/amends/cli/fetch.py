"""`amends fetch`: fetch the mailboxes and file what waits."""

from __future__ import annotations

import argparse
from datetime import timedelta

from amends.cli.loop_options import add_loop_options, run_loop
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends fetch`."""
    parser.epilog = "examples:\n  amends fetch\n  amends fetch --once"
    add_loop_options(parser)


def run(args: argparse.Namespace) -> int:
    """Runs the loop until it is stopped, or as the options say."""
    wake_desk()
    from amends.casework.mailboxes import EVERY
    from amends.loops.fetch import loop

    # Asked for one round, every mailbox is read now, however short ago it was read.
    return run_loop(loop(timedelta() if args.once or args.until_idle else EVERY), args)
