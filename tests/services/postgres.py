"""A throw-away PostgreSQL cluster on 127.0.0.1, run by an unprivileged user, gone when the process ends."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

USER = "amends"
LISTENING = ("listen_addresses=127.0.0.1", "max_connections=60")
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(RuntimeError):
    """There are no server programs here; the text is a sentence for whoever runs the tests."""


class Postgres:
    """A cluster in a temporary folder, started on entering and stopped on leaving.

    `durable=True` keeps fsync on, for tests that kill things.
    """

    def __init__(self, port: int | None = None, *, durable: bool = False) -> None:
        self.port = port or free_port()
        self.durable = durable
        self._programs = _programs()
        self.folder = Path(tempfile.mkdtemp(prefix="amends-pg-", dir="/tmp"))
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Postgres:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def address(self, name: str = "postgres") -> str:
        """The address of a database in this cluster, as AMENDS_DATABASE takes it."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Makes the cluster and returns when it answers; the folder is removed again if it does not."""
        try:
            self._initialise()
            self._serve()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends the server (a fast shutdown, then a kill) and removes its folder."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(2)  # SIGINT is a fast shutdown
            try:
                self._server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait(timeout=10)
        self._server = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self) -> None:
        owner = _server_user()
        if owner:
            shutil.chown(self.folder, owner)
        command = [self._programs / "initdb", "-D", self.folder / "data", "-U", USER, "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C.UTF-8", "-N"]
        done = subprocess.run(_as_server_user(command), capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.strip()}")

    def _serve(self) -> None:
        settings = LISTENING if self.durable else LISTENING + HASTY
        command = [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder]
        command += [part for setting in settings for part in ("-c", setting)]
        log = (self.folder / "log").open("wb")
        self._server = subprocess.Popen(_as_server_user(command), stdout=log, stderr=log, cwd="/")
        for _ in range(150):
            ready = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-t", "1"]
            if subprocess.run(ready).returncode == 0:
                return
            if self._server.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")


def reserve_address() -> str:
    """An address on a port that is free now, for a cluster that is started a little later."""
    return f"postgresql://{USER}@127.0.0.1:{free_port()}/amends"


def cluster_at(address: str) -> Postgres:
    """A cluster, not yet started, for a reserved address."""
    return Postgres(urlsplit(address).port)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _programs() -> Path:
    """The folder of the newest server programs, at least version 15."""
    found: dict[int, Path] = {}
    for initdb in Path("/usr/lib/postgresql").glob("*/bin/initdb"):
        if number := re.search(r"(\d+)/bin", str(initdb)):
            found[int(number[1])] = initdb.parent
    if not found and (initdb_on_path := shutil.which("initdb")):
        return Path(initdb_on_path).resolve().parent
    if not found or max(found) < 15:
        raise NoPostgres("PostgreSQL 15 or newer is not installed (Debian and Ubuntu: apt install postgresql).")
    return found[max(found)]


def _server_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres here.")


def _as_server_user(command: list[str | Path]) -> list[str | Path]:
    owner = _server_user()
    if owner is None:
        return command
    # setpriv replaces itself by the program, so the id we know is the server's own; and it ends when this process does.
    group = str(pwd.getpwnam(owner).pw_gid)
    return ["setpriv", f"--reuid={owner}", f"--regid={group}", "--clear-groups", "--pdeathsig=INT", *command]


def main() -> int:
    """`python -m tests.services.postgres COMMAND…` runs a command with AMENDS_DATABASE set to a fresh cluster."""
    with Postgres() as cluster:
        environment = {**os.environ, "AMENDS_DATABASE": cluster.address()}
        return subprocess.run(sys.argv[1:], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
