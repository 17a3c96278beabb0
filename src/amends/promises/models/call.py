"""Calls that are promised: tries to reach the customer, times that Leads publish, and supervisors asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from amends.cases.models import Case, Words
from amends.people.models import Person
from amends.people.rows import Rows
from amends.promises.models.promise import Promise


class CallTry(models.Model):
    """One try to reach the customer by phone; a try is on record and keeps nothing (S2.36). Never changed."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="tries")
    reached = models.BooleanField()
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "call_try"


class CallSlot(models.Model):
    """A time at which a Lead will ring whoever asks for a supervisor: accepted in advance (B.7-13, S2.35)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="call_slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Rows()

    class Meta:
        db_table = "call_slot"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="call_slot_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(withdrawn_at=None), name="call_slot_published"),
        ]


class SlotBooking(models.Model):
    """That a slot was promised to a customer, at once, in the Lead's name. Practice takes nobody's time."""

    slot = models.ForeignKey(CallSlot, on_delete=models.PROTECT, related_name="bookings")
    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="slot_booking")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "slot_booking"


class SupervisorRequest(models.Model):
    """Somebody asked for a supervisor; `promise` is the call that came of it, from `answered_at` on (S2.35).

    `given_up_at` is set when everybody who leads was asked and nobody accepted.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supervisor_requests")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    meanwhile = models.ForeignKey(Promise, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = Rows()

    class Meta:
        db_table = "supervisor_request"

    @property
    def held(self) -> timedelta | None:
        """How long the customer waited for a name and a time, None while they wait."""
        return self.answered_at - self.at if self.answered_at else None


class SupervisorAsk(models.Model):
    """One Lead was asked, live or for a call later today, until an instant; then it passes on."""

    request = models.ForeignKey(SupervisorRequest, on_delete=models.CASCADE, related_name="asks")
    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="supervisor_ask")
    live = models.BooleanField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "supervisor_ask"

    def waits(self, now: datetime) -> bool:
        """Whether the Lead still has time to accept."""
        return now < self.until and self.promise.verdict(now).state == "proposed"
