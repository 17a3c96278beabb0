"""Fetching mail by IMAP: by UID and UIDVALIDITY (RFC 3501 §2.3.1.1), in batches, and without ever changing the
mailbox."""

import imaplib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from imap_tools import BaseMailBox

from amends.channels.email.mailboxes import FetchError, ImapAccount, Refused, Session, opened, told, words_of
from amends.channels.email.parse import LARGEST

__all__ = ["START", "FetchError", "Fetched", "ImapAccount", "Position", "check", "fetch", "idle"]

BATCH = 50
LARGEST_BATCH = 20_000_000  # octets asked for at once, so that fifty large mails do not stand in memory together
UID_WINDOW = 20_000  # UIDs searched at once; imaplib refuses answers of more than a million octets
LONGEST_IDLE = 28 * 60.0  # seconds; servers hang up after half an hour (RFC 2177)
TIMEOUT = 30.0  # seconds for connecting and for every answer

_PIECE = re.compile(rb"(?:\bUID (?P<uid>\d+)|INTERNALDATE \"(?P<date>[^\"]{1,60})\"|RFC822\.SIZE (?P<size>\d+))")

T = TypeVar("T")


@dataclass(frozen=True)
class Position:
    """The last mail that was taken: (0, 0) before the first."""

    uidvalidity: int = 0
    uid: int = 0


START = Position()


@dataclass(frozen=True)
class Fetched:
    """One mail with the server's arrival time (UTC, None when it cannot be read); `fault` says why a mail came without
    octets."""

    uid: int
    uidvalidity: int
    internal_date: datetime | None
    raw: bytes
    fault: str | None = None

    @property
    def position(self) -> Position:
        return Position(self.uidvalidity, self.uid)


def fetch(account: ImapAccount, since: Position = START, timeout: float = TIMEOUT) -> Iterator[Fetched]:
    """Every mail after `since`, oldest UID first, read with BODY.PEEK from a folder opened read-only.

    When the server has renumbered the folder all of it comes again; known mail is recognised by its Message-ID. Raises
    FetchError.
    """
    with opened(account, timeout) as session:
        start = since.uid + 1 if since.uidvalidity == session.uidvalidity else 1
        end = session.uid_next
        for first in range(start, end, UID_WINDOW):
            found = _search(session.box, first, min(first + UID_WINDOW, end) - 1)
            for place in range(0, len(found), BATCH):
                yield from _batch(session, found[place : place + BATCH])


def check(account: ImapAccount, timeout: float = TIMEOUT) -> int:
    """How many mails the folder holds, to test an account from the settings. Raises FetchError."""
    with opened(account, timeout) as session:
        return told(session.box, "EXISTS")


def idle(account: ImapAccount, seconds: float, timeout: float = TIMEOUT) -> bool:
    """Waits until the server tells of something new (True) or the seconds are over (False), RFC 2177. Raises
    FetchError."""
    with opened(account, timeout) as session:
        if "IDLE" not in session.box.client.capabilities:
            raise FetchError(f"{account.host} cannot tell of new mail by itself (no IDLE).")
        told = session.box.idle.wait(timeout=min(seconds, LONGEST_IDLE))
        return any(line.endswith(b"EXISTS") for line in told)


def _search(box: BaseMailBox, first: int, last: int) -> list[int]:
    data = _answer(box.client.uid("SEARCH", f"UID {first}:{last}"))
    return sorted(int(number) for line in data if isinstance(line, bytes) for number in line.split())


def _batch(session: Session, uids: list[int]) -> Iterator[Fetched]:
    """The mails of one batch; those that did not come with the others are asked for one by one, so that only a bad one
    is missed."""
    sizes = _tried(session, lambda box: _sizes(box, uids))
    for group in _groups(uids, sizes):
        if sizes.get(group[0], 0) > LARGEST:
            because = f"Mail {group[0]} is larger than {LARGEST // 1_000_000} MB."
            yield Fetched(group[0], session.uidvalidity, None, b"", because)
            continue
        mails = _tried(session, partial(_fetched, uids=group, uidvalidity=session.uidvalidity))
        for uid in group:
            yield mails.get(uid) or _single(session, uid)


def _single(session: Session, uid: int) -> Fetched:
    """One mail by itself. Dovecot hangs up over a damaged one, every time; a lost connection breaks off once."""
    because = f"The server breaks off when it should give mail {uid}."
    for _ in range(2):
        try:
            found = _fetched(session.box, [uid], session.uidvalidity).get(uid)
        except Refused as error:
            because = f"The server cannot give mail {uid}: {error}."
            break
        except imaplib.IMAP4.abort:
            session.reopen()
        else:
            return found or Fetched(uid, session.uidvalidity, None, b"", f"Mail {uid} was gone before it was read.")
    return Fetched(uid, session.uidvalidity, None, b"", because)


def _tried(session: Session, ask: Callable[[BaseMailBox], dict[int, T]]) -> dict[int, T]:
    """What the server answers about many mails; nothing when it refuses or hangs up because of one of them."""
    try:
        return ask(session.box)
    except Refused:
        return {}
    except imaplib.IMAP4.abort:
        session.reopen()
        return {}


def _groups(uids: list[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    """The UIDs in order, cut where the mails together would be larger than a batch may be."""
    group: list[int] = []
    total = 0
    for uid in uids:
        size = sizes.get(uid, 0)
        if group and total + size > LARGEST_BATCH:
            yield group
            group, total = [], 0
        group.append(uid)
        total += size
    yield group


def _sizes(box: BaseMailBox, uids: list[int]) -> dict[int, int]:
    sizes = {}
    for line in _answer(box.client.uid("FETCH", _set_of(uids), "(UID RFC822.SIZE)")):
        told = _pieces(line if isinstance(line, bytes) else b"")
        if "uid" in told:
            sizes[int(told["uid"])] = int(told.get("size", b"0"))
    return sizes


def _fetched(box: BaseMailBox, uids: list[int], uidvalidity: int) -> dict[int, Fetched]:
    data = _answer(box.client.uid("FETCH", _set_of(uids), "(UID INTERNALDATE BODY.PEEK[])"))
    mails = {}
    for number, line in enumerate(data):
        if not isinstance(line, tuple):
            continue
        # What the server says after the octets arrives as the next line; some put the UID there.
        after = data[number + 1] if number + 1 < len(data) and isinstance(data[number + 1], bytes) else b""
        told = _pieces(line[0] + b" " + after)
        if "uid" in told:
            uid = int(told["uid"])
            mails[uid] = Fetched(uid, uidvalidity, _arrival(told.get("date")), bytes(line[1]))
    return mails


def _pieces(line: bytes) -> dict[str, bytes]:
    return {
        name: value for found in _PIECE.finditer(line) for name, value in found.groupdict().items() if value is not None
    }


def _arrival(stamp: bytes | None) -> datetime | None:
    if stamp is None:
        return None
    try:
        return datetime.strptime(stamp.decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _answer(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise Refused(words_of(data) or kind)
    return [line for line in data if line is not None]


def _set_of(uids: list[int]) -> str:
    return ",".join(str(uid) for uid in uids)
