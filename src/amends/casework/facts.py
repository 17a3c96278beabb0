"""The facts of a case, read from its dated rows, for `core.standing.assess`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from amends.cases.models import Case, Closure, Issue, Reopening
from amends.core.standing import Fact, Facts, of_each
from amends.learning.models import Lesson, NothingNew
from amends.messages.models import CustomerMessage
from amends.people.reads import Read
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
    RestatementAnswer,
    UnderlyingProblem,
)


class _Row(NamedTuple):
    name: str
    at: datetime
    by: int
    pk: int
    answer: str


_Rows = Mapping[str, Sequence[_Row]]
_Told = tuple[str, datetime, int, int, str]
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


def facts_of(case: Case, now: datetime, promises: Sequence[Promise] | None = None) -> Facts:
    """Every fact the case has, by its name in the playbook; after a reopening the end has to be reached anew.

    One read of all dated rows; promises with happenings are read beside it where they are not given.
    """
    rows = _by_name(_ROWS.rows(case.pk))
    found = {name: _fact(rows[name][0]) for name in _LASTING if rows[name] and name != "asked"}
    issues = dict(_said_back_of_issues(case, rows))
    found.update(of_each(issues.values()) if issues else _said_back(case, rows, rows["restated"]))
    found.update(_answered(rows))
    found.update(_promised(case, now, _promises(case) if promises is None else promises))
    found.update(_ended(rows))
    return Facts(found, issues)


def _by_name(told: Sequence[_Told]) -> _Rows:
    """The dated rows behind the facts, oldest first under each name."""
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in sorted(told, key=lambda row: row[3]):
        found[row[0]].append(_Row(*row))
    return found


def _rows(case: int) -> QuerySet[Any, _Told]:
    """All dated rows in one statement on both databases."""
    ours = CustomerMessage.objects.filter(case=case, direction="out", automatic="").order_by("pk").values("pk")[:1]
    reads = [_read(name, model.objects.filter(case=case)) for name, model in _LASTING.items()]
    reads += [
        _read("issue", Issue.objects.filter(case=case)),
        _read("restated", Restatement.objects.filter(case=case), answer=_text_of("issue_id")),
        _read("reacted", RestatementAnswer.objects.filter(restatement__case=case), answer=_REACTION),
        _read("answered", CustomerMessage.objects.filter(pk__in=Subquery(ours)), by="person_id"),
        _read("confirmation", Confirmation.objects.filter(case=case), answer=F("answer")),
        _read("closed", Closure.objects.filter(case=case, reopening=None)),
        _read("reopened", Reopening.objects.filter(closure__case=case)),
        _read("lesson", Lesson.objects.filter(case=case).exclude(publication=None)),
        _read("nothing_new", NothingNew.objects.filter(case=case)),
    ]
    return cast("QuerySet[Any, _Told]", reads[0].union(*reads[1:], all=True))


def _text_of(number: str) -> Coalesce:
    return Coalesce(Cast(number, CharField()), Value(""))


# Which version, and what was said to it.
_REACTION = Concat(_text_of("restatement_id"), Value(" "), F("answer"))


def _read(name: str, rows: QuerySet[Any], by: str = "by_id", answer: Any = None) -> Any:
    told = rows.annotate(fact=Value(name, CharField()), said=answer or Value("", CharField()))
    return told.order_by().values_list("fact", "at", by, "pk", "said")


def _promises(case: Case) -> list[Promise]:
    return list(Promise.objects.to_customer(case).prefetch_related("happenings"))


def _said_back_of_issues(case: Case, rows: _Rows) -> Iterator[tuple[int, Mapping[str, Fact]]]:
    """The first issue stands for the case until others are marked; those are in what was said of all after that."""
    for place, issue in enumerate(rows["issue"]):
        of_it, of_all = str(issue.pk), ""
        versions = [
            row
            for row in rows["restated"]
            if row.answer == of_it or (row.answer == of_all and (place == 0 or row.at >= issue.at))
        ]
        yield issue.pk, dict(_said_back(case, rows, versions))


def _said_back(case: Case, rows: _Rows, versions: Sequence[_Row]) -> Iterator[tuple[str, Fact]]:
    if not versions:
        yield "undisputed", Fact(case.opened_at)
        return
    newest = versions[-1]
    shown = Fact(newest.at, str(newest.by), f"restatement:{newest.pk}")
    yield "restated", shown
    reactions = [row for row in rows["reacted"] if row.answer.startswith(f"{newest.pk} ")]
    last = reactions[-1] if reactions else None
    if last is None or last.answer.endswith(" yes"):
        yield "undisputed", shown
    if last and last.answer.endswith(" yes"):
        yield "understood", Fact(last.at, str(last.by), f"restatement:{newest.pk}")


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


_ROWS: Read[_Told] = Read(_rows, int)
