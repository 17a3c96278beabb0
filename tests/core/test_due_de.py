from __future__ import annotations

import pytest

from amends.core.due import DueFault, parse_within


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("24 Stunden", "24 hours"),
        ("innerhalb von 24 Stunden", "24 hours"),
        ("innerhalb 30 Minuten", "30 minutes"),
        ("binnen zwei Werktagen", "2 working days"),
        ("in einem Arbeitstag", "1 working day"),
        ("ein Werktag", "1 working day"),
        ("5 Arbeitstage", "5 working days"),
        ("vier Arbeitsstunden", "4 working hours"),
        ("eine Woche", "1 week"),
        ("in 8 Wochen", "8 weeks"),
        ("drei Tagen", "3 days"),
        ("zwei Monaten", "2 months"),
        ("Geschäftsschluss am 3. Arbeitstag", "close of business on working day 3"),
        ("bis zum Geschäftsschluss des 3. Werktages", "close of business on working day 3"),
    ],
)
def test_an_amount_of_time_is_read_in_german(german: str, english: str) -> None:
    assert parse_within(german) == parse_within(english)


@pytest.mark.parametrize("text", ["bald", "elf Tage", "Stunden", "4", "zwei Arbeitswochen", "Geschäftsschluss"])
def test_what_is_no_amount_of_time_is_refused_in_german_too(text: str) -> None:
    with pytest.raises(DueFault):
        parse_within(text)
