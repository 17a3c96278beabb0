"""Files that came with a customer's words, each kept once under its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from amends.messages.models import Attachment, CustomerMessage


@dataclass(frozen=True)
class Brought:
    """A file as it came; `inline` when the words refer to it. `type` is a media type such as "image/jpeg"."""

    name: str
    type: str
    data: bytes
    inline: bool = False


def keep_files(message: CustomerMessage, brought: Iterable[Brought]) -> None:
    """Keep the files of a message beside it."""
    for file in brought:
        sha256 = hashlib.sha256(file.data).hexdigest()
        keep_file(sha256, file.data)
        Attachment.objects.create(
            message=message,
            name=file.name[:255],
            type=file.type[:120],
            size=len(file.data),
            sha256=sha256,
            inline=file.inline,
        )


def keep_file(sha256: str, data: bytes) -> None:
    """Keep a file once, under its hash."""
    path = file_path(sha256)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))


def file_path(sha256: str) -> str:
    """Where a file lies below the folder of files."""
    return f"{sha256[:2]}/{sha256}"
