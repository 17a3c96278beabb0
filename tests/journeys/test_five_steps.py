from __future__ import annotations

import re
from typing import Any

import pytest

from amends.cases.models import Case, Entry
from amends.cases.models.timeline import verify
from amends.casework import asks
from amends.learning.models import LessonReading
from amends.people.models import Person
from tests.journeys.world import World, give_to

pytestmark = pytest.mark.journey

FIRST = """From: Amara Okafor <amara@home.example>
To: desk@meridian.example
Subject: Wrong table, scratched floor
Message-ID: <first@home.example>
Date: Tue, 16 Jun 2026 09:28:00 +0000

You brought the wrong table and your men scratched my floor by the door. I am furious.
"""
REPLY = (
    "Hello Amara,\n\n"
    "You wrote that we brought the wrong table and that our men scratched your floor by the door. "
    "I can see how a scratched floor on top of the wrong table makes you furious. "
    "I am sorry that we scratched your floor. "
    "I will look after this myself. "
    "I will write to you with the date of the floor repair within 24 hours.\n"
)


def test_a_complaint_by_mail_is_carried_through_five_steps_to_a_lesson(world: World, shots: Any) -> None:
    # 1 Listen: a mail arrives, a receipt with a clock time leaves, Priya finds it in My work.
    world.box.append(FIRST.encode())
    world.passes(seconds=30)
    priya = Person.objects.get(name="Priya Nair")
    case = Case.objects.get()
    give_to(case, priya, world)
    receipt = world.newest()
    assert receipt.in_reply_to == "<first@home.example>"
    assert "Tuesday 16 June, 12:30" in receipt.text
    assert "Priya" not in receipt.text
    world.page.goto(world.desk)
    shots(world.page, "my-work")
    world.page.get_by_role("link", name=re.compile("Amara Okafor")).first.click()
    shots(world.page, "case")

    # 2 Repeat, 3 Empathise-Apologise-Assure: one reply does it all, with one press.
    world.passes(minutes=10)
    world.presses = 0
    world.write(REPLY)
    shots(world.page, "reply")
    world.press("^Send to Amara")
    assert world.presses == 1
    world.passes(seconds=20)
    answer = world.newest()
    assert "by Wednesday 17 June, 10:40 (your time)" in answer.text
    assert "within 24 hours" not in answer.text
    told = asks.case(case.pk, by=priya, at=world.now)
    assert {row["id"]: row["status"] for row in told["steps"]} == {
        "listen": "done",
        "repeat": "awaited",
        "own": "done",
        "act": "now",
        "train": "to-do",
    }

    # The customer says "not quite" by mail; Priya confirms the reading with one key and says it back anew.
    world.mail_from_amara("Not quite: it is the floor in the hall, not by the door.")
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.keyboard.press("y")
    world.page.keyboard.press("Enter")
    world.page.wait_for_load_state("networkidle")
    assert asks.case(case.pk, by=priya, at=world.now)["restatements"][0]["answers"][0]["answer"] == "not-quite"
    world.write(
        "Hello Amara,\n\nYou wrote that our men scratched your floor in the hall. Did I get it right? "
        "I will write to you with the date of the repair by tomorrow 12:00.\n"
    )
    world.press("^Send to Amara")
    world.passes(seconds=20)
    world.mail_from_amara("Yes, that's it.")
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.keyboard.press("y")
    world.page.keyboard.press("Enter")
    world.page.wait_for_load_state("networkidle")
    told = asks.case(case.pk, by=priya, at=world.now)
    assert told["understood"]
    assert [row["version"] for row in told["restatements"]] == [1, 2]
    shots(world.page, "half-way")

    # 4 Act: the promise is moved before it is due, with the customer told first; then it is kept.
    world.passes(hours=21)
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.get_by_role("link", name=re.compile("^Move")).first.click()
    world.write(
        "Hello Amara, the joiner has not called back yet. I will write to you by Thursday 12:00 with the date.\n"
    )
    world.press("^Send to Amara")
    world.passes(seconds=20)
    states = {row["what"]: row["state"] for row in asks.case(case.pk, by=priya, at=world.now)["promises"]}
    assert "moved" in states.values()
    world.passes(hours=20)
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.write("Hello Amara, the joiner comes on Friday morning and repairs the floor in the hall.\n")
    world.press("^Send to Amara")
    world.passes(seconds=20)
    promises = asks.case(case.pk, by=priya, at=world.now)["promises"]
    assert [row["state"] for row in promises if row["kind"] != "service"] == ["kept", "moved", "kept"]

    # The closing card asks, in one message; the customer closes.
    world.passes(hours=48)
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.get_by_text("One message that fills it").click()
    shots(world.page, "closing-card")
    world.page.locator("#closing").get_by_role("button", name=re.compile("^Send to Amara")).click()
    world.page.wait_for_load_state("networkidle")
    world.passes(seconds=20)
    assert "put right" in world.newest().text
    world.mail_from_amara("Yes, it's put right now. Thank you.")
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.keyboard.press("y")
    world.page.keyboard.press("Enter")
    world.page.wait_for_load_state("networkidle")
    told = asks.case(case.pk, by=priya, at=world.now)
    assert told["closed"]["how"] == "agreed"
    assert told["closed"]["by"]["name"] == "Amara Okafor"

    # 5 Train: a lesson from the steps taken, without a trace of the customer, unread by everybody.
    world.page.get_by_label("Cause").fill("wrong floor protection")
    world.press("Draft a lesson")
    shots(world.page, "lesson")
    world.press("Share with the team")
    lessons = asks.lessons(by=priya, at=world.now)
    assert "Amara" not in str(lessons)
    assert LessonReading.objects.filter(read_at=None).count() == 4

    assert_every_mail_is_threaded(world)
    assert list(verify()) == []
    assert not Entry.objects.filter(code="broken").exists()
    world.page.goto(re.findall(r"\S+/p/\S+/", world.newest().text)[-1])
    shots(world.page, "customer-page")


def assert_every_mail_is_threaded(world: World) -> None:
    mails = world.mails()
    assert len(mails) == len({mail.message_id for mail in mails})
    known = {mail.message_id for mail in mails}
    for mail in mails:
        assert mail.in_reply_to.endswith("@home.example>") or mail.in_reply_to in known
        assert mail.in_reply_to in mail.references
    assert "<first@home.example>" in mails[-1].references
