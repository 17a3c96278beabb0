"""How often a customer hears of us, the prompt before a day ends silent, and the silent days (S4.16, 0.4.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile

from amends.cases.models import Case, Entry, SeenBy
from amends.casework.questions import newest_closure
from amends.casework.timers import rings_once
from amends.casework.working import Work
from amends.core.rhythm import Choice, WorkingDay, days_heard, rhythm_that_holds, working_days
from amends.promises.models import Escalation, EscalationStep, Rhythm, SilentDay, Timer

CLOCK = "rhythm"
MOST_DAYS = 400
# What the customer reads of our work; who answers, and what the desk writes by itself, is no word of ours.
WORDS_OF_OURS = frozenset(
    {"progress", "replied", "spoke", "told", "restated", "empathised", "apologised", "assured", "promised", "offered"}
    | {"renegotiated", "replaced", "delivered", "delivered-late", "revoked", "acted", "asked-if-right"}
)


def rhythm_of(work: Work) -> str:
    """The rhythm that holds for a case now, by `core.rhythm.rhythm_that_holds`."""
    row = Rhythm.objects.filter(case=work.case).order_by("-pk").first()
    choice = Choice(row.kind, row.at, row.by_id == work.case.customer_id) if row else None
    return rhythm_that_holds(choice, open_escalation(work.case), work.playbook.rhythm)


def open_escalation(case: Case) -> datetime | None:
    """Since when a case is escalated, None where it is not."""
    ended = EscalationStep.objects.filter(what=EscalationStep.What.ENDED).values("escalation")
    rows = Escalation.objects.filter(case=case).exclude(pk__in=ended).order_by("-pk")
    return rows.values_list("at", flat=True).first()


def watch(work: Work) -> None:
    """Begin to count days, or stop, after the rhythm may have changed."""
    if rhythm_of(work) != Rhythm.Kind.DAILY:
        Timer.objects.filter(case=work.case, clock=CLOCK).update(look_at=None)
        return
    running = Timer.objects.filter(case=work.case, clock=CLOCK, look_at__isnull=False)
    if not running.exists():
        start(work)


def start(work: Work) -> None:
    """Count the working days of a case from now on."""
    Timer.objects.update_or_create(
        case=work.case,
        clock=CLOCK,
        promise=None,
        defaults={"started_at": work.at, "look_at": work.at, "practice": work.case.practice},
    )


def look_at_rhythm(work: Work, timer: Timer) -> datetime | None:
    """Count the silent days since the last look, and prompt the owner an hour before the present one ends."""
    if newest_closure(work.case) or rhythm_of(work) != Rhythm.Kind.DAILY:
        return None
    over = list(takewhile(lambda day: day.ends <= work.at, working_days(work.calendar, timer.started_at)))
    if over:
        Timer.objects.filter(pk=timer.pk).update(started_at=over[-1].ends)
    now = next(working_days(work.calendar, work.at))
    counted = [day for day in over if day.ends > work.at - timedelta(days=MOST_DAYS)]
    heard = _heard(work, (*counted, now))
    for day in counted:
        if day.day not in heard:
            _count(work, day)
    if work.at < now.prompt:
        return now.prompt
    if now.day not in heard and rings_once(timer, "quiet-day", now.prompt, work.at):
        work.tell(work.owner, "quiet-day", due=now.ends.isoformat())
    return now.ends


def has_heard(work: Work, day: WorkingDay) -> bool:
    """Whether the customer could read a word of ours on a working day, until it ended."""
    return day.day in _heard(work, (day,))


def _heard(work: Work, days: Sequence[WorkingDay]) -> set[date]:
    """The working days, in their order, on which the customer could read a word of ours; one read for all of them."""
    zone = work.calendar.tz
    midnight = datetime.combine(days[0].day, datetime.min.time(), zone)
    rows = Entry.objects.filter(stream=f"case:{work.case.pk}", seen_by=SeenBy.CUSTOMER, code__in=WORDS_OF_OURS)
    rows = rows.filter(recorded_at__gte=midnight, recorded_at__lte=days[-1].ends, by__voice=None)
    return days_heard(days, rows.exclude(by=work.case.customer_id).values_list("recorded_at", flat=True), zone)


def _count(work: Work, day: WorkingDay) -> None:
    silent, is_new = SilentDay.objects.get_or_create(
        case=work.case,
        day=day.day,
        defaults={"owner": work.owner, "at": day.ends, "practice": work.case.practice},
    )
    if is_new:
        work.note("silent-day", happened_at=day.ends, day=silent.day.isoformat())
