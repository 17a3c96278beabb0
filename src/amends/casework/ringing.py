"""Timers ring: warnings before the time, broken after it, reminders in silence; each once (architecture, point 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.cases.models import SeenBy
from amends.casework import letters, rhythm
from amends.casework.aftercare import look_at_follow_up
from amends.casework.breaking import keepers, tell_broken
from amends.casework.claiming import claimed
from amends.casework.clock_ringing import look_at_clocks
from amends.casework.closing import REMINDERS, RESTS_AFTER, rest_unconfirmed
from amends.casework.escalating import look_at_escalation
from amends.casework.holding import settled_by
from amends.casework.leaving import look_at_absence
from amends.casework.next_contact import look_at_unpromised
from amends.casework.promising import is_kept_by_any_word
from amends.casework.questions import newest_closure
from amends.casework.resting import warn_if_at_risk
from amends.casework.standing import UNPROMISED
from amends.casework.supervising import look_at_supervisor
from amends.casework.timers import AFTER, rings_once
from amends.casework.working import Work, working
from amends.channels.models import OutboxMail
from amends.core import promise as core
from amends.core.reading import answer as read_answer
from amends.core.working_time import add_working_days
from amends.messages.models import CustomerMessage, HeldSend
from amends.people import queries as people
from amends.people.models import House, Person, voice
from amends.promises.models import Promise, PromiseHappening, Timer


@dataclass(frozen=True)
class Bell:
    """Who rings, and whom it concerns: the voice of the clock, the house and its Leads, read once for many timers."""

    voice: Person
    house: House
    leads: list[Person]

    @classmethod
    def at(cls, at: datetime) -> Bell:
        """The bell as it is now."""
        return cls(voice("clock", at), people.house(), people.leads())


def ring_due(at: datetime, limit: int = 100) -> int:
    """Claim and ring every timer whose instant has come; answers how many were looked at."""
    due = Timer.objects.filter(look_at__lte=at).order_by("look_at")
    bell: Bell | None = None
    rung = 0
    for number, fence in claimed(due, at, limit):
        bell = bell or Bell.at(at)
        rung += ring(number, fence, at, bell)
    return rung


def ring(number: int, fence: int, at: datetime, bell: Bell | None = None) -> bool:
    """Look at one timer in one transaction; nothing is done when somebody else has claimed it meanwhile."""
    bell = bell or Bell.at(at)
    with transaction.atomic():
        case = Timer.objects.filter(pk=number).values_list("case_id", flat=True).first()
        if case is None:
            return look_at_absence(number, fence, at)
        with working(case, by=bell.voice, at=at) as work:
            work.house, work.leads = bell.house, bell.leads
            timer = (
                Timer.objects.select_for_update(of=("self",))
                .select_related("promise__words")
                .filter(pk=number, fence=fence)
                .first()
            )
            if timer is None or timer.look_at is None or timer.look_at > at:
                return False
            next_look = LOOKS[timer.clock](work, timer)
            Timer.objects.filter(pk=timer.pk).update(look_at=next_look, lease_until=None)
    return True


def _look_at_promise(work: Work, timer: Timer) -> datetime | None:
    promise = timer.promise
    if promise is None or not promise.verdict(work.at).is_open:
        return None
    instants = core.warnings(timer.started_at, promise.due_at, work.calendar)
    if work.at > promise.due_at:
        waits_until = _on_its_way(work, promise)
        if waits_until and waits_until > work.at:
            return waits_until
        _ring_broken(work, timer, promise)
        return None
    warn_if_at_risk(work, timer, promise)
    passed = [instant for instant in instants if instant <= work.at]
    if passed:
        _warn(work, timer, promise, passed[-1])
    return min([instant for instant in instants if instant > work.at], default=promise.due_at + AFTER)


def _warn(work: Work, timer: Timer, promise: Promise, planned: datetime) -> None:
    if not rings_once(timer, "warned", planned, work.at):
        return
    work.note("warned", promise=promise.pk, planned=planned)
    for person in keepers(work, promise):
        work.tell(person, "promise-soon", promise=promise.pk, due=promise.due_at.isoformat())


def _ring_broken(work: Work, timer: Timer, promise: Promise) -> None:
    if not rings_once(timer, "broken", promise.due_at, work.at):
        return
    PromiseHappening.objects.create(
        promise=promise,
        what=core.What.BROKEN,
        at=promise.due_at,
        recorded_at=work.at,
        by=work.by,
        practice=promise.practice,
    )
    to_customer = promise.promisee_id == work.case.customer_id
    work.note(
        "broken", promise.words, SeenBy.CUSTOMER if to_customer else SeenBy.TEAM, promise.due_at, promise=promise.pk
    )
    tell_broken(work, promise)


def _look_at_silence(work: Work, timer: Timer) -> datetime | None:
    if newest_closure(work.case) or _has_written_since(work, timer.started_at):
        return None
    planned = {days: add_working_days(work.calendar, timer.started_at, days) for days in (*REMINDERS, RESTS_AFTER)}
    passed = [days for days, instant in planned.items() if instant <= work.at]
    strongest = passed[-1] if passed else 0
    if strongest == RESTS_AFTER:
        if rings_once(timer, "rests", planned[strongest], work.at):
            rest_unconfirmed(work)
        return None
    if strongest and rings_once(timer, f"reminded-{strongest}", planned[strongest], work.at):
        letters.send_reminder(work, strongest)
        work.tell(work.owner, "silent", days=strongest)
    return min(instant for instant in planned.values() if instant > work.at)


def _has_written_since(work: Work, asked_at: datetime) -> bool:
    """Whether the customer said more than a bare "thanks" since we asked; then it is not silence (0.3)."""
    rows = CustomerMessage.objects.filter(case=work.case, direction="in", automatic="", recorded_at__gt=asked_at)
    return any(read_answer(row.words.text).kind != "thanks" for row in rows.select_related("words"))


def _on_its_way(work: Work, promise: Promise) -> datetime | None:
    """Until when a message that was pressed in time and settles this promise still counts."""
    pressed = [
        row.pressed_at
        for row in HeldSend.objects.filter(case=work.case, pressed_at__lte=promise.due_at, stopped="")
        if promise.pk in settled_by(row) or is_kept_by_any_word(promise, work.at)
    ]
    waiting = OutboxMail.objects.filter(
        case=work.case, pressed_at__lte=promise.due_at, sent_at=None, failed_at=None, automatic=False
    )
    pressed += [mail.pressed_at for mail in waiting if any(row["promise"] == promise.pk for row in mail.settles)]
    return max(pressed) + core.GRACE if pressed else None


# What is looked at when a timer comes due, by the name of its clock; a look answers the next instant, or None.
LOOKS: Mapping[str, Callable[[Work, Timer], datetime | None]] = {
    "promise": _look_at_promise,
    "silence": _look_at_silence,
    "pack": look_at_clocks,
    rhythm.CLOCK: rhythm.look_at_rhythm,
    "escalation": look_at_escalation,
    UNPROMISED: look_at_unpromised,
    "supervisor": look_at_supervisor,
    "follow-up": look_at_follow_up,
}
