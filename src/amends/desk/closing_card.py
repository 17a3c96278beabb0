"""The one card of closing: what is there, what is missing, and the one message that fills it (requirements 0.4.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.closing import REMINDERS, RESTS_AFTER
from amends.casework.queries import CaseView
from amends.casework.wording.names import closed_words
from amends.core.playbook import RECOVERY_KINDS
from amends.desk.rail import missing_words


@dataclass(frozen=True)
class ClosingCard:
    """What the card shows. `state` is open, waiting, confirmed, closed or plain; `message` the prefilled words."""

    state: str
    missing: tuple[str, ...] = ()
    message: str = ""
    keeps: tuple[int, ...] = ()
    how: str = ""
    at: datetime | None = None
    silence: str = ""


def closing_card(view: CaseView) -> ClosingCard:
    """The card of a case as it stands."""
    if view.closure:
        return ClosingCard("closed", how=closed_words(view.closure.how), at=view.closure.at)
    if view.kind not in RECOVERY_KINDS:
        return ClosingCard("plain")
    missing = tuple(missing_words(view.standing.missing_for_closing, view.case.customer.first_name))
    if view.facts.has("confirmed"):
        return ClosingCard("confirmed", missing, at=view.facts.case["confirmed"].at)
    open_promises = [row.promise for row in view.promises if row.verdict.is_open and not row.promise.is_service]
    keeps = tuple(row.pk for row in open_promises)
    message = closing_message(view)
    if view.facts.has("asked"):
        return ClosingCard("waiting", missing, message, keeps, at=view.facts.case["asked"].at, silence=_silence())
    return ClosingCard("open", missing, message, keeps)


def closing_message(view: CaseView) -> str:
    """By name: thanks, anything else, is it put right; the default message, to be changed before it is sent."""
    customer = view.case.customer
    done = [row.words.text.strip().rstrip(".") for row in view.actions]
    with translation.override(customer.language):
        parts = [_("Hello %(name)s,") % {"name": customer.first_name}]
        if not view.restatements and view.first_words:
            parts.append(_("You told us: “%(words)s”") % {"words": _short(view.first_words.words.text)})
        if done:
            parts.append(_("This was done: %(done)s.") % {"done": "; ".join(done)})
        parts.append(_("Thank you for telling us."))
        parts.append(_("Is it put right? And is there anything else we can do?"))
        return "\n\n".join(parts)


def _silence() -> str:
    values = {"first": REMINDERS[0], "second": REMINDERS[1], "last": RESTS_AFTER}
    return (
        _(
            "With no answer we ask again after %(first)s and %(second)s working days; "
            "after %(last)s the case rests, not confirmed."
        )
        % values
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 240 else words[:239].rsplit(" ", 1)[0] + "…"
