from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from amends.cli.stage import Stage
from amends.cli.story import play
from amends.core import clock
from tests.cli.desk import Desk, rows

STORIES = Path(__file__).parents[1] / "stories"
HOUSE = [
    {"at": "2027-03-01T09:00Z", "act": "set_up_house", "name": "Meridian Furniture", "address": "care@m.example"},
    {"at": "2027-03-01T09:00Z", "act": "add_member", "name": "Priya Nair", "email": "priya@m.example"},
    {
        "at": "2027-03-01T10:00Z",
        "act": "mail_arrives",
        "from": "Amara <a@home.example>",
        "text": "It broke. I am angry.",
    },
]


def story(*lines: dict[str, object]) -> list[str]:
    return [json.dumps(line) for line in (*HOUSE, *lines)]


@pytest.fixture
def stage(committed_db: object, tmp_path: Path) -> object:
    yield Stage(tmp_path / "mails")
    clock.set_now(None)


def test_a_story_is_played_on_a_scratch_database(tmp_path: Path) -> None:
    desk = Desk.fresh(tmp_path / "home")
    mails = tmp_path / "mails"

    done = desk.run("play", str(STORIES / "five_steps.jsonl"), "--mails", str(mails))

    assert done.returncode == 0, done.stderr
    assert all(row.get("ok") or row.get("refused") for row in rows(done))
    assert not (tmp_path / "home").exists()
    assert len(list(mails.glob("*.eml"))) == 5
    assert [path for path in os.listdir("/tmp") if path.startswith(f"amends-play-{os.getpid()}")] == []


def test_an_unusable_line_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = "\n".join(
        [
            "not json",
            "[1]",
            '{"at": "2027-03-01T09:00", "act": "verify"}',
            '{"at": "2027-03-01T09:00Z"}',
            '{"at": "2027-03-01T09:00Z", "act": "fly"}',
            '{"at": "2027-03-01T09:00Z", "act": "set_up_house"}',
            '{"at": "2027-03-01T09:00Z", "act": "set_up_house", "name": "Meridian", "colour": "red"}',
            '{"at": "2027-03-01T09:00Z", "act": "add_note", "by": "Nobody", "case": 1, "words": "x"}',
            '{"at": "2027-03-01T09:00Z", "act": "set_up_house", "name": "Meridian"}',
            '{"at": "2027-02-01T09:00Z", "ask": "verify"}',
        ]
    )

    done = Desk.fresh(tmp_path).run("play", "-", stdin=lines)

    assert done.returncode == 2
    assert [next(iter(row)) for row in rows(done)] == ["error"] * 8 + ["ok", "error"]


def test_everything_comes_at_its_own_instant(stage: Stage) -> None:
    answers = list(play(story({"at": "2027-03-02T09:00Z", "by": "Priya Nair", "ask": "notices"}), stage))

    told = [(notice["code"], notice["at"]) for notice in answers[-1]["result"]]
    assert ("promise-broken", "2027-03-01T12:00:01+00:00") in told
    assert told == sorted(told, key=lambda row: row[1], reverse=True)


def test_a_refusal_has_its_sentence_and_its_way_on(stage: Stage) -> None:
    line = {"at": "2027-03-01T10:10Z", "by": "Priya Nair", "act": "try_action", "case": 1, "words": "Sent a new one"}

    answers = list(play(story(line), stage))

    assert answers[-1]["refused"]["code"] == "not-said-back"
    assert answers[-1]["refused"]["lead_on"] == "restate"
    assert answers[-1]["refused"]["may_override"] is True
    assert answers[-1]["refused"]["sentence"]


def test_the_secret_of_the_house_is_never_told(stage: Stage) -> None:
    assert "secret" not in next(play(story(), stage))["result"]


def test_a_question_is_answered_to_the_team_only(stage: Stage) -> None:
    asked: dict[str, object] = {"at": "2027-03-01T10:10Z", "ask": "case", "case": 1}
    lines = [{**asked, "by": by} for by in ("Priya Nair", "Amara")]

    priya, amara = list(play(story(*lines), stage))[-2:]

    assert priya["result"]["customer"] == "Amara"
    assert amara["refused"]["code"] == "not-allowed"
