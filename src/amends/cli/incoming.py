"""Rows of a CSV file become customers and open cases, each in a transaction of its own."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casework.intake import Intake
from amends.casework.opening import CHANNELS, Matter, Message, begin, find_person
from amends.casework.wording.refusals import sentence
from amends.casework.working import press
from amends.core import clock
from amends.core.instants import read_instant
from amends.core.playbook import KINDS
from amends.core.refusal import Refusal
from amends.people import queries as people
from amends.people.models import Person, voice


def import_rows(rows: csv.DictReader[str], *, dry_run: bool) -> Iterator[dict[str, Any]]:
    """What was made of each row: {"line", "made": "case" | "customer" | "known" | "bad", …}; a bad one stops none."""
    try:
        for row in rows:
            yield {"line": rows.line_num, **_import(row, dry_run)}
    except csv.Error as error:
        yield {"line": rows.line_num, "made": "bad", "because": f"This is not CSV: {error}."}


def _import(row: Mapping[str | None, Any], dry_run: bool) -> dict[str, Any]:
    if None in row or any(value is None for value in row.values()):
        return {"made": "bad", "because": "The row has another number of fields than the first line."}
    values = {str(name): value.strip() for name, value in row.items()}
    try:
        with transaction.atomic():
            made = _make(values)
            transaction.set_rollback(dry_run)
            return made
    except Refusal as refusal:
        return {"made": "bad", "because": sentence(refusal)}
    except ValueError as error:
        return {"made": "bad", "because": str(error)}


def _make(values: Mapping[str, str]) -> dict[str, Any]:
    at = clock.now()
    given = {name: value for name, value in values.items() if value}
    digest = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:40]
    if not press(f"import:{digest}", at):
        return {"made": "known"}
    if not (given.get("name") or given.get("email") or given.get("phone")):
        raise ValueError("A row needs a name, an email or a phone.")
    intake = Intake.at(at)
    customer = find_person(
        given.get("name", ""),
        given.get("email", ""),
        given.get("phone", ""),
        at,
        intake.house,
        zone=given.get("zone", ""),
        language=given.get("language", ""),
    )
    if "words" not in given:
        return {"made": "customer", "customer": customer.pk, "name": customer.name}
    matter = Matter(
        customer,
        given["words"],
        _one_of(CHANNELS, "channel", given.get("channel", "letter")),
        min(_instant(given.get("aware_at", "")) or at, at),
        _one_of(KINDS, "kind", given["kind"]) if "kind" in given else "",
        Message(subject=given.get("subject", "")),
        receipt=False,
    )
    case, _ = begin(matter, intake, by=_owner(given.get("owner", ""), at), at=at)
    return {"made": "case", "case": case.pk, "customer": customer.pk, "name": customer.name}


def _one_of(words: Sequence[str], column: str, word: str) -> str:
    if word not in words:
        raise ValueError(f"“{word}” cannot stand under {column}; it is one of {', '.join(words)}.")
    return word


def _owner(address: str, at: datetime) -> Person:
    """Who of the team opens the case and so keeps it; without one the turn goes round."""
    if not address:
        return voice("mail", at)
    person = people.by_address(address)
    if person is None or people.role(person) is None:
        raise ValueError(f"Nobody of the team has the address {address}.")
    return person


def _instant(text: str) -> datetime | None:
    return read_instant(text) if text else None
