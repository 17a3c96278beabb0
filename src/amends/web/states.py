"""The one state table of promises: word, class and shape for chip, mail, board and print (`ux.md` 3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amends.core.promise import Move, State


@dataclass(frozen=True)
class Look:
    """How a state is shown: `css` is the class of the chip, `shape` the id in the sprite, `word` always visible."""

    word: LazyText | str
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


# What a move of the conversation adds to the word of its state; the others say no more than that.
_MOVE_WORDS: dict[str, LazyText] = {
    Move.REQUESTED: _("asked for"),
    Move.OFFERED: _("offered"),
    Move.DECLINED: _("declined"),
    Move.COUNTERED: _("another time was named"),
    Move.WITHDRAWN: _("no longer needed"),
    Move.DISPUTED: _("not right yet, they say"),
    Move.FULFILLED: _("right, they say"),
    Move.REVOKED: _("taken back before its time"),
}


def move_word(move: str) -> str:
    """What the move of a conversation adds to the word of its state in the active language; often nothing."""
    return str(_MOVE_WORDS.get(move, ""))


def look(state: str, language: str = "") -> Look:
    """The look of a `core.promise.State`, or of "proposed", a promise that stands in words but is not recorded.

    Its word is in the active language; a caller who has asked for that already tells it. KeyError for another state.
    """
    return _look(state, language or get_language() or "")


@lru_cache(maxsize=256)
def _look(state: str, language: str) -> Look:
    """A list asks fifty times for the same few, and a lazy word is looked up anew each time it is written."""
    found = LOOKS[state]
    return Look(str(found.word), found.css, found.shape)
