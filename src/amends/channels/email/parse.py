"""One mail from its octets: any octets at all, in bounded time and memory, without raising."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from amends.channels.email.automatic import Automatic, classify, refuses_answers
from amends.channels.email.bodies import Attachment, read_body
from amends.channels.email.charsets import clean, decode
from amends.channels.email.headers import (
    Address,
    Mail,
    addresses,
    instant,
    message_id,
    message_ids,
    raw_field,
    text_field,
)
from amends.channels.email.replies import new_words

LARGEST = 60_000_000  # octets; larger mail is kept raw and held
NOBODY = Address("", "")


@dataclass(frozen=True)
class ParsedMail:
    """A mail as the desk reads it (architecture.md, `ingest --json`).

    `date` is UTC or None; `html` is sanitised or None; `reply` is `text` without quotations and signature; ids keep
    their angle brackets; `blocked` counts remote pictures held back; `cut` says that the text was longer than is kept;
    `fault` is the code why a mail cannot be filed by itself, None for a good one.
    """

    message_id: str
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    html: str | None
    reply: str
    attachments: tuple[Attachment, ...]
    automatic: Automatic | None
    in_reply_to: str
    references: tuple[str, ...]
    delivered_to: tuple[Address, ...] = ()
    refuses_answers: bool = False
    blocked: int = 0
    cut: bool = False
    fault: str | None = None


def parse(raw: bytes, own_domain: str = "") -> ParsedMail:
    """Reads a mail; `own_domain` is the domain of our own Message-IDs, by which our own mail coming back is known as a
    loop."""
    if len(raw) > LARGEST:
        return _unreadable(raw[:LARGEST], "too-large")
    if not raw.strip(b"\0 \t\r\n"):
        return _unreadable(raw, "empty")
    try:
        return _parsed(raw, own_domain)
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, RecursionError, AssertionError):
        # The parser of the standard library is not total; whatever it trips over is kept raw and shown to a person.
        return _unreadable(raw, "unreadable")


def message_of(raw: bytes) -> Message:
    """The mail as the standard library sees it, without what stands before the first header (blank lines, a mark of
    order, `>From `)."""
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0 \t\r\n")
    if start.startswith((b">From ", b"From ")):
        start = start.lstrip(b">").partition(b"\n")[2] or start
    return message_from_bytes(start, Mail, policy=compat32)


def _parsed(raw: bytes, own_domain: str) -> ParsedMail:
    message = message_of(raw)
    body = read_body(message)
    senders = addresses(message, "From") or addresses(message, "Sender")
    automatic = classify(message, own_domain)
    return ParsedMail(
        message_id=message_id(message, raw),
        from_=senders[0] if senders else NOBODY,
        to=addresses(message, "To"),
        cc=addresses(message, "Cc"),
        reply_to=addresses(message, "Reply-To"),
        subject=text_field(message, "Subject"),
        date=instant(message),
        text=body.text,
        html=body.html,
        reply=new_words(body.text),
        attachments=body.attachments,
        automatic=automatic,
        in_reply_to=next(iter(message_ids(raw_field(message, "In-Reply-To"))), ""),
        references=message_ids(raw_field(message, "References")),
        delivered_to=addresses(message, "Delivered-To") + addresses(message, "X-Original-To"),
        refuses_answers=refuses_answers(message),
        blocked=body.blocked,
        cut=body.cut,
        fault=_fault(message, bool(senders), automatic),
    )


def _fault(message: Message, has_sender: bool, automatic: Automatic | None) -> str | None:
    if not message.keys():
        return "no-header"
    if not has_sender and automatic is None:
        return "no-sender"
    return None


def _unreadable(raw: bytes, fault: str) -> ParsedMail:
    text = clean(decode(raw[:20_000], "utf-8"))
    return ParsedMail(
        message_id=message_id(Message(), raw),
        from_=NOBODY,
        to=(),
        cc=(),
        reply_to=(),
        subject="",
        date=None,
        text=text,
        html=None,
        reply=text,
        attachments=(),
        automatic=None,
        in_reply_to="",
        references=(),
        cut=len(raw) > 20_000,
        fault=fault,
    )
