"""Mail out of files: single mails, mbox, Maildir, folders and a stream, one at a time, a bad one never stopping the
rest."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from amends.channels.email.parse import LARGEST

LONGEST_LINE = 1_000_000  # octets of a line read at once; longer lines arrive in pieces
_MAILDIR = ("cur", "new")


class SourceError(Exception):
    """A path that cannot be read as mail; the message is one sentence for the person who named it."""


@dataclass(frozen=True)
class Source:
    """One mail and where it stood; either `raw`, or `fault` (a sentence) and no octets."""

    name: str
    raw: bytes = b""
    fault: str | None = None


def sources(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Every mail under the paths in a stable order; `-` is `stdin`. Raises SourceError for a path that is not there,
    before any mail."""
    wanted = list(paths)
    for path in wanted:
        if path != "-" and not Path(path).exists():
            raise SourceError(f"There is no file or folder at {path}.")
        if path == "-" and stdin is None:
            raise SourceError("Nothing was given on standard input.")
    for path in wanted:
        if path == "-" and stdin is not None:
            yield from _from_stream("-", stdin)
        elif Path(path).is_dir():
            yield from _from_folder(Path(path))
        else:
            yield from _from_file(Path(path))


def _from_folder(folder: Path) -> Iterator[Source]:
    """The mails of a folder and of the folders in it; of a Maildir only what was delivered, in the order it came."""
    try:
        entries = list(folder.iterdir())
        is_maildir = all((folder / part).is_dir() for part in _MAILDIR)
        found = [entry for part in _MAILDIR for entry in (folder / part).iterdir()] if is_maildir else entries
    except OSError as error:
        yield Source(str(folder), fault=_why(error))
        return
    order = _by_delivery if is_maildir else _by_name
    for entry in sorted((entry for entry in found if not entry.name.startswith(".")), key=order):
        if not entry.is_dir():
            yield from _from_file(entry)
        elif not entry.is_symlink():  # a link may lead back to where we are
            yield from _from_folder(entry)


def _by_delivery(entry: Path) -> tuple[str, str]:
    # A Maildir name begins with the second of delivery; what follows the colon are flags.
    return entry.name.partition(":")[0], entry.name


def _by_name(entry: Path) -> tuple[str, str]:
    return entry.name, ""


def _from_file(file: Path) -> Iterator[Source]:
    if file.exists() and not file.is_file():
        yield Source(str(file), fault="This is neither a file nor a folder.")
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        yield Source(str(file), fault=_why(error))
        return
    with stream:
        yield from _from_stream(str(file), stream)


def _from_stream(name: str, stream: BinaryIO) -> Iterator[Source]:
    """The mails of a stream; when it breaks off, those before it and one sentence."""
    try:
        first = stream.readline(LONGEST_LINE)
        if _begins_mail(first):
            yield from _from_mbox(name, stream)
            return
        mail = _Gathering()
        while first:
            mail.add(first)
            first = stream.readline(LONGEST_LINE)
        yield mail.source(name)
    except OSError as error:
        yield Source(name, fault=_why(error))


def _from_mbox(name: str, stream: BinaryIO) -> Iterator[Source]:
    """The mails between `From ` lines (RFC 4155), named with their number; memory is bounded by the largest mail."""
    number = 1
    mail = _Gathering()
    blank = b""  # the blank line before a `From ` line belongs to neither mail
    line = stream.readline(LONGEST_LINE)
    while line:
        if blank and _begins_mail(line):
            yield mail.source(f"{name}:{number}")
            number += 1
            mail, blank = _Gathering(), b""
        else:
            mail.add(blank)
            blank = line if line in (b"\n", b"\r\n") else b""
            mail.add(_unescaped(line) if not blank else b"")
        line = stream.readline(LONGEST_LINE)
    yield mail.source(f"{name}:{number}")


class _Gathering:
    """Lines of one mail up to the largest size that is read; what lies beyond is counted and dropped, with a
    sentence."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= LARGEST:
            self._pieces.append(line)

    def source(self, name: str) -> Source:
        if self._size > LARGEST:
            return Source(name, fault=f"This mail is larger than {LARGEST // 1_000_000} MB.")
        return Source(name, b"".join(self._pieces))


def _begins_mail(line: bytes) -> bool:
    """Whether a line is the separator of an mbox: `From `, a sender, a date with a clock time and a year."""
    if not line.startswith(b"From ") or len(line) > 1000:
        return False
    words = line.split()
    has_time = any(word.count(b":") in (1, 2) and word.replace(b":", b"").isdigit() for word in words[2:])
    return has_time and any(len(word) == 4 and word.isdigit() for word in words[2:])


def _unescaped(line: bytes) -> bytes:
    """A body line without the one `>` that writers of mbox put before `From ` (mboxrd)."""
    return line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line


def _why(error: OSError) -> str:
    return f"This cannot be read: {os.strerror(error.errno) if error.errno else error}."
