"""The conversation of a case: messages and notes with their words, changes folded to one line, days between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from amends.cases.models import Entry
from amends.casework.queries import CaseView, MessageView
from amends.casework.saying import Reply
from amends.casework.wording.entries import NAMING, entry_sentence
from amends.casework.wording.names import channel_words
from amends.casework.wording.refusals import sentence
from amends.channels.models import OutboxMail
from amends.core import refusal as refusals
from amends.messages.models import Attachment, HeldSend
from amends.people.models import Person
from amends.web import rows

SPOKEN = frozenset({"wrote", "replied", "spoke"})
LETTERS = frozenset({"receipt", "reminded", "new-owner-told", "fresh-link"})


@dataclass(frozen=True)
class Day:
    """A new day begins."""

    at: datetime


@dataclass(frozen=True)
class NewMark:
    """What follows was not answered yet."""


@dataclass(frozen=True)
class Change:
    """One entry that is no message; `words` where somebody said something in it."""

    at: datetime
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class Changes:
    """What happened between two messages, folded to one line (C51)."""

    id: str
    rows: tuple[Change, ...]


@dataclass(frozen=True)
class Spoken:
    """A message or note. `message` is its number, `unsent` that of a mail that did not go."""

    entry: rows.Entry
    message: int = 0
    has_whole: bool = False
    has_html: bool = False
    files: tuple[Attachment, ...] = ()
    unsent: int = 0
    delivery: str = ""


@dataclass(frozen=True)
class Waiting:
    """A message that waits to go; `stopped` says why it does not, `does` what it does beside its words."""

    entry: rows.Entry
    held: int
    is_mine: bool
    does: tuple[str, ...] = ()
    promises: tuple[tuple[str, datetime], ...] = ()
    stopped: str = ""


Block = Day | NewMark | Changes | Spoken


def blocks(view: CaseView, reader: Person, zone: str, shown: Sequence[Entry]) -> list[Block]:
    """The entries as the thread shows them, oldest first."""
    messages = view.messages(shown)
    names = _names(view, shown)
    newest = _first_unanswered(shown, messages)
    made: list[Block] = []
    changes: list[Entry] = []
    day: date | None = None
    for entry in shown:
        is_said = entry.code in SPOKEN or entry.code == "noted"
        today = entry.happened_at.astimezone(ZoneInfo(zone)).date()
        if changes and (is_said or today != day):
            made.append(_folded(changes, names))
            changes = []
        if today != day:
            made.append(Day(entry.happened_at))
            day = today
        if not is_said:
            changes.append(entry)
            continue
        if entry.seq == newest:
            made.append(NewMark())
        message = messages.get(entry.data.get("message", 0))
        made.append(_spoken(entry, message, view, reader, zone))
    return [*made, _folded(changes, names)] if changes else made


def waiting(view: CaseView, reader: Person, zone: str) -> list[Waiting]:
    """The messages that wait to go, and those that were stopped (C28, C35)."""
    return [_waiting(row, view, reader, zone) for row in view.held]


def _names(view: CaseView, shown: Sequence[Entry]) -> dict[int, str]:
    """The names that entries can mention, by number; a voice of the desk has none. Few entries name somebody else."""
    names = {entry.by_id: "" if entry.by.voice else entry.by.name for entry in shown}
    names[view.case.customer_id] = view.case.customer.name
    mentioned = {entry.data.get(key) for entry in shown for key in NAMING} - {None, *names}
    rows = Person.objects.filter(pk__in=mentioned).values_list("pk", "name") if mentioned else ()
    return {**names, **dict(rows)}


def _first_unanswered(shown: Sequence[Entry], messages: Mapping[int, MessageView]) -> int:
    first = 0
    for entry in shown:
        row = messages.get(entry.data.get("message", 0))
        if row is None or entry.code not in SPOKEN or row.message.automatic:
            continue
        first = 0 if row.message.direction == "out" else first or entry.seq
    return first if first != (shown[0].seq if shown else 0) else 0


def _folded(entries: Sequence[Entry], names: Mapping[int, str]) -> Changes:
    lines = tuple(Change(row.happened_at, entry_sentence(row, names), _words_beside(row)) for row in entries)
    return Changes(f"entry-{entries[0].seq}", lines)


def _words_beside(entry: Entry) -> str:
    if entry.words is None or entry.code in LETTERS:
        return ""
    return entry.words.text


def _spoken(entry: Entry, row: MessageView | None, view: CaseView, reader: Person, zone: str) -> Spoken:
    message = row.message if row else None
    is_note = entry.code == "noted"
    is_theirs = message is not None and message.direction == "in"
    mail = getattr(message, "outbox", None) if message else None
    failed = mail is not None and mail.failed_at is not None and mail.sent_at is None
    is_unread = mail is None and message is not None and message.direction == "out" and message.channel == "email"
    kind: rows.EntryKind = "note" if is_note else "failed" if failed else "hers" if is_theirs else "ours"
    who = _("You") if entry.by_id == reader.pk else entry.by.name
    line = rows.Entry(
        id=f"entry-{entry.seq}",
        kind=kind,
        at=entry.happened_at,
        zone=zone,
        who=who,
        how=channel_words(message.channel) if message and not is_unread else "",
        words=_said(entry),
        language=view.case.customer.language if is_theirs else "",
        reader=view.case.customer.first_name,
        problem=_("Did not go: the mail server refused it.") if failed else "",
    )
    if row is None:
        return Spoken(line)
    return Spoken(
        line,
        row.message.pk,
        has_whole=bool(row.message.full_id or row.has_html),
        has_html=row.has_html,
        files=row.files,
        unsent=mail.pk if failed and mail else 0,
        delivery=_delivery(mail, failed, view) if mail is not None or is_unread else "",
    )


def _delivery(mail: OutboxMail | None, failed: bool, view: CaseView) -> str:
    """How far a message of ours has come; one to somebody without an address stands on their page only."""
    if mail is None:
        name = view.case.customer.first_name
        return _("Not sent: no address is known. Read it to %(name)s by phone.") % {"name": name}
    return _("on its way") if not failed and mail.sent_at is None else ""


def _said(entry: Entry) -> str:
    if entry.words is None:
        return ""
    return entry.words.text if entry.words.erased_at is None else _("These words were erased.")


def _waiting(row: HeldSend, view: CaseView, reader: Person, zone: str) -> Waiting:
    mine = row.by_id == reader.pk
    line = rows.Entry(
        id=f"held-{row.pk}",
        kind="failed" if row.stopped else "waiting",
        at=row.pressed_at,
        zone=zone,
        who=_("You") if mine else row.by.name,
        how=_("not sent") if row.stopped else "",
        words=row.text,
        release_at=None if row.stopped else row.release_at,
    )
    stopped = sentence(_refusal(row)) if row.stopped else ""
    acts = Reply.of(row.acts)
    promises = tuple((promise.what, datetime.fromisoformat(promise.due)) for promise in acts.promises)
    return Waiting(line, row.pk, mine, _does(acts), promises, stopped)


def _refusal(row: HeldSend) -> refusals.Refusal:
    kind = next(kind for kind in refusals.every_refusal() if kind.code == row.stopped)
    return kind(**row.stopped_values)


def _does(acts: Reply) -> tuple[str, ...]:
    found = [_PART_WORDS[passage.act]() for passage in acts.passages]
    if acts.asks_if_right:
        found.append(_("asks whether it is put right"))
    return tuple(dict.fromkeys(found))


_PART_WORDS = {
    "restatement": lambda: _("says the problem back"),
    "empathy": lambda: _("says what it does to them"),
    "apology": lambda: _("says sorry"),
    "assurance": lambda: _("takes it on by name"),
    "offer": lambda: _("makes an offer"),
}
