from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.coverage_of_requirements import ENTRIES, main, standing


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ({}, "no test yet"),
        ({"a": "passed", "b": "passed"}, "passed"),
        ({"a": "passed", "b": "skipped"}, "skipped"),
        ({"a": "failed", "b": "skipped"}, "failed"),
    ],
)
def test_an_entry_stands_as_its_worst_test(outcomes: dict[str, str], word: str) -> None:
    assert standing(outcomes) == word


def test_the_totals_count_every_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "outcomes.json"
    file.write_text(json.dumps({"S0.1": {"one": "passed"}, "S0.2": {"two": "failed"}}))

    assert main(str(file)) == 1

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ENTRIES) + 1 == 188
    assert lines[0].split() == ["S0.1", "passed"]
    assert lines[-1] == "1 of 187 entries have a passing test; 1 fail, 0 were skipped, 185 have no test yet."
