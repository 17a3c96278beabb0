"""Rescue before the time: one press sends an honest message and moves the promise (S0.15, requirements 0.4.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation

from amends.casework import letters, resting
from amends.casework.hinting import setting_told
from amends.casework.holding import hold_reply
from amends.casework.moving import require_before_due, require_move
from amends.casework.promising import find_promise
from amends.casework.queries import find_case
from amends.casework.replying import reply
from amends.casework.saying import NewPromise, Reply
from amends.casework.wording import rescue as wording
from amends.casework.wording.hints import proposal_words
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core import feasible
from amends.core.promise import What
from amends.core.refusal import NotFound, PromiseSettled, Unusable
from amends.messages.models import HeldSend
from amends.people.models import Person
from amends.promises.models import Promise


@dataclass(frozen=True)
class Rescue:
    """What one press would do: the message in the customer's language, the new time, and three to choose from.

    `needs_reason` says that it was moved before, so that one sentence why is asked for (0.4.10). A promise of news is
    kept by the message and not moved: "no news yet" is news (S0.13).
    """

    promise: Promise
    text: str
    due: datetime
    times: tuple[feasible.Proposal, ...]
    needs_reason: bool
    keeps: bool


def rescue(
    case: int, promise: int, *, by: Person, at: datetime, because: str = "", due: datetime | None = None
) -> dict[str, Any]:
    """The honest message that stands ready for a promise that will be missed, with a new time that can be kept.

    Past its time there is none: the promise is broken, and `told` says what to do instead. Raises NotFound, Unusable,
    PromiseSettled for one that is owed no more.
    """
    found = find_case(case)
    if found is None:
        raise NotFound(what="case", number=case)
    work = Work(found, by, at)
    row = _find_ours(work, promise)
    if at >= row.due_at:
        with translation.override(by.language):
            return {"promise": row.pk, "can": False, "told": wording.too_late_words(found.customer.first_name)}
    drafted = draft(work, row, because, due)
    zone = by.zone or work.house.zone
    return {
        "promise": row.pk,
        "can": True,
        "text": drafted.text,
        "due": drafted.due.isoformat(),
        "words": letters.due_words(drafted.due, found.customer, work),
        "times": [{"due": one.at.isoformat(), "words": proposal_words(one, zone, at)} for one in drafted.times],
        "needs_reason": drafted.needs_reason,
        "keeps": drafted.keeps,
    }


def rescue_promise(
    case: CaseRef,
    promise: int,
    *,
    by: Person,
    at: datetime,
    because: str = "",
    due: datetime | None = None,
    text: str = "",
    override: str | None = None,
) -> Promise:
    """Tell the customer before the time that it will be missed, and promise the new time: one press (S0.15).

    Without more, what `rescue` shows is sent. A second move goes at once too and asks for one sentence why; the Lead is
    told (0.4.10). Answers the new promise. Raises AlreadyDue from the due time on, RestsOnLater for a time before what
    it rests on, Unusable, PromiseSettled.
    """
    with working(case, by=by, at=at) as work:
        message = reply(work, _content(work, promise, because, due, text, override), by=by, at=at)
        return Promise.objects.get(given_in=message)


def hold_rescue(
    case: CaseRef,
    promise: int,
    *,
    by: Person,
    at: datetime,
    key: str,
    undo_seconds: int,
    because: str = "",
    due: datetime | None = None,
    text: str = "",
    override: str | None = None,
) -> HeldSend | None:
    """The same press where it can be taken back for some seconds, as any message; near its time nothing is held back.

    Raises what `rescue_promise` raises; answers as `hold_reply` does.
    """
    with working(case, by=by, at=at) as work:
        content = _content(work, promise, because, due, text, override)
        number = work.case.pk
    return hold_reply(number, content, by=by, at=at, key=key, undo_seconds=undo_seconds)


def may_rescue(row: Promise, at: datetime) -> bool:
    """Whether a promise of ours can still be moved: it is owed, and its time has not come."""
    return _is_ours(row) and at < row.due_at and row.verdict(at).is_open


def draft(work: Work, row: Promise, because: str = "", due: datetime | None = None) -> Rescue:
    """What stands ready for a promise that can still be moved; `due` in place of the time that is proposed."""
    proposed = feasible.times(setting_told(work, row.kind, row), work.at, after=row.due_at)
    new = due or (proposed[0].at if proposed else None)
    if new is None:
        raise Unusable(field="due", fault="empty")
    keeps = row.kind == Promise.Kind.UPDATE
    return Rescue(row, _text(work, row, because, new), new, proposed, row.follows_id is not None and not keeps, keeps)


def _content(work: Work, promise: int, because: str, due: datetime | None, text: str, override: str | None) -> Reply:
    """The reply that a rescue is; nothing is written by it."""
    work.require_team()
    row = _find_ours(work, promise)
    require_before_due(work, row)
    require_move(work, row, What.RENEGOTIATED, because)
    drafted = draft(work, row, because, due)
    if drafted.needs_reason:
        words_of(because, "because")
    new = NewPromise(row.what, due=drafted.due.isoformat(), kind=row.kind)
    return Reply(
        text.strip() or drafted.text,
        promises=(new,),
        keeps=(row.pk,) if drafted.keeps else (),
        moves=None if drafted.keeps else row.pk,
        because="" if drafted.keeps else because,
        override=override or "",
    )


def _find_ours(work: Work, promise: int) -> Promise:
    row = find_promise(work, promise)
    if not _is_ours(row):
        raise Unusable(field="promise", fault="unknown", value=row.pk)
    verdict = row.verdict(work.at)
    if not verdict.is_open:
        raise PromiseSettled(promise=row.pk, state=verdict.state, move=verdict.move)
    return row


def _is_ours(row: Promise) -> bool:
    return row.case is not None and row.promisee_id == row.case.customer_id and not row.is_service


def _text(work: Work, row: Promise, because: str, new: datetime) -> str:
    customer = work.case.customer
    with translation.override(customer.language):
        why = _sentence(because) or (wording.waiting_words() if resting.is_at_risk(work, row) else "")
        told = letters.due_words(new, customer, work)
        if row.kind == Promise.Kind.UPDATE:
            return wording.news_words(customer.name, why, told)
        return wording.rescue_words(customer.name, row.what, letters.due_words(row.due_at, customer, work), why, told)


def _sentence(words: str) -> str:
    said = words.strip()
    return said if not said or said[-1] in ".!?…" else f"{said}."
