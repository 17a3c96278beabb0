"""Every benchmark, one after another, each in a process of its own: `python -m bench`, or `make bench`."""

from __future__ import annotations

import subprocess
import sys

PARTS = ("bench.filing", "bench.pages", "bench.ringing", "bench.startup")


def main() -> int:
    worst = 0
    for part in PARTS:
        print(f"\n{part}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", part], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
