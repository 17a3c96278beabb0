import pytest

from amends.core.reading.answers import answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Yes, that's it", "yes"),
        ("Yes, you have it right.", "yes"),
        ("That’s right", "yes"),
        ("Thanks, that's sorted now", "yes"),
        ("It works now, thanks.", "yes"),
        ("No problem, yes", "yes"),
        ("Yes. No, nothing else.", "yes"),
        ("Ja, genau", "yes"),
        ("Das stimmt so.", "yes"),
        ("Alles gut, danke", "yes"),
        ("not quite – it was two deliveries", "not_quite"),
        ("Nearly - the date was the 3rd", "not_quite"),
        ("nicht ganz", "not_quite"),
        ("no", "no"),
        ("That's not right", "no"),
        ("Nein, das stimmt nicht", "no"),
        ("not yet, I am still waiting", "not_yet"),
        ("No, not yet", "not_yet"),
        ("still broken", "not_yet"),
        ("Noch nicht", "not_yet"),
        ("Der Stuhl ist immer noch kaputt", "not_yet"),
        ("Thanks!", "thanks"),
        ("Thanks so much Priya!\nAmara", "thanks"),
        ("Danke", "thanks"),
        ("Vielen Dank für die schnelle Hilfe!", "thanks"),
        ("Is that right?", None),
        ("I would like to order a lamp.", None),
        ("", None),
    ],
)
def test_a_reply_says_one_thing(text: str, kind: str | None) -> None:
    found = answer(text)
    assert (found.kind, found.contradictory) == (kind, False)


@pytest.mark.parametrize(
    "text", ["Yes but the leg still wobbles", "Yes, but it was the blue one", "Ja, aber es fehlt ein Stuhl"]
)
def test_words_that_contradict_each_other_are_never_a_yes(text: str) -> None:
    found = answer(text)
    assert found.contradictory
    assert found.kind != "yes"


def test_only_the_reply_itself_is_read() -> None:
    assert answer("Yes, exactly.\n\nOn 3 May 2026 Priya wrote:\n> You said it is still broken. Not yet?").kind == "yes"


def test_the_words_that_decided_are_quoted() -> None:
    assert answer("Hello Priya, not yet. It comes on Friday.").because == "not yet"


@pytest.mark.parametrize("text", ["yes " * 60_000, "no, " * 60_000, "\x00\ud83d", "thanks " * 60_000])
def test_any_text_is_read(text: str) -> None:
    answer(text)
