"""Whether a customer whose promise broke was told in time (D-04)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q

from amends.core.promise import GRACE, What
from amends.core.working_time import WorkingCalendar, add_working
from amends.insight.given import PERSONAL, Given
from amends.messages.models import CustomerMessage
from amends.promises.models import Promise, PromiseHappening

# So long after the due time, counted while people are on duty, a word still comes in time.
AFTER_DUE = timedelta(hours=1)
# In these the customer hears from us, whoever began the contact.
SPOKEN = ("phone", "counter", "visit", "chat")
# What is done to a promise by telling its promisee so.
_TOLD_BY = tuple(what.value for what in (What.DELIVERED, What.RENEGOTIATED, What.REPLACED, What.REVOKED))
# As many cases as one question asks about; either database takes more.
_AT_ONCE = 5000


def told_in_time(broken: Sequence[Given], calendar: WorkingCalendar) -> frozenset[int]:
    """The numbers of those broken promises whose promisee had a word from us in time.

    A word is what a person of ours wrote or said after the promise was made and at latest one working hour after it was
    due: a message that went, a call, a new promise, a new time, a late delivery. The contact in which the promise was
    made tells nothing of its break, and neither does what the desk sends by itself.
    """
    latest = {row.number: add_working(calendar, row.due_at, AFTER_DUE) for row in broken}
    words = _words(broken, latest)
    return frozenset(
        row.number
        for row in broken
        if any(row.made_at < when <= latest[row.number] for when in words.get(row.case, ()))
    )


def _words(broken: Sequence[Given], latest: Mapping[int, datetime]) -> Mapping[int, list[datetime]]:
    """The instants at which the customer of a case had a word from us."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    cases = sorted({row.case for row in broken})
    for first in range(0, len(cases), _AT_ONCE):
        some = cases[first : first + _AT_ONCE]
        begin, end = min(row.made_at for row in broken), max(latest.values())
        for case, when, recorded in _read(some, begin, end):
            # A row that was written long after proves nothing in time, as with a promise (S0.12).
            found[case].append(when if recorded <= when + GRACE else recorded)
    return found


def _read(cases: Sequence[int], begin: datetime, end: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    when = {"at__gt": begin, "at__lte": end}
    ours = Q(direction=CustomerMessage.Direction.OUT) | Q(channel__in=SPOKEN)
    messages = CustomerMessage.objects.filter(ours, case__in=cases, automatic="", outbox__failed_at=None, **when)
    yield from messages.values_list("case_id", "at", "recorded_at")
    acts = PromiseHappening.objects.filter(promise__case__in=cases, what__in=_TOLD_BY, by__voice=None, **when)
    acts = acts.filter(promise__promisee=F("promise__case__customer"))
    yield from acts.values_list("promise__case_id", "at", "recorded_at")
    fresh = Promise.objects.filter(case__in=cases, kind__in=PERSONAL, promisee=F("case__customer"), by__voice=None)
    yield from fresh.filter(made_at__gt=begin, made_at__lte=end).values_list("case_id", "made_at", "recorded_at")
