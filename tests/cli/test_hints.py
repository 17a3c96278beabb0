import argparse
import io
import json
from pathlib import Path

import pytest

from amends.cli import hints as command

AT = ["--at", "2026-03-28T15:00+00:00", "--zone", "Europe/London"]


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *asked: str) -> list[dict[str, object]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(asked)))
    ended = run([*AT, "-"])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended == (2 if any("error" in answer for answer in answers) else 0)
    return answers


@pytest.mark.req("S0.13")
def test_a_file_is_read_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reply.txt"
    file.write_text("I am sorry that the leg was broken. I will ring you within 24 hours.", encoding="utf-8")

    assert run([*AT, "--json", str(file)]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "times",
        "promises",
        "acts",
        "feeling",
        "complaint",
        "threat",
        "legal",
        "wants_supervisor",
        "questions",
    ]
    assert answer["times"] == [
        {"text": "within 24 hours", "start": 52, "end": 67, "value": "2026-03-29T16:00:00+01:00", "grain": "hour"}
    ]
    assert answer["promises"] == [
        {
            "text": "I will ring you within 24 hours",
            "what": "ring you",
            "due": "2026-03-29T16:00:00+01:00",
            "vague": False,
            "start": 36,
            "end": 67,
        }
    ]
    assert [act["act"] for act in answer["acts"]] == ["apology"]


def test_people_read_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reply.txt"
    file.write_text("I will ring you next week. We apologise for any inconvenience.", encoding="utf-8")

    assert run([*AT, str(file)]) == 0

    out = capsys.readouterr().out
    assert "promise: ring you – 2026-04-03T17:00:00+01:00" in out
    assert "time: next week – 2026-03-30 to 2026-04-06" in out
    assert "empty-apology: We apologise for any inconvenience." in out


def test_lines_answer_one_by_one_and_an_unusable_one_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = lines(
        monkeypatch,
        capsys,
        '{"text": "Ich rufe Sie morgen um 12 Uhr an.", "language": "de", "zone": "Europe/Berlin"}',
        "nonsense",
        "[1]",
        '{"text": 5}',
        '{"text": "x", "zone": "Nowhere/At"}',
        '{"text": "x", "at": "2026-03-28T15:00"}',
        '{"text": "x", "side": "nobody"}',
        '{"text": "x", "words": 1}',
        '{"text": "Unfortunately I am furious. When will it come?", "side": "customer"}',
    )

    assert answers[0]["promises"][0]["due"] == "2026-03-29T12:00:00+02:00"  # type: ignore[index] – parsed JSON
    assert [list(answer) for answer in answers[1:8]] == [["error"]] * 7
    assert [act["act"] for act in answers[8]["acts"]] == ["question"]  # type: ignore[attr-defined] – parsed JSON
    assert answers[8]["feeling"] == {"level": 5, "because": ["furious"]}


def test_a_file_that_is_not_there_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*AT, "--json", "/nowhere/at/all"]) == 2
    captured = capsys.readouterr()
    assert "error" in json.loads(captured.out)
    assert "cannot be read" in captured.err


def test_options_that_make_no_question_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--at", "yesterday", "-"]) == 2
    assert "is not an instant" in capsys.readouterr().err
