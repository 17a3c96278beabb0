"""What the frame of a page is told by its face: who reads, where things are, what is waiting to go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class NavItem:
    """One place of the top bar; `key` is the letter after `g`, `count` stands beside the label when not zero."""

    label: str
    url: str
    key: str = ""
    count: int = 0
    is_here: bool = False


@dataclass(frozen=True)
class Waiting:
    """One held send of the bar at the foot: what goes, when, and where Undo and Send now are posted."""

    sentence: str
    release_at: datetime
    undo_url: str
    send_now_url: str


@dataclass(frozen=True)
class Frame:
    """The frame of a staff page (`ux.md` 2.0).

    `zone` is the reader's IANA zone. `poll_url` answers with an ETag and JSON (see `desk.js`). `theme` is "light",
    "dark" or empty for the system's own. `strip` is the sentence of a major event.
    """

    name: str
    initials: str
    zone: str
    nav: tuple[NavItem, ...]
    home_url: str
    new_url: str
    find_url: str
    help_url: str
    sign_out_url: str
    notices_url: str
    notices: int = 0
    person_menu: tuple[NavItem, ...] = ()
    poll_url: str = ""
    presence_url: str = ""
    single_keys: bool = True
    keeps_local_copies: bool = True
    theme: str = ""
    strip: str = ""
    waiting: tuple[Waiting, ...] = ()
    commands: tuple[NavItem, ...] = field(default=())
    practice: str = ""


@dataclass(frozen=True)
class CustomerFrame:
    """The frame of a customer or supplier page (`ux.md` 2e, 2f): the house, and the person to talk to."""

    business: str
    zone: str
    person: str = ""
    phone: str = ""
    hours: str = ""
    poll_url: str = ""
    languages: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
