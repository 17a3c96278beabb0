"""The one state table of promises: word, class and shape for chip, mail, board and print (`ux.md` 3.3)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from amends.core.promise import State


@dataclass(frozen=True)
class Look:
    """How a state is shown: `css` is the class of the chip, `shape` the id in the sprite, `word` always visible."""

    word: LazyText
    css: str
    shape: str


PROPOSED = "proposed"

LOOKS: dict[str, Look] = {
    PROPOSED: Look(_("Not recorded"), "p-none", "p-none"),
    State.OPEN: Look(_("On track"), "p-track", "p-track"),
    State.SOON: Look(_("Due soon"), "p-soon", "p-soon"),
    State.LATE: Look(_("Late"), "p-late", "p-late"),
    State.KEPT: Look(_("Kept"), "p-kept", "p-kept"),
    State.BROKEN: Look(_("Broken"), "p-broken", "p-broken"),
    State.MOVED: Look(_("Moved"), "p-moved", "p-moved"),
    State.RELEASED: Look(_("Released"), "p-none", "p-free"),
}


def look(state: str) -> Look:
    """The look of a `core.promise.State`, or of "proposed", a promise that stands in words but is not recorded."""
    return LOOKS[state]
