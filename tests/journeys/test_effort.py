from __future__ import annotations

import pytest

from amends.cases.models import Case
from amends.casework import asks
from amends.people.models import Person
from amends.remedies.models import Override
from tests.journeys.world import World, give_to

pytestmark = pytest.mark.journey

COMPLAINT = b"""From: Amara Okafor <amara@home.example>
To: desk@meridian.example
Subject: Missing screws
Message-ID: <screws@home.example>
Date: Tue, 16 Jun 2026 09:28:00 +0000

The bed came without its screws and I slept on the floor. I am angry.
"""
QUESTION = b"""From: Amara Okafor <amara@home.example>
To: desk@meridian.example
Subject: Opening hours
Message-ID: <hours@home.example>
Date: Tue, 16 Jun 2026 09:28:00 +0000

When are you open on Saturday?
"""
REPLY = (
    "Hello Amara,\n\n"
    "You wrote that the bed came without its screws and that you slept on the floor. "
    "I can see how a night on the floor makes you angry. I am sorry that we forgot the screws. "
    "I am looking after this myself: a courier brings them, and I will write to you by 17:00 today.\n"
)


def test_an_ordinary_complaint_takes_three_mails_and_three_presses_and_meets_no_refusal(world: World) -> None:
    world.box.append(COMPLAINT)
    world.passes(seconds=30)
    priya = Person.objects.get(name="Priya Nair")
    case = Case.objects.get()
    give_to(case, priya, world)

    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.write(REPLY)
    world.press("^Send to Amara")
    world.passes(seconds=20)
    world.passes(hours=5)

    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.get_by_text("One message that fills it").click()
    world.press("^Send to Amara", inside="#closing")
    world.passes(minutes=1)
    world.mail_from_amara("Yes, it's put right. Thank you!")

    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.press("^Yes, Amara says that")
    told = asks.case(case.pk, by=priya, at=world.now)
    assert told["closed"]["how"] == "agreed"
    assert [row["state"] for row in told["promises"]] == ["kept", "kept"]
    assert len(world.mails()) <= 3
    assert world.presses <= 3
    assert not Override.objects.exists()
    print(f"effort: {len(world.mails())} mails, {world.presses} presses, 0 clicks of the customer, 0 refusals")


def test_a_mail_that_is_no_complaint_is_done_in_two_keys(world: World) -> None:
    world.box.append(QUESTION)
    world.passes(seconds=30)
    priya = Person.objects.get(name="Priya Nair")
    case = Case.objects.get()
    give_to(case, priya, world)
    world.page.goto(world.desk)

    # `j` only chooses the row; the two keys are those that open and close.
    world.page.keyboard.press("j")
    world.page.keyboard.press("Enter")
    world.page.wait_for_url("**/cases/**")
    world.page.keyboard.press(".")

    world.page.get_by_role("button", name="Reopen").first.wait_for()
    told = asks.case(case.pk, by=priya, at=world.now)
    assert told["kind"] == "question"
    assert told["closed"]["how"] == "answered"
