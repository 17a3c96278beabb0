"""The values of the case page's templates, from one reading of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from amends.cases.models import Entry
from amends.casework.progressing import progress_line
from amends.casework.queries import ENTRIES
from amends.core.playbook import RECOVERY_KINDS
from amends.desk.call_forms import call_forms
from amends.desk.case_clocks import clock_rows
from amends.desk.case_context import CasePage
from amends.desk.case_words import part_words, words_of_forms, words_of_page
from amends.desk.closing_card import closing_card
from amends.desk.folded_forms import forms_of
from amends.desk.promise_forms import promise_forms
from amends.desk.rail import now_words, rail_rows
from amends.desk.rescue_shown import shown_of
from amends.desk.staff import case_url, frame_of, new_key
from amends.desk.thread import Block, NewMark, Spoken, blocks, waiting
from amends.desk.writing import Writing
from amends.web.responses import Guard
from amends.web.states import move_word

# A thread of fewer parts fits on the screen with what stands above it.
SHORT = 9
_STEP_OF = {
    **dict.fromkeys(("feeling", "finished", "problem", "remark"), "listen"),
    **dict.fromkeys(("restatement", "understood"), "repeat"),
    "spoken": "own",
}


@dataclass(frozen=True)
class Refused:
    """A form that was refused: its name, the box, and what was typed in it."""

    form: str
    path: str
    guard: Guard
    typed: QueryDict

    @property
    def step(self) -> str:
        """The step whose forms hold it."""
        return _STEP_OF.get(self.form, "")


def context_of(
    page: CasePage, writing: Writing, before: int | None = None, refused: Refused | None = None, stays: bool = False
) -> dict[str, Any]:
    """The whole page; `before` pages back in the thread by the number of an entry."""
    view, reader, case = page.view, page.reader, page.case
    shown = view.entries(before, ENTRIES)
    thread = blocks(view, reader.person, reader.zone, shown)
    return {
        **form_context(page),
        **reading_of(page, writing),
        "frame": frame_of(reader, practice=case.practice, poll_url=_poll_url(case.pk, shown, before)),
        "rail": rail_rows(view, reader.zone),
        "now_words": now_words(view),
        "blocks": thread,
        "lands": _lands(thread) if stays is False and not writing.text and not refused else "",
        "newest_seq": shown[-1].seq if shown else 0,
        "earlier": shown[0].seq - 1 if shown else 0,
        "earlier_before": shown[0].seq if shown else 0,
        "is_older": before is not None,
        "waiting": waiting(view, reader.person, reader.zone),
        "refused": refused,
        "card": closing_card(view),
        "clocks": clock_rows(page.work) if view.has_clocks else [],
        **words_of_page(page),
    }


def form_context(page: CasePage) -> dict[str, Any]:
    """What the forms of a case need, on its page and on a page of their own."""
    return {
        "page": page,
        "view": page.view,
        "case": page.case,
        "here": case_url(page.case.pk),
        "name": page.case.customer.first_name,
        "key": new_key(),
        "zone": page.reader.zone,
        "now": page.reader.at,
        "forms": {**forms_of(page), **call_forms(page), **promise_forms(page)},
        "refused": None,
        "move_word": move_word,
        "progress_of": lambda: progress_line(page.case.pk, by=page.reader.person, at=page.reader.at),
        "rescue_of": lambda one: shown_of(page.work, one, page.reader.zone),
        **words_of_forms(),
    }


def _lands(thread: Sequence[Block]) -> str:
    """Where a page opens that is longer than a screen: at the first words nobody answered, else at the end (C24)."""
    if len(thread) < SHORT:
        return ""
    marks = [number for number, block in enumerate(thread) if isinstance(block, NewMark)]
    said = [block for block in thread[marks[0] :] if isinstance(block, Spoken)] if marks else []
    return said[0].entry.id if said else "newest"


def reading_of(page: CasePage, writing: Writing) -> dict[str, Any]:
    """The one region that follows the typing."""
    return {
        "writing": writing,
        "zone": page.reader.zone,
        "their_zone": page.view.zone_of_customer,
        "now": page.reader.at,
        "part_words": part_words(),
        "is_recovery": page.view.kind in RECOVERY_KINDS,
    }


def _poll_url(number: int, shown: list[Entry], before: int | None) -> str:
    newest = shown[-1].seq if shown and before is None else 0
    return f"{case_url(number)}pulse?since={newest}"
