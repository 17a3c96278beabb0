"""Following up: are they happy with the end, and is there anything else? (S3.33, S3.34, requirements 0.4.17)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from amends.cases.models import Case, CaseLink, SeenBy, Words
from amends.casework import letters
from amends.casework.aftercare import TRIES, brief_of, follow_ups_due, open_follow_up, phone_to_try, try_again
from amends.casework.closing import confirm
from amends.casework.opening import open_case
from amends.casework.queries import CaseView
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.casework.writing import promise_answer
from amends.core.refusal import AlreadyAnswered, NotAsked, Unusable
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import FollowUp, Timer

RESULTS = (FollowUp.Result.HAPPY, FollowUp.Result.NOT_HAPPY, FollowUp.Result.NO_ANSWER)
ANYTHING_ELSE = ("yes", "no")


def follow_up(
    case: CaseRef,
    result: str,
    *,
    by: Person,
    at: datetime,
    anything_else: str = "",
    words: str = "",
    need: str = "",
    override: str | None = None,
) -> FollowUp:
    """Record a follow-up: `result` is happy, not-happy or no-answer, `anything_else` yes or no (S3.33, S3.34).

    "Not happy" opens the case again with the same owner, and the next word is promised at once. "Yes" to anything else
    opens a linked case with `need`, or with `words` where it stands empty. Where nobody was reached it stays due for
    three tries, each on another working day, and then for a personal mail. Raises NotAsked where somebody was reached
    and "anything else?" was not asked, AlreadyAnswered where nothing is to be followed up, Unusable.
    """
    if result not in RESULTS:
        raise Unusable(field="result", fault="unknown", value=result)
    if anything_else and anything_else not in ANYTHING_ELSE:
        raise Unusable(field="anything_else", fault="unknown", value=anything_else)
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = _due(work)
        was_reached = result != FollowUp.Result.NO_ANSWER
        if was_reached and not anything_else:
            work.refuse(NotAsked(customer=work.case.customer.first_name), override)
        opened = _open_linked(work, words_of(need or words, "need")) if anything_else == "yes" else None
        said = words_beside(words)
        if was_reached or not _stays_due(work, row):
            _done(work, row, result, said, anything_else=anything_else, opened=opened)
        else:
            try_again(work, row)
        work.note("followed-up", said, result=result, anything_else=anything_else, opened=opened.pk if opened else None)
        if result == FollowUp.Result.NOT_HAPPY:
            confirm(work, "not-yet", by=by, at=at, words=words, how="phone")
            promise_answer(work)
        return row


def write_follow_up(case: CaseRef, *, by: Person, at: datetime, text: str = "") -> FollowUp:
    """Follow up by a personal mail that asks both questions, where nobody can be rung (0.4.17).

    An answer goes on in the case. `text` is the mail; empty, the one that `follow_ups` shows is sent.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = _due(work)
        body = words_of(text or draft_of(work), "text")
        letters.send_letter(work, body, code="followed-up-by-mail")
        _done(work, row, FollowUp.Result.ASKED, None, anything_else="asked")
        return row


def follow_ups(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """What is to be followed up by the end of today, with the number to ring and a brief, or a mail that stands ready.

    One's own cases; for those who lead, the cases of the whole team.
    """
    return [_told(row, by, at) for row in follow_ups_due(by, people.role(by), at)]


def draft_of(work: Work) -> str:
    """The personal mail of a follow-up in the customer's language, asking both questions."""
    with translation.override(work.case.customer.language):
        return _(
            "Hello %(name)s,\n\nyou told us that the matter was put right. Is it still? And is there anything else "
            "that I can do for you?"
        ) % {"name": work.case.customer.name}


def _due(work: Work) -> FollowUp:
    row = open_follow_up(work)
    if row is None:
        raise AlreadyAnswered(what="follow-up", answer="")
    return row


def _stays_due(work: Work, row: FollowUp) -> bool:
    """Whether there is another way to reach them after this try: a further call, or a mail after the last."""
    return row.tries + 1 < TRIES or (row.tries + 1 == TRIES and bool(work.address))


def _done(
    work: Work, row: FollowUp, result: str, said: Words | None, *, anything_else: str, opened: Case | None = None
) -> None:
    row.result, row.anything_else, row.words, row.opened = result, anything_else, said, opened
    row.done_at, row.by = work.at, work.by
    row.save()
    Timer.objects.filter(case=work.case, clock="follow-up").update(look_at=None)


def _open_linked(work: Work, need: str) -> Case:
    """Open what else there is as a case of its own, so that nobody types anything twice (S3.32)."""
    opened = open_case(
        words=need, by=work.by, at=work.at, customer=work.case.customer, channel="phone", practice=work.case.practice
    )
    CaseLink.objects.create(case=opened, other=work.case, kind=CaseLink.Kind.ANYTHING_ELSE, by=work.by, at=work.at)
    work.note("linked", seen_by=SeenBy.TEAM, other=opened.pk)
    return opened


def _told(row: FollowUp, by: Person, at: datetime) -> dict[str, Any]:
    customer = row.case.customer
    phone = phone_to_try(row)
    return {
        "case": row.case_id,
        "customer": customer.name,
        "owner": row.owner.name,
        "due": row.due_at.isoformat(),
        "phone": phone,
        "tries": row.tries,
        "brief": brief_of(CaseView(row.case, at)),
        "mail": "" if phone else draft_of(Work(row.case, by, at)),
    }
