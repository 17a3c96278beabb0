"""What a mail carries: the words it says, its HTML, and the files beside them."""

import hashlib
import html as entities
import re
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from amends.channels.email.charsets import clean, clean_line, decode
from amends.channels.email.headers import decoded_words
from amends.channels.email.plain import plain_text, unflowed
from amends.channels.email.sanitize import sanitise

LONGEST_TEXT = 1_000_000  # characters of text kept; the raw mail is kept whole
MOST_PARTS = 500
DEEPEST = 40

_UNSAFE_IN_NAMES = re.compile(r"[\\/:*?\"<>|\x00-\x1f]+")


@dataclass(frozen=True)
class Attachment:
    """A file of a mail; `inline` when the words refer to it, `content_id` without its angle brackets (empty when
    none)."""

    name: str
    type: str
    size: int
    sha256: str
    inline: bool
    content_id: str
    data: bytes


@dataclass(frozen=True)
class Body:
    """The readable content: plain text, sanitised HTML (None when there was none), files, and remote pictures held
    back."""

    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    blocked: int
    cut: bool


@dataclass(frozen=True)
class _Words:
    text: str
    html: str = ""


@dataclass
class _Reading:
    words: list[_Words] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    parts: int = 0
    cut: bool = False


def read_body(message: Message) -> Body:
    """Text, HTML and attachments of a mail; at most 500 parts, 40 levels and a million characters are read."""
    reading = _Reading()
    _read(message, reading, 0)
    text = "\n\n".join(words.text.strip("\n") for words in reading.words if words.text.strip())
    markup = _joined_html(reading.words)
    safe = sanitise(markup) if markup else None
    return Body(
        text=text[:LONGEST_TEXT],
        html=safe.html if safe else None,
        attachments=tuple(reading.files),
        blocked=safe.blocked if safe else 0,
        cut=reading.cut or len(text) > LONGEST_TEXT,
    )


def _read(part: Message, reading: _Reading, depth: int) -> None:
    reading.parts += 1
    if reading.parts > MOST_PARTS or depth > DEEPEST:
        reading.cut = True
        return
    kind = part.get_content_type()
    payload = part.get_payload()
    children = [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else None
    if children is not None and kind.startswith("multipart/"):
        if kind == "multipart/alternative":
            _read_alternative(children, reading, depth)
        else:
            for child in children:
                _read(child, reading, depth + 1)
    elif children is not None:
        reading.files.append(_enclosed(part, children))
    elif kind in ("text/plain", "text/html") and not _is_file(part, depth):
        reading.words.append(_words(part, kind, reading))
    elif _content(part) or _disposition(part) == "attachment":
        reading.files.append(_attachment(part, _content(part)))


def _read_alternative(children: list[Message], reading: _Reading, depth: int) -> None:
    """The same words said several ways become one: the plain words when there are any, beside the richest HTML."""
    inner = _Reading(parts=reading.parts)
    for child in children:
        _read(child, inner, depth + 1)
    plain = "\n\n".join(words.text for words in inner.words if not words.html and words.text.strip())
    rich = [words for words in inner.words if words.html]
    laid_out = "\n\n".join(words.text for words in rich)
    if inner.words:
        reading.words.append(_Words(plain or laid_out, "\n".join(words.html for words in rich)))
    reading.files += inner.files
    reading.parts, reading.cut = inner.parts, reading.cut or inner.cut


def _words(part: Message, kind: str, reading: _Reading) -> _Words:
    octets = _content(part)
    reading.cut = reading.cut or len(octets) > 4 * LONGEST_TEXT
    text = clean(decode(octets[: 4 * LONGEST_TEXT], _parameter(part, "charset")))
    reading.cut = reading.cut or len(text) > LONGEST_TEXT
    text = text[:LONGEST_TEXT]
    if kind == "text/html":
        return _Words(plain_text(text), text)
    if _parameter(part, "format").lower() == "flowed":
        text = unflowed(text, _parameter(part, "delsp").lower() == "yes")
    return _Words(text)


def _joined_html(words: list[_Words]) -> str:
    """The HTML of all parts in their order, plain ones wrapped; empty when no part was HTML."""
    if not any(part.html for part in words):
        return ""
    return "\n".join(
        part.html or f"<pre>{entities.escape(part.text)}</pre>" for part in words if part.html or part.text.strip()
    )


def _is_file(part: Message, depth: int) -> bool:
    if _disposition(part) == "attachment":
        return depth > 0 or bool(_file_name(part))
    return depth > 0 and bool(_parameter(part, "filename", "content-disposition"))


def _attachment(part: Message, data: bytes, name: str = "") -> Attachment:
    kind = part.get_content_type()
    identity = clean_line(str(part.get("Content-ID", ""))).strip("<> ")[:255]
    return Attachment(
        name=name or _file_name(part) or _nameless(kind),
        type=kind[:120],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        inline=_disposition(part) != "attachment" and bool(identity),
        content_id=identity,
        data=data,
    )


def _enclosed(part: Message, children: list[Message]) -> Attachment:
    """A mail or a report inside a mail, kept as a file and not read as words of this one."""
    octets = b"\n".join(_octets(child) for child in children)
    return _attachment(
        part, octets, _file_name(part) or ("message.eml" if part.get_content_type() == "message/rfc822" else "")
    )


def _octets(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, RecursionError):
        return str(message.get_payload()).encode("utf-8", "surrogateescape")


def _content(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, TypeError, KeyError, AttributeError, LookupError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    return str(part.get_payload() or "").encode("utf-8", "surrogatepass")


def _disposition(part: Message) -> str:
    return str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()


def _file_name(part: Message) -> str:
    name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    return _UNSAFE_IN_NAMES.sub("_", name).strip(". ")[-200:]


def _parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header with RFC 2231 and RFC 2047 forms decoded; empty when absent or broken."""
    try:
        value = part.get_param(name, "", header)
        shown = collapse_rfc2231_value(value) if isinstance(value, tuple) else str(value or "")
    except (ValueError, TypeError, AttributeError, LookupError, IndexError):
        return ""
    # Octets beyond ASCII arrive as surrogates; most senders mean UTF-8.
    return clean_line(decoded_words(decode(shown.encode("utf-8", "surrogateescape"), "utf-8")))


def _nameless(kind: str) -> str:
    endings = {
        "text/calendar": "invitation.ics",
        "application/pdf": "file.pdf",
        "image/jpeg": "picture.jpg",
        "image/png": "picture.png",
    }
    return endings.get(kind, "file")
