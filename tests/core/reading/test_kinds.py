import pytest

from amends.core.reading.feeling import feeling
from amends.core.reading.kinds import kind, legal, threat, wants_supervisor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am furious. My table is broken and nobody answers.", "complaint"),
        ("I want to speak to your manager.", "complaint"),
        ("Ich bin sehr enttäuscht, schon wieder ist das Bein kaputt.", "complaint"),
        ("The drawer is stuck.", "problem"),
        ("Der Stuhl ist nicht angekommen.", "problem"),
        ("Is the oak table in stock?", "question"),
        ("Haben Sie den Tisch in Eiche?", "question"),
        ("I would like to order a lamp.", "need"),
        ("Ich möchte eine Lampe bestellen.", "need"),
        ("Thank you for the excellent service.", "praise"),
        ("Vielen Dank für die schnelle Hilfe, alles super.", "praise"),
        ("Hello", "other"),
        ("", "other"),
    ],
)
def test_a_first_message_has_a_kind(text: str, expected: str) -> None:
    assert kind(text).kind == expected


def test_the_subject_counts_and_the_reason_is_quoted() -> None:
    found = kind("See the picture.", "Broken leg")
    assert (found.kind, found.because) == ("problem", ("Broken",))


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        ("I am furious!", 5, "furious"),
        ("This is unacceptable.", 4, None),
        ("I am very disappointed.", 4, "disappointed"),
        ("We were a bit annoyed.", 3, None),
        ("The table is 80 cm wide.", 2, None),
        ("I am not angry.", 2, None),
        ("I am so happy with the chair.", 1, "happy"),
        ("Ich bin stinksauer.", 5, "stinksauer"),
        ("Das ist ärgerlich.", 3, None),
    ],
)
def test_a_feeling_is_read_from_words(text: str, level: int, said: str | None) -> None:
    found = feeling(text)
    assert (found.level, found.said) == (level, said)
    assert bool(found.because) is (level != 2)


def test_threat_law_and_the_wish_for_the_lead_are_seen() -> None:
    assert threat("I know where you live")
    assert not threat("The table nearly killed my back")
    assert legal("My solicitor will write to you")
    assert legal("Ich gehe zum Anwalt")
    assert wants_supervisor("I want to speak to your supervisor")
    assert wants_supervisor("Ich möchte Ihren Vorgesetzten sprechen")
    assert not wants_supervisor("I manage a shop")


@pytest.mark.parametrize(
    "text", ["I am " * 50_000, "not very " * 30_000, "AAAA " * 50_000, "!?" * 100_000, "\ud83d\x00"]
)
def test_any_text_is_read(text: str) -> None:
    kind(text)
    feeling(text)
