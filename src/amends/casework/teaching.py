"""Train: the case's own steps become a lesson without any data of the customer, unread by all (S0.16, 0.4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.db.models import Q

from amends.cases.models import Entry, SeenBy
from amends.casework.offering import guard
from amends.casework.questions import newest_closure
from amends.casework.working import CaseRef, Work, require_member, words_of, working
from amends.core.reading import redact
from amends.core.refusal import AlreadyAnswered, HasPersonalData, NotClosed, NotFound, Unusable
from amends.learning.models import Lesson, LessonPublication, LessonReading, NothingNew
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import ContactPoint, Person
from amends.understanding.models import FirstWords

# The entries of a timeline that are steps somebody took, in the order they were taken.
STEPS = (
    "restated",
    "empathised",
    "apologised",
    "assured",
    "promised",
    "offered",
    "acted",
    "return-accepted",
    "renegotiated",
)


def draft_lesson(case: CaseRef, *, by: Person, at: datetime, cause: str, title: str = "") -> Lesson:
    """Draft a lesson: it already holds the steps taken, in order, and nothing that tells who it was for (S0.16)."""
    require_member(by)
    name_of_cause = words_of(cause, "cause", longest=80)
    with working(case, by=by, at=at) as work:
        if newest_closure(work.case) is None:
            raise NotClosed(case=work.case.pk)
        if Lesson.objects.filter(case=work.case).exists():
            raise AlreadyAnswered(what="lesson", answer=work.case.pk)
        names, numbers = _personal(work)
        steps = [
            {"code": entry.code, "words": redact(entry.words.text, names, numbers) if entry.words else ""}
            for entry in _entries(work)
        ]
        problem = FirstWords.objects.filter(case=work.case).values_list("words__text", flat=True).first() or ""
        lesson = Lesson.objects.create(
            case=work.case,
            title=redact(title or name_of_cause, names, numbers)[:200],
            cause=redact(name_of_cause, names, numbers)[:80],
            steps=steps,
            when_to_use=redact(problem, names, numbers)[:1000],
            by=by,
            at=at,
            practice=work.case.practice,
        )
        work.note("lesson-drafted", seen_by=SeenBy.TEAM, lesson=lesson.pk)
        return lesson


def edit_lesson(lesson: int, *, by: Person, at: datetime, title: str, when_to_use: str, steps: Sequence[str]) -> Lesson:
    """Change the words of a draft; a published lesson stays as it was read. Raises AlreadyAnswered, Unusable."""
    require_member(by)
    with _on_lesson(lesson, by, at) as work:
        row = Lesson.objects.select_for_update().get(pk=lesson)
        if LessonPublication.objects.filter(lesson=row).exists():
            raise AlreadyAnswered(what="lesson", answer=lesson)
        if len(steps) != len(row.steps):
            raise Unusable(field="steps", fault="count", longest=len(row.steps))
        row.title, row.when_to_use = words_of(title, "title", longest=200), when_to_use.strip()
        row.steps = [{"code": old["code"], "words": new.strip()} for old, new in zip(row.steps, steps, strict=True)]
        row.save(update_fields=["title", "when_to_use", "steps"])
        work.note("lesson-edited", lesson=row.pk)
        return row


def publish_lesson(lesson: int, *, by: Person, at: datetime) -> LessonPublication:
    """Share a lesson: every member of the team has it as unread. Refused while it tells who the customer is (S0.16)."""
    require_member(by)
    with _on_lesson(lesson, by, at) as work:
        row = Lesson.objects.get(pk=lesson)
        if LessonPublication.objects.filter(lesson=row).exists():
            raise AlreadyAnswered(what="lesson", answer=lesson)
        names, numbers = _personal(work)
        texts = [row.title, row.when_to_use, *(step["words"] for step in row.steps)]
        if any(redact(text, names, numbers) != text for text in texts):
            raise HasPersonalData(lesson=lesson)
        publication = LessonPublication.objects.create(lesson=row, by=by, at=at)
        LessonReading.objects.bulk_create(LessonReading(lesson=row, person=person) for person in people.team())
        work.note("lesson-published", seen_by=SeenBy.TEAM, lesson=row.pk)
        return publication


def read_lesson(lesson: int, *, by: Person, at: datetime) -> LessonReading:
    """Somebody of the team has read a lesson."""
    reading = LessonReading.objects.filter(lesson=lesson, person=by).first()
    if reading is None:
        raise NotFound(what="lesson", number=lesson)
    if reading.read_at is None:
        reading.read_at = at
        reading.save(update_fields=["read_at"])
    return reading


def nothing_new(case: CaseRef, *, by: Person, at: datetime, cause: str, covered_by: int | None = None) -> NothingNew:
    """The case taught nothing new: its cause in one key, and the lesson that covers it where there is one (0.4.7)."""
    require_member(by)
    name_of_cause = words_of(cause, "cause", longest=80)
    with working(case, by=by, at=at) as work:
        if newest_closure(work.case) is None:
            raise NotClosed(case=work.case.pk)
        if NothingNew.objects.filter(case=work.case).exists():
            raise AlreadyAnswered(what="lesson", answer=work.case.pk)
        lesson = Lesson.objects.filter(pk=covered_by).first() if covered_by else None
        if covered_by and lesson is None:
            raise NotFound(what="lesson", number=covered_by)
        row = NothingNew.objects.create(case=work.case, cause=name_of_cause, covered_by=lesson, by=by, at=at)
        work.note("nothing-new", seen_by=SeenBy.TEAM, covered_by=lesson and lesson.pk)
        return row


def mark_learned(case: CaseRef, *, by: Person, at: datetime, override: str | None = None) -> None:
    """Count a case as learned: it needs a published lesson, or "nothing new" (S0.16)."""
    require_member(by)
    with working(case, by=by, at=at) as work:
        guard(work, "learn", override)
        work.note("learned")


def _on_lesson(lesson: int, by: Person, at: datetime) -> AbstractContextManager[Work]:
    row = Lesson.objects.filter(pk=lesson).first()
    if row is None:
        raise NotFound(what="lesson", number=lesson)
    return working(row.case_id, by=by, at=at)


def _entries(work: Work) -> list[Entry]:
    rows = Entry.objects.filter(stream=work.stream.key, code__in=STEPS).select_related("words")
    # What the organisation promised by itself is no step of anybody.
    return [entry for entry in rows.order_by("seq") if entry.data.get("kind") != "service"]


def _personal(work: Work) -> tuple[list[str], list[str]]:
    """The names, and the addresses and numbers, of the customer and of everybody else who wrote in the case."""
    wrote = CustomerMessage.objects.filter(case=work.case, direction="in").values("person")
    persons = Person.objects.filter(Q(pk=work.case.customer_id) | Q(pk__in=wrote))
    points = ContactPoint.objects.filter(person__in=persons).values_list("value", "plain")
    return list(persons.values_list("name", flat=True)), [value for point in points for value in point if value]
