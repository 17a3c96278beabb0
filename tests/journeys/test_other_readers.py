"""Who reads what: notes never leave (`ux.md` T17), and everybody reads their own clock (T21)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.cases.models import Case, Entry
from amends.casework.opening import open_case
from amends.casework.promising import promise
from amends.channels.email.parse import ParsedMail, parse
from amends.channels.models import RawMail
from amends.core import clock
from amends.people.models import House, Person
from tests.journeys.looking import session_of
from tests.journeys.test_five_steps import FIRST
from tests.journeys.world import TUESDAY, World, give_to

pytestmark = pytest.mark.journey

# Friday 17:00 in Berlin, which is 16:00 in Lisbon and 18:00 in Riga.
FRIDAY = datetime(2026, 6, 19, 15, 0, tzinfo=UTC)


def test_a_note_and_every_answer_to_it_stays_in_the_house(world: World) -> None:
    world.box.append(FIRST.encode())
    world.passes(seconds=30)
    priya, case = Person.objects.get(name="Priya Nair"), Case.objects.get()
    give_to(case, priya, world)
    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.page.keyboard.press("n")
    world.page.keyboard.type("Same driver as last week? @Sam")
    world.page.keyboard.press("Control+Enter")
    world.page.get_by_text("Note added").wait_for()
    world.passes(seconds=20)
    (notice,) = mails_to(world, "sam@meridian.example")
    before = len(world.mails())

    # Sam answers the notice; somebody he passed it on to answers it as well, and so does Amara herself.
    for number, sender in enumerate(("sam@meridian.example", "driver@haulage.example", "amara@home.example")):
        answer(world, notice, sender, f"Yes, the third time, says voice {number}.")

    shown = world.page
    shown.goto(f"{world.desk}/cases/{case.pk}/")
    shown.get_by_text("says voice 0.").wait_for()
    notes = Entry.objects.filter(stream=f"case:{case.pk}", code="noted")
    assert [entry.seen_by for entry in notes] == ["team", "team"]
    held = RawMail.objects.filter(filed="held").order_by("pk")
    assert [row.because for row in held] == ["notice-outsider", "notice-outsider"]
    assert len(world.mails()) == before
    amara = re.findall(r"\S+/p/\S+/", world.newest().text)[-1]
    for address in (amara, f"{amara}print/"):
        shown.goto(address)
        assert "says voice" not in shown.content()
        assert "Same driver" not in shown.content()


def test_one_instant_is_read_in_three_zones(world: World, chromium: Any) -> None:
    House.objects.update(zone="Europe/Berlin")
    Person.objects.filter(name="Priya Nair").update(zone="Europe/Lisbon")
    Person.objects.filter(name="Omar Haddad").update(zone="Europe/Berlin")
    priya = Person.objects.get(name="Priya Nair")
    case = open_case(
        words="The wrong table came.", name="Amara Okafor", email="amara@home.example", channel="email",
        kind="complaint", subject="Scratched table", by=priya, at=TUESDAY,
    )  # fmt: skip
    Person.objects.filter(pk=case.customer_id).update(zone="Europe/Riga")
    give_to(case, priya, world)
    promise(case, "Ring with the date", due=FRIDAY, by=priya, at=TUESDAY)
    world.passes(seconds=20)

    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    told = world.page.locator("#promises").inner_text()
    assert "16:00" in told
    assert "18:00" not in told
    world.page.goto(world.desk)
    row = world.page.locator(".rows li", has_text="Amara Okafor")
    assert "late" not in row.inner_text().lower()
    times = {stamp for stamp in world.page.locator("time").evaluate_all("all => all.map(one => one.dateTime)") if stamp}
    assert all(datetime.fromisoformat(stamp).tzinfo for stamp in times)

    world.page.goto(f"{world.desk}/cases/{case.pk}/")
    world.write("Hello Amara, I have your mail. I will write to you by Friday 16:00 with the date.\n")
    world.press("^Send to Amara")
    world.passes(seconds=20)
    letter = world.newest().text
    assert "Friday 19 June, 18:00 (your time)" in letter
    amara = re.findall(r"\S+/p/\S+/", letter)[-1]
    for address in (amara, f"{amara}print/"):
        world.page.goto(address)
        assert "18:00" in world.page.inner_text("body")
        assert "16:00" not in world.page.inner_text("body")

    # Omar sits where the business is.
    context = chromium.new_context(base_url=world.desk)
    context.add_cookies([session_of("omar@meridian.example", world.desk)])
    page = context.new_page()
    page.goto(f"/cases/{case.pk}/")
    assert "17:00" in page.locator("#promises").inner_text()
    context.close()
    assert clock.now() < FRIDAY


def mails_to(world: World, address: str) -> list[ParsedMail]:
    return [parse(one.raw) for one in world.sent.received if address in one.rcpt_tos]


def answer(world: World, notice: ParsedMail, sender: str, words: str) -> None:
    world.box.append(
        f"From: {sender}\nTo: {notice.reply_to[0].address}\nSubject: Re: {notice.subject}\n"
        f"Message-ID: <{len(words)}.{sender}>\nIn-Reply-To: {notice.message_id}\n"
        f"Date: {world.now:%a, %d %b %Y %H:%M:%S +0000}\n\n{words}\n".encode()
    )
    world.passes(minutes=2)
