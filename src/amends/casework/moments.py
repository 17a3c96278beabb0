"""The moments of a case that clocks count from and stop on: seen in its rows, or told by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, BooleanField, Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from amends.cases import models as cases
from amends.channels.models import OutboxMail
from amends.core.promise import What
from amends.learning.models import Lesson, NothingNew
from amends.messages.models import CustomerMessage
from amends.promises.models import Moment, Promise, PromiseHappening
from amends.understanding.models import Apology, ClosingQuestion, Confirmation, Restatement

# One thing can be several moments: the customer's yes is an acceptance too, any word of a person is a receipt.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "answered": ("receipt",),
    "acknowledged": ("receipt",),
    "confirmed": ("accepted",),
    "agreed-closure": ("closed",),
}

# A promise is delivered, or moved, by a word to the customer; what was written is seen in the messages.
_SPEAKING = (What.DELIVERED, What.RENEGOTIATED)


class Seen(NamedTuple):
    """When a moment was, for which issue (None: the whole case), and whether a person told it as a moment."""

    at: datetime
    issue: int | None
    told: bool


Moments = Mapping[str, Sequence[Seen]]


def moments_of(case: cases.Case, now: datetime) -> Moments:
    """Every moment of a case until now, oldest first under its name; one read of all dated rows."""
    found: dict[str, list[Seen]] = defaultdict(list)
    found["awareness"].append(Seen(case.aware_at, None, False))
    found["opened"].append(Seen(case.opened_at, None, False))
    reads = _reads(case.pk)
    for name, at, issue, told in reads[0].union(*reads[1:], all=True):
        instant = at if at.tzinfo else at.replace(tzinfo=UTC)
        if instant <= now:
            for each in (name, *_ALSO.get(name, ())):
                found[each].append(Seen(instant, issue or None, bool(told)))
    return {name: sorted(rows, key=lambda row: row.at) for name, rows in found.items()}


def of_issue(moments: Moments, issue: int | None) -> dict[str, list[datetime]]:
    """The instants of each moment that count for an issue: its own, and those of the whole case.

    An issue that came up later has an awareness of its own; that of the case does not count for it.
    """
    found = {
        name: [row.at for row in rows if issue is None or row.issue in (None, issue)] for name, rows in moments.items()
    }
    own = [row.at for row in moments.get("awareness", ()) if issue is not None and row.issue == issue]
    first = [row.at for row in moments.get("awareness", ()) if row.issue is None]
    return {**found, "awareness": own or first}


def _reads(case: int) -> list[Any]:
    # A mail that came back proves nothing: only what was not refused counts as sent.
    failed = OutboxMail.objects.filter(case=case).exclude(failed_at=None).values("message")
    ours = CustomerMessage.objects.filter(case=case, direction="out").exclude(
        pk__in=failed.filter(message__isnull=False)
    )
    by_whom = Case(When(automatic="", then=Value("answered")), default=Value("receipt"), output_field=CharField())
    ended = Case(
        When(how=cases.Closure.How.AGREED, then=Value("agreed-closure")),
        default=Value("closed"),
        output_field=CharField(),
    )
    return [
        _read(by_whom, ours),
        _read(ended, cases.Closure.objects.filter(case=case)),
        _read("asked", ClosingQuestion.objects.filter(case=case)),
        _read("confirmed", Confirmation.objects.filter(case=case, answer="yes")),
        _read("apology", Apology.objects.filter(case=case)),
        _read("said-back", Restatement.objects.filter(case=case)),
        _read("lesson", Lesson.objects.filter(case=case).exclude(publication=None)),
        _read("lesson", NothingNew.objects.filter(case=case)),
        _read("answered", PromiseHappening.objects.filter(promise__case=case, message=None, what__in=_SPEAKING)),
        _read("promised", Promise.objects.filter(case=case).exclude(kind=Promise.Kind.SERVICE), at="made_at"),
        _read(F("name"), Moment.objects.filter(case=case), issue="issue_id", told=True),
    ]


def _read(name: Any, rows: QuerySet[Any], at: str = "at", issue: str = "", told: bool = False) -> Any:
    named = Value(name, CharField()) if isinstance(name, str) else name
    # PostgreSQL gives a bare NULL no type that a UNION could match.
    about = Coalesce(F(issue), 0) if issue else Value(0, BigIntegerField())
    marked = rows.order_by().annotate(fact=named, since=F(at), about=about, marked=Value(told, BooleanField()))
    return marked.values_list("fact", "since", "about", "marked")
