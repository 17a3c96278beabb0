"""Bring the one row of a case's standing up to date, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amends.cases.models import Assignment, Case, CaseKind, Closure, Standing
from amends.cases.models.timeline import Stream
from amends.casework.facts import facts_of
from amends.casework.questions import newest_assignment, newest_closure, newest_kind
from amends.core import standing as core
from amends.core.promise import Verdict
from amends.messages.models import CustomerMessage
from amends.people.reads import Read, put_beside
from amends.people.rows import insert_many, made
from amends.promises.models import Promise, PromiseHappening, Timer
from amends.understanding.models import FirstWords, ProposedAnswer, Restatement, UnderlyingProblem

LONGEST_PROBLEM = 300
# The clock that looks at a case in which nothing is promised.
UNPROMISED = "unpromised"


@dataclass(frozen=True)
class Summary:
    """What the row of a standing is made of; read from the case's rows, or known already for a new case."""

    kind: CaseKind
    assignment: Assignment
    closure: Closure | None
    facts: core.Facts
    promises: Sequence[tuple[Promise, Verdict]]
    problem: str
    last_out_at: datetime | None
    unread_since: datetime | None
    proposed_answer: str
    silence: datetime | None


def summary_of(case: Case, now: datetime) -> Summary:
    """Read what the case's row is made of."""
    promises = promises_of(case)
    told = _told(case)
    return Summary(
        kind=newest_kind(case),
        assignment=newest_assignment(case),
        closure=newest_closure(case),
        facts=facts_of(case, now, promises=promises),
        promises=[(promise, promise.verdict(now)) for promise in promises],
        problem=told["restated"] or told["stated"] or told["first"] or case.subject,
        last_out_at=told["last_out_at"],
        unread_since=told["unread_since"],
        proposed_answer=told["proposed"] or "",
        silence=told["silence"],
    )


def refresh(case: Case, now: datetime, stream: Stream, known: Summary | None = None) -> None:
    """Write the case's standing anew, with the end of its timeline, in one statement on both databases."""
    told = known or summary_of(case, now)
    assessed = core.assess(told.kind.playbook.playbook, told.facts, now)
    row = made(
        Standing,
        case=case,
        owner=told.assignment.owner,
        owner_name=told.assignment.owner.name,
        customer=case.customer,
        customer_name=case.customer.name,
        customer_since=case.customer.created_at,
        kind=told.kind.kind,
        channel=case.channel,
        problem=" ".join(told.problem[: 2 * LONGEST_PROBLEM].split())[:LONGEST_PROBLEM],
        practice=case.practice,
        is_open=told.closure is None,
        closed_how=told.closure.how if told.closure else "",
        closed_at=told.closure.at if told.closure else None,
        opened_at=case.opened_at,
        **_step(assessed),
        mover=assessed.mover,
        let_down=sum(verdict.is_broken for promise, verdict in told.promises if not promise.is_service),
        last_out_at=told.last_out_at,
        unread_since=told.unread_since,
        proposed_answer=told.proposed_answer,
        next_due=_next_due(case, told),
        changed_at=now,
        entries=stream.seq,
        tail=stream.tail,
        **_next_promise(told.promises),
    )
    if known:
        insert_many([row])
    else:
        _put_anew(row)


def _put_anew(row: Standing) -> None:
    Standing.objects.bulk_create([row], update_conflicts=True, unique_fields=["case"], update_fields=_COLUMNS)
    if needs_promise(row):
        _watch(row)


def needs_promise(row: Standing) -> bool:
    """Whether nothing is promised though the next move is ours (S1.50)."""
    return row.is_open and row.promise is None and row.mover != "customer"


def _watch(row: Standing) -> None:
    """Have the clock loop look at a case without a promise when the day ends; a timer that runs already goes on."""
    idle = Timer.objects.filter(case_id=row.case_id, clock=UNPROMISED, look_at=None)
    fresh = {"started_at": row.changed_at, "look_at": row.changed_at}
    if not idle.update(**fresh):
        timer = Timer(case_id=row.case_id, clock=UNPROMISED, practice=row.practice, **fresh)
        Timer.objects.bulk_create([timer], ignore_conflicts=True)


_COLUMNS = [column.name for column in Standing._meta.concrete_fields if not column.primary_key]


def _words_of_case(number: int) -> QuerySet[Case, Any]:
    """One value of each kind of row beside the case: what we said back, what is really wrong, who wrote last."""
    case = OuterRef("pk")
    ours = CustomerMessage.objects.filter(case=case, direction="out", automatic="").order_by("-pk")
    unread = CustomerMessage.objects.filter(case=case, direction="in", automatic="")
    unread = unread.filter(pk__gt=Coalesce(Subquery(_newest_out()), 0)).order_by("pk")
    texts = {
        "restated": Restatement.objects.filter(case=case).order_by("-version"),
        "stated": UnderlyingProblem.objects.filter(case=case).order_by("-version"),
        "first": FirstWords.objects.filter(case=case),
    }
    return Case.objects.filter(pk=number).values(
        **{name: Subquery(rows.values("words__text")[:1]) for name, rows in texts.items()},
        last_out_at=Subquery(ours.values("at")[:1]),
        unread_since=Subquery(unread.values("at")[:1]),
        proposed=Subquery(
            ProposedAnswer.objects.filter(case=case, settled_at=None).order_by("-pk").values("answer")[:1]
        ),
        silence=Subquery(Timer.objects.filter(case=case, clock="silence").values("look_at")[:1]),
    )


def _newest_out() -> QuerySet[CustomerMessage, Any]:
    rows = CustomerMessage.objects.filter(case=OuterRef("case"), direction="out", automatic="")
    return rows.order_by("-pk").values("pk")[:1]


_WORDS: Read[dict[str, Any]] = Read(_words_of_case, int)
_PROMISES: Read[Promise] = Read(
    lambda case, customer: (
        Promise.objects.filter(case=case, promisee=customer).select_related("words").order_by("due_at", "pk")
    ),
    int,
    int,
)
_HAPPENINGS: Read[PromiseHappening] = Read(
    lambda case: PromiseHappening.objects.filter(promise__case=case).order_by("pk"), int
)


def promises_of(case: Case) -> list[Promise]:
    """What is promised to the customer of a case, with what happened to it, in the order it falls due."""
    rows = _PROMISES.rows(case.pk, case.customer_id)
    known = {row.pk for row in rows}
    put_beside(rows, "happenings", [row for row in _HAPPENINGS.rows(case.pk) if row.promise_id in known])
    return rows


def _told(case: Case) -> dict[str, Any]:
    return _WORDS.rows(case.pk)[0]


def _step(assessed: core.Standing) -> dict[str, Any]:
    step = assessed.now_step
    return {
        "step": step.id if step else "",
        "step_title": step.title if step else "",
        "step_number": (assessed.now_index or 0) + 1 if step else len(assessed.steps),
        "step_count": len(assessed.steps),
    }


def _next_promise(promises: Sequence[tuple[Promise, Verdict]]) -> dict[str, Any]:
    owed = next((promise for promise, verdict in promises if verdict.is_open), None)
    return {
        "promise": owed.pk if owed else None,
        "promise_what": owed.what if owed else "",
        "promise_due": owed.due_at if owed else None,
        "promise_soon": owed.soon_at if owed else None,
        "is_service_promise": bool(owed and owed.is_service),
    }


def _next_due(case: Case, told: Summary) -> datetime:
    if told.closure:
        return told.closure.at
    owed = next((promise.due_at for promise, verdict in told.promises if verdict.is_open), None)
    return owed or told.silence or case.aware_at
