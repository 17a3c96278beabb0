"""Mail from files goes the way of all mail: stored as it is, then filed; in batches, which spares the disk."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

from django.core.files.storage import InMemoryStorage, default_storage
from django.db import transaction

from amends.casework.filing import Arrived, Desk, file, store, wait_for_turn
from amends.casework.founding import add_member, set_up_house
from amends.casework.waiting import file_waiting
from amends.casework.wording.mails import because_words
from amends.channels.email.headers import Address
from amends.channels.email.parse import ParsedMail, parse
from amends.channels.email.sources import Source, sources
from amends.channels.models import RawMail
from amends.cli import lines
from amends.core import clock
from amends.people.models import House, Role

BATCH = 50
SHOW_EVERY = 500
_NOBODY_YET = "Nobody has set this desk up yet; it is filed as soon as somebody has."


def ingest(paths: Sequence[str], *, live: bool, dry_run: bool, as_json: bool) -> Counter[str]:
    """File the mails under the paths, answering one line each with `as_json`; how many were filed in which way.

    Raises SourceError for a path that is not there, before any mail is read.
    """
    found = sources(paths, sys.stdin.buffer)
    if not dry_run:
        return _ingest(found, live, as_json)
    with _files_in_memory(), transaction.atomic():
        if not House.objects.exists():
            _imagine_house()
        counts = _ingest(found, live, as_json)
        transaction.set_rollback(True)
    return counts


def _ingest(found: Iterator[Source], live: bool, as_json: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    stands = House.objects.exists()
    # What a crash left behind comes first, or it would be taken for something new.
    while stands and file_waiting(clock.now()):
        pass
    while batch := list(islice(found, BATCH)):
        for row in _file_batch(batch, live) if stands else _keep_batch(batch, live):
            counts[row["filed"]] += 1
            if as_json:
                lines.answer(row)
        done = sum(counts.values())
        if done % SHOW_EVERY < len(batch) and done >= SHOW_EVERY:
            lines.tell(f"{done} mails …")
    return counts


def _file_batch(batch: Sequence[Source], live: bool) -> list[dict[str, Any]]:
    at = clock.now()
    rows = store([Arrived(source.name, source.raw) for source in batch], at=at, live=live)
    told = []
    # One commit for the batch; each mail has its own savepoint inside, so that a bad one takes back only itself.
    with transaction.atomic():
        desk = Desk.at(at)
        wait_for_turn(desk)
        for source, row in zip(batch, rows, strict=True):
            if source.fault:
                told.append(_hold(source, row))
                continue
            filed, mail = file(row, at=clock.now(), desk=desk)
            told.append(line(source.name, mail, filed))
    return told


def _keep_batch(batch: Sequence[Source], live: bool) -> list[dict[str, Any]]:
    """Before the first run nobody could own a case: mails are kept as they are, and filed once somebody can."""
    told = []
    with transaction.atomic():
        for source in batch:
            sha256 = hashlib.sha256(source.raw).hexdigest()
            row = RawMail.objects.filter(sha256=sha256).first()
            filed = RawMail.Filed.DUPLICATE if row else RawMail.Filed.HELD
            if row is None:
                (row,) = store([Arrived(source.name, source.raw)], at=clock.now(), live=live)
            because = source.fault or _NOBODY_YET
            told.append({**line(source.name, parse(source.raw), row), "filed": str(filed), "because": because})
    return told


def _imagine_house() -> None:
    """A house for a dry run before the first run; it goes with the rest."""
    at = clock.now()
    set_up_house(name="This desk", at=at)
    add_member(name="The owner", email="owner@desk.invalid", at=at, role=Role.PROGRAMME)


def _hold(source: Source, row: RawMail) -> dict[str, Any]:
    """Keep a mail that could not be read, with the reason, where people see it; once, however often it is tried."""
    fault = (source.fault or "")[:300]
    same = RawMail.objects.filter(source=row.source, because="not-read", because_values__fault=fault)
    row.filed = RawMail.Filed.DUPLICATE if same.filter(filed=RawMail.Filed.HELD).exists() else RawMail.Filed.HELD
    row.because, row.because_values, row.filed_at = "not-read", {"fault": fault}, row.stored_at
    row.save(update_fields=["filed", "because", "because_values", "filed_at"])
    return line(source.name, parse(b""), row)


def line(source: str, mail: ParsedMail, row: RawMail) -> dict[str, Any]:
    """One mail as `ingest --json` tells it; the names are part of the interface and stay."""
    return {
        "source": source,
        "message_id": mail.message_id,
        "from": _party(mail.from_),
        "to": [_party(party) for party in mail.to],
        "cc": [_party(party) for party in mail.cc],
        "reply_to": [_party(party) for party in mail.reply_to],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "html": mail.html,
        "reply": mail.reply,
        "attachments": [
            {"name": part.name, "type": part.type, "size": part.size, "sha256": part.sha256, "inline": part.inline}
            for part in mail.attachments
        ],
        "automatic": mail.automatic,
        "in_reply_to": mail.in_reply_to or None,
        "references": list(mail.references),
        "filed": str(row.filed),
        "case": row.case_id,
        "because": because_words(row),
    }


def _party(party: Address) -> dict[str, str]:
    return {"name": party.name, "address": party.address}


@contextmanager
def _files_in_memory() -> Iterator[None]:
    """Attachments of a dry run never reach the disk."""
    storage = cast(Any, default_storage)
    storage.exists("")  # so that it is made, and can be put back
    usual, storage._wrapped = storage._wrapped, InMemoryStorage()
    try:
        yield
    finally:
        storage._wrapped = usual
