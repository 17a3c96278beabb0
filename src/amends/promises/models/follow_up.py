"""The follow-up some days after an agreed closure: are they happy, and is there anything else? (S3.33, S3.34)"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models import Case, Closure, Words
from amends.people.models import Person
from amends.people.rows import Rows


class FollowUp(models.Model):
    """One follow-up a closure: due, then done with its result. It never blocks anybody (requirements 0.4.17)."""

    class Result(models.TextChoices):
        """`asked` is a personal mail that asked both questions; an answer to it goes on in the case."""

        HAPPY = "happy"
        NOT_HAPPY = "not-happy"
        NO_ANSWER = "no-answer"
        ASKED = "asked"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="follow_up")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=20, choices=Result, blank=True)
    anything_else = models.CharField(max_length=10, blank=True)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "follow_up"
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=Q(done_at=None), name="follow_up_due"),
        ]
