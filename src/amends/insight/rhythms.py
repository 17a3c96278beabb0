"""When which customers were to hear of us every working day, and what they could read (0.4.9, S4.16, D-20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.cases.models import CaseKind, Closure, Entry, Reopening, SeenBy, Standing
from amends.casework.rhythm import WORDS_OF_OURS
from amends.core.rhythm import Choice, rhythm_that_holds
from amends.insight.period import Period
from amends.insight.silence import Daily, Line
from amends.playbooks.models import PlaybookVersion
from amends.promises.models import Escalation, EscalationStep, Rhythm

DAILY = Rhythm.Kind.DAILY


@dataclass
class _State:
    """What decides the rhythm of a case at an instant."""

    customer: int
    is_open: bool = True
    of_playbook: str = ""
    choice: Choice | None = None
    escalated_at: datetime | None = None

    @property
    def is_daily(self) -> bool:
        return self.is_open and rhythm_that_holds(self.choice, self.escalated_at, self.of_playbook) == DAILY


def dailies(period: Period) -> list[Daily]:
    """The spans of a daily rhythm that reach into a period; practice and duplicates are left out."""
    customers = _candidates(period)
    events: defaultdict[int, list[tuple[datetime, int, str, Any]]] = defaultdict(list)
    for case, *event in _events(list(customers)):
        events[case].append((event[0], len(events[case]), event[1], event[2]))
    return [span for case, rows in events.items() for span in _spans(case, _State(customers[case]), sorted(rows))]


def lines(period: Period, cases: Sequence[int]) -> Iterator[Line]:
    """What the customers of some cases could read of ours within a period, when it was recorded."""
    streams = {f"case:{case}": case for case in cases}
    rows = Entry.objects.filter(stream__in=streams, seen_by=SeenBy.CUSTOMER, code__in=WORDS_OF_OURS, by__voice=None)
    rows = rows.filter(recorded_at__gte=period.begin, recorded_at__lt=period.end)
    customers = dict(Standing.objects.filter(case_id__in=cases).values_list("case_id", "customer_id"))
    for stream, by, at in rows.values_list("stream", "by_id", "recorded_at"):
        if by != customers[streams[stream]]:
            yield Line(streams[stream], at)


def _candidates(period: Period) -> Mapping[int, int]:
    """The customers by case of what was open in a period and may have a daily rhythm, by choice or by its playbook."""
    daily = [version.pk for version in PlaybookVersion.objects.all() if version.playbook.rhythm == DAILY]
    numbers = {
        *Rhythm.objects.filter(kind=DAILY).values_list("case_id", flat=True),
        *Escalation.objects.values_list("case_id", flat=True),
        *CaseKind.objects.filter(playbook__in=daily).values_list("case_id", flat=True),
    }
    rows = Standing.objects.filter(case_id__in=numbers, practice=False, opened_at__lt=period.end)
    rows = rows.exclude(closed_how=Closure.How.DUPLICATE).exclude(is_open=False, closed_at__lt=period.begin)
    return dict(rows.values_list("case_id", "customer_id"))


def _events(cases: Sequence[int]) -> Iterator[tuple[int, datetime, str, Any]]:
    """What changed the rhythm of cases: case, instant, what, and its value."""
    kinds = CaseKind.objects.filter(case__in=cases).select_related("playbook").order_by("pk")
    yield from ((row.case_id, row.at, "playbook", row.playbook.playbook.rhythm) for row in kinds)
    for case, at, kind, by in (
        Rhythm.objects.filter(case__in=cases).order_by("pk").values_list("case_id", "at", "kind", "by_id")
    ):
        yield case, at, "chosen", (kind, by)
    rows = Escalation.objects.filter(case__in=cases).order_by("pk").values_list("case_id", "at")
    yield from ((case, at, "escalated", at) for case, at in rows)
    ended = EscalationStep.objects.filter(escalation__case__in=cases, what=EscalationStep.What.ENDED).order_by("pk")
    yield from ((case, at, "escalated", None) for case, at in ended.values_list("escalation__case_id", "at"))
    shut = Closure.objects.filter(case__in=cases).order_by("pk").values_list("case_id", "at")
    yield from ((case, at, "open", False) for case, at in shut)
    again = Reopening.objects.filter(closure__case__in=cases).order_by("pk").values_list("closure__case_id", "at")
    yield from ((case, at, "open", True) for case, at in again)


def _spans(case: int, state: _State, events: Sequence[tuple[datetime, int, str, Any]]) -> Iterator[Daily]:
    since: datetime | None = None
    for at, _order, what, value in events:
        _change(state, what, value, at)
        if state.is_daily and since is None:
            since = at
        elif not state.is_daily and since is not None:
            yield Daily(case, since, at)
            since = None
    if since is not None:
        yield Daily(case, since)


def _change(state: _State, what: str, value: Any, at: datetime) -> None:
    if what == "playbook":
        state.of_playbook = value
    elif what == "chosen":
        kind, by = value
        state.choice = Choice(kind, at, by == state.customer)
    elif what == "escalated":
        state.escalated_at = value
    else:
        state.is_open = value
