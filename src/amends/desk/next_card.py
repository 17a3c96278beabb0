"""The one card of My work: what to do now, and why, from facts alone (`ux.md` 2a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording.times import ago, at
from amends.casework.worklist import Line
from amends.core.promise import State
from amends.desk.staff import Reader, case_url

MOST_REASONS = 3


@dataclass(frozen=True)
class Card:
    """What the card says; `case` is 0 when it is not about a case, `state` a promise state or empty.

    `promise` is one that falls due soon and can still be moved.
    """

    headline: str
    why: str = ""
    main_words: str = ""
    main_url: str = ""
    state: str = ""
    due: datetime | None = None
    case: int = 0
    promise: int | None = None


def card_for(reader: Reader, found: Sequence[Line], skipped: Iterable[int] = ()) -> Card | None:
    """The first thing to do, in the order of `ux.md` 2a; None when nothing waits."""
    left = [line for line in found if line.case_id not in set(skipped)]
    for fits, worded in _RULES:
        line = next((line for line in left if fits(line, reader.at)), None)
        if line:
            return worded(line, reader)
    if reader.told.follow_ups:
        return _follow_up(reader.told.follow_ups)
    return _lesson(reader) if reader.lessons else None


def _is_new(line: Line, now: datetime) -> bool:
    return line.is_service_promise and line.last_out_at is None


def _is_answered(line: Line, now: datetime) -> bool:
    return bool(line.proposed_answer)


def _is_unread(line: Line, now: datetime) -> bool:
    return line.unread_since is not None and line.last_out_at is not None


def _is_unpromised(line: Line, now: datetime) -> bool:
    return line.needs_promise


def _late(line: Line, reader: Reader) -> Card:
    if line.is_service_promise:
        headline = _("Answer %(name)s now") % {"name": line.customer_name}
    else:
        headline = _("Tell %(name)s now: %(what)s") % {"name": line.customer_name, "what": line.promise_what}
    return _card(line, reader, headline, _("Tell %(name)s now") % {"name": _short(line)}, State.LATE)


def _soon(line: Line, reader: Reader) -> Card:
    if line.is_service_promise:
        headline = _("Answer %(name)s by name") % {"name": line.customer_name}
    else:
        headline = _("For %(name)s: %(what)s") % {"name": line.customer_name, "what": line.promise_what}
    card = _card(line, reader, headline, _write_to(line), State.SOON)
    return card if line.is_service_promise else replace(card, promise=line.promise)


def _new(line: Line, reader: Reader) -> Card:
    headline = _("Answer %(name)s for the first time") % {"name": line.customer_name}
    return _card(line, reader, headline, _write_to(line), State.OPEN)


def _answered(line: Line, reader: Reader) -> Card:
    headline = _("%(name)s answered – say whether this was read right") % {"name": line.customer_name}
    return _card(line, reader, headline, _("Look at the answer"), "")


def _unread(line: Line, reader: Reader) -> Card:
    headline = _("%(name)s wrote – read it and answer") % {"name": line.customer_name}
    return _card(line, reader, headline, _write_to(line), "")


def _unpromised(line: Line, reader: Reader) -> Card:
    headline = _("Promise %(name)s when the next word comes") % {"name": line.customer_name}
    return _card(line, reader, headline, _write_to(line), "")


_Fits = Callable[[Line, datetime], bool]
_RULES: Sequence[tuple[_Fits, Callable[[Line, Reader], Card]]] = (
    (Line.is_late, _late),
    (Line.is_soon, _soon),
    (_is_new, _new),
    (_is_answered, _answered),
    (_is_unread, _unread),
    (_is_unpromised, _unpromised),
)


def _follow_up(count: int) -> Card:
    due = ngettext("%(count)s follow-up is due today.", "%(count)s follow-ups are due today.", count)
    return Card(_("Ask whether it is still put right"), due % {"count": count}, _("Follow up"), "/follow-ups")


def _lesson(reader: Reader) -> Card:
    many = ngettext(
        "You have %(count)s lesson from the team unread.", "You have %(count)s lessons from the team unread.", 1
    )
    if reader.lessons > 1:
        many = ngettext("You have %(count)s lesson unread.", "You have %(count)s lessons unread.", reader.lessons)
    return Card(_("Read what a case has taught"), many % {"count": reader.lessons}, _("Read it"), "/learn")


def _card(line: Line, reader: Reader, headline: str, main_words: str, state: str) -> Card:
    due = line.promise_due if state else None
    return Card(
        headline, " ".join(_why(line, reader)), main_words, f"{case_url(line.case_id)}#body", state, due, line.case_id
    )


def _why(line: Line, reader: Reader) -> list[str]:
    """At most three sentences, the weightiest first; each is a fact of the case."""
    reasons = []
    if line.is_service_promise and line.promise_due:
        reasons.append(service_sentence(line.promise_due, reader))
    elif line.promise_due:
        reasons.append(_("You promised it by %(time)s.") % {"time": _time(line.promise_due, reader)})
    if line.let_down:
        times = ngettext(
            "%(name)s has been let down once in this case.",
            "%(name)s has been let down %(count)s times in this case.",
            line.let_down,
        )
        reasons.append(times % {"name": _short(line), "count": line.let_down})
    if line.unread_since:
        said = _("%(name)s wrote %(ago)s.")
        reasons.append(said % {"name": _short(line), "ago": ago(line.unread_since, reader.at)})
    if line.last_out_at:
        reasons.append(_("The last word from us was %(ago)s.") % {"ago": ago(line.last_out_at, reader.at)})
    return reasons[:MOST_REASONS]


def service_sentence(due: datetime, reader: Reader) -> str:
    """The standing promise of the organisation, in the words the customer got (requirements 0.4.13)."""
    return _("One of us answers by name by %(time)s.") % {"time": _time(due, reader)}


def _write_to(line: Line) -> str:
    return _("Write to %(name)s") % {"name": _short(line)}


def _short(line: Line) -> str:
    return line.customer_name.split()[0] if line.customer_name.split() else line.customer_name


def _time(instant: datetime, reader: Reader) -> str:
    return at(instant, reader.zone, "full", now=reader.at)
