"""The steps of a case as the rail shows them: each with its status and one line of what proves it or is missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.queries import CaseView
from amends.casework.wording import times
from amends.casework.wording.steps import playbook_words
from amends.core.standing import Fact, Status, StepStanding
from amends.web.rows import RailRow


def rail_rows(view: CaseView, zone: str) -> list[RailRow]:
    """One row a step, in the order of the playbook."""
    here = view.standing.now_step
    return [
        RailRow(
            name=playbook_words(row.step.title),
            status=row.status.value,
            url=f"#step-{row.step.id}",
            evidence=_line(row, view, zone),
            is_here=row.step is here,
        )
        for row in view.standing.steps
    ]


def now_words(view: CaseView) -> str:
    """Where the case is, in one line for a narrow screen."""
    steps = view.standing.steps
    step = view.standing.now_step
    if step is None:
        return _("All %(count)s steps are done") % {"count": len(steps)}
    values = {"number": (view.standing.now_index or 0) + 1, "count": len(steps), "name": playbook_words(step.title)}
    return _("Step %(number)s of %(count)s: %(name)s") % values


def missing_words(facts: tuple[str, ...], name: str) -> list[str]:
    """What is missing, in words that say what to do next."""
    return [_MISSING[fact]() % {"name": name} for fact in facts if fact in _MISSING]


def _line(row: StepStanding, view: CaseView, zone: str) -> str:
    name = view.case.customer.first_name
    if row.status is Status.AWAITED:
        return _awaited(row, name)
    missing = missing_words(row.missing, name)
    if row.status is Status.DONE or not missing:
        return _proof(row.evidence, view, zone)
    return "" if row.status is Status.TO_DO else ", ".join(missing)


def _awaited(row: StepStanding, name: str) -> str:
    if "confirmed" in row.missing:
        return _("Asked whether it is put right")
    return _("%(name)s has not answered yet") % {"name": name}


def _proof(evidence: tuple[tuple[str, Fact], ...], view: CaseView, zone: str) -> str:
    known = [(name, fact) for name, fact in evidence if name in _PROOFS]
    if not known:
        return ""
    # That no promise is open is the weakest proof, though it has no time of its own.
    name, fact = max(known, key=lambda pair: (pair[0] != "promises_settled", pair[1].at))
    time = times.at(fact.at, zone, "short", now=view.now)
    return _PROOFS[name]() % {"name": view.case.customer.first_name, "time": time}


_MISSING = {
    "finished": lambda: _("%(name)s has not finished"),
    "restated": lambda: _("say it back"),
    "understood": lambda: _("no yes from %(name)s yet"),
    "empathy": lambda: _("what it does to %(name)s"),
    "apology": lambda: _("sorry"),
    "owner_told": lambda: _("your name"),
    "next_contact": lambda: _("when %(name)s hears next"),
    "promises_settled": lambda: _("a promise is open"),
    "confirmed": lambda: _("is it put right?"),
    "asked": lambda: _("is it put right?"),
    "answered": lambda: _("an answer"),
    "lesson": lambda: _("a cause, or a lesson"),
    "closed": lambda: _("done?"),
}
_PROOFS = {
    "finished": lambda: _("Finished · %(time)s"),
    "feeling": lambda: _("Feeling noted · %(time)s"),
    "restated": lambda: _("Said back · %(time)s"),
    "understood": lambda: _("%(name)s: yes · %(time)s"),
    "empathy": lambda: _("Said · %(time)s"),
    "apology": lambda: _("Sorry said · %(time)s"),
    "owner_told": lambda: _("Taken on by name · %(time)s"),
    "next_contact": lambda: _("Promised · %(time)s"),
    "confirmed": lambda: _("%(name)s: put right · %(time)s"),
    "asked": lambda: _("Asked · %(time)s"),
    "acted": lambda: _("Done · %(time)s"),
    "answered": lambda: _("Answered · %(time)s"),
    "lesson": lambda: _("Learned · %(time)s"),
    "closed": lambda: _("Closed · %(time)s"),
    "promises_settled": lambda: _("Promises settled"),
}
