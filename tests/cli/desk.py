"""A desk of its own for tests that run commands as processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import CommittedDatabase


@dataclass(frozen=True)
class Desk:
    """A home folder and a database; `run` runs a command on it and waits for its end."""

    home: Path
    environment: dict[str, str]

    @classmethod
    def of(cls, database: CommittedDatabase, home: Path) -> Desk:
        home.mkdir(parents=True, exist_ok=True)
        mails = {"AMENDS_SMTP": f"file://{home / 'mails'}", "AMENDS_HOME": str(home)}
        return cls(home, {**database.environment, **mails})

    @classmethod
    def fresh(cls, home: Path) -> Desk:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "DJANGO_"))}
        return cls(home, {**kept, "AMENDS_HOME": str(home), "AMENDS_SMTP": f"file://{home / 'mails'}"})

    def run(self, *arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "amends.cli.main", *arguments]


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The JSON lines that a command answered; fails where it told a fault."""
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]
