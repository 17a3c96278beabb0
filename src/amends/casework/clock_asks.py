"""Questions about clocks and packs as plain values; nothing here changes anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amends.casework.clocks import ClockView, clock_views
from amends.casework.packing import checked_pack, tried_on
from amends.casework.queries import find_case
from amends.casework.wording.clocks import why_words
from amends.core.numbers import whole_number
from amends.core.refusal import NotFound, Unusable
from amends.people import queries as people
from amends.people.models import Person
from amends.playbooks.queries import every_pack, newest_text, packs_on


def clocks(case: int, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """The clocks of a case, the earliest end first: each with its instant, why it is that one, and how it stands.

    `due` is in UTC, `due_local` in the zone of the rule, `due_for_customer` in the customer's; `drives` says whether it
    warns by itself, a target after a limit of the same kind does not.
    """
    found = find_case(case)
    if found is None:
        raise NotFound(what="case", number=case)
    return [_told(view, found.customer.zone, at) for view in clock_views(found, people.house(), at)]


def packs(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Every timer pack in its newest version, with its source, whether it is on, and how sure its figures are.

    R: read in the source; K: from general knowledge, to be checked before use; house: a habit, no law.
    """
    on = packs_on()
    return [
        {
            "pack": pack.name,
            "title": pack.title,
            "version": pack.version,
            "on": pack.name in on,
            "since": on[pack.name].isoformat() if pack.name in on else None,
            "law": pack.law,
            "status": pack.status,
            "source": pack.source,
            "clocks": [clock.id for clock in pack.clocks],
        }
        for pack in every_pack()
    ]


def try_packs(pack: str, *, by: Person, at: datetime, cases: str = "", text: str = "") -> list[dict[str, Any]]:
    """When the clocks of a pack would have been due on past cases, and what became of them; the newest 200 at most.

    `cases` names single ones by their numbers, "12, 15". `text` tries a pack as it is being edited, in place of its
    stored version.
    """
    source = text or newest_text(pack)
    if source is None:
        raise NotFound(what="pack", number=pack[:60])
    return list(tried_on(checked_pack(source), [_number(told) for told in cases.split(",") if told.strip()], by, at))


def _number(told: str) -> int:
    found = whole_number(told.strip())
    if found is None:
        raise Unusable(field="cases", fault="unknown", value=told[:20])
    return found


def _told(view: ClockView, customer_zone: str, at: datetime) -> dict[str, Any]:
    row = view.row
    return {
        "id": row.pk,
        "pack": view.pack.name,
        "version": view.pack.version,
        "clock": view.rule.id,
        "title": view.rule.title,
        "issue": row.issue_id,
        "anchor": row.anchor,
        "anchor_at": row.anchor_at.isoformat(),
        "due": view.due_at.isoformat(),
        "due_local": view.due_at.astimezone(ZoneInfo(row.zone)).isoformat(),
        "due_for_customer": view.due_at.astimezone(ZoneInfo(customer_zone or row.zone)).isoformat(),
        "first_due": row.due_at.isoformat(),
        "zone": row.zone,
        "hard": row.hard,
        "window": view.rule.lapses,
        "drives": view.drives,
        "warns": [instant.isoformat() for instant in view.warns],
        "state": view.reading.state.value,
        "since": view.reading.at.isoformat() if view.reading.at else None,
        "missing": [part for event in view.events for part in event.data.get("missing", [])],
        "why": [{**why, "sentence": why_words(why)} for why in view.why],
    }
