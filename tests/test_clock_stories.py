"""Stories of the clocks of timer packs, each with all timers and mails between."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.test_stories import Teller, Told, tell

__all__ = ["tell"]
LONDON = ZoneInfo("Europe/London")


def clock(story: Told, at: str, name: str, issue: int | None = None) -> dict[str, Any]:
    found = [row for row in story.at(at) if row["clock"] == name and (issue is None or row["issue"] == issue)]
    assert found, f"no clock {name} at {at}"
    return dict(found[-1])


def sentences(row: dict[str, Any]) -> str:
    return " ".join(why["sentence"] for why in row["why"])


@pytest.mark.req("S0.11")
@pytest.mark.req("S0.13")
def test_easter_and_the_clock_change_move_nothing_that_the_rule_leaves(tell: Teller) -> None:
    story = tell("easter_clocks")

    assert [answer for answer in story.answers if "error" in answer] == []
    assert story.at("2027-03-01T09:05")["code"] == "not-allowed"
    # 1. Both are shown, and the earlier hard one drives the warning
    target, limit = (clock(story, "2027-03-25T16:45", f"receipt-{end}") for end in ("target", "limit"))
    assert (target["due_local"], target["hard"], target["drives"]) == ("2027-03-30T09:40:00+01:00", False, False)
    assert (limit["due_local"], limit["hard"], limit["drives"]) == ("2027-03-26T16:40:00+00:00", True, True)
    after = clock(story, "2027-03-25T16:50", "receipt-limit")
    assert (after["state"], after["since"]) == ("stopped", "2027-03-25T16:48:00+00:00")
    # 2. Each clock by its subject, with its reasons
    ends = {(row["issue"], row["clock"]): row["due_local"] for row in story.at("2027-03-25T16:45")}
    assert ends[1, "src-window"] == "2027-04-01T17:00:00+01:00"
    assert ends[1, "final-response"][:10] == "2027-05-20"
    assert ends[2, "answer"][:10] == "2027-04-19"
    assert ends[2, "exceptional"][:10] == "2027-05-18"
    assert (2, "final-response") not in ends
    why = sentences(clock(story, "2027-03-25T16:45", "exceptional"))
    for day in ("Fri 26 Mar 2027", "Mon 29 Mar 2027", "Mon 3 May 2027"):
        assert f"{day} is a holiday." in why
    assert "The clocks go forward 60 minutes on Sun 28 Mar 2027." in why
    assert "DISP 1.6.2A" in why
    # 3. 24 hours are 24 hours; nobody is there; the customer reads her own clock
    day = story.at("2027-03-27T15:00")
    assert day["why"][0]["due"] == "2027-03-28T16:00:00+01:00"
    assert "outside-hours" in day["doubts"]
    assert story.at("2027-03-27T15:01")["words"] == "Tuesday 30 March, 07:00"


@pytest.mark.req("S0.12")
def test_a_letter_stops_its_clock_only_with_what_the_rule_asks_for(tell: Teller) -> None:
    story = tell("easter_clocks")

    # 4. The update was kept; the summary resolution communication is refused without its parts
    promises = {row["kind"]: row["state"] for row in story.at("2027-03-30T10:31")["promises"]}
    assert promises["update"] == "kept"
    assert "acceptance" in story.at("2027-03-31T10:12")["sentence"]
    refused = story.at("2027-03-31T10:20")
    assert (refused["code"], refused["may_override"]) == ("content-missing", False)
    for part in ("about the complaint", "consider it resolved", "Financial Ombudsman Service", "ombudsman's site"):
        assert part in refused["sentence"]
    assert "site" in story.at("2027-03-31T10:21")["sentence"]
    assert [row["stopped"] for row in story.at("2027-03-31T10:22")["clocks"]] == [True, True]
    assert clock(story, "2027-03-31T10:25", "final-response")["state"] == "exempted"
    # A hand-over starts nothing anew
    assert (
        clock(story, "2027-04-06T09:05", "exceptional")["due"] == clock(story, "2027-03-25T16:45", "exceptional")["due"]
    )
    # 5. Without the six months it goes, and stops nothing
    without = story.at("2027-04-16T14:00")["clocks"]
    assert [row["stopped"] for row in without] == [False, False]
    assert without[0]["missing"] == ["the six months in which it can be referred"]
    assert clock(story, "2027-04-16T14:01", "answer")["state"] == "running"
    assert clock(story, "2027-04-16T14:11", "answer")["state"] == "stopped"
    assert clock(story, "2027-05-21T09:00+01:00", "exceptional")["state"] == "stopped"
    assert story.ask("verify") == []


def test_a_limit_counts_from_the_public_post_and_warns_on_its_last_working_day(tell: Teller) -> None:
    story = tell("three_channels_clocks")

    assert [answer for answer in story.answers if "error" in answer] == []
    signpost = clock(story, "2027-06-07T11:35", "signpost")
    assert signpost["anchor_at"] == "2027-06-06T20:10:00+00:00"
    assert signpost["due_local"][:10] == "2027-08-01"
    assert signpost["warns"][-1] == "2027-07-30T08:00:00+00:00"
    assert "Sun 1 Aug 2027 is no working day; the limit stays there." in sentences(signpost)
    # The first working day is over, and it counts as reportable; nothing was broken by that
    assert clock(story, "2027-06-08T09:00", "first-working-day")["state"] == "lapsed"
    # Handed over, closed as nothing for us, and opened again: still the same Sunday
    again = clock(story, "2027-07-01T09:05", "signpost")
    assert (again["due"], again["state"]) == (signpost["due"], "running")
    early, late = story.at("2027-07-30T08:59"), story.at("2027-07-30T09:01")
    assert [row["code"] for row in late].count("clock-soon") == [row["code"] for row in early].count("clock-soon") + 1
    # A letter that does not say that the ombudsman is free stops nothing, and that is told
    assert [row["stopped"] for row in story.at("2027-07-31T10:00")["clocks"]] == [False]
    assert clock(story, "2027-08-02T09:00", "signpost")["state"] == "breached"
    assert {"clock-tried", "clock-breached", "recorded"} <= {row["code"] for row in story.at("2027-08-02T09:05")}
    assert story.ask("verify") == []
