"""The summary of a case in one row, written in the transaction of each act, so that a queue is one indexed read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models.case import Case
from amends.people.models import Person


class StandingQuerySet(models.QuerySet["Standing"]):
    """Rows of queues; live ones are those that are not practice."""

    def live(self) -> StandingQuerySet:
        """Rows of cases that are not practice."""
        return self.filter(practice=False)


class Standing(models.Model):
    """Derived by `core.standing.assess`, never set by hand (architecture, point 4). Bands are cut while reading.

    `entries` and `tail` are the number of entries in the case's timeline and the hash of the newest: a timeline that
    was cut off has no fault in itself, and is found by these.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200)
    customer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    customer_name = models.CharField(max_length=200)
    customer_since = models.DateTimeField()
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    problem = models.CharField(max_length=300)
    practice = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    closed_how = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    step = models.CharField(max_length=20, blank=True)
    step_title = models.CharField(max_length=60, blank=True)
    step_number = models.PositiveSmallIntegerField(default=0)
    step_count = models.PositiveSmallIntegerField(default=0)
    mover = models.CharField(max_length=10, blank=True)
    promise = models.BigIntegerField(null=True, blank=True)
    promise_what = models.CharField(max_length=200, blank=True)
    promise_due = models.DateTimeField(null=True, blank=True)
    promise_soon = models.DateTimeField(null=True, blank=True)
    is_service_promise = models.BooleanField(default=False)
    let_down = models.PositiveSmallIntegerField(default=0)
    proposed_answer = models.CharField(max_length=20, blank=True)
    unread_since = models.DateTimeField(null=True, blank=True)
    last_out_at = models.DateTimeField(null=True, blank=True)
    next_due = models.DateTimeField()
    changed_at = models.DateTimeField()
    entries = models.PositiveIntegerField(default=0)
    tail = models.CharField(max_length=64, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        db_table = "standing"
        indexes = [
            models.Index(
                fields=["owner", "practice", "next_due", "case"], condition=Q(is_open=True), name="standing_mine"
            ),
            models.Index(fields=["practice", "next_due", "case"], condition=Q(is_open=True), name="standing_all"),
            models.Index(fields=["changed_at"], name="standing_changed"),
            models.Index(fields=["closed_at"], condition=Q(is_open=False), name="standing_closed"),
            models.Index(
                fields=["practice", "opened_at", "case"],
                condition=Q(is_open=True, promise=None),
                name="standing_needs_promise",
            ),
        ]
