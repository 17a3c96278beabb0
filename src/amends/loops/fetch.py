"""Fetching: each mailbox is read by one process at a time; mail is stored first, then filed, also after a crash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from amends.casework import mailboxes
from amends.casework.filing import Arrived
from amends.casework.waiting import file_waiting
from amends.channels.email.imap import Fetched, FetchError, ImapAccount, Position, fetch
from amends.channels.models import Mailbox
from amends.core import clock
from amends.loops.running import Loop
from amends.people.models import House

BATCH = 50
LARGEST_BATCH = 20_000_000  # octets stored in one commit


def step(every: timedelta = mailboxes.EVERY) -> int:
    """Read each mailbox whose turn it is, then file 50 mails that wait; answers how many mails were looked at."""
    if not House.objects.exists():
        # Before the first run nobody could own a case; mail stays where it is.
        return 0
    taken = 0
    done: set[int] = set()
    while mailbox := mailboxes.claim_due(clock.now(), every=every, done=done):
        done.add(mailbox.pk)
        taken += _read(mailbox)
    return taken + file_waiting(clock.now(), limit=BATCH)


def loop(every: timedelta = mailboxes.EVERY) -> Loop:
    """Fetching as a loop; a mailbox is asked again after `every`."""
    return Loop("fetch", lambda: step(every))


def account_of(mailbox: Mailbox) -> ImapAccount:
    """How to sign in to a mailbox."""
    return ImapAccount(
        mailbox.host, mailbox.port, mailbox.user, mailbox.password, folder=mailbox.folder, tls=mailbox.tls
    )


def _read(mailbox: Mailbox) -> int:
    taken = 0
    try:
        for batch in _batches(fetch(account_of(mailbox), Position(mailbox.uidvalidity, mailbox.uid))):
            at = clock.now()
            last = batch[-1]
            arrived = [_arrived(mailbox, mail, at) for mail in batch if mail.raw or mail.fault]
            mailboxes.take(mailbox, arrived, uidvalidity=last.uidvalidity, uid=last.uid, at=at)
            taken += len(batch)
            # Filed at once, so that a first mail does not wait for the last of a full mailbox.
            file_waiting(clock.now(), limit=BATCH)
    except FetchError as error:
        mailboxes.note_failed(mailbox, str(error), at=clock.now())
        return taken
    mailboxes.note_read(mailbox, at=clock.now())
    return taken


def _batches(mails: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    batch: list[Fetched] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail.raw)
        if len(batch) >= BATCH or size >= LARGEST_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _arrived(mailbox: Mailbox, mail: Fetched, at: datetime) -> Arrived:
    source = f"{mailbox.name} {mail.uidvalidity}/{mail.uid}"
    return Arrived(f"{source}: {mail.fault}" if mail.fault else source, mail.raw, mail.internal_date or at)
