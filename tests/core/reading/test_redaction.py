import time

import pytest

from amends.core.reading.redaction import redact


@pytest.mark.req("S0.16")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amara Okafor rang.", "the customer rang."),
        ("Ms Okafor's table and AMARA’s chair", "the customer's table and the customer's chair"),
        ("Okafor, Amara wrote", "the customer wrote"),
        ("Write to amara@example.org.", "Write to [address]."),
        ("Ring +44 20 7946 0958 or 020 7946 0958.", "Ring [number] or [number]."),
        ("Ring +49 (0)30 901820-14", "Ring [number]"),
        ("Order number MF-20431 came late", "[number] came late"),
        ("Sent MF-20431 again", "Sent [number] again"),
        ("Bestellnummer 4711-22 fehlt", "[number] fehlt"),
        ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [number]"),
        ("Card 4111 1111 1111 1111", "Card [number]"),
        ("Lives at 12 High Park Street, SW1A 1AA.", "Lives at [address]."),
        ("Wohnt Hauptstraße 5, 10115 Berlin.", "Wohnt [address]."),
        ("See https://desk.example/p/abc123 there", "See [address] there"),
        ("Ref 99 was the special one", "Ref [number] was the special one"),
        (
            "Rang on 2026-03-29 at 09:30, paid £120.50 for 3 chairs within 14 days.",
            "Rang on 2026-03-29 at 09:30, paid £120.50 for 3 chairs within 14 days.",
        ),
        ("Kam am 03.04.2026 an.", "Kam am 03.04.2026 an."),
        ("The amaranth lamp", "The amaranth lamp"),
    ],
)
def test_the_customer_is_taken_out_and_the_steps_stay(text: str, expected: str) -> None:
    assert redact(text, names=["Amara Okafor"], numbers=["99"]) == expected


def test_a_short_part_of_a_name_only_goes_with_the_whole_name() -> None:
    assert redact("Li Wong wrote. The li is fine.", names=["Li Wong"]) == "the customer wrote. The li is fine."


def test_letters_beyond_ascii_are_names_too() -> None:
    assert redact("WÓJCIK and Tomasz Wójcik", names=["Tomasz Wójcik"]) == "the customer and the customer"


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 100_000,
        "a" * 200_000,
        "0" * 200_000,
        "12 a " * 40_000,
        "A1-" * 70_000,
        "a.b@" * 50_000,
        "order " * 30_000,
    ],
)
def test_a_long_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    redact(text, names=["Amara Okafor"])
    assert time.process_time() - began < 10
