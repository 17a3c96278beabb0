"""The facts of a case, read from its dated rows, for `core.standing.assess`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, F, QuerySet, Subquery, Value

from amends.cases.models import Case, Closure, Reopening
from amends.core.standing import Fact, Facts
from amends.learning.models import Lesson, NothingNew
from amends.messages.models import CustomerMessage
from amends.promises.models import Promise
from amends.remedies.models import ActionTried, Offer
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
    UnderlyingProblem,
)


class _Row(NamedTuple):
    name: str
    at: datetime
    by: int
    pk: int
    answer: str


_Rows = Mapping[str, Sequence[_Row]]
# Each holds from its first row on.
_LASTING: Mapping[str, type[Any]] = {
    "first_words": FirstWords,
    "finished": Finished,
    "problem": UnderlyingProblem,
    "feeling": FeelingReading,
    "empathy": EmpathyStatement,
    "apology": Apology,
    "owner_told": Assurance,
    "acted": ActionTried,
    "offered": Offer,
    "asked": ClosingQuestion,
}


def facts_of(
    case: Case,
    now: datetime,
    restatements: Sequence[Restatement] | None = None,
    promises: Sequence[Promise] | None = None,
) -> Facts:
    """Every fact the case has, by its name in the playbook; after a reopening the end has to be reached anew.

    One read of all dated rows; restatements with answers (oldest first) and promises with happenings are read beside
    it where they are not given.
    """
    rows = _rows(case)
    found = {name: _fact(rows[name][0]) for name in _LASTING if rows[name] and name != "asked"}
    found.update(_said_back(case, _restatements(case) if restatements is None else restatements))
    found.update(_answered(rows))
    found.update(_promised(case, now, _promises(case) if promises is None else promises))
    found.update(_ended(rows))
    return Facts(found)


def _rows(case: Case) -> _Rows:
    """The dated rows behind the facts, oldest first under each name, in one statement on both databases."""
    sql, parameters = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [case.pk if value == _NUMBER else value for value in parameters])
        told = sorted(cursor.fetchall(), key=lambda row: row[3])
    found: dict[str, list[_Row]] = defaultdict(list)
    for name, at, by, pk, answer in told:
        found[name].append(_Row(name, _aware(at), by, pk, answer))
    return found


# Stands for the number of the case in the statement that is kept.
_NUMBER = -2026


@cache
def _statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement, worded once: to word its sixteen parts anew for each case takes longer than to run it."""
    ours = CustomerMessage.objects.filter(case=_NUMBER, direction="out", automatic="").order_by("pk").values("pk")[:1]
    reads = [_read(name, model.objects.filter(case=_NUMBER)) for name, model in _LASTING.items()]
    reads += [
        _read("answered", CustomerMessage.objects.filter(pk__in=Subquery(ours)), by="person_id"),
        _read("confirmation", Confirmation.objects.filter(case=_NUMBER), answer=F("answer")),
        _read("closed", Closure.objects.filter(case=_NUMBER, reopening=None)),
        _read("reopened", Reopening.objects.filter(closure__case=_NUMBER)),
        _read("lesson", Lesson.objects.filter(case=_NUMBER).exclude(publication=None)),
        _read("nothing_new", NothingNew.objects.filter(case=_NUMBER)),
    ]
    sql, parameters = reads[0].union(*reads[1:], all=True).query.sql_with_params()
    return str(sql), tuple(parameters)


def _aware(told: datetime) -> datetime:
    """SQLite keeps instants in UTC without saying so."""
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _read(name: str, rows: QuerySet[Any], by: str = "by_id", answer: Any = None) -> Any:
    told = rows.annotate(fact=Value(name, CharField()), said=answer or Value("", CharField()))
    return told.order_by().values_list("fact", "at", by, "pk", "said")


def _restatements(case: Case) -> list[Restatement]:
    return list(Restatement.objects.filter(case=case).prefetch_related("answers").order_by("version"))


def _promises(case: Case) -> list[Promise]:
    return list(Promise.objects.to_customer(case).prefetch_related("happenings"))


def _said_back(case: Case, versions: Sequence[Restatement]) -> Iterator[tuple[str, Fact]]:
    if not versions:
        yield "undisputed", Fact(case.opened_at)
        return
    newest = versions[-1]
    shown = Fact(newest.at, str(newest.by_id), f"restatement:{newest.pk}")
    yield "restated", shown
    answers = sorted(newest.answers.all(), key=lambda row: row.pk)
    if not answers or answers[-1].answer == "yes":
        yield "undisputed", shown
    if answers and answers[-1].answer == "yes":
        yield "understood", Fact(answers[-1].at, str(answers[-1].by_id), f"restatement:{newest.pk}")


def _answered(rows: _Rows) -> Iterator[tuple[str, Fact]]:
    for first in rows["answered"]:
        yield "answered", Fact(first.at, str(first.by), f"message:{first.pk}")


def _promised(case: Case, now: datetime, rows: Sequence[Promise]) -> Iterator[tuple[str, Fact]]:
    promises = [promise for promise in rows if not promise.is_service and promise.verdict(now).is_given]
    if promises:
        first = min(promises, key=lambda promise: promise.made_at)
        yield "next_contact", Fact(first.made_at, str(first.promisor_id), f"promise:{first.pk}")
    if all(not promise.verdict(now).is_open for promise in promises):
        yield "promises_settled", Fact(case.opened_at)


def _ended(rows: _Rows) -> Iterator[tuple[str, Fact]]:
    asked, confirmation, reopened, closed = (_newest(rows, name) for name in _ENDS)
    if asked and not _is_before(asked, reopened) and not _answered_not_yet(asked, confirmation):
        yield "asked", Fact(asked.at, str(asked.by))
    if confirmation and confirmation.answer == "yes" and not _is_before(confirmation, reopened):
        yield "confirmed", _fact(confirmation)
    if closed:
        yield "closed", Fact(closed.at, str(closed.by), f"closure:{closed.pk}")
    for learned in (*rows["lesson"], *rows["nothing_new"]):
        yield "lesson", Fact(learned.at, str(learned.by), f"lesson:{learned.pk}")


_ENDS = ("asked", "confirmation", "reopened", "closed")


def _newest(rows: _Rows, name: str) -> _Row | None:
    return rows[name][-1] if rows[name] else None


def _is_before(row: _Row, reopened: _Row | None) -> bool:
    return reopened is not None and row.at < reopened.at


def _answered_not_yet(asked: _Row, confirmation: _Row | None) -> bool:
    return bool(confirmation and confirmation.answer == "not-yet" and confirmation.at >= asked.at)


def _fact(row: _Row) -> Fact:
    return Fact(row.at, str(row.by), f"{row.name}:{row.pk}")
