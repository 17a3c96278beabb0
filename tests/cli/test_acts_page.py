from __future__ import annotations

import json
from pathlib import Path

from amends.casework.acts import all_acts
from amends.cli.post import POST
from amends.cli.stage import Stage
from amends.cli.story import play
from amends.core import clock
from amends.insight.asks import every_ask
from tests.checks.acts_page import ACTS, API, STORY, acts_page, api_page


def test_the_pages_of_acts_and_routes_say_what_the_code_says() -> None:
    assert ACTS.read_text() == acts_page(), "`make docs` writes it anew."
    assert API.read_text() == api_page(), "`make docs` writes it anew."


def test_the_story_of_the_examples_runs(committed_db: object, tmp_path: Path) -> None:
    story = STORY.read_text().splitlines()
    try:
        answers = list(play(story, Stage(tmp_path)))
    finally:
        clock.set_now(None)

    lines = [json.loads(line) for line in story if line and not line.startswith("#")]
    not_done = {
        line.get("act") or line.get("ask"): answer
        for line, answer in zip(lines, answers, strict=True)
        if not answer.get("ok")
    }
    # First words are never edited: this one act is always refused.
    assert list(not_done) == ["edit_first_words"], not_done


def test_every_act_and_every_question_has_an_example() -> None:
    lines = [json.loads(line) for line in STORY.read_text().splitlines() if line and not line.startswith("#")]

    assert {line["act"] for line in lines if "act" in line} == {*all_acts(), *POST}
    assert {line["ask"] for line in lines if "ask" in line} == {*every_ask()}
