"""How far a matter is, in five words (`ux.md` C55)."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _

from amends.cases.models import Case, Closure, Standing
from amends.casework.questions import newest_kind
from amends.core.playbook import STAGES
from amends.web.rows import Stage

When = Literal["past", "now", "ahead"]


def stage_of(row: Standing, case: Case) -> str:
    """The stage a case has reached. It is done only once it was closed otherwise than by silence."""
    if not row.is_open and row.closed_how != Closure.How.UNCONFIRMED:
        return STAGES[-1]
    steps = newest_kind(case).playbook.playbook.steps
    reached = next((step.stage for step in steps if step.id == row.step), STAGES[-1])
    if reached != STAGES[-1]:
        return reached
    before = [step.stage for step in steps if step.stage != STAGES[-1]]
    return before[-1] if before else STAGES[0]


def stage_bar(reached: str) -> list[Stage]:
    """The five stages: those that are past, the one that is now, those ahead."""
    here = STAGES.index(reached)
    return [Stage(_word(stage), _when(index, here)) for index, stage in enumerate(STAGES)]


def _when(index: int, here: int) -> When:
    if index < here or here == len(STAGES) - 1:
        return "past"
    return "now" if index == here else "ahead"


def _word(stage: str) -> str:
    return {
        "heard": _("Heard"),
        "agreed": _("Agreed"),
        "checking": _("Checking"),
        "putting-right": _("Putting right"),
        "done": _("Done"),
    }[stage]
