"""Send is held first: one row that can be taken back, and nothing else until it is released (architecture, 8)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.cases.models import Pressed
from amends.casework.claiming import claimed
from amends.casework.drafting import put_back
from amends.casework.preferring import UNDO_SECONDS
from amends.casework.promising import is_kept_by_any_word
from amends.casework.replying import reply, resolved
from amends.casework.saying import Reply
from amends.casework.working import CaseRef, Work, press, words_of, working
from amends.core.refusal import NotFound, Refusal, Unusable
from amends.messages.models import CustomerMessage, Draft, HeldSend
from amends.people.models import Person
from amends.promises.models import Promise


class _Rehearsed(Exception):
    """A reply was tried out and is rolled back."""


def hold_reply(
    case: CaseRef, content: Reply, *, by: Person, at: datetime, key: str, undo_seconds: int = 15
) -> HeldSend | None:
    """Press Send: the reply is tried out and rolled back, so that every refusal comes now; then it waits.

    A reply that keeps or moves a promise which falls due meanwhile goes at once. A person's key never sends twice: it
    answers with what waits under it, and with None once that has left or was taken back.
    """
    pressed = f"held:{by.pk}:{hashlib.sha256(words_of(key, 'key').encode()).hexdigest()[:40]}"
    if Pressed.objects.filter(key=pressed).exists():
        return HeldSend.objects.filter(key=pressed).first()
    number = rehearse(case, content, by=by, at=at)
    with working(number, by=by, at=at) as work:
        if not press(pressed, at):
            return HeldSend.objects.filter(key=pressed).first()
        ready = resolved(work, content)
        newest = CustomerMessage.objects.filter(case=work.case, direction="in").order_by("-pk").first()
        wait = _window(work, ready, at, undo_seconds)
        return HeldSend.objects.create(
            case=work.case,
            by=by,
            text=content.text,
            acts=ready.as_json(),
            key=pressed,
            seen_message=newest.pk if newest else 0,
            pressed_at=at,
            release_at=at + wait,
        )


def hold(
    case: CaseRef, reply: Mapping[str, Any], *, by: Person, at: datetime, key: str, undo_seconds: int = 15
) -> HeldSend | None:
    """Send a reply that can be taken back for some seconds; `reply` holds the fields of `write`.

    The same key of the same person sends once, however often it comes; later it answers with nothing.
    """
    if not 0 <= undo_seconds <= max(UNDO_SECONDS):
        raise Unusable(field="undo_seconds", fault="unknown", value=undo_seconds)
    return hold_reply(case, Reply.of(reply), by=by, at=at, key=key, undo_seconds=undo_seconds)


def rehearse(case: CaseRef, content: Reply, *, by: Person, at: datetime) -> int:
    """Do everything a reply would do, and take it all back; refusals come through. Answers the case's number."""
    number = 0
    try:
        with transaction.atomic():
            with working(case, by=by, at=at) as work:
                number = work.case.pk
                reply(work, content, by=by, at=at)
            raise _Rehearsed
    except _Rehearsed:
        return number


def take_back(held: int, *, by: Person, at: datetime) -> Draft:
    """Undo: the held message is gone, and its words and choices stand in the composer again (C29)."""
    with transaction.atomic():
        row = HeldSend.objects.select_for_update().filter(pk=held, by=by).first()
        if row is None:
            raise NotFound(what="held", number=held)
        draft = put_back(row.case, row.text, by=by, at=at, choices=row.acts)
        row.delete()
        return draft


def discard(held: int, *, by: Person, at: datetime) -> None:
    """Throw a message away that waits or was stopped; nothing of it was written anywhere else."""
    if not HeldSend.objects.filter(pk=held, by=by).delete()[0]:
        raise NotFound(what="held", number=held)


def send_now(held: int, *, by: Person, at: datetime, anyway: bool = False) -> CustomerMessage | None:
    """Do not wait any longer; `anyway` also sends what was stopped because the customer wrote (C35)."""
    if not HeldSend.objects.filter(pk=held, by=by).exists():
        raise NotFound(what="held", number=held)
    return release_held(held, at=at, anyway=anyway)


def release_due(at: datetime, limit: int = 50) -> int:
    """Release every held message whose time has come; answers how many left."""
    due = HeldSend.objects.filter(release_at__lte=at, stopped="").order_by("release_at")
    return sum(release_held(number, at=at) is not None for number, _ in claimed(due, at, limit))


def release_held(held: int, *, at: datetime, anyway: bool = False) -> CustomerMessage | None:
    """Do the acts of a held message in one transaction; None when it was stopped, which is shown and loses nothing."""
    with transaction.atomic():
        row = HeldSend.objects.select_for_update(of=("self",)).select_related("by").filter(pk=held).first()
        if row is None:
            return None
        content = Reply.of({**row.acts, "seen_message": None if anyway else row.seen_message, "anyway": anyway})
        try:
            with transaction.atomic():
                # What was stopped and is sent anyway counts from now: nobody told it to the customer before (S0.15).
                pressed = at if row.stopped else row.pressed_at
                message = reply(row.case_id, content, by=row.by, at=at, pressed_at=pressed)
        except Refusal as refusal:
            row.stopped, row.stopped_values = refusal.code, dict(refusal.values)
            row.save(update_fields=["stopped", "stopped_values"])
            return None
        row.delete()
        return message


def settled_by(row: HeldSend) -> set[int]:
    """The promises that a held message will keep or move."""
    acts = Reply.of(row.acts)
    return {*acts.keeps, *([acts.moves] if acts.moves is not None else [])}


def _window(work: Work, content: Reply, at: datetime, seconds: int) -> timedelta:
    numbers = {*content.keeps, *([content.moves] if content.moves is not None else [])}
    dues = [row.due_at for row in Promise.objects.filter(case=work.case, pk__in=numbers)]
    rows = Promise.objects.filter(case=work.case).prefetch_related("happenings")
    dues += [row.due_at for row in rows if is_kept_by_any_word(row, at)]
    return min([_undo_window(due, at, seconds) for due in dues if due >= at], default=timedelta(seconds=seconds))


def _undo_window(due: datetime, at: datetime, seconds: int) -> timedelta:
    """How long a message may be held back: not at all when a promise it keeps falls due meanwhile (point 8)."""
    window = timedelta(seconds=seconds)
    return timedelta() if at + window >= due else window
