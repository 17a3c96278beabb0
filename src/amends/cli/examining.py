"""The examinations of `amends doctor`, each with what to do where something is unwell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from amends.cases.models import guard
from amends.channels.models import Mailbox, OutboxMail, RawMail
from amends.core import clock
from amends.messages.models import HeldSend
from amends.people.models import Account
from amends.promises.models import Timer

LATE = timedelta(minutes=5)
LEAST_DISK = 1_000_000_000  # octets


@dataclass(frozen=True)
class Found:
    """One thing that was looked at; `do` says what helps where it is unwell."""

    what: str
    well: bool
    told: str
    do: str = ""


def examine() -> Iterator[Found]:
    """Each examination in turn; after a database that cannot be used only those that need none."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Found("database", False, str(error).strip().splitlines()[0], "See AMENDS_DATABASE.")
        yield _disk()
        return
    yield Found("database", True, f"{connection.vendor} answers")
    pending = _pending()
    if pending:
        yield Found("migrations", False, f"{pending} are pending", "Run `amends setup`.")
        yield _disk()
        return
    yield Found("migrations", True, "all are applied")
    for look in _LOOKS:
        yield look()


def _pending() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _triggers() -> Found:
    missing = guard.expected() - guard.installed()
    told = f"{len(guard.expected()) - len(missing)} of {len(guard.expected())} stand"
    return Found("triggers", not missing, told, "Run `amends setup`, which puts them back." if missing else "")


def _accounts() -> Found:
    count = Account.objects.filter(is_active=True).count()
    return Found("accounts", count > 0, f"{count} can sign in", "" if count else "Run `amends setup`.")


def _clock() -> Found:
    now = clock.now()
    oldest = Timer.objects.filter(look_at__isnull=False).order_by("look_at").values_list("look_at", flat=True).first()
    lag = max(timedelta(), now - oldest) if oldest else timedelta()
    if os.environ.get("AMENDS_CLOCK_FILE"):
        return Found("clock", True, f"set by AMENDS_CLOCK_FILE, {_minutes(lag)} behind")
    return Found(
        "clock", lag < LATE, f"{_minutes(lag)} behind", "" if lag < LATE else "See that `amends run` or `clock` runs."
    )


def _outbox() -> Found:
    now = clock.now()
    oldest = OutboxMail.objects.filter(ready_at__isnull=False).order_by("ready_at").first()
    age = max(timedelta(), now - oldest.pressed_at) if oldest else timedelta()
    fault = f"; {oldest.fault}" if oldest and oldest.fault else ""
    do = "" if age < LATE else "See that `amends run` or `deliver` runs, and that AMENDS_SMTP is right."
    return Found("outbox", age < LATE, f"the oldest mail waits for {_minutes(age)}{fault}", do)


def _failed() -> Found:
    since = clock.now() - timedelta(days=7)
    count = OutboxMail.objects.filter(failed_at__gte=since, sent_at=None).count()
    return Found("mails that did not go", True, f"{count} in the last seven days")


def _held() -> Found:
    count = HeldSend.objects.exclude(stopped="").count()
    return Found("stopped messages", True, f"{count} wait for their writers")


def _mailboxes() -> Found:
    rows = list(Mailbox.objects.order_by("pk"))
    failing = [f"{row.name}: {row.fault}" for row in rows if row.failing_since]
    late = [row.name for row in rows if not row.failing_since and _is_late(row)]
    told = "; ".join(failing) or (f"not read lately: {', '.join(late)}" if late else f"{len(rows)} are read")
    do = "Run `amends mailbox test NUMBER`." if failing else "See that `amends run` or `fetch` runs." if late else ""
    return Found("mailboxes", not failing and not late, told, do)


def _is_late(row: Mailbox) -> bool:
    return row.fetched_at is None or clock.now() - row.fetched_at > LATE


def _waiting() -> Found:
    waiting = RawMail.objects.filter(filed=RawMail.Filed.WAITING).count()
    held = RawMail.objects.filter(filed=RawMail.Filed.HELD).count()
    return Found("incoming mail", True, f"{waiting} wait to be filed, {held} are held for a person")


def _disk() -> Found:
    free = shutil.disk_usage(settings.AMENDS_HOME).free
    told = f"{free / 1_000_000_000:.1f} GB are free in {settings.AMENDS_HOME}"
    return Found("disk", free > LEAST_DISK, told, "" if free > LEAST_DISK else "Make room.")


def _minutes(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"


_LOOKS: tuple[Callable[[], Found], ...] = (
    _triggers,
    _accounts,
    _clock,
    _outbox,
    _failed,
    _held,
    _mailboxes,
    _waiting,
    _disk,
)
