"""The facts of a case, read from its dated rows, for `core.standing.assess`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from amends.cases.models import Case, Closure, Reopening
from amends.core.standing import Fact, Facts
from amends.learning.models import Lesson, NothingNew
from amends.messages.models import CustomerMessage
from amends.promises.models import Promise
from amends.remedies.models import ActionTried
from amends.understanding.models import (
    Apology,
    Assurance,
    ClosingQuestion,
    Confirmation,
    EmpathyStatement,
    FeelingReading,
    Finished,
    FirstWords,
    Restatement,
)


def facts_of(case: Case, now: datetime) -> Facts:
    """Every fact the case has, by its name in the playbook; after a reopening the end has to be reached anew."""
    reopened = Reopening.objects.filter(closure__case=case).order_by("-pk").values_list("at", flat=True).first()
    found = dict(_heard(case))
    found.update(_said_back(case))
    found.update(_owned(case))
    found.update(_promised(case, now))
    found.update(_ended(case, reopened))
    return Facts(found)


def _heard(case: Case) -> Iterator[tuple[str, Fact]]:
    yield from _first("first_words", FirstWords.objects.filter(case=case))
    yield from _first("finished", Finished.objects.filter(case=case))
    yield from _first("feeling", FeelingReading.objects.filter(case=case))


def _said_back(case: Case) -> Iterator[tuple[str, Fact]]:
    newest = Restatement.objects.filter(case=case).prefetch_related("answers").order_by("-version").first()
    if newest is None:
        yield "undisputed", Fact(case.opened_at)
        return
    shown = Fact(newest.at, str(newest.by_id), f"restatement:{newest.pk}")
    yield "restated", shown
    answers = sorted(newest.answers.all(), key=lambda row: row.pk)
    if not answers or answers[-1].answer == "yes":
        yield "undisputed", shown
    if answers and answers[-1].answer == "yes":
        yield "understood", Fact(answers[-1].at, str(answers[-1].by_id), f"restatement:{newest.pk}")


def _owned(case: Case) -> Iterator[tuple[str, Fact]]:
    yield from _first("empathy", EmpathyStatement.objects.filter(case=case))
    yield from _first("apology", Apology.objects.filter(case=case))
    yield from _first("owner_told", Assurance.objects.filter(case=case))
    ours = CustomerMessage.objects.filter(case=case, direction="out", automatic="")
    answer = ours.order_by("pk").values_list("at", "person_id", "pk").first()
    if answer:
        yield "answered", Fact(answer[0], str(answer[1]), f"message:{answer[2]}")
    yield from _first("acted", ActionTried.objects.filter(case=case))


def _promised(case: Case, now: datetime) -> Iterator[tuple[str, Fact]]:
    promises = list(Promise.objects.filter(case=case).exclude(kind="service").prefetch_related("happenings"))
    if promises:
        first = min(promises, key=lambda promise: promise.made_at)
        yield "next_contact", Fact(first.made_at, str(first.promisor_id), f"promise:{first.pk}")
    if all(not promise.verdict(now).is_open for promise in promises):
        yield "promises_settled", Fact(case.opened_at)


def _ended(case: Case, reopened: datetime | None) -> Iterator[tuple[str, Fact]]:
    asked = ClosingQuestion.objects.filter(case=case).order_by("-pk").first()
    confirmation = Confirmation.objects.filter(case=case).order_by("-pk").first()
    if asked and not (reopened and asked.at < reopened) and not _answered_not_yet(asked, confirmation):
        yield "asked", Fact(asked.at, str(asked.by_id))
    if confirmation and confirmation.answer == "yes" and not (reopened and confirmation.at < reopened):
        yield "confirmed", Fact(confirmation.at, str(confirmation.by_id), f"confirmation:{confirmation.pk}")
    closure = Closure.objects.filter(case=case, reopening=None).order_by("-pk").first()
    if closure:
        yield "closed", Fact(closure.at, str(closure.by_id), f"closure:{closure.pk}")
    yield from _first("lesson", Lesson.objects.filter(case=case).exclude(publication=None))
    yield from _first("lesson", NothingNew.objects.filter(case=case))


def _answered_not_yet(asked: ClosingQuestion, confirmation: Confirmation | None) -> bool:
    return bool(confirmation and confirmation.answer == "not-yet" and confirmation.at >= asked.at)


def _first(name: str, rows: Any) -> Iterator[tuple[str, Fact]]:
    row = rows.order_by("pk").values_list("at", "by_id", "pk").first()
    if row:
        yield name, Fact(row[0], str(row[1]), f"{name}:{row[2]}")
