"""Clocks of timer packs on a case, the moments that start and stop them, and what happened to them; rows only added."""

from __future__ import annotations

from django.db import models

from amends.cases.models import Case, Issue, Words
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.people.rows import Rows
from amends.playbooks.models import PackVersion


class Moment(models.Model):
    """Something that a rule counts from or asks for, told by a person with its evidence: a letter sent, a yes said."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moments")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="moments")
    name = models.CharField(max_length=30)
    how = models.CharField(max_length=20, blank=True)
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "moment"


class Clock(models.Model):
    """One clock of a pack on a case or an issue. It keeps its version, its anchor and its first end for ever.

    What happened before `counts_from` starts no clock of the pack in this case; None counts from the start of the case.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="clocks")
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="clocks")
    clock = models.CharField(max_length=40)
    anchor = models.CharField(max_length=30)
    anchor_at = models.DateTimeField()
    due_at = models.DateTimeField()
    hard = models.BooleanField()
    zone = models.CharField(max_length=60)
    why = models.JSONField(default=list)
    counts_from = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "clock"
        indexes = [models.Index(fields=["case"], name="clock_of_case")]


class ClockEvent(models.Model):
    """One thing that happened to a clock; `at` is when, `due_at` the new end of an extension."""

    class What(models.TextChoices):
        """`tried` is a message without what the rule asks for: it went, and the clock runs on."""

        STOPPED = "stopped"
        TRIED = "tried"
        EXTENDED = "extended"
        EXEMPTED = "exempted"
        BREACHED = "breached"
        SET_ASIDE = "set-aside"

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=20, choices=What)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict)

    objects = Rows()

    class Meta:
        db_table = "clock_event"


class IssueSubject(models.Model):
    """What an issue is about in the words of the packs ("payment-service"); the newest row counts."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="subjects")
    subject = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "issue_subject"


class PackRecord(models.Model):
    """What a rule wants on record of a case, and was put down; the newest row of a field counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pack_records")
    pack = models.CharField(max_length=60)
    field = models.CharField(max_length=120)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "pack_record"
