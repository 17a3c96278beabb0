"""A real SMTP server for tests: keeps what it is given, and can refuse, delay, or pass mail on into a Dovecot
maildir."""

import asyncio
import itertools
import threading
import time
from dataclasses import dataclass
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.dovecot import Dovecot, free_port


@dataclass(frozen=True)
class Received:
    """One accepted mail with its envelope."""

    mail_from: str
    rcpt_tos: tuple[str, ...]
    raw: bytes


class SmtpReceiver:
    """Starts on entering and stops on leaving. `refuse_with` answers every mail with that reply, `delay` waits that
    many seconds first."""

    host = "127.0.0.1"

    def __init__(self, forward_to: Dovecot | None = None) -> None:
        self.port = free_port()
        self.received: list[Received] = []
        self.refuse_with = ""
        self.refuse_recipients: set[str] = set()
        self.delay = 0.0
        self.attempts = 0
        self._forward_to = forward_to
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._controller = Controller(self, hostname=self.host, port=self.port)

    def __enter__(self) -> "SmtpReceiver":
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def raw(self) -> list[bytes]:
        return [mail.raw for mail in self.received]

    def wait_for(self, count: int, seconds: float = 10) -> list[Received]:
        """The mails once there are that many; fails when they do not come in time."""
        until = time.monotonic() + seconds
        with self._changed:
            while len(self.received) < count:
                if not self._changed.wait(max(0.0, until - time.monotonic())):
                    raise AssertionError(f"{len(self.received)} of {count} mails came in {seconds} s")
            return list(self.received)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.lower() in self.refuse_recipients:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.attempts += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.refuse_with:
            return self.refuse_with
        raw = bytes(envelope.content or b"")
        if self._forward_to is not None:
            self._forward_to.drop(raw, f"{time.time_ns()}.{next(self._numbers)}.amends")
        with self._changed:
            self.received.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
            self._changed.notify_all()
        return "250 2.0.0 Kept"
