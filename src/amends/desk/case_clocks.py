"""The clocks of a case as its page shows them, each with the reasons of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from amends.cases.models import Issue
from amends.casework.clocks import ClockView, clock_views
from amends.casework.wording.clocks import moment_words, state_words, title_words, why_words
from amends.casework.working import Work
from amends.core.clocks import ClockState
from amends.core.packs import TOLD_MOMENTS

ENDED = (ClockState.STOPPED, ClockState.EXEMPTED, ClockState.SET_ASIDE, ClockState.LAPSED)


@dataclass(frozen=True)
class ClockRow:
    """One clock as the page shows it; `waits_for` are the moments a person can put on record, with their words."""

    number: int
    title: str
    pack: str
    issue: str
    state: ClockState
    state_word: str
    due: datetime
    hard: bool
    rings: bool
    why: tuple[str, ...]
    missing: tuple[str, ...]
    waits_for: tuple[tuple[str, str], ...]
    may_be_extended: bool

    @property
    def is_over(self) -> bool:
        return self.state in ENDED or self.state == ClockState.STOPPED_LATE

    @property
    def is_late(self) -> bool:
        return self.state == ClockState.BREACHED


def clock_rows(work: Work) -> list[ClockRow]:
    """The clocks of a case: those that run by their end, then those that are over; one read where there is none."""
    views = clock_views(work.case, work.house, work.at)
    titles = dict(Issue.objects.filter(case=work.case).values_list("pk", "title")) if views else {}
    rows = [_row(view, titles) for view in views]
    return sorted(rows, key=lambda row: row.is_over)


def _row(view: ClockView, titles: Mapping[int, str]) -> ClockRow:
    language = (get_language() or "en")[:2]
    newest = view.events[-1].data.get("missing", []) if view.events else []
    missing = tuple(part["says"].get(language) or part["says"]["en"] for part in newest)
    names = [name for name in (*view.rule.stops_on, *view.rule.exempted_by) if name in TOLD_MOMENTS]
    return ClockRow(
        number=view.row.pk,
        title=title_words(view.rule.title, view.rule.titles),
        pack=title_words(view.pack.title, view.pack.titles),
        issue=titles.get(view.row.issue_id or 0, "") if len(titles) > 1 else "",
        state=view.reading.state,
        state_word=state_words(view.reading.state),
        due=view.due_at,
        hard=view.row.hard,
        rings=view.drives,
        why=tuple(why_words(why) for why in view.why),
        missing=missing,
        waits_for=tuple((name, moment_words(name)) for name in names),
        may_be_extended=view.pack.extension(view.rule.id) is not None and view.reading.is_open,
    )
