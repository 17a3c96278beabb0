"""From `amends demo` to the first usable page, and the memory of the whole system when nothing happens.

    python -m bench.startup

Accept: 5 seconds, 200 MB; aim: 100 MB. Memory is the proportional share (PSS) of every process, so that pages shared
between processes count once. The raw limit of the start is a bare `python -c "import django"` in the same run.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AMENDS = Path(sys.executable).with_name("amends")
LONGEST = 120.0
REST = 8.0


def main() -> int:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import django; django.setup"], check=True)
    print(f"bare Python with Django imported: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    with _started("demo") as demo:
        page = urllib.request.urlopen(_address(demo), timeout=30).read()
        print(f"demo to its first page: {time.perf_counter() - start:.2f} s, {len(page):,} bytes (accept 5 s)")
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as home:
        os.environ["AMENDS_HOME"] = home
        owner = ["--owner", "Pia Brandt", "--email", "pia@meridian.example", "--business", "Meridian Furniture"]
        told = {"input": "a quiet harbour\n", "text": True, "stdout": subprocess.DEVNULL}
        subprocess.run([AMENDS, "setup", *owner, "--password-stdin"], check=True, **told)
        with _started("run", "--port", "8199") as desk:
            urllib.request.urlopen(_wait_for("http://127.0.0.1:8199/healthz"), timeout=30).read()
            urllib.request.urlopen("http://127.0.0.1:8199/", timeout=30).read()
            time.sleep(REST)
            shares = {number: _share(number) for number in _family(desk.pid)}
            print(f"idle: {sum(shares.values()) / 1024:.0f} MB in {len(shares)} processes (accept 200, aim 100)")
    return 0


@contextmanager
def _started(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A command with everything it starts, ended as Ctrl-C ends it."""
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen([AMENDS, *command], start_new_session=True, **pipe)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


def _wait_for(address: str) -> str:
    """The address, once it answers."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return address
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer.")


def _address(demo: subprocess.Popen[str]) -> str:
    """The first address that the demo prints, once it answers."""
    until = time.monotonic() + LONGEST
    found = ""
    for line in demo.stdout or ():
        found = found or next(iter(re.findall(r"http://127\.0\.0\.1:\d+/", line)), "")
        if "Ready" in line and found:
            return found
        if time.monotonic() > until:
            break
    raise SystemExit("The demo did not say that it is ready.")


def _family(root: int) -> list[int]:
    """A process and everything below it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = [root]
    for number in found:
        found += [child for child, parent in parents.items() if parent == number]
    return found


def _share(number: int) -> int:
    """The proportional share of a process in kB."""
    try:
        rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    sys.exit(main())
