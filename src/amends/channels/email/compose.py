"""Outgoing mail as octets that any server takes: nothing injected, no line too long, marked so that machines leave each
other alone."""

import html as entities
import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import wrap

from amends.channels.email.automatic import LOOP_HEADER
from amends.channels.email.charsets import clean, clean_line
from amends.channels.email.headers import Address, message_ids

MOST_REFERENCES = 30  # the first and the last; longer chains make header lines that servers refuse
LONGEST_LINE = 990  # octets; RFC 5321 §4.5.3.1.6 allows 998 and a line end

_NEXT_LINE = "\r\n "
_UNSAFE_IN_NAMES = re.compile(r"[\\/:*?\"<>|]+")
_ADDRESS = re.compile(r"[^\s<>@,;:()\"\\\[\]]{1,128}@[^\s<>@,;:()\"\\\[\]]{1,253}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}", re.ASCII)
_AUTO_SUBMITTED = ("", "no", "auto-generated", "auto-replied")


class ComposeError(ValueError):
    """A letter that cannot be sent as it stands; the message is one sentence."""


@dataclass(frozen=True)
class File:
    """A file sent along; `type` is a media type such as `application/pdf`."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """All that an outgoing mail says; `at` is an aware instant, and ids keep their angle brackets.

    `auto_submitted` is empty for words of a person, `auto-replied` for a receipt, `auto-generated` for a notice
    (RFC 3834). `with_html` adds the same words as HTML.
    """

    from_: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    message_id: str
    at: datetime
    cc: tuple[Address, ...] = ()
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto_submitted: str = ""
    language: str = ""
    with_html: bool = False
    files: tuple[File, ...] = field(default=())


def compose(letter: Letter) -> bytes:
    """The mail as octets with CRLF. Raises ComposeError when an address, the id or the instant cannot stand in a
    header."""
    fields = {
        "From": _mailbox(letter.from_),
        "To": _mailboxes(letter.to),
        "Cc": _mailboxes(letter.cc) if letter.cc else "",
        "Reply-To": _mailbox(Address("", letter.reply_to)) if letter.reply_to else "",
        "Subject": _words(clean_line(letter.subject)[:500]),
        "Date": _stamp(letter.at),
        "Message-ID": _one_id(letter.message_id),
        **_thread(letter),
        **_marks(letter),
    }
    # The standard library's own writing of fields loses blanks and, given the right words, begins new fields.
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return head.encode("ascii") + _content(letter).as_bytes()


def html_of(text: str) -> str:
    """Typed text as HTML: escaped, paragraphs and line breaks kept, web addresses as links; nothing else is ever
    rendered."""
    paragraphs = re.split(r"\n{2,}", clean(text).strip("\n"))
    return "\n".join(f"<p>{_linked(paragraph).replace(chr(10), '<br>' + chr(10))}</p>" for paragraph in paragraphs)


def _thread(letter: Letter) -> dict[str, str]:
    answered = _plain_ids(letter.in_reply_to)[:1]
    chain = tuple(dict.fromkeys((*_plain_ids(" ".join(letter.references)), *answered)))
    if len(chain) > MOST_REFERENCES:
        chain = (chain[0], *chain[1 - MOST_REFERENCES :])
    return {"In-Reply-To": "".join(answered), "References": _NEXT_LINE.join(chain)}


def _marks(letter: Letter) -> dict[str, str]:
    if letter.auto_submitted not in _AUTO_SUBMITTED:
        raise ComposeError(f"{letter.auto_submitted!r} is no value of Auto-Submitted.")
    return {
        "Auto-Submitted": letter.auto_submitted,
        "X-Auto-Response-Suppress": "All" if letter.auto_submitted else "",
        "Content-Language": letter.language if _LANGUAGE.fullmatch(letter.language) else "",
        LOOP_HEADER: letter.message_id.rpartition("@")[2].rstrip(">"),
    }


def _content(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    text = clean(letter.text).rstrip("\n") + "\n"
    message.set_content(text, subtype="plain", charset="utf-8", cte=_encoding(text))
    if letter.with_html:
        language = letter.language if _LANGUAGE.fullmatch(letter.language) else "en"
        head = f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8">'
        page = f"{head}<body>\n{html_of(text)}\n</body></html>\n"
        message.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    for file in letter.files:
        main, _, sub = file.type.partition("/")
        if not _MEDIA_TYPE.fullmatch(file.type) or main in ("multipart", "message"):
            main, sub = "application", "octet-stream"
        message.add_attachment(file.data, maintype=main, subtype=sub, filename=_file_name(file.name))
    return message


def _file_name(name: str) -> str:
    return _UNSAFE_IN_NAMES.sub("_", clean_line(name)).strip(". ")[-100:] or "file"


def _encoding(text: str) -> str:
    """Plain when every server can carry it as it stands, else quoted-printable, which wraps long lines and keeps
    them."""
    short = all(len(line) <= LONGEST_LINE for line in text.split("\n"))
    return "7bit" if short and text.isascii() else "quoted-printable"


def _mailboxes(parties: tuple[Address, ...]) -> str:
    if not parties:
        raise ComposeError("The mail names nobody to send it to.")
    return f",{_NEXT_LINE}".join(_mailbox(party) for party in parties)


def _mailbox(party: Address) -> str:
    address = party.address.strip()
    local, _, domain = address.rpartition("@")
    # Letters beyond ASCII before the @ need SMTPUTF8 on every server of the way, which nobody can promise.
    if not _ADDRESS.fullmatch(address) or not address.isprintable() or not local.isascii():
        raise ComposeError(f"{clean_line(address)[:80]!r} is not an address that mail can be sent to.")
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except ValueError as error:
        raise ComposeError(f"{address[:80]!r} is not an address that mail can be sent to.") from error
    name = clean_line(party.name)[:120]
    if not name:
        return f"{local}@{host}"
    shown = _words(name) if _needs_encoding(name) else '"' + re.sub(r'([\\"])', r"\\\1", name) + '"'
    return f"{shown}{_NEXT_LINE}<{local}@{host}>"


def _words(line: str) -> str:
    """A line for a header: folded at its blanks, or as encoded words of at most 75 characters (RFC 2047 §2)."""
    if not _needs_encoding(line):
        return _NEXT_LINE.join(wrap(line, 70, break_long_words=False, break_on_hyphens=False))
    pieces = [line[start : start + 11] for start in range(0, len(line), 11)]  # of at most 44 octets
    return _NEXT_LINE.join(f"=?utf-8?b?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _needs_encoding(line: str) -> bool:
    return not line.isascii() or "=?" in line


def _one_id(identity: str) -> str:
    if _plain_ids(identity) != (identity,):
        raise ComposeError("The mail has no usable Message-ID.")
    return identity


def _plain_ids(value: str) -> tuple[str, ...]:
    """The ids that can stand in a header; others answer mails that no programme could have threaded."""
    return tuple(identity for identity in message_ids(value) if identity.isascii() and identity.isprintable())


def _stamp(at: datetime) -> str:
    if at.tzinfo is None:
        raise ComposeError("The mail needs an instant with a zone.")
    return format_datetime(at)


def _linked(paragraph: str) -> str:
    pieces = []
    end = 0
    for found in _WEB_ADDRESS.finditer(paragraph):
        address = entities.escape(found.group())
        pieces += [entities.escape(paragraph[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, entities.escape(paragraph[end:])])
