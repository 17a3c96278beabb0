"""The words of the case page that need a name, a number or a choice; no template glues a sentence together."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amends.casework.answering import MEANINGS
from amends.casework.queries import PromiseView
from amends.casework.wording import times
from amends.casework.wording.names import ANSWERS, FEELINGS, KINDS, answer_words, channel_words, kind_words
from amends.casework.wording.steps import playbook_words
from amends.desk.case_context import CasePage


def words_of_page(page: CasePage) -> dict[str, Any]:
    """Sentences, labels and choices of the page."""
    view = page.view
    names = {"name": page.case.customer.first_name}
    address = view.address
    send = _("Send to %(name)s by e-mail") if address else _("Put on %(name)s's page")
    return {
        "kind_words": kind_words(view.kind),
        "alarm_words": _("The promise to %(name)s:") % names,
        "late_words": _late(page),
        "tell_words": _("Tell %(name)s now") % names,
        "move_words": _("Move – tell %(name)s first") % names,
        "kept_title": _("You told %(name)s by phone just now") % names,
        "send_words": send % names,
        "channel_line": _("to %(address)s") % {"address": address} if address else _("on the customer page"),
        "placeholder": _("Write to %(name)s…") % names,
        "answer_words": ANSWERS,
        "own_parts": _own_parts(),
        "step_words": _step_words(),
        "playbook_words": playbook_words,
        "late_by": _late_by,
        "reading": _reading(page),
        "person_facts": _person_facts(page),
    }


def words_of_forms() -> dict[str, Any]:
    """Choices of the forms."""
    return {
        "kinds": KINDS.items(),
        "feeling_words": {code: str(words) for code, words in FEELINGS.items()},
        "part_words": part_words(),
    }


def part_words() -> dict[str, str]:
    """The acts of a reply in a word or two each."""
    return {
        "restatement": _("said back"),
        "empathy": _("what it does to them"),
        "apology": _("sorry"),
        "assurance": _("taken on by name"),
        "offer": _("offer"),
    }


def _late(page: CasePage) -> str:
    row = page.view.next_promise
    if row is None or page.reader.at <= row.promise.due_at:
        return ""
    span = times.span(int((page.reader.at - row.promise.due_at).total_seconds() // 60))
    told = page.view.row.last_out_at
    if told and told > row.promise.due_at:
        return _("This promise is %(span)s late.") % {"span": span}
    values = {"span": span, "name": page.case.customer.first_name}
    return _("This promise is %(span)s late. %(name)s has not been told.") % values


def _late_by(row: PromiseView) -> str:
    minutes = int(row.verdict.late_by.total_seconds() // 60)
    return times.span(minutes) if minutes else ""


def _own_parts() -> tuple[tuple[str, str], ...]:
    return (
        ("empathy", _("What it does to them")),
        ("apology", _("Sorry")),
        ("owner_told", _("Taken on by name")),
        ("next_contact", _("When they hear next")),
    )


def _step_words() -> dict[str, str]:
    return {
        "restated": _("Said back"),
        "empathised": _("What it does to them"),
        "apologised": _("Sorry"),
        "assured": _("Taken on by name"),
        "promised": _("Promised"),
        "offered": _("Offered"),
        "acted": _("Done"),
        "return-accepted": _("Taken back"),
        "renegotiated": _("Moved in time"),
    }


def _reading(page: CasePage) -> dict[str, Any] | None:
    """The proposed reading of a reply: what it reads as, the words, and what it could be instead (0.4.14)."""
    row = page.view.proposed_answer
    if row is None:
        return None
    others = [(code, answer_words(row.about, code)) for code in dict.fromkeys(MEANINGS[row.about].values())]
    return {
        "id": row.pk,
        "words": answer_words(row.about, row.answer),
        "quote": row.because,
        "others": [pair for pair in others if pair[0] != row.answer],
    }


def _person_facts(page: CasePage) -> list[tuple[str, str]]:
    case, view, now = page.case, page.view, page.reader.at
    zone = page.reader.zone
    theirs = view.zone_of_customer
    return [
        (_("Customer since"), times.at(case.customer.created_at, zone, "day", now=now)),
        (_("Came"), f"{times.at(case.aware_at, zone, 'short', now=now)}, {channel_words(case.channel)}"),
        (_("Their clock"), times.at(now, theirs, "clock", now=now)),
        (_("Kept · broken"), _kept_and_broken(view.promises)),
    ]


def _kept_and_broken(promises: list[PromiseView]) -> str:
    counted = [row.verdict for row in promises if not row.promise.is_service]
    kept = sum(verdict.state.value == "kept" for verdict in counted)
    return f"{kept} · {sum(verdict.is_broken for verdict in counted)}"
