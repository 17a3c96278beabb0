"""Which case a mail belongs to: a signed address, the ids it answers, a number in its subject."""

import hashlib
import hmac
import re
from base64 import b32encode
from dataclasses import dataclass

from amends.channels.email.automatic import OWN_MARK
from amends.channels.email.charsets import clean_line
from amends.channels.email.parse import ParsedMail

SIGNATURE_LENGTH = (
    12  # base32 letters, 60 bits: not guessed by mail, and short enough for a local part of 64 (RFC 5321)
)

_SIGNED = re.compile(r"[+-]c(\d{1,12})\.([a-z2-7]{12})$", re.IGNORECASE)
_NUMBERED = re.compile(r"\[\s*#\s*(\d{1,12})\s*\]")
_OUTSIDE_DOMAIN = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True)
class ThreadHints:
    """What a mail says of its case: a proven number, ids of mails it answers (nearest first), and a number that anybody
    can type."""

    token_case: int | None
    message_ids: tuple[str, ...]
    subject_case: int | None


def reply_address(case_number: int, secret: str, address: str) -> str:
    """The desk's address with a signed case number (`desk+c42.<signature>@…`), to which replies come back."""
    local, _, domain = address.rpartition("@")
    return f"{local}+c{case_number}.{_signature(case_number, secret, domain)}@{domain}"


def case_of_address(address: str, secret: str) -> int | None:
    """The case number of a signed address; None when there is none or the signature is not ours. Compared in constant
    time."""
    local, _, domain = address.rpartition("@")
    found = _SIGNED.search(local)
    if not found:
        return None
    expected = _signature(int(found[1]), secret, domain)
    return int(found[1]) if hmac.compare_digest(found[2].lower().encode(), expected.encode()) else None


def case_of_subject(subject: str) -> int | None:
    """The number in `[#42]`, the last one when there are several. It is a hint and proves nothing."""
    found = _NUMBERED.findall(subject)
    return int(found[-1]) if found else None


def find_thread_hints(mail: ParsedMail, secret: str) -> ThreadHints:
    """All that a mail says of its case, the strongest first."""
    parties = (*mail.to, *mail.cc, *mail.delivered_to)
    proven = (case_of_address(party.address, secret) for party in parties)
    answered = ((mail.in_reply_to,) if mail.in_reply_to else ()) + tuple(reversed(mail.references))
    return ThreadHints(
        token_case=next((number for number in proven if number is not None), None),
        message_ids=tuple(dict.fromkeys(answered)),
        subject_case=case_of_subject(mail.subject),
    )


def message_id_for(key: str, domain: str) -> str:
    """The Message-ID of an outgoing mail, always the same for the same outbox key, so that a second try is recognised
    as the same mail."""
    name = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
    return f"<{name}{OWN_MARK}@{_OUTSIDE_DOMAIN.sub('', clean_line(domain).lower()) or 'localhost'}>"


def _signature(case_number: int, secret: str, domain: str) -> str:
    if not secret:
        raise ValueError("a reply address needs a secret")
    told = f"reply:{case_number}:{domain.lower()}".encode()
    return b32encode(hmac.new(secret.encode(), told, hashlib.sha256).digest()).decode()[:SIGNATURE_LENGTH].lower()
