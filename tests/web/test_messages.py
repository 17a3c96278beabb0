from __future__ import annotations

import re

import pytest

from amends.web import messages

ADVICE = "run `python -m amends.web.messages update`, translate what is new, then `… compile`"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_catalogue_has_the_sentences_of_today(language: str) -> None:
    catalog = messages.read(language)
    today = {(message.context, key(message.id)) for message in messages.collected() if message.id}
    kept = {(message.context, key(message.id)) for message in catalog if message.id}

    assert (today - kept, kept - today) == (set(), set()), ADVICE


def test_german_has_every_sentence() -> None:
    assert [message.id for message in messages.unfinished(messages.read("de"))] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_django_reads_is_what_was_translated(language: str) -> None:
    assert messages.po_path(language).with_suffix(".mo").read_bytes() == messages.as_mo(messages.read(language)), ADVICE


def test_a_translation_keeps_the_values_of_its_sentence() -> None:
    wrong = [
        message.id
        for message in messages.read("de")
        if message.id and isinstance(message.id, str) and places(message.id) != places(str(message.string))
    ]

    assert wrong == []


def test_collecting_twice_changes_nothing() -> None:
    template = messages.collected()

    assert messages.as_po(messages.updated("de", template)) == messages.as_po(messages.updated("de", template))


def test_a_command_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["collect"]) == 2
    assert "update|compile" in capsys.readouterr().err


def key(identity: str | list[str] | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def places(sentence: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|(?<!%)\{\w+\}", sentence))
