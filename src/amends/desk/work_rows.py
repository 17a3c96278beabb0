"""The rows of the lists, every word of them made before the page is drawn, and the bands the clock cuts them into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amends.casework.wording import times
from amends.casework.wording.names import channel_words, closed_words
from amends.casework.wording.steps import playbook_words
from amends.casework.worklist import Line
from amends.core.promise import State
from amends.desk.staff import Reader
from amends.web.jinja import iso
from amends.web.states import PROPOSED, Look, look

CHANNEL_ICONS = {
    "email": "mail",
    "webform": "web",
    "phone": "phone",
    "counter": "counter",
    "letter": "mail",
}


@dataclass(slots=True)
class Row:
    """One row of a list in words; `due` is ISO 8601 for the page's clock, empty when nothing is owed."""

    number: int
    name: str
    words: str
    look: Look | None = None
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


@dataclass(frozen=True, slots=True)
class _Page:
    """What all rows of a page share; their words are kept by what decides them, and by the language."""

    reader: Reader
    with_owner: bool
    zone: ZoneInfo
    now: datetime
    language: str

    @classmethod
    def of(cls, reader: Reader, with_owner: bool) -> _Page:
        zone = ZoneInfo(reader.zone)
        return cls(reader, with_owner, zone, reader.at.astimezone(zone), get_language() or "en")


def bands_of(found: Iterable[Line], reader: Reader, *, with_owner: bool = False) -> list[Band]:
    """Rows in the bands of `ux.md` C14, empty ones left out."""
    page = _Page.of(reader, with_owner)
    midnight = page.now.replace(hour=23, minute=59, second=59, microsecond=999999)
    bands = {id: Band(id, heading) for id, heading in _headings()}
    for line in found:
        bands[_band(line, reader.at, midnight)].rows.append(_row(line, page))
    return [band for band in bands.values() if band.rows]


def rows_of(found: Iterable[Line], reader: Reader, *, with_owner: bool = False) -> list[Row]:
    """Rows in the order of their lines."""
    page = _Page.of(reader, with_owner)
    return [_row(line, page) for line in found]


def _row(line: Line, page: _Page) -> Row:
    """One row, its times in the reader's zone."""
    state = _state(line, page.now)
    icon, channel = _channel(line.channel, page.language)
    row = Row(
        number=line.case_id,
        name=line.customer_name,
        words=line.problem,
        look=look(state, page.language) if state else None,
        promise=_promise(line, page),
        known_for=line.owner_name if page.with_owner else _known_for(line, page),
        step=_step(line, page),
        channel=icon,
        channel_words=channel,
    )
    if line.promise_due is not None and line.is_open:
        row.due = iso(line.promise_due)
        row.short, row.full, row.rel = times.due(line.promise_due, page.zone, page.now, page.language)
    return row


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


def _promise(line: Line, page: _Page) -> str:
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


def _known_for(line: Line, page: _Page) -> str:
    year = line.customer_since.year
    return _known(line.let_down, 0 if year == page.now.year else year, page.language)


def _step(line: Line, page: _Page) -> str:
    if not line.is_open:
        return times.at(line.closed_at, page.zone, "day", now=page.now) if line.closed_at else ""
    if not line.step_title:
        return _("All steps done")
    who = ""
    if line.mover == "customer":
        who = line.customer_name.split()[0] if line.customer_name.split() else line.customer_name
    is_mine = line.owner_id == page.reader.person.pk
    return _step_words(line.step_number, line.step_count, line.step_title, who, is_mine, page.language)


# Rows of a list repeat each other; the language is an argument of each, since its words are kept by it.


@lru_cache(maxsize=256)
def _channel(channel: str, language: str) -> tuple[str, str]:
    return CHANNEL_ICONS.get(channel, "mail"), channel_words(channel)


@lru_cache(maxsize=1024)
def _known(let_down: int, year: int, language: str) -> str:
    if let_down:
        return ngettext("let down once", "let down %(count)s times", let_down) % {"count": let_down}
    return _("customer since %(year)s") % {"year": year} if year else _("new customer")


@lru_cache(maxsize=4096)
def _step_words(number: int, count: int, title: str, awaited: str, is_mine: bool, language: str) -> str:
    told = {"number": number, "count": count, "title": playbook_words(title), "name": awaited}
    if awaited:
        return _("Step %(number)s of %(count)s %(title)s · waiting for %(name)s") % told
    if is_mine:
        return _("Step %(number)s of %(count)s %(title)s · your move") % told
    return _("Step %(number)s of %(count)s %(title)s") % told
