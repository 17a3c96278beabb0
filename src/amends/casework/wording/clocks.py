"""The clocks of timer packs in words of the reader: why an end is what it is, what state a clock is in, its title."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amends.core.clocks import ClockState
from amends.core.due_why import Why, why_sentence


def why_words(why: Mapping[str, Any]) -> str:
    """One stored reason as a sentence in the active language; English where the language has none of its own."""
    values = {key: value for key, value in why.items() if key != "code"}
    words = _WHY.get(why["code"])
    return words(values) if words else why_sentence(Why(why["code"], values))


def state_words(state: ClockState) -> str:
    """The state of a clock in one or two words."""
    return {
        ClockState.RUNNING: _("Running"),
        ClockState.SOON: _("Due soon"),
        ClockState.STOPPED: _("Met"),
        ClockState.STOPPED_LATE: _("Met late"),
        ClockState.BREACHED: _("Missed"),
        ClockState.LAPSED: _("Over"),
        ClockState.EXEMPTED: _("Not needed"),
        ClockState.SET_ASIDE: _("Does not apply"),
    }[state]


def title_words(title: str, titles: Mapping[str, str]) -> str:
    """The title of a pack or a clock in the active language, as far as the pack has one."""
    return titles.get((get_language() or "en")[:2], title)


def content_missing(told: Mapping[str, Any]) -> str:
    """What a letter lacks of what its rule asks for, and which rule that is."""
    language = (get_language() or "en")[:2]
    parts = [says.get(language) or says.get("en", "") for says in told.get("missing", ())]
    values = {"parts": "; ".join(parts), "source": told.get("source", "")}
    return _("This message may not go yet. It lacks: %(parts)s. Rule: %(source)s.") % values


def cannot_extend(told: Mapping[str, Any]) -> str:
    """Why a clock of a rule is not given a later end."""
    values = {"clock": told.get("clock", ""), "latest": _moment(told["latest"]) if told.get("latest") else ""}
    if told.get("fault") == "none":
        return _("The rule does not let “%(clock)s” be extended.") % values
    if told.get("fault") == "not-told":
        return _("Tell the customer why and until when first; then “%(clock)s” can be extended.") % values
    return _("“%(clock)s” can be extended to %(latest)s at the latest, and only beyond its present end.") % values


def within_words(within: str) -> str:
    """An amount of time of a pack ("15 working days") in the active language."""
    amount = next((int(part) for part in within.split() if part.isdigit()), 0)
    if within.startswith("close of business"):
        return _("close of business on working day %(count)s") % {"count": amount}
    unit = within.partition(" ")[2].removesuffix("s")
    words = {
        "second": ngettext("%(count)s second", "%(count)s seconds", amount),
        "minute": ngettext("%(count)s minute", "%(count)s minutes", amount),
        "hour": ngettext("%(count)s hour", "%(count)s hours", amount),
        "day": ngettext("%(count)s day", "%(count)s days", amount),
        "week": ngettext("%(count)s week", "%(count)s weeks", amount),
        "month": ngettext("%(count)s month", "%(count)s months", amount),
        "working second": ngettext("%(count)s working second", "%(count)s working seconds", amount),
        "working minute": ngettext("%(count)s working minute", "%(count)s working minutes", amount),
        "working hour": ngettext("%(count)s working hour", "%(count)s working hours", amount),
        "working day": ngettext("%(count)s working day", "%(count)s working days", amount),
    }.get(unit)
    return words % {"count": amount} if words else within


def anchor_words(anchor: str) -> str:
    """The moment a clock counts from, as it stands in "counts from …"."""
    return {
        "awareness": _("the moment we heard of it"),
        "opened": _("the opening of the case"),
        "receipt": _("the receipt"),
        "answered": _("our last word to the customer"),
        "acknowledged": _("the acknowledgement"),
        "accepted": _("the customer's yes"),
        "agreed-closure": _("the agreed end"),
        "asked": _("our question whether it is put right"),
    }.get(anchor) or moment_words(anchor)


# As in `wording.times`, with the year: a rule can reach far.
_PATTERNS = {"en": ("EEE d MMM y", "EEE d MMM y HH:mm"), "de": ("EEE d. MMM y", "EEE d. MMM y HH:mm")}


def moment_words(moment: str) -> str:
    """A moment that a rule asks for, as somebody would name it."""
    return {
        "acknowledged": _("acknowledged"),
        "final-response": _("final response"),
        "holding-response": _("holding response"),
        "summary-resolution": _("summary resolution communication"),
        "signpost": _("letter with the way to an ombudsman"),
        "decision": _("decision"),
        "delay-notice": _("notice of a delay"),
        "escalation-acknowledged": _("next stage acknowledged"),
        "accepted": _("the customer's yes"),
        "escalated": _("next stage asked for"),
        "statement": _("statement"),
        "sent-by-authority": _("sent by an authority"),
        "complete-file": _("file complete"),
        "resolved": _("resolved"),
        "ours": _("found to be ours"),
        "fix-agreed": _("fix agreed"),
        "fix-done": _("fix done"),
        "paid": _("paid"),
        "credited": _("credited for now"),
        "reported": _("put on record"),
        "supervisor-asked": _("supervisor asked for"),
        "reached": _("reached"),
        "threat": _("threat"),
        "supplier-asked": _("supplier asked"),
        "contained": _("contained"),
        "version-answered": _("supplier's version here"),
        "cause-found": _("cause found"),
        "plan-made": _("plan made"),
        "effective": _("shown to be effective"),
        "referral-asked": _("referral asked for"),
        "referral-named": _("name given"),
        "referred": _("referred"),
    }.get(moment, moment.replace("-", " "))


def _day(text: str) -> str:
    tag = (get_language() or "en")[:2]
    return str(format_date(date.fromisoformat(text[:10]), _PATTERNS.get(tag, _PATTERNS["en"])[0], locale=tag))


def _moment(text: str) -> str:
    tag = (get_language() or "en")[:2]
    return str(format_datetime(datetime.fromisoformat(text), _PATTERNS.get(tag, _PATTERNS["en"])[1], locale=tag))


def _rule(told: Mapping[str, Any]) -> str:
    return _("Rule: %(pack)s, version %(version)s. Source: %(source)s.") % told


def _anchor(told: Mapping[str, Any]) -> str:
    return _("It counts from %(anchor)s, %(time)s.") % {
        "anchor": anchor_words(told["anchor"]),
        "time": _moment(told["at"]),
    }


def _whole_days(told: Mapping[str, Any]) -> str:
    values = {"within": within_words(told["within"]), "from": _day(told["from"]), "day": _day(told["day"])}
    return _("%(within)s after %(from)s, that day not counted: until the end of %(day)s.") % values


def _counted(told: Mapping[str, Any]) -> str:
    values = {"within": within_words(told["within"]), "from": _moment(told["from"]), "due": _moment(told["due"])}
    return _("%(within)s from %(from)s: %(due)s, %(zone)s.") % {**values, "zone": told["zone"]}


def _clocks(told: Mapping[str, Any]) -> str:
    values = {"minutes": abs(int(told["minutes"])), "day": _day(told["date"])}
    if told["minutes"] > 0:
        return _("The clocks go forward %(minutes)s minutes on %(day)s.") % values
    return _("The clocks go back %(minutes)s minutes on %(day)s.") % values


_WHY: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "rule": _rule,
    "anchor": _anchor,
    "whole-days": _whole_days,
    "counted": _counted,
    "close": _counted,
    "clock-change": _clocks,
    "holiday": lambda told: _("%(day)s is a holiday.") % {"day": _day(told["date"])},
    "no-roll": lambda told: _("%(day)s is no working day; the limit stays there.") % {"day": _day(told["date"])},
    "extended": lambda told: (
        _("Extended on %(day)s; before that it was %(was)s.") % {"day": _day(told["at"]), "was": _moment(told["was"])}
    ),
}
