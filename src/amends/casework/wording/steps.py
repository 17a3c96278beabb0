"""Titles and prompts of the shipped playbooks in the reader's language; those of an own playbook stand as written."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Texts that stand in playbooks/shipped/*.toml, named here so that they can be translated.
SHIPPED = (
    _("Listen"),
    _("Repeat"),
    _("Empathise-Apologise-Assure"),
    _("Act"),
    _("Train"),
    _("Answer"),
    _("Done"),
    _("What happened, and what has that meant for you?"),
    _("Let me check I have it right: …"),
    _("I am going to … and you will hear from me by [clock time]."),
    _("Not done in time? Tell them now, before the time."),
    _("What should the next person know?"),
    _("What do they need to know, and is there anything else?"),
    _("Nothing is left to do here."),
)


def playbook_words(text: str) -> str:
    """A title or a prompt of a playbook in the active language, as far as it is known."""
    return gettext(text) if text in SHIPPED else text
