"""The honest message before the time: what is not done, why, and when the customer hears next (S0.15)."""

from __future__ import annotations

from django.utils.translation import gettext as _


def rescue_words(name: str, what: str, due: str, why: str, new: str) -> str:
    """The message in the active language; `due` and `new` are clock times of the customer, `why` may be empty."""
    told = {"name": name, "what": what, "due": due, "new": new}
    missing = _("I said “%(what)s” by %(due)s. It is not done yet, and I tell you before that time.") % told
    next_word = _("The new time is %(new)s (your time).") % told
    greeting = _("Hello %(name)s,") % told
    return f"{greeting}\n\n{' '.join(filter(None, [missing, why, next_word]))}"


def news_words(name: str, why: str, new: str) -> str:
    """The message that keeps a promise of news where there is none yet (S0.13)."""
    nothing = _("I have no news for you yet, and I tell you when you were to hear from me.")
    next_word = _("You hear from me by %(new)s (your time).") % {"new": new}
    greeting = _("Hello %(name)s,") % {"name": name}
    return f"{greeting}\n\n{' '.join(filter(None, [nothing, why, next_word]))}"


def waiting_words() -> str:
    """Why it is not done, where a promise rests on somebody else's; the customer reads nothing more of that (S4.14)."""
    return _("Something that we wait for comes later than we were told.")


def too_late_words(name: str) -> str:
    """What stands in place of the button once the time has passed (`ux.md` 2b)."""
    return _("This one is broken. Tell %(name)s, then make a new promise.") % {"name": name}
