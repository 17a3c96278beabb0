"""What we heard and how we said it back: first words, the problem, feelings, restatements, confirmation."""

from __future__ import annotations

from django.db import models

from amends.cases.models import Case, Issue, Words
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.people.rows import Rows


class Said(models.Model):
    """Something said in a case: the case, the words, by whom and when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    words = models.ForeignKey(Words, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        abstract = True


class FirstWords(Said):
    """What the customer said first; never edited (S0.4)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="first_words")

    objects = Rows()

    class Meta:
        db_table = "first_words"


class UnderlyingProblem(Said):
    """What is really wrong, in versions; the newest counts (S0.4)."""

    version = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "underlying_problem"
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="underlying_problem_version_once")]


class Finished(models.Model):
    """The customer has finished speaking; a written message is finished when it arrives (S0.3, 0.4.3)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="finished")
    how = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "finished"


class FeelingReading(models.Model):
    """A feeling at a moment, in the customer's own word and 1 to 5; observed is not said (S0.5)."""

    class Source(models.TextChoices):
        """Whether the customer said it or somebody saw it."""

        SAID = "said"
        OBSERVED = "observed"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="feelings")
    word = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=Source)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "feeling_reading"
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="feeling_reading_1_to_5"),
        ]


class Restatement(Said):
    """Our saying back of the problem, in versions (S0.6)."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="restatements")
    version = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=20)
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "restatement"
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="restatement_version_once")]


class RestatementAnswer(models.Model):
    """What the customer said to a version: their own act, or recorded for them and so marked (S0.7)."""

    class Answer(models.TextChoices):
        """The three answers."""

        YES = "yes"
        NOT_QUITE = "not-quite"
        NO = "no"

    restatement = models.ForeignKey(Restatement, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "restatement_answer"


class EmpathyStatement(Said):
    """I see what it does to you: names a fact or feeling of this case (S0.8)."""

    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    names_something = models.BooleanField(default=True)

    class Meta:
        db_table = "empathy_statement"


class Apology(Said):
    """We are sorry, in the words used (S0.8)."""

    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    names_something = models.BooleanField(default=True)

    class Meta:
        db_table = "apology"


class Assurance(Said):
    """A named person takes it on towards the customer, with the way to reach them (S0.10)."""

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "assurance"


class ClosingQuestion(models.Model):
    """We asked: is it put right? With thanks and anything else in the same words (0.4.5)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closing_questions")
    message = models.ForeignKey(CustomerMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "closing_question"


class Confirmation(models.Model):
    """The customer's declaration: it is put right, or not yet. Nobody else can make it (domain B.7-5)."""

    class Answer(models.TextChoices):
        """The two answers."""

        YES = "yes"
        NOT_YET = "not-yet"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="confirmations")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "confirmation"


class ProposedAnswer(models.Model):
    """What a reply by mail seems to say; the owner confirms or corrects it with one key (0.4.14)."""

    message = models.OneToOneField(CustomerMessage, on_delete=models.CASCADE, related_name="proposed_answer")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposed_answers")
    about = models.CharField(max_length=20)
    about_id = models.BigIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=20)
    because = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_as = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "proposed_answer"
