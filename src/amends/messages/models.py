"""The lanes of words: with the customer, and in the team. A query for one lane cannot return another's rows."""

from __future__ import annotations

from django.db import models

from amends.cases.models import Case, Words
from amends.people.models import Person
from amends.people.rows import Rows


class CustomerMessage(models.Model):
    """One written or spoken contact between the customer and us; `words` is the new text without quotes."""

    class Direction(models.TextChoices):
        """Whether it came to us or went from us."""

        IN = "in"
        OUT = "out"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    channel = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    full = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    html = models.TextField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    mail_id = models.CharField(max_length=300, blank=True)
    automatic = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "customer_message"
        indexes = [
            models.Index(fields=["mail_id"], name="customer_message_mail_id"),
            models.Index(fields=["case", "direction", "-id"], name="customer_message_newest"),
        ]


class TeamNote(models.Model):
    """Words only the team sees. They never leave the house."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "team_note"


class Attachment(models.Model):
    """A file of a message, kept once by its hash."""

    message = models.ForeignKey(CustomerMessage, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    inline = models.BooleanField(default=False)

    class Meta:
        db_table = "attachment"


class Draft(models.Model):
    """A text while it is being written, one a person and case; saved as it is typed (`ux.md` C31)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    lane = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    choices = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="draft_one_a_person")]


class HeldSend(models.Model):
    """A message that was sent off and can still be taken back: nothing else is written before release (point 8)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="held")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    acts = models.JSONField(default=dict)
    key = models.CharField(max_length=64, unique=True)
    seen_message = models.BigIntegerField(default=0)
    pressed_at = models.DateTimeField()
    release_at = models.DateTimeField()
    stopped = models.CharField(max_length=40, blank=True)
    stopped_values = models.JSONField(default=dict)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "held_send"
        indexes = [models.Index(fields=["release_at"], name="held_send_release")]
