"""Why a mail was filed as it was, put into a sentence when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from amends.channels.models import RawMail


def because_words(row: RawMail) -> str:
    """The reason of a stored mail in the active language; empty for one that still waits."""
    words = _SENTENCES.get(row.because)
    if words is None:
        return ""
    told: str = words() % row.because_values
    if "kind" in row.because_values and row.because != "by-machine":
        told += " " + _("A machine sent it.")
    return told


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "case-address": lambda: _("It was sent to the address of this case."),
    "answers-mail": lambda: _("It answers a mail of this case."),
    "names-case": lambda: _("Its subject names this case."),
    "by-hand": lambda: _("%(name)s filed it here."),
    "put-aside": lambda: _("%(name)s put it aside."),
    "new-matter": lambda: _("It is a new matter."),
    "colleague-answered": lambda: _("A colleague answered; it is a note."),
    "notice-answered": lambda: _("It answers a notice of the team, so it is a note."),
    "notice-outsider": lambda: _("It answers a notice of the team, and its sender is not of the team."),
    "here-already": lambda: _("It is here already as mail %(mail)s."),
    "own-mail": lambda: _("It is our own mail coming back."),
    "by-machine": lambda: _("It was sent by a machine (%(kind)s)."),
    "came-back": lambda: _("A mail of ours could not be delivered."),
    "unknown-came-back": lambda: _("A mail of ours came back that we do not know."),
    "no-sender": lambda: _("It names no sender."),
    "no-header": lambda: _("It is not a mail: it has no header."),
    "empty": lambda: _("It is empty."),
    "too-large": lambda: _("It is too large to be read."),
    "unreadable": lambda: _("It cannot be read."),
    "not-read": lambda: _("It could not be read: %(fault)s"),
    "not-filed": lambda: _("It could not be filed: %(fault)s"),
    # What was written down in English before reasons had codes.
    "written": lambda: "%(words)s",
}
