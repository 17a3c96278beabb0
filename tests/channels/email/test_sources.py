import io
import mailbox
from pathlib import Path

import pytest

from amends.channels.email import sources as files
from amends.channels.email.sources import SourceError, sources

SOFA = b"From: amara@home.example\nSubject: The sofa\n\nThe arm is scratched.\n"
LAMP = b"From: tomasz@home.example\nSubject: The lamp\n\nFrom the start it never worked.\n"
DAY = b"From amara@home.example Fri Mar  5 16:30:00 2027\n"


def test_a_file_is_one_mail_octet_for_octet(tmp_path: Path) -> None:
    raw = b"Subject: x\r\n\r\n\xff\x00 no line end"
    (tmp_path / "one.eml").write_bytes(raw)

    (found,) = sources([str(tmp_path / "one.eml")])

    assert (found.name, found.raw, found.fault) == (str(tmp_path / "one.eml"), raw, None)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_an_mbox_is_its_mails_without_its_separators_and_marks(tmp_path: Path, line_end: bytes) -> None:
    escaped = LAMP.replace(b"\n\nFrom", b"\n\n>From")
    (tmp_path / "all.mbox").write_bytes((DAY + SOFA + b"\n" + DAY + escaped + b"\n").replace(b"\n", line_end))

    found = list(sources([str(tmp_path / "all.mbox")]))

    assert [source.name for source in found] == [f"{tmp_path}/all.mbox:1", f"{tmp_path}/all.mbox:2"]
    assert [source.raw.replace(b"\r\n", b"\n") for source in found] == [SOFA, LAMP]


def test_an_mbox_written_by_another_programme_reads_as_it_was(tmp_path: Path) -> None:
    written = mailbox.mbox(tmp_path / "written.mbox")
    for raw in (SOFA, LAMP, SOFA):
        written.add(raw)
    written.close()

    assert [source.raw for source in sources([str(tmp_path / "written.mbox")])] == [SOFA, LAMP, SOFA]


def test_an_mbox_gives_back_one_mark_of_several(tmp_path: Path) -> None:
    (tmp_path / "deep.mbox").write_bytes(DAY + b"Subject: x\n\n>>From the garden\n>from here\n")

    assert next(sources([str(tmp_path / "deep.mbox")])).raw == b"Subject: x\n\n>From the garden\n>from here\n"


@pytest.mark.parametrize(
    "line",
    [b"From the start, at 16:30, it was broken.\n", b"From 2027 on it was broken.\n", b"From\n", b"From: someone\n"],
)
def test_a_sentence_that_begins_with_from_ends_no_mail(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "told.mbox").write_bytes(DAY + SOFA + b"\n" + line)

    assert [source.raw for source in sources([str(tmp_path / "told.mbox")])] == [SOFA + b"\n" + line]


def test_a_maildir_gives_what_was_delivered_in_its_order(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1700000003.c").write_bytes(LAMP)
    (tmp_path / "cur" / "1700000001.a:2,S").write_bytes(SOFA)
    (tmp_path / "tmp" / "1700000002.b").write_bytes(b"half a ma")
    (tmp_path / "dovecot.index").write_bytes(b"\0")

    assert [source.raw for source in sources([str(tmp_path)])] == [SOFA, LAMP]


def test_a_folder_gives_all_it_holds_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.eml").write_bytes(LAMP)
    (tmp_path / "a.eml").write_bytes(SOFA)
    (tmp_path / "c.mbox").write_bytes(DAY + SOFA + b"\n" + DAY + LAMP)
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)

    assert [source.raw for source in sources([str(tmp_path)])] == [SOFA, LAMP, SOFA, LAMP]


@pytest.mark.parametrize(("given", "read"), [(SOFA, [SOFA]), (DAY + SOFA + b"\n" + DAY + LAMP, [SOFA, LAMP])])
def test_standard_input_may_be_one_mail_or_many(given: bytes, read: list[bytes]) -> None:
    assert [source.raw for source in sources(["-"], io.BytesIO(given))] == read


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(SOFA)
    (tmp_path / "2.eml").symlink_to(tmp_path / "gone.eml")
    (tmp_path / "3.eml").write_bytes(LAMP)

    first, second, third = sources([str(tmp_path)])

    assert (first.raw, third.raw) == (SOFA, LAMP)
    assert (second.raw, second.fault) == (b"", "This cannot be read: No such file or directory.")


def test_a_stream_that_breaks_off_is_told() -> None:
    class Torn(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            if self.tell() > len(DAY + SOFA + DAY):
                raise OSError(5, "Input/output error")
            return super().readline(size)

    first, second = sources(["-"], Torn(DAY + SOFA + b"\n" + DAY + LAMP))

    assert first.raw == SOFA
    assert (second.raw, second.fault) == (b"", "This cannot be read: Input/output error.")


def test_a_path_that_is_not_there_stops_before_the_first_mail(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(SOFA)

    with pytest.raises(SourceError, match=r"^There is no file or folder at .*gone\.eml\.$"):
        next(sources([str(tmp_path / "1.eml"), str(tmp_path / "gone.eml")]))
    with pytest.raises(SourceError, match=r"^Nothing was given on standard input\.$"):
        next(sources(["-"]))


def test_a_mail_that_is_too_large_is_told_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000_000)
    (tmp_path / "all.mbox").write_bytes(DAY + SOFA + b"word\n" * 300_000 + b"\n" + DAY + LAMP)

    first, second = sources([str(tmp_path / "all.mbox")])

    assert (first.raw, first.fault) == (b"", "This mail is larger than 1 MB.")
    assert second.raw == LAMP
