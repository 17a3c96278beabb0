"""Files that somebody outside hands in: few, not too large, and of kinds that do nothing when they are opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.casework.files import Brought

LARGEST = 8 * 1024 * 1024
MOST = 5
# What a form may weigh as a whole, told by its length before any of it is read.
LARGEST_FORM = MOST * LARGEST + 1024 * 1024
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/heic,application/pdf,text/plain"


class NotTaken(ValueError):
    """A file that is not taken; its text is one sentence to the person."""


def files_of(request: HttpRequest, name: str = "files") -> list[Brought]:
    """The files of a form field. Raises NotTaken for too many, too large, or of another kind than is taken."""
    found = [file for file in request.FILES.getlist(name) if isinstance(file, UploadedFile)]
    if len(found) > MOST:
        raise NotTaken(_("Choose at most %(most)s files at a time.") % {"most": MOST})
    return [_read(file) for file in found]


def is_too_large(request: HttpRequest) -> bool:
    """Whether a form is larger than all its files may be; asked before the form is read."""
    length = request.headers.get("Content-Length") or "0"
    return not length.isdecimal() or int(length) > LARGEST_FORM


def too_large() -> str:
    """What to say of a form that is too large."""
    return _("These files are too large together. Send fewer of them, or smaller ones.")


def _read(file: UploadedFile[Any]) -> Brought:
    name = (file.name or "").replace("\x00", "") or _("file")
    if (file.size or 0) > LARGEST:
        raise NotTaken(_("“%(name)s” is larger than 8 MB. Choose a smaller file.") % {"name": name})
    data = file.read()
    kind = kind_of(data)
    if kind is None:
        raise NotTaken(_("“%(name)s” cannot be taken. Choose a picture, a PDF or a plain text.") % {"name": name})
    return Brought(name=name, type=kind, data=data)


def kind_of(data: bytes) -> str | None:
    """The media type of a file by its first bytes, whatever its name says; None for kinds that are not taken."""
    return next((kind for kind, is_it in _KINDS if is_it(data)), None)


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(beginnings)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1")


def _is_text(data: bytes) -> bool:
    """Readable text; one that looks like a page or a script is not taken, since something might run it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    is_plain = bool(text.strip()) and not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)
    return is_plain and not text.lstrip("\ufeff \t\r\n").startswith(("<", "#!", "%!"))


_KINDS: Sequence[tuple[str, Callable[[bytes], bool]]] = (
    ("image/jpeg", _starts(b"\xff\xd8\xff")),
    ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ("image/gif", _starts(b"GIF87a", b"GIF89a")),
    ("image/webp", _is_webp),
    ("image/heic", _is_heic),
    ("application/pdf", _starts(b"%PDF-")),
    ("text/plain", _is_text),
)
