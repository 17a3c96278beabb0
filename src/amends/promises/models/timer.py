"""Timers: the next instant to look at a promise or at a clock of a case, and that each rang once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models import Case
from amends.people.rows import Rows
from amends.promises.models.promise import Promise


class Timer(models.Model):
    """The next instant to look at a promise or at a clock of a case: one row each (architecture, point 7)."""

    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, null=True, blank=True, related_name="timer")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="timers")
    clock = models.CharField(max_length=20, default="promise")
    started_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True, blank=True)
    practice = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)

    objects = Rows()

    class Meta:
        db_table = "timer"
        constraints = [
            models.UniqueConstraint(fields=["case", "clock"], condition=Q(promise=None), name="timer_one_a_clock"),
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="timer_due"),
        ]


class Ring(models.Model):
    """That a timer rang for one reason, at one planned instant, once."""

    timer = models.ForeignKey(Timer, on_delete=models.CASCADE, related_name="rings")
    code = models.CharField(max_length=20)
    planned_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        db_table = "ring"
        constraints = [models.UniqueConstraint(fields=["timer", "code", "planned_at"], name="ring_once")]
