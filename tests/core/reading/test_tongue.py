from __future__ import annotations

import pytest

from amends.core.reading.tongue import language_of


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The table was scratched and nobody has called.", "en"),
        ("Meine Glasplatte kam zersprungen an und ich bin stinksauer.", "de"),
        ("Wann haben Sie am Samstag geöffnet? Ich habe das nicht gefunden.", "de"),
        ("Ok", None),
        ("", None),
        ("12345 !!! ???", None),
        ("Bonjour, la table est abîmée.", None),
    ],
)
def test_the_smallest_words_tell_the_language(text: str, tag: str | None) -> None:
    assert language_of(text) == tag
