"""The mailboxes we fetch from: read by one process at a time, and alarmed about when they fail."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework import letters
from amends.casework.filing import Arrived, store
from amends.casework.wording import times
from amends.casework.working import require_member, words_of
from amends.channels.email.threads import message_id_for
from amends.channels.models import Mailbox, OutboxMail, RawMail
from amends.core.refusal import AlreadyAnswered, NotFound, Unusable
from amends.people import queries as people
from amends.people.models import Notice, Person, Role

LEASE = timedelta(minutes=5)
# How often a mailbox is asked for new mail.
EVERY = timedelta(seconds=20)
# A mailbox that cannot be read for longer than this is brought before people: customers' words are waiting in it.
ALARM_AFTER = timedelta(minutes=15)


def add_mailbox(
    *,
    host: str,
    user: str,
    password: str,
    at: datetime,
    name: str = "",
    port: int = 993,
    folder: str = "INBOX",
    tls: bool = True,
    by: Person | None = None,
) -> Mailbox:
    """Fetch from a mailbox from now on; for programme owners, and for whoever stands at the machine.

    Raises Unusable, AlreadyAnswered for one that is fetched already.
    """
    _require_owner(by)
    if not 0 < port < 65536:
        raise Unusable(field="port", fault="unknown", value=port)
    place = {"host": words_of(host, "host", longest=255), "port": port, "folder": words_of(folder, "folder", 255)}
    with transaction.atomic():
        row, is_new = Mailbox.objects.get_or_create(
            **place,
            user=words_of(user, "user", longest=255),
            defaults={"name": (name or user)[:120], "password": password, "tls": tls},
        )
    if not is_new:
        raise AlreadyAnswered(what="mailbox", answer=row.name)
    return row


def remove_mailbox(mailbox: int, *, at: datetime, by: Person | None = None) -> None:
    """Fetch from a mailbox no longer; what came from it stays. Raises NotFound."""
    _require_owner(by)
    if not Mailbox.objects.filter(pk=mailbox).delete()[0]:
        raise NotFound(what="mailbox", number=mailbox)


def claim_due(at: datetime, *, every: timedelta = EVERY, done: Collection[int] = ()) -> Mailbox | None:
    """A mailbox whose turn it is and that is not `done`, claimed for five minutes; None when there is none."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    due = Mailbox.objects.filter(free).filter(Q(fetched_at=None) | Q(fetched_at__lte=at - every)).exclude(pk__in=done)
    for row in due.order_by("fetched_at", "pk")[:50]:
        if Mailbox.objects.filter(free, pk=row.pk).update(lease_until=at + LEASE):
            return row
    return None


def take(mailbox: Mailbox, arrived: Sequence[Arrived], *, uidvalidity: int, uid: int, at: datetime) -> list[RawMail]:
    """Store a batch and how far the mailbox is read in one commit, so that a crash loses none and repeats none."""
    with transaction.atomic():
        rows = store(arrived, at=at, live=True)
        Mailbox.objects.filter(pk=mailbox.pk).update(uidvalidity=uidvalidity, uid=uid, lease_until=at + LEASE)
    return rows


def note_read(mailbox: Mailbox, *, at: datetime) -> None:
    """The mailbox was read to its end."""
    Mailbox.objects.filter(pk=mailbox.pk).update(
        fetched_at=at, lease_until=None, failing_since=None, alarmed_at=None, fault=""
    )


def note_failed(mailbox: Mailbox, fault: str, *, at: datetime) -> None:
    """The mailbox could not be read; after 15 minutes of it the leads are told once, also by mail."""
    with transaction.atomic():
        row = Mailbox.objects.select_for_update().filter(pk=mailbox.pk).first()
        if row is None:
            return
        row.failing_since = row.failing_since or at
        row.fault, row.fetched_at, row.lease_until = fault[:1000], at, None
        if row.alarmed_at is None and at - row.failing_since >= ALARM_AFTER:
            row.alarmed_at = at
            for person in people.leads():
                _alarm(row, person, at)
        row.save(update_fields=["failing_since", "fault", "fetched_at", "lease_until", "alarmed_at"])


def _require_owner(by: Person | None) -> None:
    if by is not None:
        require_member(by, Role.PROGRAMME)


def _alarm(row: Mailbox, person: Person, at: datetime) -> None:
    since = row.failing_since or at
    values = {"mailbox": row.name, "since": since.isoformat(), "fault": row.fault}
    Notice.objects.create(person=person, code="mailbox-failing", values=values, at=at)
    address = people.address_of(person)
    if not address:
        return
    house = people.house()
    key = f"mailbox:{row.pk}:{since:%Y%m%d%H%M%S}:{person.pk}"
    with translation.override(person.language):
        subject = _("The mailbox %(name)s cannot be read") % {"name": row.name}
        text = _("Since %(since)s no mail could be fetched from %(name)s.\n\n%(fault)s") % {
            "since": times.at(since, person.zone or house.zone, "full", now=at),
            "name": row.name,
            "fault": row.fault,
        }
    OutboxMail.objects.create(
        key=key,
        to=person,
        to_address=address,
        from_name=house.name,
        subject=subject,
        text=text,
        mail_id=message_id_for(key, letters.own_domain(house)),
        automatic=True,
        pressed_at=at,
        ready_at=at,
    )
