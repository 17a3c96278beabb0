"""The reads of a case, each worded once (`people.reads`); `queries.CaseView` says what they mean."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from amends.cases.models import Case, CaseKind, Entry, SeenBy
from amends.messages.models import Attachment, CustomerMessage, HeldSend
from amends.people.models import ContactPoint, House
from amends.people.reads import Read
from amends.promises.models import Clock, Promise, PromiseHappening
from amends.understanding.models import Restatement, RestatementAnswer


def _whole(number: int) -> QuerySet[Case]:
    """A case with its customer, its line, its first words, and beside it what one value or a yes says."""
    kinds = CaseKind.objects.filter(case=OuterRef("pk")).order_by("-pk")
    incoming = CustomerMessage.objects.filter(case=OuterRef("pk"), direction="in").order_by("-pk")
    addresses = ContactPoint.objects.filter(person=OuterRef("customer"), kind=ContactPoint.EMAIL).order_by("-pk")
    rows = Case.objects.filter(pk=number).select_related("customer", "standing", "first_words__words")
    return rows.annotate(
        told_kind=Subquery(kinds.values("kind")[:1]),
        told_playbook=Subquery(kinds.values("playbook__text")[:1]),
        told_incoming=Subquery(incoming.values("pk")[:1]),
        told_address=Subquery(addresses.values("value")[:1]),
        told_zone=Subquery(House.objects.values("zone")[:1]),
        told_clocks=Exists(Clock.objects.filter(case=OuterRef("pk"))),
        told_held=Exists(HeldSend.objects.filter(case=OuterRef("pk"))),
    )


@lru_cache(maxsize=64)
def entries(limit: int, customer_only: bool) -> Read[Entry]:
    """The newest entries of a stream before a sequence number, newest first."""

    def build(stream: str, before: int) -> QuerySet[Entry]:
        rows = Entry.objects.filter(stream=stream, seq__lt=before).select_related("words", "by")
        if customer_only:
            rows = rows.filter(seen_by=SeenBy.CUSTOMER)
        return rows.order_by("-seq")[:limit]

    return Read(build, str, int)


def _messages(case: int, first: int, last: int) -> QuerySet[CustomerMessage]:
    rows = CustomerMessage.objects.filter(case=case, pk__gte=first, pk__lte=last).select_related("outbox")
    files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    return rows.defer("html", "outbox__text").annotate(told_html=~Q(html=""), told_files=files)


def _promises(case: int) -> QuerySet[Promise]:
    rows = Promise.objects.filter(case=case).select_related("words", "promisor", "promisee", "follows")
    return rows.order_by("due_at", "pk")


def _happenings(case: int) -> QuerySet[PromiseHappening]:
    return PromiseHappening.objects.filter(promise__case=case).select_related("words").order_by("pk")


def _restatements(case: int) -> QuerySet[Restatement]:
    return Restatement.objects.filter(case=case).select_related("words", "by").order_by("version")


def _answers(case: int) -> QuerySet[RestatementAnswer]:
    return RestatementAnswer.objects.filter(restatement__case=case).select_related("words").order_by("pk")


def _held(case: int) -> QuerySet[HeldSend]:
    return HeldSend.objects.filter(case=case).select_related("by").order_by("pk")


WHOLE: Read[Case] = Read(_whole, int)
MESSAGES: Read[CustomerMessage] = Read(_messages, int, int, int)
PROMISES: Read[Promise] = Read(_promises, int)
HAPPENINGS: Read[PromiseHappening] = Read(_happenings, int)
RESTATEMENTS: Read[Restatement] = Read(_restatements, int)
ANSWERS: Read[RestatementAnswer] = Read(_answers, int)
HELD: Read[HeldSend] = Read(_held, int)
