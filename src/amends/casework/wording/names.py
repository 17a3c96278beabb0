"""Codes of kinds, ways and endings as words of the active language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, LazyText] = {
    "complaint": _("complaint"),
    "problem": _("problem"),
    "question": _("question"),
    "need": _("need"),
    "praise": _("praise"),
    "other": _("other"),
}
CHANNELS: Mapping[str, LazyText] = {
    "email": _("by e-mail"),
    "webform": _("by web form"),
    "page": _("on the customer page"),
    "phone": _("by phone"),
    "in-person": _("in person"),
    "counter": _("at the counter"),
    "letter": _("by letter"),
}
CLOSED: Mapping[str, LazyText] = {
    "agreed": _("the customer says that it is put right"),
    "unconfirmed": _("not confirmed by the customer"),
    "answered": _("answered"),
    "cannot-fix": _("cannot be fixed"),
    "withdrawn": _("the customer has taken it back"),
    "spam": _("spam"),
    "not-for-us": _("not for us"),
    "duplicate": _("told twice"),
}
FEELINGS: Mapping[str, LazyText] = {"said": _("said"), "observed": _("seen")}
ANSWERS: Mapping[tuple[str, str], LazyText] = {
    ("restatement", "yes"): _("yes, that is it"),
    ("restatement", "not-quite"): _("not quite"),
    ("restatement", "no"): _("no, that is not it"),
    ("offer", "accepted"): _("takes the offer"),
    ("offer", "declined"): _("does not want the offer"),
    ("offer", "countered"): _("would like something else"),
    ("confirmation", "yes"): _("yes, it is put right"),
    ("confirmation", "not-yet"): _("not put right yet"),
}


def kind_words(kind: str) -> str:
    """What kind of case it is."""
    return str(KINDS.get(kind, kind))


def channel_words(channel: str) -> str:
    """By which way something was said: "by phone"."""
    return str(CHANNELS.get(channel, channel))


def closed_words(how: str) -> str:
    """How a case ended."""
    return str(CLOSED.get(how, how))


def answer_words(about: str, answer: str) -> str:
    """An answer of the customer to what we said back, to an offer, or to "is it put right?"."""
    return str(ANSWERS.get((about, answer), answer))
