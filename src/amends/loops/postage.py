"""How a mail leaves: by SMTP, one connection for a batch, or as a file in a folder."""

from __future__ import annotations

import os
import smtplib
import ssl
import tempfile
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

from amends.casework import letters
from amends.casework.delivering import Again, GiveUp
from amends.channels.email.compose import ComposeError, Letter, compose
from amends.channels.email.headers import Address
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.people import queries as people


class Postage:
    """A way for mails to leave, opened for one batch; called with a mail it raises Again or GiveUp."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, mail: OutboxMail) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """End what the batch has opened."""


class ToFolder(Postage):
    """Keeps each mail as an .eml file, named by when and what, for demos, stories and trials."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, mail: OutboxMail) -> None:
        at = clock.now()
        raw = octets(mail, at)
        # A file appears whole or not at all, so that nobody reads half a mail.
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".draft-")
        with os.fdopen(handle, "wb") as draft:
            draft.write(raw)
        os.replace(name, self.folder / f"{at:%Y%m%dT%H%M%SZ}-{mail.pk}.eml")


class BySmtp(Postage):
    """Hands mails to the mail server of the settings. A server that is away is asked once a batch, not once a mail."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None
        self._away = ""

    def __call__(self, mail: OutboxMail) -> None:
        raw = octets(mail, clock.now())
        server = self._connected()
        try:
            server.sendmail(_sender(), [mail.to_address], raw)
        except smtplib.SMTPRecipientsRefused as error:
            code, told = next(iter(error.recipients.values()))
            _refused(code, told, error)
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == 421:
                self.close()
            _refused(error.smtp_code, error.smtp_error, error)
        except smtplib.SMTPNotSupportedError as error:
            raise GiveUp(f"The mail server cannot take this address: {mail.to_address}.") from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Again(f"The mail server broke off: {error}") from error

    def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        if self._away:
            raise Again(self._away)
        try:
            self._server = _open()
        except smtplib.SMTPAuthenticationError as error:
            self._away = f"The mail server refuses our name or password: {error.smtp_code}."
            raise Again(self._away) from error
        except (OSError, smtplib.SMTPException) as error:
            self._away = f"The mail server at {settings.EMAIL_HOST}:{settings.EMAIL_PORT} cannot be reached: {error}"
            raise Again(self._away) from error
        return self._server


def postage() -> Postage:
    """The way of the settings: a folder where AMENDS_SMTP names one, else the mail server."""
    return ToFolder(Path(settings.AMENDS_MAILS)) if settings.AMENDS_MAILS else BySmtp()


def octets(mail: OutboxMail, at: datetime) -> bytes:
    """An outbox mail as it goes over the wire. Raises GiveUp for one that cannot be a mail."""
    automatic = "auto-replied" if mail.automatic and mail.in_reply_to else "auto-generated" if mail.automatic else ""
    try:
        return compose(
            Letter(
                from_=Address(mail.from_name, _sender()),
                to=(Address(mail.to.name, mail.to_address),),
                subject=mail.subject,
                text=mail.text,
                message_id=mail.mail_id,
                at=at,
                reply_to=mail.reply_to,
                in_reply_to=mail.in_reply_to,
                references=tuple(mail.references.split()),
                auto_submitted=automatic,
                language=mail.to.language,
            )
        )
    except ComposeError as error:
        raise GiveUp(str(error)) from error


def _open() -> smtplib.SMTP:
    host, port, seconds = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT
    if settings.EMAIL_USE_SSL:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=seconds, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=seconds)
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _sender() -> str:
    return letters.house_address(people.house())


def _refused(code: int, told: bytes | str, error: Exception) -> None:
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    if 400 <= code < 500 or code < 0:
        raise Again(f"{code} {text}") from error
    raise GiveUp(f"{code} {text}") from error
