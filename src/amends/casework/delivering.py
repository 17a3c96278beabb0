"""Outbox mails leave the house; what they keep or move counts once the mail server has accepted them (point 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from amends.cases.models import Case
from amends.casework.claiming import claimed
from amends.casework.settling import settle
from amends.casework.working import require_member, working
from amends.channels.models import OutboxMail
from amends.core.promise import GRACE
from amends.people.models import Person, voice

MOST_TRIES = 12


class Transport(Protocol):
    """Hands one mail to a mail server, or raises Again (try later) or GiveUp (never)."""

    def __call__(self, mail: OutboxMail) -> None: ...


class Again(Exception):
    """The mail server cannot take it now."""


class GiveUp(Exception):
    """The mail server refuses it for good."""


def deliver_due(
    at: datetime, transport: Transport, limit: int = 50, clock: Callable[[], datetime] | None = None
) -> int:
    """Claim and send what is ready; practice mail is only put on the practice shelf. Answers how many left."""
    ready = OutboxMail.objects.filter(ready_at__lte=at).order_by("ready_at", "pk")
    read_clock = clock or (lambda: at)
    taken = claimed(ready, at, limit, clock=read_clock)
    return sum(_deliver(number, fence, transport, read_clock) for number, fence in taken)


def try_again(mail: int, *, by: Person, at: datetime) -> None:
    """Take a mail that did not go up again; one that has gone stays as it is."""
    require_member(by)
    OutboxMail.objects.filter(pk=mail, sent_at=None).update(
        ready_at=at, failed_at=None, tries=0, lease_until=None, fault=""
    )


def _deliver(number: int, fence: int, transport: Transport, clock: Callable[[], datetime]) -> bool:
    mail = OutboxMail.objects.select_related("to").get(pk=number)
    try:
        if not mail.practice:
            transport(mail)
    except Again as error:
        _wait(mail, fence, str(error), clock())
        return False
    except GiveUp as error:
        _fail(mail, fence, str(error), clock())
        return False
    return _accept(mail, fence, clock())


def _accept(mail: OutboxMail, fence: int, at: datetime) -> bool:
    with transaction.atomic():
        _lock_case(mail)
        done = OutboxMail.objects.filter(pk=mail.pk, fence=fence, sent_at=None)
        if not done.update(sent_at=at, ready_at=None, lease_until=None, fault=""):
            return False
        if mail.case_id and mail.settles:
            with working(mail.case_id, by=voice("mail", at), at=at) as work:
                settle(work, mail.settles, mail.message, mail.pressed_at if at - mail.pressed_at <= GRACE else at)
    return True


def _wait(mail: OutboxMail, fence: int, fault: str, at: datetime) -> None:
    if mail.tries + 1 >= MOST_TRIES:
        _fail(mail, fence, fault, at)
        return
    wait = timedelta(seconds=min(3600, 15 * 2**mail.tries))
    OutboxMail.objects.filter(pk=mail.pk, fence=fence).update(
        tries=mail.tries + 1, ready_at=at + wait, lease_until=None, fault=fault[:1000]
    )


def _fail(mail: OutboxMail, fence: int, fault: str, at: datetime) -> None:
    with transaction.atomic():
        _lock_case(mail)
        failed = OutboxMail.objects.filter(pk=mail.pk, fence=fence)
        if failed.update(failed_at=at, ready_at=None, lease_until=None, fault=fault[:1000]) and mail.case_id:
            with working(mail.case_id, by=voice("mail", at), at=at) as work:
                work.note("did-not-go", mail=mail.pk, message=mail.message_id)
                work.tell(work.owner, "did-not-go", mail=mail.pk)


def _lock_case(mail: OutboxMail) -> None:
    """The lock on the case comes first everywhere, so that two acts never wait for each other."""
    if mail.case_id:
        Case.objects.select_for_update().filter(pk=mail.case_id).first()
