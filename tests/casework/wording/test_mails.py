from __future__ import annotations

import ast
import importlib
import inspect

import pytest
from django.utils import translation

from amends.casework import filing
from amends.casework.wording.mails import _SENTENCES, because_words
from amends.channels.models import RawMail
from amends.people.models import Person
from tests.cast import Desk

give = importlib.import_module("amends.channels.migrations.0004_because")


def test_a_reason_is_worded_in_the_language_of_who_reads_it(desk: Desk, priya: Person) -> None:
    row = desk.receive("amara@home.example", "Two chairs came broken.")

    assert (row.because, row.because_values) == ("new-matter", {})
    with translation.override("en"):
        assert because_words(row) == "It is a new matter."
    with translation.override("de"):
        assert because_words(row) == "Es ist ein neues Anliegen."


def test_every_reason_that_is_given_has_its_words() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(filing))) if isinstance(node, ast.Call)]
    given = {
        part.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Because"
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Constant)
    }

    assert len(given) > 10
    assert given - {""} - _SENTENCES.keys() == set()


@pytest.mark.parametrize(
    ("sentence", "code", "values"),
    [
        ("It answers a mail of this case. A machine sent it.", "answers-mail", {"kind": "automatic"}),
        ("It is here already as mail 12.", "here-already", {"mail": "12"}),
        ("Priya Nair filed it here.", "by-hand", {"name": "Priya Nair"}),
        ("It could not be filed: KeyError:\n'a'", "not-filed", {"fault": "KeyError:\n'a'"}),
        ("Somebody wrote this by hand", "written", {"words": "Somebody wrote this by hand"}),
    ],
)
def test_a_sentence_of_an_older_desk_gets_its_code(sentence: str, code: str, values: dict[str, str]) -> None:
    assert give._code_of(sentence) == (code, values)
    shown = because_words(RawMail(because=code, because_values=values))
    assert shown == sentence
