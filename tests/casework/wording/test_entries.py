from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from amends.cases.models import Entry
from amends.casework.wording.entries import entry_sentence, worded_codes
from amends.core.promise import What
from tests.checks.source import SOURCE, python_files

AT = datetime(2026, 5, 22, 15, 30, tzinfo=UTC)
NAMES = {1: "Priya Nair", 2: "Sam Lee", 3: "Amara Okafor"}


def test_every_code_that_an_act_notes_has_its_sentence() -> None:
    assert sorted(set(noted_codes()) - worded_codes()) == []


def test_the_walk_finds_plain_joined_and_passed_on_codes() -> None:
    assert {"promised", "understood-yes", "receipt", "apologised", "delivered-late", "replaced"} <= set(noted_codes())


@pytest.mark.parametrize("code", sorted(worded_codes()))
def test_every_sentence_can_be_said_with_and_without_values(code: str) -> None:
    for data in ({}, {"owner": 2, "version": 1, "kind": "complaint", "was": "question", "how": "phone", "level": 4}):
        assert "%(" not in entry_sentence(entry(code, **data), NAMES)


def test_an_entry_names_who_did_it_and_who_answers() -> None:
    assert entry_sentence(entry("assigned", owner=2), NAMES) == "Sam Lee answers for this case."
    assert entry_sentence(entry("felt", level=5, source="observed"), NAMES) == "Priya Nair saw a feeling: 5 of 5."
    assert entry_sentence(entry("closed", how="agreed"), NAMES) == "Closed: the customer says that it is put right."


def test_the_voices_of_the_desk_are_named_as_the_desk() -> None:
    assert entry_sentence(entry("reopened", by=9, because="asked"), NAMES) == "The desk opened the case again."


def entry(code: str, by: int = 1, **data: object) -> Entry:
    return Entry(stream="case:1", seq=1, code=code, data=data, by_id=by, happened_at=AT, recorded_at=AT)


def noted_codes() -> Iterator[str]:
    """Every code that an act of casework can note: written out, joined with an answer, or passed on."""
    answers = ("yes", "not-quite", "no")
    ends = {
        "understood-": answers,
        "right-": ("yes", "not-yet"),
        "offer-": ("accepted", "declined", "countered"),
        "promise-": ("requested", "offered"),
        "clock-": ("stopped", "tried", "exempted"),
    }
    for file in python_files(SOURCE / "casework"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            told = [key.value for key in node.keywords if key.arg == "code" and name == "send_letter"]
            if name == "note" and node.args:
                told.append(node.args[0])
            if name == "_spoken":
                told.append(node.args[2])
            for value in told:
                yield from codes_in(value, ends)


def codes_in(value: ast.expr, ends: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        start = str(value.values[0].value)
        yield from (start + end for end in ends[start])
    elif isinstance(value, ast.IfExp):
        yield from (*codes_in(value.body, ends), *codes_in(value.orelse, ends))
    elif isinstance(value, ast.Attribute):
        yield from (what.value for what in What)
