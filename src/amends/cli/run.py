"""`amends run`: web, clock, mail and delivery in one process group."""

from __future__ import annotations

import argparse
import subprocess
import sys

from amends.cli.faults import Fault
from amends.cli.loop_options import stop_at_signal
from amends.cli.supervising import Child, supervise
from amends.cli.waking import wake_desk
from amends.cli.web import add_web_options, settle_port, tell_address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends run`."""
    parser.epilog = "examples:\n  amends run\n  amends run --port 8080 --workers 2"
    add_web_options(parser)
    parser.add_argument("--only-loops", action="store_true", help="clock, deliver and fetch, without the web")


def run(args: argparse.Namespace) -> int:
    """Runs everything until SIGTERM or SIGINT; what dies is started again."""
    if args.only_loops:
        return _run_loops()
    port = settle_port(args)
    # In a process of its own, whose memory is free again before the others start.
    if subprocess.run([sys.executable, "-m", "amends.cli.main", "setup", "--for-run"], check=False).returncode:
        raise Fault("The desk could not be prepared.")
    stop = stop_at_signal()
    web = ["web", "--host", args.host, "--port", str(port), "--workers", str(args.workers)]
    tell_address(port)
    supervise([Child("web", web), Child("loops", ["run", "--only-loops"])], stop)
    return 0


def _run_loops() -> int:
    """The three loops as threads of one process, which together need the memory of one."""
    wake_desk()
    from amends.loops import clock, deliver, fetch
    from amends.loops.running import run_together

    run_together([clock.loop(), deliver.loop(), fetch.loop()], stop_at_signal())
    return 0
