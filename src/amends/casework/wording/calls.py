"""What the customer reads of calls: who rings, when, and what came of the last try (S2.35, S2.36)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def rings_you(who: str) -> str:
    """A supervisor's call as a promise, in the active language like every sentence here."""
    return _("%(name)s rings you") % {"name": who}


def tells_who_rings() -> str:
    """The agent's own promise while no supervisor has accepted yet."""
    return _("Tell you which supervisor rings you, and when")


def found_words(name: str, who: str, due: str, *, asks_number: bool) -> str:
    """The letter that names who rings and when; `due` is a clock time of the customer."""
    return _letter(name, _("%(name)s rings you: %(due)s (your time).") % {"name": who, "due": due}, asks_number)


def naming_words(name: str, who: str, due: str, *, asks_number: bool) -> str:
    """The letter that says who names the supervisor, and by when."""
    words = _("%(name)s tells you by %(due)s (your time) which supervisor rings you, and when.")
    return _letter(name, words % {"name": who, "due": due}, asks_number)


def next_try_words(name: str, rang: str, who: str, due: str) -> str:
    """The message that offers the next try; `who` rings, empty for whoever sends it."""
    again = _("%(caller)s rings you again by %(due)s (your time).")
    if not who:
        again = _("I ring you again by %(due)s (your time).")
    other = _("If another time suits you better, reply with it, or choose it on your page.")
    sentences = [rang, again % {"caller": who, "due": due}, other]
    return _("Hello %(name)s,") % {"name": name} + "\n\n" + " ".join(filter(None, sentences))


def rang_words(who: str, time: str, count: int) -> str:
    """What came of the tries so far; `who` rang last, empty for whoever sends it."""
    told = {"caller": who, "time": time, "count": count}
    if who:
        return _("%(caller)s rang you on %(time)s and did not reach you.") % told
    words = ngettext(
        "I rang you on %(time)s and did not reach you.",
        "I have rung you %(count)s times, the last time on %(time)s, and did not reach you.",
        count,
    )
    return words % told


def _letter(name: str, sentence: str, asks_number: bool) -> str:
    parts = [_("Hello %(name)s,") % {"name": name}, sentence]
    if asks_number:
        parts.append(_("Reply with the number under which you want to be rung."))
    return "\n\n".join(parts)
