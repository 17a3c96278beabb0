"""`amends web`: the pages and the API, served by Granian."""

from __future__ import annotations

import argparse
import os
import socket
from urllib.parse import urlsplit

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.parentage import end_with_parent

PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends web`."""
    parser.epilog = "examples:\n  amends web\n  amends web --host 0.0.0.0 --port 8080 --workers 4"
    add_web_options(parser)


def add_web_options(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to listen on (that of a local AMENDS_ORIGIN, else 8000)")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (1)")


def run(args: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    port = settle_port(args)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    # The workers are forked, and would stay for ever if this process were killed.
    os.register_at_fork(after_in_child=end_with_parent)
    server = Server(
        "amends.config.wsgi:application",
        address=args.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
    )
    server.serve()
    return 0


def settle_port(args: argparse.Namespace) -> int:
    """The port to listen on; AMENDS_ORIGIN follows it where nothing is set. Raises Misuse for one that is taken."""
    if args.workers < 1:
        raise Misuse("--workers is a number from 1 on.")
    port = _port(args)
    if args.host in ("127.0.0.1", "localhost"):
        os.environ.setdefault("AMENDS_ORIGIN", f"http://127.0.0.1:{port}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((args.host, port))
        except OSError as error:
            raise Misuse(
                f"Port {port} of {args.host} cannot be used: {error.strerror}. Choose one by --port."
            ) from error
    return port


def _port(args: argparse.Namespace) -> int:
    origin = urlsplit(os.environ.get("AMENDS_ORIGIN", ""))
    local = origin.hostname in ("127.0.0.1", "localhost")
    port = int(args.port or (origin.port if local and origin.port else PORT))
    if not 0 < port < 65536:
        raise Misuse(f"{port} is not a port; ports go from 1 to 65535.")
    return port


def tell_address(port: int) -> None:
    """Where the desk can be opened."""
    lines.tell(f"The desk is at {os.environ.get('AMENDS_ORIGIN') or f'http://127.0.0.1:{port}'}")
