"""Offers, what was tried and given, who may give what, and decisions against a rule."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models import Case, Words
from amends.messages.models import CustomerMessage
from amends.people.models import Person, Role


class Offer(models.Model):
    """What we offer to put it right, in words, with an amount where there is one."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offers")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "offer"


class OfferAnswer(models.Model):
    """The customer's answer to an offer; the newest counts until the work begins."""

    class Answer(models.TextChoices):
        """Accepted, declined, or something else wished for."""

        ACCEPTED = "accepted"
        DECLINED = "declined"
        COUNTERED = "countered"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "offer_answer"


class Option(models.Model):
    """A way to put things right that this business has, and the least role that may take it alone (S0.14)."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role, default=Role.AGENT)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "option"


class ActionTried(models.Model):
    """Something done or tried for the customer (S0.14); `option` when it was one of the listed ways."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="actions")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    irreversible = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "action_tried"


class Limit(models.Model):
    """What a role may give in one case alone, and the cap that no reason carries it over (S2.22, S2.23)."""

    role = models.CharField(max_length=20, choices=Role, unique=True)
    alone = models.DecimalField(max_digits=12, decimal_places=2)
    cap = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "limit"
        constraints = [models.CheckConstraint(condition=Q(cap__gte=models.F("alone")), name="limit_cap_above_alone")]


class Rule(models.Model):
    """A rule of the house with a number of days, or of the law; a hard one is never set aside (S2.23)."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    days = models.PositiveIntegerField(null=True, blank=True)
    hard = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "rule"


class Override(models.Model):
    """A guard or rule that was set aside with a reason; listed for a review without blame (S2.23, 0.4.1)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=40)
    reason = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "override"
        indexes = [models.Index(fields=["-id"], condition=Q(practice=False), name="override_newest")]


class OverrideReview(models.Model):
    """What came of looking at an override: would we do it again?"""

    override = models.OneToOneField(Override, on_delete=models.CASCADE, related_name="review")
    again = models.BooleanField()
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "override_review"
