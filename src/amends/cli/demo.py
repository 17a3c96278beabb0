"""`amends demo`: a filled desk in a scratch folder, with web and loops running; nothing leaves the machine."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from amends.cli import lines
from amends.cli.faults import Fault, Misuse
from amends.cli.loop_options import stop_at_signal
from amends.cli.play import use_scratch
from amends.cli.supervising import Child, stop_all, supervise
from amends.cli.waking import prepare_scratch, wake

PORT = 8000
PASSWORD = "table-for-four"
STARTS_WITHIN = 60.0  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends demo`."""
    parser.epilog = "examples:\n  amends demo\n  amends demo --port 8123"
    parser.add_argument("--port", type=int, help="the port to listen on (8000, or the next one that is free)")
    parser.add_argument("--check", action="store_true", help="open a few pages, say whether they come, and end")


def run(args: argparse.Namespace) -> int:
    """Fills a desk, runs it until it is stopped, and removes it."""
    began = time.monotonic()
    port = _free_port(args.port)
    stop = stop_at_signal()
    with tempfile.TemporaryDirectory(prefix="amends-demo-") as name:
        folder = Path(name)
        use_scratch(folder)
        os.environ["AMENDS_ORIGIN"] = f"http://127.0.0.1:{port}"
        # The web starts while the desk is filled; it needs the tables only when somebody comes.
        web, loops = Child("web", ["web", "--port", str(port)]), Child("loops", ["run", "--only-loops"])
        web.look()
        try:
            pages = _fill(folder)
            _wait_for(f"http://127.0.0.1:{port}/healthz", stop)
            _tell(port, folder, pages, time.monotonic() - began, args.json)
            if args.check:
                return _check(port, pages)
            supervise([web, loops], stop)
        finally:
            stop_all([web, loops])
    return 0


def _free_port(asked: int | None) -> int:
    if asked is not None:
        if not 0 < asked < 65536:
            raise Misuse(f"{asked} is not a port; ports go from 1 to 65535.")
        if not _is_free(asked):
            raise Misuse(f"Port {asked} is taken. Choose another by --port, or leave it out for the next free one.")
        return asked
    port = next((port for port in range(PORT, PORT + 100) if _is_free(port)), None)
    if port is None:
        raise Fault(f"No port from {PORT} to {PORT + 99} is free. Choose one by --port.")
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def _fill(folder: Path) -> dict[str, str]:
    """Makes the house, its people and its cases; answers pages to look at, by what they are."""
    wake()
    prepare_scratch()
    from django.contrib.auth.hashers import make_password
    from django.db import connections, transaction

    from amends.cases.models import Case
    from amends.casework.letters import page_address
    from amends.cli.rehearsal import demo_story, rehearse
    from amends.cli.stage import Stage
    from amends.core import clock
    from amends.people import queries as people
    from amends.people.models import Account

    now = clock.now()
    # One hash serves all of them, since it is slow by design; it is worked out beside the story.
    with ThreadPoolExecutor(1) as beside, transaction.atomic():
        password = beside.submit(make_password, PASSWORD)
        for line, answer in rehearse(demo_story(), Stage(folder / "mails"), now):
            # The reader of mails may see by itself what a line says, for example that it is a problem.
            if not answer.get("ok") and answer.get("refused", {}).get("code") != "already-answered":
                raise Fault(f"The demo could not be filled at {line}: {answer}")
        Account.objects.update(password=password.result())
        waiting = Case.objects.filter(customer__name="Amara Okafor").latest("promises__pk")
        pages = {"customer": page_address(waiting, people.house(), now), "case": f"/cases/{waiting.pk}/"}
    clock.set_now(None)
    connections.close_all()
    return pages


def _wait_for(address: str, stop: threading.Event) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and not stop.is_set():
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.05)
    if not stop.is_set():
        raise Fault("The web did not start in time.")


def _tell(port: int, folder: Path, pages: dict[str, str], seconds: float, as_json: bool) -> None:
    from amends.people.models import Account

    origin = f"http://127.0.0.1:{port}"
    people = [
        {"name": account.person.name, "role": account.person.memberships.get(until=None).role, "email": account.email}
        for account in Account.objects.order_by("pk")
    ]
    if as_json:
        told = {"desk": f"{origin}/", "customer_page": pages["customer"], "mails": str(folder / "mails")}
        lines.answer({**told, "password": PASSWORD, "people": people, "seconds": round(seconds, 1)})
    lines.tell(f"\n  The desk        {origin}/\n")
    for person in people:
        lines.tell(f"  {person['email']:<26} {person['name']}, {person['role']}")
    lines.tell(f"  password for all: {PASSWORD}\n")
    lines.tell(f"  A customer page {pages['customer']}")
    lines.tell(f"  Mails land in   {folder / 'mails'}\n")
    lines.tell(f"Ready after {seconds:.1f} seconds. Ctrl-C stops the desk and removes everything.")


def _check(port: int, pages: dict[str, str]) -> int:
    """Opens the sign-in page and a customer page as a browser would."""
    for address in (f"http://127.0.0.1:{port}/account/login/", pages["customer"]):
        try:
            with urllib.request.urlopen(address, timeout=20) as page:
                page.read()
        except urllib.error.HTTPError as error:
            raise Fault(f"{address} answers {error.code}.") from error
    lines.tell("OK")
    return 0
