"""A mailbox opened by IMAP for reading only, and why it could not be, in one sentence."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted, UnexpectedCommandStatusError

from amends.channels.email.charsets import clean_line

_CODES = re.compile(r"\[[A-Z][^\]]*\]|\(\d[^)]*secs\)")


class FetchError(Exception):
    """A mailbox that could not be read; the message is one sentence for the person who runs it."""


class Refused(Exception):
    """The server answered NO to one command; the connection lives on."""


_FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, Refused)


@dataclass(frozen=True)
class ImapAccount:
    """Where a mailbox is; `tls` speaks TLS from the first octet."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    tls: bool = True

    def __repr__(self) -> str:
        return f"ImapAccount({self.user} at {self.host}:{self.port}, {self.folder})"


@contextmanager
def opened(account: ImapAccount, timeout: float) -> Iterator["Session"]:
    """A session that ends with the block; every failure within is a FetchError."""
    session = Session(account, timeout)
    try:
        session.open()
        yield session
    except _FAULTS as error:
        raise FetchError(_sentence(session, error)) from error
    finally:
        session.leave()


class Session:
    """The folder opened read-only, what the server told of its numbering, and whether it let us in."""

    def __init__(self, account: ImapAccount, timeout: float) -> None:
        self.account = account
        self.timeout = timeout
        self.signed_in = False
        self.uidvalidity = 0
        self.uid_next = 0
        self._box: BaseMailBox | None = None

    @property
    def box(self) -> BaseMailBox:
        assert self._box is not None, "a session is opened before it is used"
        return self._box

    def open(self) -> None:
        account = self.account
        if account.tls:
            # The library's own default takes any certificate.
            context = ssl.create_default_context()
            self._box = MailBox(account.host, account.port, self.timeout, ssl_context=context)
        else:
            self._box = MailBoxUnencrypted(account.host, account.port, self.timeout)
        self._box.login(account.user, account.password, initial_folder=None)
        self.signed_in = True
        self._box.folder.set(account.folder, readonly=True)
        self.uidvalidity = told(self._box, "UIDVALIDITY")
        self.uid_next = told(self._box, "UIDNEXT")

    def reopen(self) -> None:
        """Comes back after the server has hung up; UIDs are worth nothing if it renumbered the folder meanwhile."""
        numbered = self.uidvalidity
        self.leave()
        self.open()
        if self.uidvalidity != numbered:
            raise imaplib.IMAP4.error("the server renumbered the folder while it was read")

    def leave(self) -> None:
        box, self._box = self._box, None
        with suppress(*_FAULTS):  # a connection that is gone already is what was wanted
            if box is not None:
                box.client.logout()


def told(box: BaseMailBox, name: str) -> int:
    """A number the server told when the folder was opened."""
    _, values = box.client.response(name)
    told = values[-1] if values else None
    if not isinstance(told, bytes):
        raise imaplib.IMAP4.error(f"the server did not tell {name}")
    return int(told)


def _sentence(session: Session, error: Exception) -> str:
    account = session.account
    place = f"{account.host}:{account.port}"
    if isinstance(error, ssl.SSLError):
        return f"{place} does not speak TLS as expected: {error.reason or error}."
    if isinstance(error, TimeoutError):
        return f"{place} did not answer in time."
    if isinstance(error, OSError):
        return f"{place} cannot be reached: {error.strerror or error}."
    if isinstance(error, imaplib.IMAP4.abort):
        return f"{place} broke off, or is no IMAP server."
    if not session.signed_in:
        return f"{place} refuses the name or the password of {account.user}."
    status = error.command_result if isinstance(error, UnexpectedCommandStatusError) else None
    because = words_of(status[1]) if status else clean_line(str(error))[:200]
    return f"{place} cannot open or read the folder {account.folder}: {because}."


def words_of(data: list[Any]) -> str:
    """What a server says in words, without its codes and how long it took."""
    told = data[-1].decode("utf-8", "replace") if data and isinstance(data[-1], bytes) else ""
    return clean_line(_CODES.sub("", told)).rstrip(". ")[:200]
