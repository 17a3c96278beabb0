from __future__ import annotations

from pathlib import Path

from tests.cli.desk import Desk, rows

KEYS = [
    "source", "message_id", "from", "to", "cc", "reply_to", "subject", "date", "text", "html", "reply", "attachments",
    "automatic", "in_reply_to", "references", "filed", "case", "because",
]  # fmt: skip


def mail(number: int, text: str = "The table came with a scratch.", more: str = "") -> str:
    return (
        f"From: Amara Okafor <amara{number}@home.example>\nTo: care@meridian.example\n"
        f"Subject: Table {number}\nMessage-ID: <{number}@home.example>\n{more}"
        f"Date: Mon, 02 Mar 2026 07:48:{number % 60:02} +0000\n\n{text}\n"
    )


def mbox(*mails: str) -> str:
    return "".join(f"From x@home.example Mon Mar  2 07:48:34 2026\n{one}\n" for one in mails)


def test_an_mbox_is_filed_once(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "old.mbox"
    file.write_text(mbox(*(mail(number) for number in range(60))))

    first = desk.run("ingest", str(file), "--json")
    second = desk.run("ingest", str(file), "--json")

    assert first.returncode == second.returncode == 0
    assert [list(row) for row in rows(first)] == [KEYS] * 60
    assert {row["filed"] for row in rows(first)} == {"opened"}
    assert sorted(row["case"] for row in rows(first)) == list(range(1, 61))
    assert {row["filed"] for row in rows(second)} == {"duplicate"}
    assert first.stderr.decode() == "60 mails: 60 opened.\n"


def test_history_writes_to_nobody(desk: Desk) -> None:
    told = rows(desk.run("ingest", "-", "--json", stdin=mail(1)))

    assert told[0]["filed"] == "opened"
    assert rows(desk.run("deliver", "--until-idle", "--json")) == [{"loop": "deliver", "done": 0}]
    assert rows(desk.run("clock", "--until-idle", "--json")) == [{"loop": "clock", "done": 0}]
    case = rows(desk.run("export"))[0]
    assert case["aware_at"] == "2026-03-02T07:48:01+00:00"
    assert case["promises"] == []


def test_live_mail_gets_its_receipt(desk: Desk) -> None:
    desk.run("ingest", "-", "--live", stdin=mail(1))

    assert rows(desk.run("deliver", "--until-idle", "--json"))[0]["done"] == 1
    (letter,) = (desk.home / "mails").glob("*.eml")
    assert b"amara1@home.example" in letter.read_bytes()


def test_a_dry_run_keeps_nothing(desk: Desk) -> None:
    told = rows(desk.run("ingest", "-", "--dry-run", "--json", stdin=mail(1)))

    assert told[0]["filed"] == "opened"
    assert rows(desk.run("export")) == []
    assert not (desk.home / "files").exists()


def test_a_bad_file_is_told_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "1.eml").write_text(mail(1))
    (folder / "2.eml").write_bytes(b"\x00\xff no mail at all")
    (folder / "3.eml").write_text("")
    (folder / "4.eml").write_text(mail(4))

    done = desk.run("ingest", str(folder), "--json")

    assert done.returncode == 0
    assert [row["filed"] for row in rows(done)] == ["opened", "held", "held", "opened"]
    assert all(row["because"] for row in rows(done))


def test_a_path_that_is_not_there_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    done = desk.run("ingest", str(tmp_path / "nothing.mbox"))

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "nothing.mbox" in done.stderr.decode()


def test_before_the_first_run_mail_is_kept_and_filed_later(tmp_path: Path) -> None:
    desk = Desk.fresh(tmp_path)

    first = desk.run("ingest", "-", "--json", stdin=mail(1))
    second = desk.run("ingest", "-", "--json", stdin=mail(1))
    assert [row["filed"] for row in rows(first) + rows(second)] == ["held", "duplicate"]

    owner = desk.run("setup", "--owner", "Priya Nair", "--email", "priya@meridian.example", "--business", "Meridian")
    assert owner.returncode == 0, owner.stderr
    fetched = desk.run("fetch", "--until-idle")
    assert fetched.returncode == 0, fetched.stderr
    assert [case["customer"]["name"] for case in rows(desk.run("export"))] == ["Amara Okafor"]
