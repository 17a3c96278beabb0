"""Lines of today's work that the customer reads, and the rhythm in which they hear of us (S4.16, 0.4.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amends.cases.models import Entry, SeenBy, Words
from amends.casework import rhythm as pace
from amends.casework.queries import find_case
from amends.casework.replying import reply
from amends.casework.saying import Reply
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core.refusal import CustomersChoice, NotFound, Unusable
from amends.core.rhythm import day_at
from amends.people.models import Person
from amends.promises.models import Progress, Promise, Rhythm, SilentDay

LONGEST_LINE = 500
MOST_CASES = 200
# "No news" alone says nothing; with the reason it does (D-20).
_NOTHING = re.compile(
    r"\W*(nothing (has )?(moved|new|happened)( today| yet)?|no (news|progress|change)( today| yet)?"
    r"|nichts neues|keine neuigkeit(en)?|es hat sich nichts (getan|bewegt))\W*",
    re.IGNORECASE,
)


def set_rhythm(case: CaseRef, rhythm: str, *, by: Person, at: datetime, override: str | None = None) -> Rhythm:
    """Choose how often the customer hears of us: daily, weekly, next-contact or none; they may choose it themselves.

    Where nobody chose, it is that of the playbook, and daily while the case is escalated (0.4.9). Raises
    CustomersChoice where the team changes what the customer chose, Unusable.
    """
    if rhythm not in Rhythm.Kind.values:
        raise Unusable(field="rhythm", fault="unknown", value=rhythm)
    with working(case, by=by, at=at) as work:
        work.require_party()
        work.refuse_if_closed()
        chosen = Rhythm.objects.filter(case=work.case, by=work.case.customer).order_by("pk").last()
        if chosen and by.pk != work.case.customer_id and pace.rhythm_of(work) != rhythm:
            work.refuse(CustomersChoice(customer=work.case.customer.first_name), override)
        row = Rhythm.objects.create(case=work.case, kind=rhythm, by=by, at=at)
        work.note("rhythm-chosen", seen_by=SeenBy.CUSTOMER, rhythm=rhythm)
        pace.watch(work)
        return row


def tell_progress(
    case: CaseRef,
    words: str = "",
    *,
    by: Person,
    at: datetime,
    because: str = "",
    supplier: Person | None = None,
) -> Sequence[Progress]:
    """Put a line of today's work before the customer: `words` say what moved, else `because` says why nothing did.

    It stands on the customer's page, and is mailed when it holds news or the customer chose the daily line. With
    `supplier` the same line goes to every open case that waits for them (0.4.9). Raises Unusable, CaseClosed.
    """
    still = not words.strip()
    said = words_of(because if still else words, "because" if still else "words", LONGEST_LINE)
    if _NOTHING.fullmatch(said):
        raise Unusable(field="because", fault="empty")
    with transaction.atomic():
        with working(case, by=by, at=at) as work:
            work.require_team()
            told = [_tell(work, said, still)]
        others = _waiting_for(supplier, work) if supplier else []
        for number in others:
            with working(number, by=by, at=at) as other:
                told.append(_tell(other, said, still))
    return told


def progress_line(case: int, *, by: Person, at: datetime) -> dict[str, Any]:
    """The line that stands ready, drafted from what was done today, in the customer's language; empty for nothing.

    With the rhythm that holds, whether the customer heard of us today, and how many days stayed silent so far.
    """
    found = find_case(case)
    if found is None:
        raise NotFound(what="case", number=case)
    work = Work(found, by, at)
    return {
        "line": _drafted(work),
        "rhythm": pace.rhythm_of(work),
        "heard_today": pace.has_heard(work, day_at(work.calendar, at)),
        "silent_days": SilentDay.objects.filter(case=found).count(),
    }


def _tell(work: Work, said: str, still: bool) -> Progress:
    work.refuse_if_closed()
    customer = work.case.customer
    with translation.override(customer.language):
        text = _("Nothing moved today, because %(because)s") % {"because": said} if still else said
    chosen = Rhythm.objects.filter(case=work.case).order_by("-pk").first()
    is_wished = chosen is not None and chosen.by_id == customer.pk and chosen.kind == Rhythm.Kind.DAILY
    message = None
    if work.address and (not still or is_wished):
        message = reply(work, Reply(text), by=work.by, at=work.at)
    line = message.words if message else Words.say(text)
    if message is None:
        work.note("progress", line, SeenBy.CUSTOMER, still=still)
    return Progress.objects.create(
        case=work.case,
        words=line,
        is_still=still,
        message=message,
        by=work.by,
        at=work.at,
        practice=work.case.practice,
    )


def _waiting_for(supplier: Person, work: Work) -> Sequence[int]:
    """The other open cases in which somebody owes us something, or was asked for it, lowest number first."""
    rows = Promise.objects.filter(
        promisor=supplier, practice=work.case.practice, case__standing__is_open=True, recorded_at__lte=work.at
    ).exclude(case=work.case)
    waits = {row.case_id for row in rows.prefetch_related("happenings") if row.verdict(work.at).state in _WAITED_FOR}
    return sorted(number for number in waits if number is not None)[:MOST_CASES]


_WAITED_FOR = frozenset(("proposed", "open", "soon", "late"))


def _drafted(work: Work) -> str:
    today = work.at.astimezone(work.calendar.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(stream=f"case:{work.case.pk}", recorded_at__gte=today, recorded_at__lte=work.at)
    entries = list(rows.filter(code__in=(*_SAYS, "delivered")).select_related("words").order_by("seq"))
    ours = Promise.objects.to_customer(work.case).exclude(kind__in=_SAYS_NOTHING).select_related("words")
    kept = ours.in_bulk([entry.data["promise"] for entry in entries if entry.code == "delivered"])
    with translation.override(work.case.customer.language):
        lines = [_line(entry, kept) for entry in entries]
    return " ".join(dict.fromkeys(filter(None, lines)))


# That we were in touch the customer knows.
_SAYS_NOTHING = (Promise.Kind.SERVICE, Promise.Kind.UPDATE)


def _line(entry: Entry, kept: Mapping[int, Promise]) -> str:
    if entry.code == "delivered":
        promise = kept.get(entry.data["promise"])
        return _done(promise.what) if promise else ""
    return _SAYS[entry.code](entry.words.text if entry.words else "")


def _done(words: str) -> str:
    return _("Done today: %(what)s.") % {"what": words.rstrip(".")} if words else ""


# What somebody outside promised us, and who they are, is not the customer's to read (B.7-10).
_SAYS: Mapping[str, Callable[[str], str]] = {
    "acted": _done,
    "promise-requested": lambda _words: _("We asked for what is missing and wait for the answer."),
    "accepted": lambda _words: _("We have an answer to what we asked for."),
    "countered": lambda _words: _("We were named another time for what we wait for."),
}
