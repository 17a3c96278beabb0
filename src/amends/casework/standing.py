"""Bring the one row of a case's standing up to date, in the transaction of the act."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import Case, Closure, Standing
from amends.casework.facts import facts_of
from amends.casework.working import Work, newest_assignment, newest_closure, newest_kind
from amends.core import standing as core
from amends.core.promise import Verdict
from amends.messages.models import CustomerMessage
from amends.promises.models import Promise, Timer
from amends.understanding.models import FirstWords, ProposedAnswer, Restatement, UnderlyingProblem

LONGEST_PROBLEM = 300


def standing_of(case: Case, now: datetime) -> core.Standing:
    """Where a case stands at an instant, from its rows."""
    return core.assess(newest_kind(case).playbook.playbook, facts_of(case, now), now)


def refresh(work: Work) -> Standing:
    """Write the case's standing anew from its rows."""
    case, now = work.case, work.at
    kind = newest_kind(case)
    assignment = newest_assignment(case)
    closure = newest_closure(case)
    assessed = core.assess(kind.playbook.playbook, facts_of(case, now), now)
    promises = _promises(case, now)
    step = assessed.now_step
    row = Standing(
        case=case,
        owner=assignment.owner,
        owner_name=assignment.owner.name,
        customer=case.customer,
        customer_name=case.customer.name,
        customer_since=case.customer.created_at,
        kind=kind.kind,
        channel=case.channel,
        problem=problem_of(case)[:LONGEST_PROBLEM],
        practice=case.practice,
        is_open=closure is None,
        closed_how=closure.how if closure else "",
        closed_at=closure.at if closure else None,
        opened_at=case.opened_at,
        step=step.id if step else "",
        step_title=step.title if step else "",
        step_number=(assessed.now_index or 0) + 1 if step else len(assessed.steps),
        step_count=len(assessed.steps),
        mover=assessed.mover,
        let_down=sum(verdict.is_broken for _, verdict in promises if not _.is_service),
        changed_at=now,
        **_next_promise(promises),
        **_words(case),
        next_due=_next_due(work, promises, closure),
    )
    # A row of the same case is written over; one statement on both databases.
    Standing.objects.bulk_create([row], update_conflicts=True, unique_fields=["case"], update_fields=_COLUMNS)
    return row


_COLUMNS = [column.name for column in Standing._meta.concrete_fields if not column.primary_key]


def problem_of(case: Case) -> str:
    """The problem in one line: as we said it back, else what is really wrong, else the first words."""
    for rows in (
        Restatement.objects.filter(case=case).order_by("-version"),
        UnderlyingProblem.objects.filter(case=case).order_by("-version"),
        FirstWords.objects.filter(case=case),
    ):
        text = rows.values_list("words__text", flat=True).first()
        if text:
            return " ".join(str(text).split())
    return case.subject


def _promises(case: Case, now: datetime) -> list[tuple[Promise, Verdict]]:
    rows = Promise.objects.filter(case=case).select_related("words").prefetch_related("happenings")
    return [(promise, promise.verdict(now)) for promise in rows.order_by("due_at", "pk")]


def _next_promise(promises: list[tuple[Promise, Verdict]]) -> dict[str, object]:
    for promise, verdict in promises:
        if verdict.is_open:
            return {
                "promise": promise.pk,
                "promise_what": promise.what,
                "promise_due": promise.due_at,
                "promise_soon": promise.soon_at,
                "is_service_promise": promise.is_service,
            }
    return {
        "promise": None,
        "promise_what": "",
        "promise_due": None,
        "promise_soon": None,
        "is_service_promise": False,
    }


def _words(case: Case) -> dict[str, object]:
    ours = CustomerMessage.objects.filter(case=case, direction="out", automatic="").order_by("-pk")
    last_out = ours.values_list("pk", "at").first()
    unread = CustomerMessage.objects.filter(case=case, direction="in", automatic="")
    if last_out:
        unread = unread.filter(pk__gt=last_out[0])
    proposed = ProposedAnswer.objects.filter(case=case, settled_at=None).order_by("-pk")
    return {
        "last_out_at": last_out[1] if last_out else None,
        "unread_since": unread.order_by("pk").values_list("at", flat=True).first(),
        "proposed_answer": proposed.values_list("answer", flat=True).first() or "",
    }


def _next_due(work: Work, promises: list[tuple[Promise, Verdict]], closure: Closure | None) -> datetime:
    if closure:
        return closure.at
    for promise, verdict in promises:
        if verdict.is_open:
            return promise.due_at
    silence = Timer.objects.filter(case=work.case, clock="silence", look_at__isnull=False).first()
    if silence and silence.look_at:
        return silence.look_at
    return work.case.aware_at
