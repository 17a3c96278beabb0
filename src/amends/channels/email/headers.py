"""Header fields as people mean them: decoded words, addresses, instants and message ids, from any bytes and without
raising."""

import hashlib
import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from typing import NamedTuple

from amends.channels.email.charsets import clean, clean_line, decode

LONGEST_FIELD = 32_000  # characters of one field that are read; the address parser is slow on more
LONGEST_ID = 255
MOST_ADDRESSES = 200
MOST_REFERENCES = 100
SYNTHETIC_DOMAIN = "synthetic.invalid"  # RFC 2606: never a real host

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
# One party in the plainest form, as most mails have it: read at once, as the parser of all forms would read it.
_SIMPLE_PARTY = re.compile(
    r"""(?:"(?P<quoted>[^"\\\r\n()<>]{0,200})"|(?P<name>[^"\\()<>\[\]@,:;\r\n]{0,200}?))[ \t]*"""
    r"""<(?P<in_brackets>[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,250})>"""
    r"""|(?P<bare>[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,250})""",
    re.ASCII,
)
_WORD_GAP = re.compile(r"(\?=)\s+(=\?)")


class Address(NamedTuple):
    """A party of a mail: the name as it is shown (may be empty) and the address."""

    name: str
    address: str


class Mail(Message):
    """A mail or a part of one that knows its fields by their names; fields are not added once one was asked for."""

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Every field, unfolded, by its name in small letters, in the order of the mail."""
        return _by_name(self)


def raw_field(message: Message, name: str) -> str:
    """The first field of that name, unfolded but with encoded words as they stand; empty when absent."""
    return next(iter(raw_fields(message, name)), "")


def raw_fields(message: Message, name: str) -> list[str]:
    """Every field of that name in the order of the mail, unfolded, stray 8-bit octets decoded."""
    if isinstance(message, Mail):
        return message.by_name.get(name.lower(), [])
    return _by_name(message).get(name.lower(), [])


def text_field(message: Message, name: str) -> str:
    """A field for reading: RFC 2047 words decoded, one line, no control characters."""
    return clean_line(decoded_words(raw_field(message, name)))[:998]


def decoded_words(value: str) -> str:
    """RFC 2047 encoded words turned into text; what cannot be decoded stays as it stands."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(_WORD_GAP.sub(r"\1 \2", value))
    except (HeaderParseError, ValueError, IndexError, TypeError, AttributeError):
        return value
    return "".join(decode(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)


def addresses(message: Message, name: str) -> tuple[Address, ...]:
    """The parties of every field of that name (at most 200); pieces without an address are left out."""
    found = []
    for value in raw_fields(message, name):
        simple = _SIMPLE_PARTY.fullmatch(value)
        if simple:
            found.append(_party(simple["quoted"] or simple["name"] or "", simple["in_brackets"] or simple["bare"]))
            continue
        try:
            pairs = getaddresses([value])
        except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
            continue
        found += [_party(shown, address) for shown, address in pairs[:MOST_ADDRESSES]]
    return tuple(dict.fromkeys(party for party in found if party.address))[:MOST_ADDRESSES]


def instant(message: Message) -> datetime | None:
    """When the mail was written (Date), else when the last server took it (Received); UTC, None when neither can be
    read."""
    stamps = raw_fields(message, "Date") + [line.rpartition(";")[2] for line in raw_fields(message, "Received")[:1]]
    return next((moment for stamp in stamps if (moment := _moment(stamp.strip())) is not None), None)


def message_id(message: Message, raw: bytes) -> str:
    """The Message-ID with its angle brackets, or one made from the octets, the same for the same mail whatever its line
    ends."""
    found = message_ids(raw_field(message, "Message-ID") or raw_field(message, "Message-Id"))
    if found:
        return found[0]
    bare = clean_line(raw_field(message, "Message-ID")).strip("<> ")
    if bare and " " not in bare:
        return _bounded(f"<{bare}>")
    octets = re.sub(rb"\r\n?", b"\n", raw).strip()
    return f"<{hashlib.sha256(octets).hexdigest()[:40]}@{SYNTHETIC_DOMAIN}>"


def message_ids(value: str) -> tuple[str, ...]:
    """Every message id in a field such as References, oldest first, without repetition, at most the last hundred."""
    found = (_bounded(clean_line(text)) for text in _MESSAGE_ID.findall(value))
    return tuple(dict.fromkeys(found))[-MOST_REFERENCES:]


def _by_name(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), []).append(_unfolded(str(value)))
    return found


def _unfolded(value: str) -> str:
    value = value[:LONGEST_FIELD]
    if not value.isascii():
        value = decode(value.encode("utf-8", "surrogateescape"), "utf-8")
    return value.replace("\n", " ").replace("\r", " ").replace("\0", "").strip()


def _party(shown: str, address: str) -> Address:
    address = re.sub(r"\s+", "", clean_line(address))
    if "@" not in address.strip("@") or len(address) > 320:
        return Address("", "")
    return Address(clean_line(decoded_words(shown)).strip("'\" ")[:200], address)


def _moment(stamp: str) -> datetime | None:
    try:
        moment = _read_stamp(stamp)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
    # Before mail existed is a dead clock battery (1904, 1970), not a date.
    return moment if 1980 <= moment.year <= 9000 else None


def _read_stamp(stamp: str) -> datetime:
    try:
        return parsedate_to_datetime(stamp)
    except (ValueError, TypeError, IndexError):
        return datetime.fromisoformat(clean(stamp))


def _bounded(identity: str) -> str:
    if len(identity) <= LONGEST_ID:
        return identity
    return f"<{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:40]}@long.invalid>"
