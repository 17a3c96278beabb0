"""Timer packs of the house: switched on and off, edited as a new version, tried on past cases without a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from amends.cases.models import Case, Words
from amends.casework.clocks import due_of, seen_stop
from amends.casework.moments import moments_of, of_issue
from amends.casework.working import CaseRef, Work, require_member, words_of, working
from amends.core.clocks import read_clock
from amends.core.pack_check import PackFault, sound_pack
from amends.core.packs import Pack
from amends.core.refusal import NotFound, Unusable
from amends.people.holidays_of import holidays_of
from amends.people.models import Person, Role
from amends.playbooks.models import PackSwitch, PackVersion
from amends.playbooks.queries import newest_pack, store_pack, store_shipped
from amends.promises.models import Clock, PackRecord

LEADING = (Role.LEAD, Role.PROGRAMME)
MOST_TRIED = 200


def switch_pack(pack: str, *, by: Person, at: datetime, on: bool = True) -> PackSwitch:
    """Switch a timer pack on or off; for Leads and programme owners.

    Clocks that run go on either way; a pack that is on counts for cases received from then.
    """
    require_member(by, *LEADING)
    if newest_pack(pack) is None:
        raise NotFound(what="pack", number=pack[:60])
    store_shipped([pack], at)
    return PackSwitch.objects.create(name=pack, on=on, by=by, at=at)


def save_pack(text: str, *, by: Person, at: datetime) -> PackVersion:
    """Store a pack as its next version; for Leads and programme owners. What runs keeps the version it began with.

    The number in the text is taken over where it is the next one, else it is set. Raises Unusable with each fault.
    """
    require_member(by, *LEADING)
    words_of(text, "text", longest=60_000)
    pack = checked_pack(text)
    store_shipped([pack.name], at)
    newest = newest_pack(pack.name)
    version = max(pack.version, newest.version + 1 if newest else 1)
    return store_pack(_numbered(text, pack.version, version), at, by)


def put_on_record(case: CaseRef, pack: str, field: str, words: str, *, by: Person, at: datetime) -> PackRecord:
    """Put down what a pack wants on record of a case, such as the account; the newest words of a field count."""
    said = words_of(words)
    rule = newest_pack(pack)
    if rule is None:
        raise NotFound(what="pack", number=pack[:60])
    if field not in rule.records:
        raise Unusable(field="field", fault="unknown", value=field[:60])
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = PackRecord.objects.create(case=work.case, pack=pack, field=field, words=Words.say(said), by=by, at=at)
        work.note("recorded", row.words, pack=pack)
        return row


def checked_pack(text: str) -> Pack:
    """The pack of a text; Unusable with every fault and its line in one sentence."""
    try:
        return sound_pack(text, holidays_of)
    except PackFault as fault:
        raise Unusable(field="text", fault="sentence", sentence=" ".join(map(_line, fault.faults))) from fault


def tried_on(pack: Pack, cases: Sequence[int], person: Person, now: datetime) -> Iterator[dict[str, Any]]:
    """What the clocks of a pack would have been on past cases, oldest first; nothing is written."""
    rows = Case.objects.filter(practice=person.practice).select_related("customer").order_by("-pk")
    chosen = list((rows.filter(pk__in=list(cases)) if cases else rows)[:MOST_TRIED])
    for case in reversed(chosen):
        work = Work(case, person, now)
        if work.kind.kind in pack.kinds:
            yield from _tried(work, pack)


def _tried(work: Work, pack: Pack) -> Iterator[dict[str, Any]]:
    seen = moments_of(work.case, work.at)
    for rule in pack.clocks:
        for anchor_at in of_issue(seen, None).get(rule.anchor, ())[:1]:
            due = due_of(work, pack, rule, anchor_at)
            if due is None:
                continue
            row = Clock(case=work.case, anchor_at=anchor_at, due_at=due.at)
            reading = read_clock(rule, due.at, work.at, stopped_at=seen_stop(row, pack, rule, seen))
            yield {
                "case": work.case.pk,
                "customer": work.case.customer.name,
                "clock": rule.id,
                "title": rule.title,
                "due": due.at.isoformat(),
                "state": reading.state.value,
                "since": reading.at.isoformat() if reading.at else None,
            }


def _numbered(text: str, was: int, version: int) -> str:
    """The text with the number of its version set, on the line where it stands."""
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if line.partition("=")[0].strip() == "version" and was != version:
            lines[index] = f"version = {version}"
            break
    return "\n".join(lines) + "\n"


def _line(fault: object) -> str:
    told = str(fault)
    return told[:1].upper() + told[1:]
