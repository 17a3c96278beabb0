"""That a promise of ours rests on somebody else's: our date is theirs plus a buffer (S4.14)."""

from __future__ import annotations

from django.db import models

from amends.people.models import Person
from amends.people.rows import Rows
from amends.promises.models.promise import Promise


class Underpinning(models.Model):
    """Ours rests on theirs with so many working days between. When one of them moves, a new row follows this one."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="underpinnings")
    rests_on = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="carries")
    buffer_days = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="followed_by")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    objects = Rows()

    class Meta:
        db_table = "underpinning"
        constraints = [
            models.CheckConstraint(condition=~models.Q(promise=models.F("rests_on")), name="underpinning_of_another"),
        ]
