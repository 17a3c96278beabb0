"""The customer's side of the post in a story: a mail arrives, from the start or in answer to what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from amends.casework.acts import Act
from amends.casework.coercing import Field
from amends.casework.filing import Arrived, file, store
from amends.casework.letters import house_address
from amends.casework.wording.mails import because_words
from amends.channels.models import OutboxMail, RawMail
from amends.core.refusal import NotFound, Unusable
from amends.people import queries as people


def mail_arrives(
    *,
    sender: str,
    text: str,
    at: datetime,
    subject: str = "",
    reply_to_last: bool = False,
    to: str = "",
    html: str = "",
    message_id: str = "",
    in_reply_to: str = "",
    headers: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A mail arrives now and is filed; `from` is "Name <address>", `reply_to_last` answers our last mail to there."""
    message = EmailMessage(policy=SMTP.clone(utf8=True))
    answered = _last_to(parseaddr(sender)[1]) if reply_to_last else None
    if answered is not None:
        subject = subject or f"Re: {answered.subject}"
        in_reply_to, to = in_reply_to or answered.mail_id, to or answered.reply_to
    digest = hashlib.sha256(f"{sender} {at.isoformat()} {subject} {text}".encode()).hexdigest()[:20]
    for name, value in {
        "From": sender,
        "To": to or house_address(people.house()),
        "Subject": subject,
        "Date": format_datetime(at),
        "Message-ID": message_id or f"<{digest}@customer.example>",
        "In-Reply-To": in_reply_to,
        **(headers or {}),
    }.items():
        if value:
            _set(message, name, str(value))
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    (row,) = store([Arrived("story", message.as_bytes(), at)], at=at, live=True)
    filed, _ = file(row, at=at)
    return _told(filed)


def _last_to(address: str) -> OutboxMail:
    row = (
        OutboxMail.objects.filter(to_address__iexact=address, sent_at__isnull=False).order_by("-sent_at", "-pk").first()
    )
    if row is None:
        raise NotFound(what="mail to", number=address)
    return row


def _set(message: EmailMessage, name: str, value: str) -> None:
    try:
        message[name] = value
    except ValueError as error:
        raise Unusable(field=name, fault="unknown", value=value[:80]) from error


def _told(row: RawMail) -> dict[str, Any]:
    return {
        "filed": str(row.filed),
        "because": because_words(row),
        "case": row.case_id,
        "message": row.message_id,
    }


def _do(**values: Any) -> dict[str, Any]:
    """A mail arrives now and is filed; `from` is "Name <address>", `reply_to_last` answers our last mail to there."""
    return mail_arrives(sender=values.pop("from"), **values)


POST: Mapping[str, Act] = {
    "mail_arrives": Act(
        "mail_arrives",
        _do,
        (
            Field("from", "text", ...),
            Field("text", "text", ...),
            Field("subject", "text", ""),
            Field("reply_to_last", "yes or no", False),
            Field("to", "text", ""),
            Field("html", "text", ""),
            Field("message_id", "text", ""),
            Field("in_reply_to", "text", ""),
            Field("headers", "fields", None),
        ),
        takes_by=False,
    )
}
