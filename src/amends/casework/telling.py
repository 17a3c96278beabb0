"""What an act made, as plain values for the API, `amends play` and scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from amends.cases.models import Case, Closure, Standing
from amends.casework.calling import next_try
from amends.casework.wording.mails import because_words
from amends.casework.wording.refusals import sentence
from amends.casework.worklist import Line
from amends.channels.models import RawMail
from amends.core.refusal import Refusal
from amends.learning.models import Lesson, LessonReading
from amends.messages.models import CustomerMessage, HeldSend
from amends.people.models import Account, Person
from amends.promises.models import CallTry, Promise, SupervisorAsk, SupervisorRequest
from amends.understanding.models import Restatement


def tell(made: Any, now: datetime) -> Any:
    """What an act returned, as JSON values: instants as ISO 8601 in UTC, amounts as text, persons with their number."""
    if made is None or isinstance(made, bool | int | str | float):
        return made
    if isinstance(made, datetime | date):
        return made.isoformat()
    if isinstance(made, Decimal):
        return str(made)
    if isinstance(made, Line):
        return _standing(made, now)
    if isinstance(made, list | tuple):
        return [tell(item, now) for item in made]
    if isinstance(made, Mapping):
        return {str(key): tell(value, now) for key, value in made.items()}
    for kind, teller in _TELLERS.items():
        if isinstance(made, kind):
            return teller(made, now)
    return _fields(made)


def tell_refusal(refusal: Refusal) -> dict[str, Any]:
    """A refusal with its sentence in the active language, the act that leads on, and whether a reason carries it."""
    return {
        "code": refusal.code,
        "sentence": sentence(refusal),
        "lead_on": refusal.lead_on,
        "may_override": refusal.may_override,
    }


def tell_promise(promise: Promise, now: datetime) -> dict[str, Any]:
    """A promise with its state at an instant; `due` in UTC, `zone` the zone of the business."""
    verdict = promise.verdict(now)
    return {
        "id": promise.pk,
        "case": promise.case_id,
        "kind": promise.kind,
        "what": promise.what,
        "promisor": tell(promise.promisor, now),
        "made": promise.made_at.isoformat(),
        "due": promise.due_at.isoformat(),
        "zone": promise.zone,
        "why": promise.why,
        "promisee": tell(promise.promisee, now),
        "state": verdict.state.value,
        "move": verdict.move.value,
        "timeliness": verdict.timeliness(promise.follows_id is not None),
        "broken": verdict.is_broken,
        "since": verdict.at.isoformat() if verdict.at else None,
        "late_seconds": int(verdict.late_by.total_seconds()),
        "follows": promise.follows_id,
    }


def _case(case: Case, now: datetime) -> dict[str, Any]:
    row = Standing.objects.get(case=case)
    return {"id": case.pk, "case": case.pk, **_standing(row, now)}


def _standing(row: Standing | Line, now: datetime) -> dict[str, Any]:
    return {
        "case": row.case_id,
        "customer": row.customer_name,
        "owner": row.owner_name,
        "kind": row.kind,
        "problem": row.problem,
        "open": row.is_open,
        "closed_how": row.closed_how or None,
        "step": row.step or None,
        "step_title": row.step_title or None,
        "step_number": row.step_number,
        "step_count": row.step_count,
        "mover": row.mover or None,
        "promise": row.promise,
        "promise_what": row.promise_what,
        "promise_due": tell(row.promise_due, now),
        "let_down": row.let_down,
        "proposed_answer": row.proposed_answer or None,
        "next_due": row.next_due.isoformat(),
    }


def _person(person: Person, now: datetime) -> dict[str, Any]:
    return {"id": person.pk, "name": person.name}


def _restatement(row: Restatement, now: datetime) -> dict[str, Any]:
    answers = [
        {"answer": answer.answer, "words": answer.words.text if answer.words else "", "how": answer.how}
        for answer in row.answers.select_related("words").order_by("pk")
    ]
    told = {"id": row.pk, "version": row.version, "issue": row.issue_id, "words": row.words.text, "how": row.how}
    return {**told, "answers": answers}


def _message(row: CustomerMessage, now: datetime) -> dict[str, Any]:
    return {
        "id": row.pk,
        "case": row.case_id,
        "direction": row.direction,
        "channel": row.channel,
        "at": row.at.isoformat(),
    }


def _held(row: HeldSend, now: datetime) -> dict[str, Any]:
    return {"id": row.pk, "case": row.case_id, "release_at": row.release_at.isoformat(), "stopped": row.stopped or None}


def _closure(row: Closure, now: datetime) -> dict[str, Any]:
    return {"id": row.pk, "case": row.case_id, "how": row.how, "by": tell(row.by, now), "at": row.at.isoformat()}


def _lesson(row: Lesson, now: datetime) -> dict[str, Any]:
    readings = LessonReading.objects.filter(lesson=row).select_related("person").order_by("pk")
    return {
        "id": row.pk,
        "title": row.title,
        "cause": row.cause,
        "steps": row.steps,
        "when_to_use": row.when_to_use,
        "published": hasattr(row, "publication"),
        "unread": [reading.person.name for reading in readings if reading.read_at is None],
    }


def _account(row: Account, now: datetime) -> dict[str, Any]:
    return {
        "id": row.pk,
        "email": row.email,
        "language": row.person.language,
        "single_keys": row.single_keys,
        "theme": row.theme,
        "undo_seconds": row.undo_seconds,
    }


def _raw_mail(row: RawMail, now: datetime) -> dict[str, Any]:
    return {"id": row.pk, "filed": str(row.filed), "because": because_words(row), "case": row.case_id}


def _call_try(row: CallTry, now: datetime) -> dict[str, Any]:
    """A try, and where nobody was reached the message that offers the next one."""
    case, is_open = row.promise.case_id, row.promise.verdict(now).is_open
    offered = next_try(case, row.promise_id, by=row.by, at=now) if case and is_open and not row.reached else None
    return {
        "id": row.pk,
        "promise": row.promise_id,
        "reached": row.reached,
        "words": row.words.text if row.words else "",
        "by": tell(row.by, now),
        "at": row.at.isoformat(),
        "offered": offered,
    }


def _supervisor_request(row: SupervisorRequest, now: datetime) -> dict[str, Any]:
    asks = row.asks.select_related("promise__promisor").order_by("pk")
    return {
        "id": row.pk,
        "case": row.case_id,
        "by": tell(row.by, now),
        "at": row.at.isoformat(),
        "promise": tell(row.promise, now),
        "meanwhile": tell(row.meanwhile, now),
        "answered": tell(row.answered_at, now),
        "held_seconds": int(row.held.total_seconds()) if row.held is not None else None,
        "given_up": tell(row.given_up_at, now),
        "asked": [_supervisor_ask(ask, now) for ask in asks],
    }


def _supervisor_ask(row: SupervisorAsk, now: datetime) -> dict[str, Any]:
    return {
        "lead": row.promise.promisor.name,
        "live": row.live,
        "promise": row.promise_id,
        "until": row.until.isoformat(),
        "move": row.promise.verdict(now).move.value,
    }


# What stays inside: keys and passwords, and the mark of practice, which is told where it matters.
_NEVER_TOLD = frozenset({"practice", "secret", "password", "digest"})


def _fields(made: Model) -> dict[str, Any]:
    found: dict[str, Any] = {"id": made.pk}
    for field in made._meta.concrete_fields:
        if field.primary_key or field.name in _NEVER_TOLD:
            continue
        value = getattr(made, field.attname)
        if field.is_relation and field.related_model is not None and field.related_model.__name__ == "Words":
            value = getattr(made, field.name).text if value else ""
        found[field.name] = value.isoformat() if isinstance(value, datetime | date) else value
        if isinstance(value, Decimal):
            found[field.name] = str(value)
    return found


_TELLERS: Mapping[type, Callable[[Any, datetime], dict[str, Any]]] = {
    Promise: tell_promise,
    Case: _case,
    Standing: _standing,
    Person: _person,
    Restatement: _restatement,
    CustomerMessage: _message,
    HeldSend: _held,
    Closure: _closure,
    Lesson: _lesson,
    Account: _account,
    RawMail: _raw_mail,
    CallTry: _call_try,
    SupervisorRequest: _supervisor_request,
}
