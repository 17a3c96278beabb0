import time
from types import ModuleType

import pytest

from amends.core.reading.feeling import feeling
from amends.core.reading.kinds import is_complaint, kind, legal, threat, wants_supervisor
from tests.core.reading import sentences_de, sentences_en

TABLES = [(language, table) for language, table in (("en", sentences_en), ("de", sentences_de))]


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


@pytest.mark.parametrize(("language", "table"), TABLES)
def test_what_went_wrong_is_told_from_questions_praise_and_needs(language: str, table: ModuleType) -> None:
    for told in ("", language):
        assert [line for line in _lines(table.WRONG) if not is_complaint(line, "", told)] == []
        for name in ("question", "praise", "need"):
            lines = _lines(getattr(table, name.upper()))
            assert [(line, kind(line, "", told)) for line in lines if kind(line, "", told).kind != name] == []


@pytest.mark.parametrize(("language", "table"), TABLES)
def test_a_whole_letter_weighs_no_more_than_its_heaviest_stretch(language: str, table: ModuleType) -> None:
    asked = " ".join(_lines(table.QUESTION)[:20])
    assert not is_complaint(asked, "", language)
    assert not is_complaint(" ".join(_lines(table.NEED)), "", language)
    assert is_complaint(f"{asked} {_lines(table.WRONG)[0]} {asked}", "", language)


@pytest.mark.parametrize(("language", "table"), TABLES)
def test_each_letter_that_is_no_complaint_stays_none(language: str, table: ModuleType) -> None:
    assert [letter for letter in table.CALM_LETTERS.split("\n\n") if is_complaint(letter)] == []


@pytest.mark.parametrize(
    ("text", "kind_of_it"),
    [
        ("There was no problem with the fitting, thank you for that.", "praise"),
        ("What happens if the table arrives broken?", "question"),
        ("I can't wait to see the sofa, it looks so lovely.", "praise"),
        ("Thanks for nothing.", "complaint"),
        ("The table is broken. Thank you, best regards", "problem"),
        ("This is the third time I have written to you and nobody replied.", "complaint"),
        ("I want my money back.", "complaint"),
    ],
)
def test_signs_mean_what_they_mean_where_they_stand(text: str, kind_of_it: str) -> None:
    assert kind(text, language="en").kind == kind_of_it


def test_a_polite_close_takes_nothing_away() -> None:
    for language, table, close in (
        ("en", sentences_en, "Thank you.\n\nBest regards\nAmara Okafor"),
        ("de", sentences_de, "Vielen Dank.\n\nMit freundlichen Grüßen\nAmara Okafor"),
    ):
        assert [line for line in _lines(table.WRONG) if not is_complaint(f"{line} {close}", "", language)] == []


def test_a_long_mail_is_read_in_one_pass() -> None:
    told = " ".join(_lines(sentences_en.WRONG) + _lines(sentences_en.NEED)) * 8

    def took(length: int) -> float:
        started = time.thread_time()
        kind(told[:length])
        return time.thread_time() - started

    took(16_000)  # what is compiled once is not counted
    assert min(took(16_000) for _ in range(5)) < 24 * min(took(2_000) for _ in range(5))


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


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
