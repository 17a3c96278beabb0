"""Escalations: who above the owner is asked in, why, and who accepted (S1.43)."""

from __future__ import annotations

from django.db import models

from amends.cases.models import Case, Words
from amends.people.models import Person
from amends.people.rows import Rows


class Escalation(models.Model):
    """A case goes up the ladder; level 1 asks the Leads, level 2 the programme owners."""

    class Reason(models.TextChoices):
        """Why: two promises broken, the customer had to come three times, a limit of the law near, somebody asked."""

        BROKEN_TWICE = "broken-twice"
        CONTACTS = "three-contacts"
        HARD_LIMIT = "hard-limit"
        ASKED = "asked"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "escalation"


class EscalationStep(models.Model):
    """What happened to an escalation: a level was told, somebody accepted it, it is over; rows are only added."""

    class What(models.TextChoices):
        """`told` names the level that was asked."""

        TOLD = "told"
        ACCEPTED = "accepted"
        ENDED = "ended"

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    level = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "escalation_step"
