from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.cases.models import Case
from amends.casework.filing import Arrived, store
from amends.casework.mailboxes import add_mailbox
from amends.channels.models import Mailbox, OutboxMail, RawMail
from amends.core import clock
from amends.core.refusal import AlreadyAnswered
from amends.loops import fetch
from amends.people.models import Person
from tests.services.dovecot import Dovecot


def mail(number: int) -> bytes:
    return (
        f"From: Amara Okafor <amara{number}@home.example>\nTo: care@meridian.example\nSubject: Table {number}\n"
        f"Message-ID: <{number}@home.example>\n\nThe table came with a scratch, and I am angry.\n"
    ).encode()


@pytest.fixture
def mailbox(priya: Person, dovecot: Dovecot, now: datetime) -> Mailbox:
    return add_mailbox(
        host=dovecot.host,
        port=dovecot.port,
        user=dovecot.user,
        password=dovecot.password,
        tls=False,
        name="Care",
        at=now,
    )


def pass_time(**span: float) -> None:
    clock.set_now(clock.now() + timedelta(**span))


def test_new_mail_is_stored_and_filed_once(mailbox: Mailbox, dovecot: Dovecot) -> None:
    dovecot.append_all([mail(number) for number in range(3)])

    assert fetch.step() == 3
    pass_time(minutes=1)
    dovecot.append(mail(4))
    fetch.step()
    pass_time(minutes=1)
    fetch.step()

    assert Case.objects.count() == 4
    assert {row.filed for row in RawMail.objects.all()} == {"opened"}
    assert b"\\Seen" not in b" ".join(dovecot.flags())


def test_a_mailbox_is_not_asked_all_the_time(mailbox: Mailbox, dovecot: Dovecot) -> None:
    fetch.step()
    dovecot.append(mail(1))

    assert fetch.step() == 0
    pass_time(seconds=21)
    assert fetch.step() == 1


def test_a_mailbox_is_read_by_one_process_at_a_time(mailbox: Mailbox, dovecot: Dovecot, now: datetime) -> None:
    Mailbox.objects.update(lease_until=now + timedelta(minutes=5))
    dovecot.append(mail(1))

    assert fetch.step() == 0
    # The other one was killed: its lease ends.
    pass_time(minutes=6)
    assert fetch.step() == 1


def test_a_renumbered_mailbox_files_nothing_twice(mailbox: Mailbox, dovecot: Dovecot) -> None:
    dovecot.append_all([mail(1), mail(2)])
    fetch.step()
    dovecot.renumber()
    pass_time(minutes=1)

    fetch.step()

    assert Case.objects.count() == 2
    assert sorted(row.filed for row in RawMail.objects.all()) == ["duplicate", "duplicate", "opened", "opened"]


def test_what_a_crash_left_behind_is_filed(priya: Person, now: datetime) -> None:
    store([Arrived("Care 1/1", mail(1), now)], at=now, live=True)

    assert fetch.step() == 1
    assert Case.objects.count() == 1


def test_a_mailbox_that_fails_is_brought_before_the_leads_once(
    mailbox: Mailbox, dovecot: Dovecot, omar: Person
) -> None:
    dovecot.stop()
    fetch.step()
    failing = Mailbox.objects.get()
    assert failing.fault
    assert not omar.notices.exists()

    for _ in range(3):
        pass_time(minutes=8)
        fetch.step()

    (notice,) = omar.notices.all()
    assert (notice.code, notice.values["mailbox"]) == ("mailbox-failing", "Care")
    (letter,) = OutboxMail.objects.all()
    assert letter.to_address == "omar@meridian.example"
    assert "Care" in letter.subject

    dovecot.start()
    pass_time(minutes=1)
    fetch.step()
    well = Mailbox.objects.get()
    assert (well.fault, well.failing_since, well.alarmed_at) == ("", None, None)


def test_before_the_first_run_nothing_is_fetched(committed_db: object, now: datetime) -> None:
    assert fetch.step() == 0


def test_the_same_mailbox_is_added_once(mailbox: Mailbox, now: datetime) -> None:
    with pytest.raises(AlreadyAnswered):
        add_mailbox(host=mailbox.host, port=mailbox.port, user=mailbox.user, password="x", at=now)
