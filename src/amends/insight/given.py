"""The promises that figures are made of: what was given to customers, and what each is at the instant of asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet

from amends.core.promise import Began, Happening, Move, State, Verdict, What, state
from amends.insight.period import Period
from amends.promises.models import Promise

# What a person promises; the service promise is the organisation's own and counted apart (requirements 0.4.13).
PERSONAL: Sequence[str] = tuple(kind for kind in Promise.Kind.values if kind != Promise.Kind.SERVICE)
EVERY: Sequence[str] = (*PERSONAL, Promise.Kind.SERVICE.value)


@dataclass(frozen=True, slots=True)
class Given:
    """A promise to a customer, with its verdict; `follows` is the promise whose time it moved, None for a first."""

    number: int
    case: int
    kind: str
    made_at: datetime
    due_at: datetime
    follows: int | None
    verdict: Verdict

    @property
    def is_first(self) -> bool:
        """Whether its due time is the first one that the customer was told."""
        return self.follows is None

    @property
    def is_service(self) -> bool:
        """Whether it is the organisation's own promise of a first answer (0.4.13)."""
        return self.kind == Promise.Kind.SERVICE

    @property
    def is_kept(self) -> bool:
        """Whether it was kept in time, at the first time told or at one renegotiated before it."""
        return self.verdict.state is State.KEPT

    @property
    def is_broken(self) -> bool:
        """Whether its time passed undelivered; delivered late or never."""
        return self.verdict.is_broken

    @property
    def is_moved(self) -> bool:
        """Whether a new time was agreed before the old one came; its successor is counted in its place."""
        return self.verdict.state is State.MOVED

    @property
    def counts(self) -> bool:
        """Whether it is decided: neither let off, nor moved, nor disputed (the whole of D-01)."""
        return self.is_kept or self.is_broken

    @property
    def is_released(self) -> bool:
        """Whether the customer let us off it."""
        return self.verdict.move is Move.RELEASED

    @property
    def is_disputed(self) -> bool:
        """Whether its promisee says that what was delivered is not what was promised; not settled yet."""
        return self.verdict.move is Move.DISPUTED


def given(period: Period, at: datetime, kinds: Sequence[str] = PERSONAL) -> Iterator[Given]:
    """The promises to customers whose time fell into a period and has come, in the order of their times.

    One read by an index. What was never accepted was no promise; practice and duplicates are left out.
    """
    due = live(kinds).filter(due_at__gte=period.begin, due_at__lt=min(period.end, at))
    return judged(due.order_by("due_at", "pk"), at)


def live(kinds: Sequence[str]) -> QuerySet[Promise]:
    """Promises of these kinds to the customer of a case, without practice and duplicates."""
    ours = Promise.objects.filter(practice=False, kind__in=kinds, promisee=F("case__customer"))
    return ours.exclude(case__standing__closed_how="duplicate")


def judged(found: QuerySet[Promise], at: datetime) -> Iterator[Given]:
    """Promises with their verdicts at an instant, in one read; those that nobody accepted are left out.

    `found` is ordered so that the rows of one promise stand together.
    """
    for _number, rows in groupby(told(found.values_list(*_COLUMNS)), key=itemgetter(0)):
        each = list(rows)
        number, case, kind, began, made_at, due_at, follows = each[0][:7]
        happenings = [
            Happening(What(what), aware(when), aware(recorded)) for *_, what, when, recorded in each if what is not None
        ]
        verdict = state(aware(due_at), happenings, at, began=Began(began))
        if verdict.is_given:
            yield Given(number, case, kind, aware(made_at), aware(due_at), follows, verdict)


def told(found: QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of a question as the driver gives them: Django takes longer to make each instant aware than to read it.

    Instants are for `aware` to finish; a question that can find nothing answers nothing.
    """
    try:
        sql, parameters = found.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def aware(instant: datetime) -> datetime:
    """SQLite keeps instants in UTC without saying so."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


_COLUMNS = (
    *("pk", "case_id", "kind", "began", "made_at", "due_at", "follows_id"),
    *("happenings__what", "happenings__at", "happenings__recorded_at"),
)
