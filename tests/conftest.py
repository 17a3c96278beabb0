"""What every test can ask for. Services that are not installed are one printed line and a skip; in CI a failure."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import committed_db, django_db_setup, empty_db, live_desk, migrated
from tests.services import postgres
from tests.services.dovecot import Dovecot
from tests.services.smtp import SmtpReceiver

__all__ = ["committed_db", "django_db_setup", "empty_db", "live_desk", "migrated"]

NUMBERS = frozenset(Path(__file__).with_name("requirements.txt").read_text().split())
NOTHING_MAY_BE_SKIPPED = bool(os.environ.get("CI") or os.environ.get("AMENDS_CI"))
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

_cluster = pytest.StashKey[postgres.Postgres]()
_outcomes: dict[str, dict[str, str]] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--requirements", metavar="FILE", help="write which requirements passed, failed or were skipped")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    on_postgresql = os.environ.get("AMENDS_TEST_DATABASE") == "postgresql"
    if not on_postgresql or hasattr(config, "workerinput") or config.option.collectonly:
        return
    try:
        cluster = postgres.cluster_at(os.environ["AMENDS_DATABASE"])
    except postgres.NoPostgres as missing:
        pytest.exit(str(missing), returncode=1 if NOTHING_MAY_BE_SKIPPED else 0)
    cluster.start()
    config.stash[_cluster] = cluster


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(_cluster, None):
        cluster.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgresql = os.environ.get("AMENDS_TEST_DATABASE") == "postgresql"
    other = "sqlite_only" if on_postgresql else "postgresql_only"
    left_out = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker(other)]
    for item in items:
        for number in (number for mark in item.iter_markers("req") for number in mark.args):
            if number not in NUMBERS:
                raise pytest.UsageError(f"{item.nodeid} covers {number}, which is not an entry of the requirements.")
            item.user_properties.append(("req", number))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NOTHING_MAY_BE_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (Nothing may be skipped here.)"
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.outcome != "passed":
        for name, number in report.user_properties:
            if name == "req":
                _outcomes.setdefault(str(number), {})[report.nodeid] = report.outcome


def pytest_sessionfinish(session: pytest.Session) -> None:
    target = session.config.getoption("--requirements")
    if target and not hasattr(session.config, "workerinput"):
        Path(target).write_text(json.dumps(_outcomes, indent=1, sort_keys=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser that can reach this machine only."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        installed = (shutil.which("chromium"), shutil.which("google-chrome"), playwright.chromium.executable_path)
        program = next((path for path in installed if path and Path(path).exists()), None)
        if program is None:
            pytest.skip("Chromium is not installed (Debian: apt install chromium; else: playwright install chromium).")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """An IMAP server on this machine with an empty mailbox."""
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (Debian and Ubuntu: apt install dovecot-imapd).")
    with Dovecot() as server:
        yield server


@pytest.fixture
def smtp_receiver() -> Iterator[SmtpReceiver]:
    """An SMTP server on this machine that keeps what it is given."""
    with SmtpReceiver() as server:
        yield server
