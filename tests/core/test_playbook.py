from __future__ import annotations

import random
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amends.core.playbook import FACTS, PlaybookFault, check, read
from amends.playbooks.queries import shipped

TEXTS = [text for _, text in shipped()]
WORDS = [
    "[[step]]",
    "[[guard]]",
    "[step]",
    "evidence = 5",
    'who = "nobody"',
    "= =",
    'name = "x"',
    "version = 0",
    "'''",
    "[",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_shipped_has_no_fault(text: str) -> None:
    assert check(text) == ()
    assert read(text).steps


@pytest.mark.parametrize(
    ("old", "new", "line_of", "tells"),
    [
        ('who = "owner"', 'who = "nobody"', "who =", "nobody"),
        ('stage = "heard"', 'stage = "lost"', "stage =", "lost"),
        ('"first_words"', '"last_words"', "evidence =", "last_words"),
        ("version = 1", "version = 0", "version =", "from 1"),
        ("version = 1", 'version = "one"', "version =", "whole number"),
        ("version = 1", "version = true", "version =", "whole number"),
        ('"complaint"', '"ticket"', "kinds =", "ticket"),
        ('act = "offer"', 'act = "dance"', 'act = "dance"', "dance"),
        ('id = "repeat"', 'id = "listen"', 'id = "listen"', "twice"),
        ('title = "Listen"', 'titel = "Listen"', "titel =", "titel"),
        ('title = "Listen"', f'title = "{"L" * 61}"', "title =", "60"),
        ('id = "listen"', 'id = ""', "id =", "20"),
        ('refusal = "no-lesson"', 'refusal = "no"', 'refusal = "no"', "not a refusal"),
        ('needs = ["lesson"]', 'needs = "lesson"', 'needs = "lesson"', "a list"),
        ('advice = ["feeling"]', 'advice = "feeling"', "advice =", "a list"),
    ],
)
def test_each_fault_is_told_with_its_line(old: str, new: str, line_of: str, tells: str) -> None:
    text = next(text for text in TEXTS if "S0-five-step" in text).replace(old, new, 1)

    faults = check(text)

    lines = text.splitlines()
    assert any(tells in fault.sentence and line_of in lines[fault.line - 1] for fault in faults), faults
    with pytest.raises(PlaybookFault) as raised:
        read(text)
    assert raised.value.faults == faults


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_a_mutilated_playbook_is_told_its_faults_and_never_breaks_the_check(text: str, seed: int) -> None:
    mutilated = _mutilated(text, random.Random(seed))

    _is_told(mutilated)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
@example("")
@example("step = 5")
@example("step = [1]")
@example('kinds = [[]]\nstep = [{}]\nguard = [{act = [], needs = 3, refusal = ""}]')
@example("step = [{id = [], who = 3, evidence = [[1]]}]")
@example('guard = "x"')
@example('[[guard]]\nact = "act"\nneeds = "restated"\nrefusal = "no"')
@example("reason = 4\nname = '\x7f'")
def test_no_text_breaks_the_check(text: str) -> None:
    _is_told(text)


def _is_told(text: str) -> None:
    faults = check(text)
    for fault in faults:
        assert 1 <= fault.line <= max(1, len(text.splitlines()) + text.endswith("\n"))
        assert fault.sentence.strip()
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    if not faults:
        playbook = read(text)
        assert playbook.version >= 1
        assert {name for step in playbook.steps for name in (*step.evidence, *step.enough)} <= FACTS
        tomllib.loads(text)


def _mutilated(text: str, chance: random.Random) -> str:
    lines = text.splitlines()
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, chance.choice(lines))
            case 2:
                lines.insert(place, chance.choice(WORDS))
            case 3:
                lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
            case _:
                lines[place] = lines[place].replace('"', chance.choice(["", "'", '"x']), 1)
    return "\n".join(lines)
