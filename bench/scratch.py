"""A desk of its own for one benchmark: a folder that goes away, a database, a house and its people."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)


@contextmanager
def home() -> Iterator[Path]:
    """A folder for one run; the environment points at it. Call before Django is loaded, once a process."""
    folder = Path(tempfile.mkdtemp(prefix="amends-bench-"))
    os.environ["AMENDS_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "amends.config.settings"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def found_desk() -> None:
    """Load Django, make the tables and a house with an owner, an agent and a lead."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from amends.casework.founding import add_member, set_up_house

    set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=NOW)
    add_member(name="Priya Nair", email="priya@meridian.example", password="a quiet harbour", at=NOW)
    add_member(name="Omar Haddad", email="omar@meridian.example", role="lead", takes_new=False, at=NOW)


def mails(most: int) -> list[bytes]:
    """Raw mails to file: the corpus named on the command line or beside the checkout, else invented ones."""
    from amends.channels.email.sources import sources

    named = [argument for argument in sys.argv[1:] if argument.endswith(".mbox")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "complaints.mbox"
    paths = named or ([str(beside)] if beside.exists() else [])
    found = [source.raw for source in sources(paths) if not source.fault] if paths else []
    return (found or [invented(number) for number in range(most)])[:most]


def invented(number: int) -> bytes:
    """A complaint of about 900 octets that differs in sender, words and Message-ID."""
    words = " ".join(f"The {thing} of order {number} is scratched and nobody called back." for thing in THINGS)
    return (
        f"From: Customer {number} <customer{number}@home.example>\r\nTo: desk@meridian.example\r\n"
        f"Subject: Scratched table {number}\r\nMessage-ID: <{number}@home.example>\r\n"
        f"Date: Tue, 09 Mar 2027 09:00:00 +0000\r\n\r\nI am angry. {words}\r\n"
    ).encode()


THINGS = ("table", "chair", "floor", "lamp", "shelf", "desk", "sofa", "bed", "door", "drawer", "rug")


def spread(seconds: list[float]) -> str:
    """Median and 95th percentile of durations, in milliseconds."""
    ordered = sorted(seconds)
    middle, high = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95))
    return f"median {middle:.2f} ms, p95 {high:.2f} ms"
