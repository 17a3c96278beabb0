"""What comes in as it came, and what goes out until it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Q

from amends.cases.models import Case
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.people.rows import Rows


class Mailbox(models.Model):
    """An IMAP folder we fetch from, and how far we have read it."""

    name = models.CharField(max_length=120)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=993)
    user = models.CharField(max_length=255)
    password = models.CharField(max_length=255)
    folder = models.CharField(max_length=255, default="INBOX")
    tls = models.BooleanField(default=True)
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "mailbox"
        constraints = [models.UniqueConstraint(fields=["host", "port", "user", "folder"], name="mailbox_once")]


class Because(NamedTuple):
    """Why a mail was filed as it was: a code and values, worded when read (`casework.wording.mails`)."""

    code: str
    values: Mapping[str, Any] = MappingProxyType({})

    def by_machine(self, kind: str) -> Because:
        """The same reason of a mail that a machine sent."""
        return Because(self.code, {**self.values, "kind": kind})


class RawMail(models.Model):
    """A mail as it came, stored before anything is made of it; once by its hash and Message-ID."""

    class Filed(models.TextChoices):
        """What became of it; "waiting" until it is filed."""

        WAITING = "waiting"
        OPENED = "opened"
        THREADED = "threaded"
        HELD = "held"
        IGNORED = "ignored"
        DUPLICATE = "duplicate"

    source = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    mail_id = models.CharField(max_length=300, blank=True)
    raw = models.BinaryField()
    live = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    filed = models.CharField(max_length=10, choices=Filed, default=Filed.WAITING)
    filed_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=40, blank=True)
    because_values = models.JSONField(default=dict)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.ForeignKey(CustomerMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)

    objects = Rows()

    class Meta:
        db_table = "raw_mail"
        indexes = [
            models.Index(fields=["sha256"], name="raw_mail_sha256"),
            models.Index(fields=["mail_id"], name="raw_mail_mail_id"),
            models.Index(fields=["id"], condition=Q(filed="waiting"), name="raw_mail_waiting"),
            models.Index(fields=["id"], condition=Q(filed="held"), name="raw_mail_held"),
        ]

    @classmethod
    def earlier(cls, row: RawMail, mail_id: str) -> RawMail | None:
        """The same mail as it was filed before, by its octets or its Message-ID. Asked for every mail, so in SQL."""
        question = (
            "SELECT id FROM raw_mail WHERE (sha256 = %s OR (mail_id = %s AND mail_id <> '')) "
            "AND filed NOT IN ('waiting', 'duplicate') AND id <> %s ORDER BY id LIMIT 1"
        )
        with connection.cursor() as cursor:
            cursor.execute(question, [row.sha256, mail_id[:300], row.pk])
            found = cursor.fetchone()
        return cls.objects.defer("raw").get(pk=found[0]) if found else None


class OutboxMail(models.Model):
    """A mail on its way out, with a Message-ID that stays the same at every try (architecture, point 8)."""

    key = models.CharField(max_length=80, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="outbox")
    message = models.OneToOneField(
        CustomerMessage, on_delete=models.CASCADE, null=True, blank=True, related_name="outbox"
    )
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to_address = models.CharField(max_length=320)
    from_name = models.CharField(max_length=200)
    reply_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    mail_id = models.CharField(max_length=300, unique=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    references = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    settles = models.JSONField(default=list)
    practice = models.BooleanField(default=False)
    pressed_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)

    objects = Rows()

    class Meta:
        db_table = "outbox_mail"
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(ready_at__isnull=False), name="outbox_mail_ready"),
        ]

    @classmethod
    def count_automatic(cls, address: str, *, since: datetime) -> int:
        """How many automatic mails to an address were made since an instant. Asked for every mail, so in SQL.

        The persons who have the address lead to them by an index.
        """
        question = (
            "SELECT count(DISTINCT outbox_mail.id) FROM contact_point "
            "JOIN outbox_mail ON outbox_mail.to_id = contact_point.person_id "
            "WHERE contact_point.kind = 'email' AND contact_point.plain = %s AND lower(to_address) = %s "
            "AND automatic AND pressed_at >= %s"
        )
        plain = address.strip().lower()
        with connection.cursor() as cursor:
            cursor.execute(question, [plain[:320], plain, connection.ops.adapt_datetimefield_value(since)])
            return int(cursor.fetchone()[0])
