"""A case, and the dated rows that are its state."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models.timeline import Words
from amends.people.models import Person
from amends.people.rows import Rows
from amends.playbooks.models import PlaybookVersion


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases; live ones are those that are not practice."""

    def live(self) -> CaseQuerySet:
        """Cases that are not practice."""
        return self.filter(practice=False)


class Case(models.Model):
    """The matter we work until the customer agrees that it is done. Its number is its id."""

    customer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=20)
    practice = models.BooleanField(default=False)
    aware_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = Rows.from_queryset(CaseQuerySet)()

    class Meta:
        db_table = "case"

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseKind(models.Model):
    """What kind of case it is from an instant on, with the playbook it follows from then; the newest row counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20)
    playbook = models.ForeignKey(PlaybookVersion, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "case_kind"


class Issue(models.Model):
    """One separately answerable point in a case. The first stands for the case as a whole until others are marked."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="issues")
    title = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "issue"


class Assignment(models.Model):
    """The one named person answerable to the customer from an instant on; the newest row counts (domain B.7-1)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    stands_in_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "assignment"


class Closure(models.Model):
    """How a case ended. Only the customer closes in agreement (domain B.7-5)."""

    class How(models.TextChoices):
        """`agreed` is the customer's yes; the sorting ways stand outside D-16 (requirements 0.4.15)."""

        AGREED = "agreed"
        UNCONFIRMED = "unconfirmed"
        ANSWERED = "answered"
        CANNOT_FIX = "cannot-fix"
        WITHDRAWN = "withdrawn"
        SPAM = "spam"
        NOT_FOR_US = "not-for-us"
        DUPLICATE = "duplicate"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    how = models.CharField(max_length=20, choices=How)
    duplicate_of = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "closure"
        constraints = [
            models.CheckConstraint(
                condition=Q(how="duplicate", duplicate_of__isnull=False) | ~Q(how="duplicate"),
                name="closure_duplicate_of_something",
            ),
        ]


class Reopening(models.Model):
    """The same matter goes on after a closure; `closure` is the one it ends."""

    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="reopening")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.CharField(max_length=40)

    class Meta:
        db_table = "reopening"


class CaseLink(models.Model):
    """A case that came out of another one, such as what else there was at the end of it (domain B.4)."""

    class Kind(models.TextChoices):
        """How the newer case belongs to the older."""

        ANYTHING_ELSE = "anything-else"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="came_of")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="led_to")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "case_link"


class CustomerLink(models.Model):
    """A private address of the customer page; it works many times until it ends (`ux.md` C57). Only a hash is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Rows()

    class Meta:
        db_table = "customer_link"


class Annotation(models.Model):
    """A remark beside the first words, which are never edited themselves (S0.4)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="annotations")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "annotation"


class Pressed(models.Model):
    """The key of a form or a request that was acted on: a double press or a retry never acts twice (`ux.md` 5)."""

    key = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "pressed"
