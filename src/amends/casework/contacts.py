"""How often a customer had to come to us with the same matter: at the third time the case goes up (S1.43, D-11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from amends.casework.escalating import raise_escalation
from amends.casework.questions import newest_closure
from amends.casework.working import Work
from amends.core.reading import answer as read_answer
from amends.messages.models import CustomerMessage
from amends.promises.models import Escalation, Promise, PromiseHappening
from amends.understanding.models import ProposedAnswer

CONTACTS_TO_ESCALATE = 3
# What comes within this time of the last contact belongs to it: a photo that was forgotten, the notes of a call.
ONE_CONTACT = timedelta(minutes=15)


def watch_contacts(work: Work) -> None:
    """Take a case up the ladder when its customer contacts us for the third time, the one that opened it counted.

    After an escalation it is counted anew.
    """
    if newest_closure(work.case) is None and len(contacts_of(work)) >= CONTACTS_TO_ESCALATE:
        raise_escalation(work.as_desk(), Escalation.Reason.CONTACTS)


def contacts_of(work: Work) -> Sequence[datetime]:
    """When the customer came to us of their own accord, since the case opened or went up last; a call of ours is none.

    Thanks, and what answers a question of ours, are no contacts (D-11).
    """
    before = Escalation.objects.filter(case=work.case).order_by("-pk").values_list("at", flat=True).first()
    found = [] if before else [work.case.opened_at]
    is_asked = False
    no_contacts = _answers(work) | _calls_of_ours(work)
    rows = CustomerMessage.objects.filter(case=work.case, automatic="").select_related("words").order_by("pk")
    for row in rows:
        if row.direction == CustomerMessage.Direction.OUT:
            is_asked = "?" in row.words.text
            continue
        is_bare = read_answer(row.words.text).kind == "thanks"
        if not is_asked and not is_bare and row.pk not in no_contacts and (before is None or row.recorded_at > before):
            found.append(row.recorded_at)
        is_asked = False
    return _apart(sorted(found))


def _answers(work: Work) -> set[int]:
    return set(ProposedAnswer.objects.filter(case=work.case).values_list("message", flat=True))


def _calls_of_ours(work: Work) -> set[int]:
    kept = PromiseHappening.objects.filter(promise__case=work.case, promise__kind=Promise.Kind.CALL_BACK)
    return set(kept.exclude(message=None).values_list("message", flat=True))


def _apart(instants: Sequence[datetime]) -> list[datetime]:
    counted: list[datetime] = []
    last: datetime | None = None
    for instant in instants:
        if last is None or instant - last >= ONE_CONTACT:
            counted.append(instant)
        last = instant
    return counted
