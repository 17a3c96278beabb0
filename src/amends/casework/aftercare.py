"""The follow-up of an agreed closure: planned when the customer closes, due three working days later (S3.33)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.cases.models import Closure
from amends.casework import rota
from amends.casework.queries import CaseView
from amends.casework.working import Work
from amends.core.working_time import add_working_days, next_opening
from amends.people import queries as people
from amends.people.models import ContactPoint, Person, Role
from amends.promises.models import FollowUp, Timer

CLOCK = "follow-up"
DAYS = 3
# So many tries to ring, each on another working day; then a personal mail is offered.
TRIES = 3
MOST_LISTED = 99
LONGEST_LINE = 120


def plan_follow_up(work: Work, closure: Closure) -> FollowUp:
    """Plan the follow-up of an agreed closure; the owner is reminded when the house opens on its day."""
    due = add_working_days(work.calendar, work.at, DAYS)
    _remind(work, due)
    return FollowUp.objects.create(
        case=work.case, closure=closure, owner=work.owner, due_at=due, made_at=work.at, practice=work.case.practice
    )


def try_again(work: Work, row: FollowUp) -> None:
    """Nobody was reached: the follow-up stays due, on the next working day; after three tries by a personal mail."""
    row.tries += 1
    if row.tries < TRIES:
        row.due_at = add_working_days(work.calendar, work.at, 1)
        _remind(work, row.due_at)
    row.save(update_fields=["tries", "due_at"])


def look_at_follow_up(work: Work, timer: Timer) -> datetime | None:
    """Put the follow-up before the owner on its day, or before who stands in, once; it never blocks anybody."""
    row = open_follow_up(work)
    if row is not None:
        answers, _absent = rota.present(work.owner, work.at)
        work.tell(answers, "follow-up-due", due=row.due_at.isoformat())
    return None


def open_follow_up(work: Work) -> FollowUp | None:
    """The follow-up of the case that is still to be done; none for a case that was opened again."""
    rows = FollowUp.objects.filter(case=work.case, done_at=None, closure__reopening=None)
    return rows.order_by("pk").last()


def follow_ups_due(person: Person, role: str | None, at: datetime) -> Sequence[FollowUp]:
    """What is to be followed up by the end of today: one's own cases, for those who lead the whole team's.

    The cases of somebody who is away are those of whoever stands in.
    """
    zone = ZoneInfo(people.house().zone)
    tomorrow = datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone)
    rows = FollowUp.objects.filter(done_at=None, practice=False, closure__reopening=None, due_at__lt=tomorrow)
    if role not in (Role.LEAD, Role.PROGRAMME):
        owners = Person.objects.filter(pk__in=rows.values("case__standing__owner"))
        rows = rows.filter(case__standing__owner__in=[row for row in owners if rota.present(row, at)[0] == person])
    return list(rows.select_related("case__customer", "owner").order_by("due_at", "pk")[:MOST_LISTED])


def phone_to_try(row: FollowUp) -> str:
    """The number to ring for a follow-up; empty where a mail is the way, after three tries too."""
    return phone_of(row.case.customer) if row.tries < TRIES else ""


def phone_of(customer: Person) -> str:
    """The newest number of a customer who lets us ring; empty where there is none, or calls are refused (0.4.17)."""
    rows = ContactPoint.objects.filter(person=customer, kind=ContactPoint.PHONE, refused_at=None).order_by("-pk")
    return rows.values_list("value", flat=True).first() or ""


def brief_of(view: CaseView) -> list[str]:
    """A case in three lines, to be read while the phone rings: what it was, what was done, how it ended."""
    done = [row.words.text for row in view.offers] + [row.words.text for row in view.actions]
    lines = [view.row.problem, done[-1] if done else _("Nothing was offered or done beside the answer."), _end(view)]
    return [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rstrip()} …" for line in lines]


def _remind(work: Work, due: datetime) -> None:
    """Have the owner reminded when the house opens on a day."""
    morning = datetime.combine(due.astimezone(work.calendar.tz).date(), time(), work.calendar.tz)
    Timer.objects.update_or_create(
        case=work.case,
        clock=CLOCK,
        promise=None,
        defaults={
            "started_at": work.at,
            "look_at": min(due, next_opening(work.calendar, morning)),
            "practice": work.case.practice,
        },
    )


def _end(view: CaseView) -> str:
    kept = sum(row.verdict.state == "kept" for row in view.promises)
    broken = sum(row.verdict.is_broken for row in view.promises)
    words = ngettext("%(count)s promise kept", "%(count)s promises kept", kept) % {"count": kept}
    if broken:
        words += ", " + ngettext("%(count)s broken", "%(count)s broken", broken) % {"count": broken}
    felt = view.feelings[-1].word if view.feelings else ""
    return f"{words}; “{felt}”" if felt else words
