"""A promise: a named promisor commits to a named promisee to make something true by a due time (domain B.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from amends.cases.models import Case, Issue, Words
from amends.core.promise import Began, Happening, Verdict, What, state
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.people.rows import Rows


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Promises; live ones are those that are not practice."""

    def to_customer(self, case: Case) -> PromiseQuerySet:
        """What is promised to the customer of a case; a supplier's word to us, and the customer's own, are apart."""
        return self.filter(case=case, promisee=case.customer_id)

    def live(self) -> PromiseQuerySet:
        """Promises that are not practice."""
        return self.filter(practice=False)


class Promise(models.Model):
    """What was promised. No column of it ever changes; what happens to it is rows beside it (S0.12)."""

    class Kind(models.TextChoices):
        """`service` is the standing promise of the organisation, counted apart (requirements 0.4.13).

        A supplier gives `supplier` and `version`, a customer `item`; the others are ours.
        """

        SERVICE = "service"
        UPDATE = "update"
        ACTION = "action"
        REMEDY = "remedy"
        CALL_BACK = "call-back"
        REFERRAL = "referral"
        SUPPLIER = "supplier"
        VERSION = "version"
        APOLOGY = "apology"
        TRAINING = "training"
        REVIEW = "review"
        ITEM = "item"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="promises")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    kind = models.CharField(max_length=20, choices=Kind)
    began = models.CharField(max_length=10, default=Began.GIVEN.value)
    promisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises_given")
    promisee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises_held")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    soon_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    why = models.JSONField(default=list)
    given_in = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows.from_queryset(PromiseQuerySet)()

    class Meta:
        db_table = "promise"
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("made_at")), name="promise_due_after_made"),
        ]
        indexes = [
            # The figures read the promises of some kinds that were due in a period.
            models.Index(fields=["kind", "due_at"], condition=Q(practice=False), name="promise_due"),
        ]

    @property
    def what(self) -> str:
        """What was promised, in words; empty for the service promise, which is worded when it is read."""
        return self.words.text if self.words else ""

    @property
    def is_service(self) -> bool:
        """Whether it is the standing promise of the organisation, which is counted apart (0.4.13)."""
        return self.kind == self.Kind.SERVICE

    def verdict(self, now: datetime) -> Verdict:
        """What the promise is at an instant; reads its rows (prefetch "happenings" for many)."""
        return self.verdict_of(
            [Happening(What(row.what), row.at, row.recorded_at) for row in self.happenings.all()], now
        )

    def verdict_of(self, rows: Sequence[Happening], now: datetime) -> Verdict:
        """What the promise is at an instant, from rows that are known."""
        return state(self.due_at, rows, now, self.soon_at, Began(self.began))


class PromiseHappening(models.Model):
    """One thing that happened to a promise; never changed, never deleted."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="happenings")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "promise_happening"
