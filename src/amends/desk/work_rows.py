"""The rows of the lists, every word of them made before the page is drawn, and the bands the clock cuts them into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording.names import channel_words, closed_words
from amends.casework.wording.steps import playbook_words
from amends.casework.wording.times import at, relative
from amends.casework.worklist import Line
from amends.core.promise import State
from amends.desk.staff import Reader
from amends.web.jinja import iso
from amends.web.states import PROPOSED

CHANNEL_ICONS = {
    "email": "mail",
    "webform": "web",
    "phone": "phone",
    "counter": "counter",
    "letter": "mail",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list in words; `due` is ISO 8601 for the page's clock, empty when nothing is owed."""

    number: int
    name: str
    words: str
    state: str = ""
    due: str = ""
    short: str = ""
    full: str = ""
    rel: str = ""
    promise: str = ""
    known_for: str = ""
    step: str = ""
    channel: str = ""
    channel_words: str = ""


@dataclass
class Band:
    """Rows under one heading."""

    id: str
    heading: str
    rows: list[Row] = field(default_factory=list)
    more: bool = False

    @property
    def count(self) -> str:
        """How many rows; "12+" when the list goes on."""
        return f"{len(self.rows)}+" if self.more else str(len(self.rows))


def bands_of(found: Iterable[Line], reader: Reader, *, with_owner: bool = False) -> list[Band]:
    """Rows in the bands of `ux.md` C14, empty ones left out."""
    midnight = _end_of_day(reader.at, reader.zone)
    bands = {id: Band(id, heading) for id, heading in _headings()}
    for line in found:
        bands[_band(line, reader.at, midnight)].rows.append(row_of(line, reader, with_owner))
    return [band for band in bands.values() if band.rows]


def row_of(line: Line, reader: Reader, with_owner: bool = False) -> Row:
    """One row, its times in the reader's zone."""
    due = line.promise_due if line.is_open else None
    return Row(
        number=line.case_id,
        name=line.customer_name,
        words=line.problem,
        state=_state(line, reader.at),
        due=iso(due) if due else "",
        short=at(due, reader.zone, "short", now=reader.at) if due else "",
        full=at(due, reader.zone, "full", now=reader.at) if due else "",
        rel=relative(due, reader.at) if due else "",
        promise=_promise(line, reader),
        known_for=line.owner_name if with_owner else _known_for(line, reader),
        step=_step(line, reader),
        channel=CHANNEL_ICONS.get(line.channel, "mail"),
        channel_words=channel_words(line.channel),
    )


def _headings() -> tuple[tuple[str, str], ...]:
    return (
        ("late", _("Late")),
        ("today", _("Due today")),
        ("unpromised", _("Needs a promise")),
        ("later", _("Later")),
        ("others", _("Waiting on others")),
        ("closed", _("Closed")),
    )


def _band(line: Line, now: datetime, midnight: datetime) -> str:
    if not line.is_open:
        return "closed"
    if line.promise_due is None:
        return "others" if line.is_awaited else "unpromised"
    if line.promise_due < now:
        return "late"
    return "today" if line.promise_due < midnight else "later"


def _state(line: Line, now: datetime) -> str:
    if not line.is_open or line.is_awaited:
        return ""
    if line.promise_due is None:
        return PROPOSED
    if line.is_late(now):
        return State.LATE
    return State.SOON if line.is_soon(now) else State.OPEN


def _promise(line: Line, reader: Reader) -> str:
    if not line.is_open:
        return _("Closed – %(how)s") % {"how": closed_words(line.closed_how)}
    if line.proposed_answer:
        return _("An answer to confirm")
    if line.is_awaited:
        return _("Waiting for an answer")
    if line.promise_due is None:
        return _("Nothing promised")
    if line.is_service_promise:
        return _("First answer by name")
    return line.promise_what


def _known_for(line: Line, reader: Reader) -> str:
    if line.let_down:
        times = ngettext("let down once", "let down %(count)s times", line.let_down)
        return times % {"count": line.let_down}
    if line.customer_since.year == reader.at.year:
        return _("new customer")
    return _("customer since %(year)s") % {"year": line.customer_since.year}


def _step(line: Line, reader: Reader) -> str:
    if not line.is_open:
        return at(line.closed_at, reader.zone, "day", now=reader.at) if line.closed_at else ""
    if not line.step_title:
        return _("All steps done")
    told = {"number": line.step_number, "count": line.step_count, "title": playbook_words(line.step_title)}
    if line.mover == "customer":
        told["name"] = line.customer_name.split()[0] if line.customer_name.split() else line.customer_name
        return _("Step %(number)s of %(count)s %(title)s · waiting for %(name)s") % told
    if line.owner_id == reader.person.pk:
        return _("Step %(number)s of %(count)s %(title)s · your move") % told
    return _("Step %(number)s of %(count)s %(title)s") % told


def _end_of_day(now: datetime, zone: str) -> datetime:
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(hour=23, minute=59, second=59, microsecond=999999)
