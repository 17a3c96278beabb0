from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.portal.differences import differences


def test_what_came_and_what_went_is_marked_by_words() -> None:
    pieces = differences("one table came on Monday", "two tables came on Monday")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("gone", "one table"),
        ("new", "two tables"),
        ("same", " came on Monday"),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_hold_both_texts_whole(before: str, after: str) -> None:
    pieces = list(differences(before, after))

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_very_long_texts_are_not_compared() -> None:
    pieces = list(differences("a " * 5000, "b " * 5000))

    assert [piece.kind for piece in pieces] == ["gone", "new"]
