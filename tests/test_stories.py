"""Whole stories in acts and questions; each runs on the database under test, with all timers and mails between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from amends.cli.stage import Stage
from amends.cli.story import play
from amends.core import clock

STORIES = Path(__file__).with_name("stories")


@dataclass(frozen=True)
class Told:
    """A story with its answers; lines are found by their instant."""

    lines: list[dict[str, Any]]
    answers: list[dict[str, Any]]

    def at(self, instant: str) -> Any:
        """What the line at an instant was answered: its result, or what refused it."""
        found = [
            answer for line, answer in zip(self.lines, self.answers, strict=True) if line["at"].startswith(instant)
        ]
        assert len(found) == 1, f"{len(found)} lines are at {instant}"
        assert "error" not in found[0], found[0]
        return found[0].get("refused") or found[0]["result"]

    def ask(self, question: str) -> Any:
        """What the last line with a question was answered."""
        return [
            answer["result"]
            for line, answer in zip(self.lines, self.answers, strict=True)
            if line.get("ask") == question
        ][-1]


Teller = Callable[[str], Told]


@pytest.fixture
def tell(committed_db: object, tmp_path: Path) -> Iterator[Teller]:
    """Plays a story by its name."""

    def told(name: str) -> Told:
        text = (STORIES / f"{name}.jsonl").read_text()
        story = [line for line in text.splitlines() if line and not line.startswith("#")]
        return Told([json.loads(line) for line in story], list(play(story, Stage(tmp_path / "mails"))))

    yield told
    clock.set_now(None)


def steps(case: dict[str, Any]) -> dict[str, str]:
    return {step["id"]: step["status"] for step in case["steps"]}


@pytest.mark.req("S0.2")
@pytest.mark.req("S0.13")
@pytest.mark.req("S0.15")
@pytest.mark.req("S0.16")
def test_a_case_goes_through_the_five_steps_by_mail(tell: Teller) -> None:
    story = tell("five_steps")

    assert [answer for answer in story.answers if "error" in answer] == []
    # Listen
    assert story.at("2027-03-01T10:00")["filed"] == "opened"
    assert steps(story.at("2027-03-01T10:05"))["listen"] == "done"
    # Repeat, empathise, apologise, assure in one reply
    one_reply = story.at("2027-03-01T10:31")
    assert steps(one_reply) == {"listen": "done", "repeat": "awaited", "own": "done", "act": "now", "train": "to-do"}
    assert one_reply["understood"] is False
    assert [promise["due"] for promise in one_reply["promises"] if promise["kind"] == "update"] == [
        "2027-03-02T10:30:00+00:00"
    ]
    # "Not quite" by mail: a reading that the owner confirms, and an act that asks first
    assert story.at("2027-03-01T11:15")["settled_as"] == "not-quite"
    assert story.at("2027-03-01T11:16")["code"] == "restatement-disputed"
    understood = story.at("2027-03-01T11:56")
    assert understood["understood"] is True
    assert [version["version"] for version in understood["restatements"]] == [1, 2]
    # Act: moved before its time, and the next one kept
    moved = {promise["id"]: promise["state"] for promise in story.at("2027-03-02T10:05")["promises"]}
    assert (moved[3], moved[4]) == ("moved", "open")
    kept = story.at("2027-03-03T12:30")
    assert {promise["id"]: promise["state"] for promise in kept["promises"]}[4] == "kept"
    assert not any(promise["broken"] for promise in kept["promises"])
    assert kept["missing_for_closing"] == ["confirmed"]
    # Her own yes
    closed = story.at("2027-03-03T15:06")
    assert closed["closed_how"] == "agreed"
    assert closed["closed"]["by"]["name"] == "Amara Okafor"
    # Train
    assert [lesson["title"] for lesson in story.at("2027-03-03T15:20")] == ["Look at the legs before the van leaves"]
    assert story.at("2027-03-03T15:22") == []
    assert story.ask("verify") == []


@pytest.mark.req("S0.11")
def test_what_the_customer_reads_are_clock_times_in_one_thread(tell: Teller) -> None:
    story = tell("five_steps")

    mails = story.ask("mails")
    first = mails[1]["text"]
    assert "You hear from me by Tuesday 2 March, 10:30 (your time)." in first
    assert "within 24 hours" not in first
    assert all(mail["sent"] for mail in mails)
    assert all(mail["in_reply_to"] for mail in mails)
    assert {mail["subject"] for mail in mails} == {"Re: Our dining table [#1]"}


@pytest.mark.req("S0.4")
@pytest.mark.req("S0.6")
@pytest.mark.req("S0.7")
@pytest.mark.req("S2.23")
def test_a_restatement_is_disputed_until_it_is_right(tell: Teller) -> None:
    story = tell("disputed_restatement")

    assert [answer for answer in story.answers if "error" in answer] == []
    assert story.at("2027-06-01T13:31")["code"] == "first-words-locked"
    # What cannot be undone asks first; what can be undone goes on with a reason
    disputed = story.at("2027-06-01T14:15")
    assert (disputed["code"], disputed["may_override"], disputed["lead_on"]) == (
        "restatement-disputed",
        True,
        "restate",
    )
    assert "code" not in story.at("2027-06-01T14:16")
    # Two versions are not enough
    twice = story.at("2027-06-01T15:01")
    assert twice["understood"] is False
    assert [notice["code"] for notice in story.at("2027-06-01T15:10")] == ["lead-asked"]
    # The third is right, and all three stay
    third = story.at("2027-06-01T16:01")
    assert third["understood"] is True
    assert [[answer["answer"] for answer in row["answers"]] for row in third["restatements"]] == [
        ["not-quite"],
        ["not-quite"],
        ["yes"],
    ]
    assert third["first_words"] == "you brought the wrong table and wrecked my floor"
    assert "code" not in story.at("2027-06-01T16:02")
    assert [row["rule"] for row in story.at("2027-06-01T16:05")] == ["restatement-disputed"]
    assert story.ask("verify") == []


@pytest.mark.req("S0.7")
@pytest.mark.req("S1.30")
def test_two_points_of_a_case_are_said_back_and_understood_apart(tell: Teller) -> None:
    story = tell("two_issues")

    assert [answer for answer in story.answers if "error" in answer] == []
    # One matter, until the floor is marked as a point of its own
    assert [row["title"] for row in story.at("2027-06-01T14:20")["issues"]] == ["Wrong table"]
    assert [row["understood"] for row in story.at("2027-06-01T15:03")["issues"]] == [False, False]
    assert steps(story.at("2027-06-01T15:03"))["repeat"] == "now"
    assert story.at("2027-06-01T15:04")["code"] == "not-allowed"
    assert story.at("2027-06-01T15:05")["code"] == "not-found"
    # The floor was not said back: version 2 was about what was known before it was marked
    assert story.at("2027-06-01T15:11")["code"] == "not-said-back"
    assert steps(story.at("2027-06-01T15:21"))["repeat"] == "awaited"
    # A yes to one is no yes to the other
    half = story.at("2027-06-01T15:32")
    assert [row["understood"] for row in half["issues"]] == [True, False]
    assert half["understood"] is False
    assert steps(half)["repeat"] == "now"
    assert "disputed-three-times" in [notice["code"] for notice in story.at("2027-06-01T15:33")]
    # A version that is passed is not answered any more
    assert story.at("2027-06-01T15:41")["code"] == "not-found"
    assert steps(story.at("2027-06-01T15:42"))["repeat"] == "awaited"
    whole = story.at("2027-06-01T15:51")
    assert [row["understood"] for row in whole["issues"]] == [True, True]
    assert whole["understood"] is True
    assert [(row["version"], row["issue"]) for row in whole["restatements"]] == [
        (1, None),
        (2, None),
        (3, 1),
        (4, 2),
        (5, 2),
    ]
    assert "code" not in story.at("2027-06-01T15:52")
    assert story.ask("verify") == []


def test_we_knew_when_the_driver_heard_it_not_when_it_was_typed(tell: Teller) -> None:
    story = tell("disputed_restatement")

    opened = story.ask("timeline")[0]
    assert (opened["code"], opened["at"], opened["recorded"]) == (
        "opened",
        "2027-06-01T09:05:00+00:00",
        "2027-06-01T13:30:00+00:00",
    )


@pytest.mark.req("S2.35")
@pytest.mark.req("S2.36")
def test_who_asks_for_a_supervisor_has_a_name_and_a_clock_time_and_only_a_call_keeps_it(tell: Teller) -> None:
    story = tell("supervisor")

    assert [answer for answer in story.answers if "error" in answer or "refused" in answer] == []
    # Nobody live, a published time: the name and the clock time at once
    asked = story.at("2027-03-01T10:04")
    assert (asked["promise"]["promisor"]["name"], asked["promise"]["due"]) == (
        "Marek Novak",
        "2027-03-01T15:30:00+00:00",
    )
    assert asked["held_seconds"] < 180
    assert "Marek Novak rings you: Monday 1 March, 15:30 (your time)." in story.at("2027-03-01T10:05")[-1]["text"]
    assert "later today" not in " ".join(mail["text"] for mail in story.at("2027-03-01T10:05"))
    # No time left: a promise of the agent's own, and down the ladder
    waiting = story.at("2027-03-01T13:02")
    assert (waiting["promise"], waiting["meanwhile"]["promisor"]["name"]) == (None, "Priya Nair")
    assert [ask["lead"] for ask in story.at("2027-03-01T13:17")["asked"]] == ["Marek Novak", "Tom Reed"]
    assert story.at("2027-03-01T13:19")["promise"]["promisor"]["name"] == "Tom Reed"
    assert not any(promise["broken"] for promise in story.at("2027-03-01T13:20")["promises"])
    assert promises(story.at("2027-03-01T13:20"))[8] == "reported"
    # Reached in time
    assert promises(story.at("2027-03-01T15:35"))[2] == "reported"
    # A try keeps nothing; the message before the time moves it; nothing sent is broken
    assert story.at("2027-03-01T15:56")["moves"] == 4
    assert [tried["reached"] for tried in story.at("2027-03-01T15:56")["tries"]] == [False]
    assert promises(story.at("2027-03-01T15:58"))[4] == "renegotiated"
    assert promises(story.at("2027-03-01T16:56"))[10] == "in-force"
    assert promises(story.at("2027-03-01T16:57"))[10] == "broken"


def promises(case: dict[str, Any]) -> dict[int, str]:
    return {promise["id"]: promise["move"] for promise in case["promises"]}
