"""What the team is told of: the closed table of notices with whom each interrupts, and that they are seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from amends.casework.working import require_reader
from amends.people.models import Notice, Person


class Manner(StrEnum):
    """How a notice comes before somebody (requirements 0.4.23, `ux.md` C65).

    NOW stands on top, apart from everything else: the four things a Lead is interrupted for. OWN is about the reader's
    own work. LISTED concerns a case whose owner knows already; to those who lead it is one line of a list, no bell.
    """

    NOW = "now"
    OWN = "own"
    LISTED = "listed"


class Interrupt(StrEnum):
    """The four things for which a Lead is interrupted; there is no fifth (requirements 0.4.23)."""

    THREAT = "threat"
    SUPERVISOR = "supervisor-asked"
    APPROVAL = "approval-asked"
    ESCALATION = "escalation-not-accepted"


INTERRUPTS: Mapping[str, Interrupt] = {
    "threat": Interrupt.THREAT,
    "lead-asked": Interrupt.SUPERVISOR,
    "supervisor-asked": Interrupt.SUPERVISOR,
    "approval-asked": Interrupt.APPROVAL,
    "escalation-not-accepted": Interrupt.ESCALATION,
    "supervisor-not-found": Interrupt.ESCALATION,
}
_OWN = (
    *("promise-soon", "promise-asked", "promise-accepted", "promise-declined", "promise-countered"),
    *("promise-withdrawn", "promise-disputed", "clock-soon", "clock-money-due", "follow-up-due", "call-deferred"),
    *("call-moved", "ours-at-risk", "quiet-day", "escalation-accepted", "nobody-stands-in", "caller-away"),
    *("slot-booked", "supervisor-found", "given-to-you", "customer-wrote", "reopened", "silent", "did-not-go"),
    *("answered-restatement", "answered-offer", "answered-confirmation", "mentioned", "mailbox-failing"),
)
_LISTED = ("promise-broken", "clock-breached", "moved-twice", "disputed-three-times", "escalated", "needs-promise")
# Every notice there is.
NOTICES: Mapping[str, Manner] = {
    **dict.fromkeys(INTERRUPTS, Manner.NOW),
    **dict.fromkeys(_OWN, Manner.OWN),
    **dict.fromkeys(_LISTED, Manner.LISTED),
}


def codes_of(manner: Manner) -> tuple[str, ...]:
    """The codes of the notices that come in one manner."""
    return tuple(code for code, its in NOTICES.items() if its is manner)


def interrupts(person: Person) -> QuerySet[Notice]:
    """What somebody is interrupted for and has not seen yet, newest first."""
    return Notice.objects.filter(person=person, seen_at=None, code__in=codes_of(Manner.NOW)).order_by("-pk")


def see_notices(*, by: Person, at: datetime, up_to: int, only: int | None = None) -> int:
    """Mark what the one who asks was told as seen: one notice, or all up to the newest on the page; answers how many.

    `up_to` keeps a notice that came meanwhile from being seen without having been shown.
    """
    require_reader(by)
    rows = Notice.objects.filter(person=by, seen_at=None, pk__lte=up_to)
    return (rows.filter(pk=only) if only else rows).update(seen_at=at)
