"""The desk with its two mail servers, its loops and a browser, and a clock that the test moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.cases.models import Case
from amends.casework.owning import assign
from amends.channels.email.parse import ParsedMail, parse
from amends.channels.models import Mailbox
from amends.core import clock
from amends.loops import clock as clock_loop
from amends.loops import deliver, fetch
from amends.loops.running import run_until_idle
from amends.people.models import Person
from tests.desk.conftest import PASSWORD, found
from tests.services.dovecot import Dovecot
from tests.services.smtp import SmtpReceiver

TUESDAY = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)


@dataclass
class World:
    """The desk, its two mail servers and its browser, with a clock that the test moves."""

    desk: str
    page: Any
    box: Dovecot
    sent: SmtpReceiver
    presses: int = 0
    now: datetime = TUESDAY

    def passes(self, **span: float) -> None:
        """Time passes, and every loop does what is due on the way."""
        self.now += timedelta(**span)
        clock.set_now(self.now)
        for loop in (fetch.loop(timedelta()), deliver.loop(), clock_loop.loop(), deliver.loop()):
            run_until_idle(loop) if loop.name != "fetch" else loop.step()

    def mail_from_amara(self, words: str) -> None:
        """Amara answers the newest mail she has, quoting it as her program does."""
        to = self.newest()
        quoted = "\n".join(f"> {line}" for line in to.text.splitlines())
        self.box.append(
            f"From: Amara Okafor <amara@home.example>\nTo: {to.reply_to[0].address}\nSubject: Re: {to.subject}\n"
            f"Message-ID: <{len(self.mails())}.{self.now:%H%M}@home.example>\nIn-Reply-To: {to.message_id}\n"
            f"References: {' '.join((*to.references, to.message_id))}\nDate: {self.now:%a, %d %b %Y %H:%M:%S +0000}\n\n"
            f"{words}\n\nOn {self.now:%a, %d %b %Y at %H:%M}, Priya Nair wrote:\n{quoted}\n".encode()
        )
        self.passes(minutes=2)

    def mails(self) -> list[ParsedMail]:
        """Every mail that the customer's mail server has accepted."""
        return [parse(one.raw) for one in self.sent.received if "amara@home.example" in one.rcpt_tos]

    def newest(self) -> ParsedMail:
        return self.mails()[-1]

    def press(self, name: str, inside: str = "body") -> None:
        """Press a button by its words, as an agent does."""
        self.presses += 1
        self.page.locator(inside).get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()

    def write(self, text: str) -> None:
        """Type into the composer, and wait until what it says was read."""
        self.page.locator("#body").click()
        self.page.locator("#body").fill(text)
        self.page.locator("#read .parts").wait_for()
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def world(
    live_desk: str, dovecot: Dovecot, smtp_receiver: SmtpReceiver, chromium: Any, settings: Any
) -> Iterator[World]:
    clock.set_now(TUESDAY)
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_receiver.host, smtp_receiver.port
    settings.AMENDS_ORIGIN = live_desk
    found(TUESDAY)
    Mailbox.objects.create(
        name="desk", host=dovecot.host, port=dovecot.port, user=dovecot.user, password=dovecot.password, tls=False
    )
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("requestfailed", lambda asked: faults.append(f"failed: {asked.method} {asked.url} {asked.failure}"))
    context.on("response", lambda told: faults.append(f"{told.status}: {told.url}") if told.status >= 400 else None)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(live_desk)
    page.get_by_label(re.compile("mail", re.IGNORECASE)).first.fill("priya@meridian.example")
    page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_desk}/")
    yield World(live_desk, page, dovecot, smtp_receiver)
    context.close()
    clock.set_now(None)
    print(*faults, sep="\n")


def give_to(case: Case, priya: Person, world: World) -> None:
    """The turn goes round by number; the story is Priya's."""
    if case.assignments.latest("pk").owner_id != priya.pk:
        assign(case.pk, priya, by=priya, at=world.now, tell_customer=False)
