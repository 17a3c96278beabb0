from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from amends.portal import uploads
from amends.portal.uploads import NotTaken, files_of, kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0 jfif", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"RIFF1234WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"%PDF-1.4", "application/pdf"),
        ("Größe: 180 cm\n".encode(), "text/plain"),
        (b"<html><script>alert(1)</script>", None),
        (b"\xef\xbb\xbf <svg onload=alert(1)>", None),
        (b"#!/bin/sh\nrm", None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04", None),
        (b"", None),
        (b"\x00\x01\x02", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


def test_the_name_and_type_that_a_browser_tells_are_not_believed() -> None:
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile("floor.jpg", b"%PDF-1.4", "image/jpeg")]})

    assert [(file.name, file.type) for file in files_of(request)] == [("floor.jpg", "application/pdf")]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("run.exe", b"MZ\x00")], "“run.exe” cannot be taken."),
        ([("big.pdf", b"%PDF-" + bytes(uploads.LARGEST))], "“big.pdf” is larger than 8 MB."),
        ([(f"{number}.txt", b"text") for number in range(6)], "Choose at most 5 files at a time."),
    ],
)
def test_a_file_that_is_not_taken_is_named(files: list[tuple[str, bytes]], sentence: str) -> None:
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile(*file) for file in files]})

    with pytest.raises(NotTaken, match=sentence.replace(".", r"\.")):
        files_of(request)


def test_a_form_beyond_all_measure_is_not_even_read() -> None:
    request = RequestFactory().post("/", {"words": "x"}, CONTENT_LENGTH=str(uploads.LARGEST_FORM + 1))

    assert uploads.is_too_large(request)
    assert not hasattr(request, "_files")
