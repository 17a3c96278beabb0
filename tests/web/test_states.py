from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

import amends.web
from amends.core.promise import State
from amends.web.states import LOOKS, PROPOSED, look

SPRITE = (Path(amends.web.__file__).parent / "templates" / "web" / "sprite.svg").read_text()


def test_every_state_has_one_look() -> None:
    assert set(LOOKS) == {PROPOSED, *State}


def test_no_two_states_share_word_or_shape() -> None:
    assert len({str(one.word) for one in LOOKS.values()}) == len(LOOKS)
    assert len({one.shape for one in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("state", LOOKS)
def test_every_shape_is_in_the_sprite(state: str) -> None:
    assert f'<symbol id="{look(state).shape}"' in SPRITE


def test_the_word_is_in_the_language_of_the_reader() -> None:
    with translation.override("de"):
        assert str(look(State.LATE).word) == "Überfällig"


def test_a_state_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        look("overdue")
