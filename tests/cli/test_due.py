from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amends.cli import due

ENGLAND = {"zone": "Europe/London", "holidays_of": "GB-ENG"}
FRIDAY = "2026-08-28T16:30:00+01:00"


def run(*options: str) -> int:
    parser = argparse.ArgumentParser(prog="amends due")
    due.add_arguments(parser)
    return due.run(parser.parse_args(options))


@pytest.fixture
def england(tmp_path: Path) -> str:
    file = tmp_path / "england.toml"
    file.write_text('zone = "Europe/London"\nholidays_of = "GB-ENG"\n', encoding="utf-8")
    return str(file)


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def ask(monkeypatch: pytest.MonkeyPatch, *lines: object) -> None:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_due_time_is_told_with_its_reasons(england: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--from", FRIDAY, "--within", "one working day", "--calendar", england) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2026-09-01T16:30:00+01:00",
        "1 working day from Friday 28 August 2026 16:30: Tuesday 1 September 2026 16:30, Europe/London.",
        "Monday 31 August 2026 is a holiday.",
    ]


def test_json_is_one_object_a_line(england: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--from", FRIDAY, "--within", "1 working day", "--calendar", england, "--json") == 0

    [answer] = answers(capsys)
    assert answer["due"] == "2026-09-01T16:30:00+01:00"
    assert answer["why"][1] == {
        "code": "holiday",
        "date": "2026-08-31",
        "sentence": "Monday 31 August 2026 is a holiday.",
    }


def test_the_house_calendar_serves_where_none_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--from", "2026-08-28T16:30Z", "--within", "1 working hour", "--json") == 0
    assert run("--from", "2026-08-28T16:30Z", "--to", "2026-08-31T10:00Z", "--json") == 0
    assert run("--from", "2026-08-31T10:00Z", "--to", "2026-08-28T16:30Z") == 0

    lines = capsys.readouterr().out.splitlines()
    assert json.loads(lines[0])["due"] == "2026-08-31T09:30:00+00:00"
    assert json.loads(lines[1])["worked_seconds"] == 5400
    assert lines[2] == "0 working seconds"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--within", "1 hour"], "start is missing"),
        (["--from", FRIDAY], "either within"),
        (["--from", FRIDAY, "--within", "1 hour", "--to", FRIDAY], "either within"),
        (["--from", "yesterday", "--within", "1 hour"], "not an instant"),
        (["--from", "2026-08-28T16:30", "--within", "1 hour"], "no offset"),
        (["--from", FRIDAY, "--within", "soon"], "not an amount"),
        (["--from", FRIDAY, "--within", "1 hour", "--calendar", "/nowhere.toml"], "cannot be read"),
        (["--from", FRIDAY, "--within", "999 months", "--calendar", "/"], "cannot be read"),
        (["--from", FRIDAY, "--within", "9999 months"], "more than a hundred years"),
    ],
)
def test_unusable_options_end_with_2_and_a_sentence(
    options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*options) == 2

    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""
    assert run(*options, "--json") == 2
    assert says in json.loads(capsys.readouterr().out)["error"]


def test_a_broken_calendar_file_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "calendar.toml"
    for content in (b"zone = ", b"zone = 'Europe/Atlantis'", b"\xff\xfe"):
        file.write_bytes(content)
        assert run("--from", FRIDAY, "--within", "1 hour", "--calendar", str(file)) == 2
        assert capsys.readouterr().err


def test_lines_are_answered_in_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ask(
        monkeypatch,
        {"from": "2026-03-28T15:00:00+00:00", "within": "24 hours", "calendar": {"zone": "Europe/London"}},
        {"from": FRIDAY, "within": "1 working day", "to": None, **ENGLAND},
        {"from": FRIDAY, "to": "2026-09-01T10:00:00+01:00", "calendar": ENGLAND, "json": True},
        {"from": FRIDAY, "within": "1 working day"},
    )

    assert run("-") == 0

    told = answers(capsys)
    assert [answer.get("due", answer.get("worked_seconds")) for answer in told] == [
        "2026-03-29T16:00:00+01:00",
        "2026-09-01T16:30:00+01:00",
        5400,
        "2026-08-31T15:30:00+00:00",
    ]


def test_an_unusable_line_says_so_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"from": FRIDAY, "within": "1 hour"}
    bad: list[object] = [
        "not json",
        "",
        "[]",
        "[" * 100_000,
        "1" * 5_000,
        {},
        {**good, "calender": {}},
        {**good, "calendar": []},
        {**good, "calendar": {"hours": {}}, "zone": "UTC"},
        {**good, "calendar": {"holidays_of": "XX-YY"}},
        {**good, "calendar": "/nowhere.toml"},
        {"from": FRIDAY, "within": "1 working day", "calendar": {"hours": {}}},
        {"from": 5, "within": "1 hour"},
        {"from": "2026-03-28T01:30:00+00:00", "within": "1 day", "calendar": {"zone": "Europe/London"}},
    ]
    ask(monkeypatch, *bad, good)

    assert run("-") == 2

    *refused, answered = answers(capsys)
    assert len(refused) == len(bad)
    assert all(list(answer) == ["error"] and answer["error"] for answer in refused)
    assert "does not exist in Europe/London" in refused[-1]["error"]
    assert answered["due"] == "2026-08-28T16:30:00+00:00"


def test_a_calendar_option_serves_every_line_without_its_own(
    england: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(monkeypatch, {"from": FRIDAY, "within": "1 working day"})

    assert run("--calendar", england, "-") == 0

    assert answers(capsys)[0]["due"] == "2026-09-01T16:30:00+01:00"


def test_the_command_does_not_load_django() -> None:
    code = "import sys, amends.cli.due; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_clock_of_a_pack_answers_with_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    rule = ("--pack", "uk-fca-disp1", "--clock", "final-response")

    assert run("--from", "2027-03-25T16:40+00:00", *rule, "--json") == 0
    assert run("--from", "2027-03-25T16:40+00:00", "--pack", "uk-fca-disp1", "--clock", "nothing") == 2

    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert answer["due"] == "2027-05-20T23:59:59+01:00"
    assert [why["code"] for why in answer["why"]][:3] == ["rule", "anchor", "whole-days"]
    assert "Name a clock of uk-fca-disp1: acknowledgement, " in told.err


def test_the_day_of_receipt_chooses_the_rule_in_a_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"from": "2026-04-08T12:00Z", "pack": "uk-ofcom-c4", "clock": "adr-letter"}
    ask(monkeypatch, asked, {**asked, "received": "2026-04-07"}, {**asked, "within": "1 day"}, {**asked, "pack": "no"})

    assert run("-") == 2

    six, eight, both, unknown = answers(capsys)
    assert (six["due"][:10], eight["due"][:10]) == ("2026-05-20", "2026-06-03")
    assert "Give either" in both["error"]
    assert "There is no pack “no”" in unknown["error"]
