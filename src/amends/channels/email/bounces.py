"""What a delivery report says: which of our mails did not arrive, at whom, and whether trying again makes sense (RFC
3464)."""

import re
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

from amends.channels.email.automatic import is_bounce
from amends.channels.email.charsets import clean_line
from amends.channels.email.headers import message_ids, raw_field
from amends.channels.email.parse import message_of

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ORIGINAL_ID = re.compile(r"^[> \t]*Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 200


@dataclass(frozen=True)
class Bounce:
    """One failed or delayed delivery; empty strings where the report is silent, `status` as in RFC 3463 ("5.1.1")."""

    original_message_id: str
    recipient: str
    permanent: bool
    status: str


def bounce_of(raw: bytes) -> Bounce | None:
    """What a delivery report reports; None for any other mail and for reports of success."""
    try:
        message = message_of(raw)
        return _bounce(message) if is_bounce(message) else None
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, RecursionError, AssertionError):
        return None


def _bounce(message: Message) -> Bounce | None:
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    reports = [part for part in parts if raw_field(part, "Action") or raw_field(part, "Final-Recipient")]
    troubles = [part for part in reports if _action(part) not in ("delivered", "relayed", "expanded")]
    if reports and not troubles:
        return None
    identity = _original_id(message, parts)
    # A failure says more than a delay when one report carries both.
    chosen = next((part for part in troubles if _action(part) == "failed"), troubles[0] if troubles else None)
    if chosen is None:
        return _guessed(message, identity)
    status = _status(raw_field(chosen, "Status")) or _status(raw_field(chosen, "Diagnostic-Code"))
    recipient = _recipient(raw_field(chosen, "Original-Recipient")) or _recipient(raw_field(chosen, "Final-Recipient"))
    permanent = _action(chosen) == "failed" and not status.startswith("4")
    return Bounce(identity, recipient, permanent, status)


def _guessed(message: Message, identity: str) -> Bounce:
    """A report in a postman's own words; flufl.bounce knows some twenty dialects."""
    temporary, permanent = all_failures(message)
    known = sorted(address for address in (permanent or temporary) if isinstance(address, bytes))
    recipient = (
        known[0].decode("utf-8", "replace")
        if known
        else raw_field(message, "X-Failed-Recipients").partition(",")[0].strip()
    )
    status = _status(_first_words(message))
    return Bounce(
        identity, clean_line(recipient), bool(permanent) or (not temporary and not status.startswith("4")), status
    )


def _original_id(message: Message, parts: list[Message]) -> str:
    for part in parts[1:]:
        found = message_ids(raw_field(part, "Message-ID"))
        if found:
            return found[0]
    for part in parts:
        if part.is_multipart() or not part.get_content_type().startswith(("text/", "message/")):
            continue
        quoted = _ORIGINAL_ID.search(_payload(part)[:200_000])
        if quoted:
            return message_ids(quoted.group(1))[0]
    thread = message_ids(raw_field(message, "In-Reply-To")) + message_ids(raw_field(message, "References"))
    return thread[-1] if thread else ""


def _first_words(message: Message) -> str:
    texts = (part for part in message.walk() if part.get_content_type() == "text/plain")
    return next((_payload(part) for part in texts), "")[:20_000]


def _payload(part: Message) -> str:
    return str(part.get_payload())


def _action(part: Message) -> str:
    return raw_field(part, "Action").partition(" ")[0].strip().lower()


def _status(words: str) -> str:
    found = _STATUS.search(words)
    return ".".join(found.groups()) if found else ""


def _recipient(value: str) -> str:
    return clean_line(value.rpartition(";")[2]).strip("<> ")[:320]
