from __future__ import annotations

from babel.messages.extract import extract_from_dir

from amends.web.messages import KEYWORDS, METHODS, OPTIONS, PACKAGE
from amends.web.messages import read as read_catalogue


def test_every_sentence_to_customers_is_there_in_german() -> None:
    german = read_catalogue("de")

    found = extract_from_dir(PACKAGE / "portal", METHODS, OPTIONS, KEYWORDS)
    sentences = {(sentence, context) for _, _, sentence, _, context in found if isinstance(sentence, str)}

    assert [one for one, context in sentences if not (row := german.get(one, context)) or not row.string] == []
