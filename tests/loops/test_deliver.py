from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.test import override_settings

from amends.casework.holding import hold
from amends.casework.opening import open_case
from amends.casework.replying import write
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.loops import deliver
from amends.people.models import Person
from amends.promises.models import Promise
from tests.services.dovecot import free_port
from tests.services.smtp import SmtpReceiver


@pytest.fixture
def case(priya: Person, now: datetime) -> int:
    return open_case(
        words="The table came with a scratch.",
        by=priya,
        at=now,
        name="Amara Okafor",
        email="amara@home.example",
        channel="webform",
        kind="complaint",
        subject="Table",
    ).pk


def test_a_mail_leaves_with_all_that_machines_look_for(case: int, priya: Person, smtp: SmtpReceiver) -> None:
    write(case, "Hello Amara, I look after this.", by=priya, at=clock.now())

    while deliver.step():
        pass

    receipt, reply = (message_from_bytes(raw, policy=default) for raw in smtp.raw)
    assert receipt["Auto-Submitted"] in ("auto-replied", "auto-generated")
    assert reply["Auto-Submitted"] is None
    assert reply["From"] == '"Priya Nair, Meridian Furniture" <care@meridian.example>'
    assert reply["To"] == "Amara Okafor <amara@home.example>"
    assert reply["In-Reply-To"] or reply["References"]
    assert not OutboxMail.objects.filter(sent_at=None).exists()


def test_a_held_message_leaves_when_its_time_has_come(
    case: int, priya: Person, now: datetime, smtp: SmtpReceiver
) -> None:
    hold(case, {"text": "I look after this."}, by=priya, at=now, key="press", undo_seconds=15)
    deliver.step()
    before = len(smtp.raw)

    clock.set_now(now + timedelta(seconds=16))
    while deliver.step():
        pass

    assert len(smtp.raw) == before + 1


def test_a_server_that_says_later_is_asked_later(case: int, now: datetime, smtp: SmtpReceiver) -> None:
    smtp.refuse_with = "451 4.3.0 Try again later"
    deliver.step()

    (mail,) = OutboxMail.objects.all()
    assert (mail.sent_at, mail.failed_at, mail.tries) == (None, None, 1)
    assert "451" in mail.fault

    smtp.refuse_with = ""
    clock.set_now(now + timedelta(minutes=2))
    assert deliver.step() == 1
    assert OutboxMail.objects.get().sent_at


def test_what_is_refused_for_good_is_told_to_the_owner(case: int, priya: Person, smtp: SmtpReceiver) -> None:
    smtp.refuse_recipients.add("amara@home.example")

    deliver.step()

    (mail,) = OutboxMail.objects.all()
    assert mail.failed_at
    assert mail.ready_at is None
    assert [notice.code for notice in priya.notices.all()] == ["did-not-go"]


def test_a_server_that_is_away_is_asked_once_a_batch(case: int, priya: Person) -> None:
    write(case, "Hello Amara.", by=priya, at=clock.now())
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port(), AMENDS_MAILS=""):
        assert deliver.step() == 0

    faults = {mail.fault for mail in OutboxMail.objects.all()}
    assert len(faults) == 1
    assert "cannot be reached" in faults.pop()


def test_a_promise_is_kept_once_the_server_has_taken_the_mail(
    case: int, priya: Person, now: datetime, smtp: SmtpReceiver
) -> None:
    write(case, "Hello Amara, I look after this.", by=priya, at=now)
    service = Promise.objects.get(case=case, kind="service")
    assert service.verdict(now).is_open

    while deliver.step():
        pass

    assert not Promise.objects.get(pk=service.pk).verdict(now).is_open


def test_mails_can_be_kept_in_a_folder(case: int, folder: Path) -> None:
    with override_settings(AMENDS_MAILS=str(folder)):
        assert deliver.step() == 1

    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    assert "<amara@home.example>" in message_from_bytes(file.read_bytes())["To"]
