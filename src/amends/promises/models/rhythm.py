"""How often the customer of a case hears of us, the lines they read, and the days that stayed silent (S4.16)."""

from __future__ import annotations

from django.db import models

from amends.cases.models import Case, Words
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.people.rows import Rows


class Rhythm(models.Model):
    """The rhythm that somebody chose for a case; the newest row counts, and none means that of the playbook (0.4.9)."""

    class Kind(models.TextChoices):
        """Each working day, each week, at the next promised contact, or not at all."""

        DAILY = "daily"
        WEEKLY = "weekly"
        NEXT_CONTACT = "next-contact"
        NONE = "none"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "rhythm"


class Progress(models.Model):
    """A line that the customer reads about today's work; `is_still` says that nothing moved, and the words say why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="progress")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    is_still = models.BooleanField(default=False)
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "progress"


class SilentDay(models.Model):
    """A working day on which a customer with a daily rhythm read nothing of us (D-20)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="silent_days")
    day = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "silent_day"
        constraints = [
            models.UniqueConstraint(fields=["case", "day"], name="silent_day_once"),
        ]
