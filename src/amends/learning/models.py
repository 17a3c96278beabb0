"""What a case taught: lessons without any data of the customer, and who has them unread (S0.16)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.cases.models import Case
from amends.people.models import Person


class Lesson(models.Model):
    """A short lesson from the steps of one case. It is a draft until it has a publication."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="lesson")
    title = models.CharField(max_length=200)
    cause = models.CharField(max_length=80)
    steps = models.JSONField(default=list)
    when_to_use = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "lesson"


class LessonPublication(models.Model):
    """A lesson was shared with the whole team."""

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="publication")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "lesson_publication"


class LessonReading(models.Model):
    """A member of the team has a lesson; unread until `read_at`."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lesson_readings")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "lesson_reading"
        constraints = [models.UniqueConstraint(fields=["lesson", "person"], name="lesson_reading_once")]
        indexes = [models.Index(fields=["person"], condition=Q(read_at=None), name="lesson_unread")]


class NothingNew(models.Model):
    """A case taught nothing new: its cause, and the lesson that covers it where there is one (0.4.7)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="nothing_new")
    cause = models.CharField(max_length=80)
    covered_by = models.ForeignKey(Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "nothing_new"
