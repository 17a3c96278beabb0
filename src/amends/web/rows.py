"""What lists and threads are made of, as the parts in `web/desk.html` read it; filled by the faces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EntryKind = Literal["hers", "ours", "note", "supplier", "event", "waiting", "failed"]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row of a list of cases (`ux.md` C16): two lines, the problem in our restated words.

    `due` is shown in `zone`; `promise` says what is owed by then. `step` is "4 of 10 Agree outcome". `channel` is the
    name of an icon. `presence` says who is there ("Sam is writing to Maria"), shown as `presence_initials`.
    """

    number: int
    url: str
    name: str
    words: str
    state: str
    zone: str
    due: datetime | None = None
    promise: str = ""
    known_for: str = ""
    step: str = ""
    move: str = ""
    channel: str = ""
    channel_words: str = ""
    presence: str = ""
    presence_initials: str = ""


@dataclass(frozen=True, slots=True)
class RailRow:
    """One step of the rail; `status` is a `core.standing.Status` or "not-needed", `why_not` its reason."""

    name: str
    status: str
    url: str
    evidence: str = ""
    is_here: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a thread. `kind` decides ground, bar and the line that says who may read it (`ux.md` 3.3).

    `words` is plain text. `frame_url` shows an HTML mail in a sandboxed frame instead. `language` is that of the words.
    `reader` stands in the lines that name who does not see it. `release_at` belongs to a waiting entry.
    """

    id: str
    kind: EntryKind
    at: datetime
    zone: str
    who: str = ""
    how: str = ""
    words: str = ""
    frame_url: str = ""
    language: str = ""
    reader: str = ""
    release_at: datetime | None = None
    problem: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer of the outcome panel; `value` and `cost` are amounts in words, empty if none."""

    who: str
    what: str
    state: str
    at: datetime
    zone: str
    value: str = ""
    cost: str = ""
    until: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the customer's five stages; `when` is "past", "now" or "ahead"."""

    word: str
    when: Literal["past", "now", "ahead"]
