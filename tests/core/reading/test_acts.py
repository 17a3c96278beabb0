import pytest

from amends.core.reading.acts import ACTS, acts, names_something, questions


@pytest.mark.req("S0.8")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You wrote that the table came with a broken leg.", ["restatement"]),
        ("You told us that it was two deliveries.", ["restatement"]),
        ("If I have it right, you ordered in May and it came in July.", ["restatement"]),
        ("Let me check I have it right: two chairs were missing.", ["restatement"]),
        ("I am going to look after this myself.", ["assurance"]),
        ("I have taken this on.", ["assurance"]),
        ("I can see how much that spoiled the dinner.", ["empathy"]),
        ("That must have been a shock on the morning of the party.", ["empathy"]),
        ("It must be frustrating to wait again.", ["empathy"]),
        ("It must be returned within 14 days.", []),
        ("I am sorry that the leg was broken.", ["apology"]),
        ("We apologise for the broken leg.", ["apology"]),
        ("We apologise for any inconvenience.", ["empty-apology"]),
        ("I'm sorry you feel that way.", ["empty-apology"]),
        ("We are sorry if you were offended.", ["empty-apology"]),
        ("I’m sorry for the delay and for any inconvenience caused.", ["apology", "empty-apology"]),
        ("Thank you for telling us.", ["thanks"]),
        ("Our courier was very busy.", ["excuse"]),
        ("You should have read the terms.", ["blame"]),
        ("As I already said, the date stands.", ["defensive"]),
        ("We cannot refund this.", ["refusal"]),
        ("I cannot imagine how tiring that was.", ["empathy"]),
        ("As per our policy we cannot refund this.", ["excuse", "refusal"]),
        ("Is it put right?", ["question"]),
        ("Is there anything else I can do?", ["anything-else"]),
        ("The table is oak.", []),
    ],
)
def test_the_acts_of_an_english_sentence_are_found(text: str, expected: list[str]) -> None:
    assert [act.act for act in acts(text, "en")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie schreiben, dass der Tisch mit einem gebrochenen Bein ankam.", ["restatement"]),
        ("Habe ich Sie richtig verstanden, dass zwei Stühle fehlen?", ["restatement", "question"]),
        ("Ich kann gut verstehen, wie ärgerlich das war.", ["empathy"]),
        ("Das muss sehr unangenehm gewesen sein.", ["empathy"]),
        ("Es tut mir leid, dass das Bein gebrochen war.", ["apology"]),
        ("Wir bitten um Entschuldigung für die Verspätung.", ["apology"]),
        ("Wir entschuldigen uns für etwaige Unannehmlichkeiten.", ["empty-apology"]),
        ("Ich kümmere mich selbst darum.", ["assurance"]),
        ("Vielen Dank für Ihre Geduld.", ["thanks"]),
        ("Leider war viel los.", ["excuse"]),
        ("Sie hätten das prüfen müssen.", ["blame"]),
        ("Wie bereits gesagt, bleibt es dabei.", ["defensive"]),
        ("Wir können das nicht erstatten.", ["refusal"]),
        ("Kann ich sonst noch etwas für Sie tun?", ["anything-else"]),
        ("Ist jetzt alles in Ordnung?", ["question"]),
    ],
)
def test_the_acts_of_a_german_sentence_are_found(text: str, expected: list[str]) -> None:
    assert [act.act for act in acts(text, "de")] == expected


def test_one_sentence_carries_several_acts_each_with_its_place() -> None:
    text = (
        "Hello Amara,\nyou wrote that the leg was broken, and I am sorry that it was. I will look after this myself "
        "at 12:00. Thank you."
    )
    found = acts(text)

    assert [(act.act, act.text) for act in found] == [
        ("restatement", "you wrote that the leg was broken"),
        ("apology", "I am sorry that it was."),
        ("assurance", "I will look after this myself at 12:00."),
        ("thanks", "Thank you."),
    ]
    assert all(text[act.start : act.end] == act.text for act in found)
    assert {act.act for act in found} <= set(ACTS)


def test_a_language_nobody_named_is_settled_by_its_words() -> None:
    assert [act.act for act in acts("Es tut mir leid, dass der Tisch nicht da ist.")] == ["apology"]
    assert [act.act for act in acts("Sorry about the leg.", "fr")] == ["apology"]


@pytest.mark.req("S0.8")
@pytest.mark.parametrize(
    ("passage", "case_words", "named"),
    [
        ("I am sorry that the legs were broken.", ["The table came with a broken leg"], True),
        ("We apologise for any inconvenience.", ["The table came with a broken leg"], False),
        ("I can see how frustrating that was.", ["frustrated"], True),
        ("I can see how that is.", ["The table came late", "angry"], False),
        ("Es tut mir leid, dass der Tisch beschädigt war.", ["mein Tisch ist kaputt"], True),
        ("Es tut mir sehr leid.", ["mein Tisch ist kaputt"], False),
    ],
)
def test_a_passage_names_something_of_the_case_or_does_not(passage: str, case_words: list[str], named: bool) -> None:
    assert names_something(passage, case_words) is named


def test_questions_are_found_with_and_without_a_mark() -> None:
    text = "My table is broken. I would like to know when the new one comes. Do I keep the old leg? Thank you."
    assert [question.text for question in questions(text)] == [
        "I would like to know when the new one comes.",
        "Do I keep the old leg?",
    ]


@pytest.mark.parametrize(
    "text", ["", "\x00", "?" * 500, "\ud83d", "🙂" * 300, "sorry " * 200_000, "a" * 1_000_000, " \n" * 200_000]
)
def test_any_text_is_read(text: str) -> None:
    for act in acts(text):
        assert text[act.start : act.end] == act.text
