from __future__ import annotations

import re

from amends.config.environment import SETTINGS
from tests.checks.source import ROOT, python_files

OPERATING = ROOT / "docs" / "operating.md"


def test_every_setting_has_its_line_in_the_docs() -> None:
    lines = OPERATING.read_text().splitlines()

    missing = [
        line
        for setting in SETTINGS
        if (line := documented(setting.name, setting.default, setting.meaning)) not in lines
    ]

    assert missing == []


def test_the_docs_name_no_setting_that_does_not_exist() -> None:
    named = {
        name for file in (ROOT / "docs").rglob("*.md") for name in re.findall(r"`(AMENDS_[A-Z_]+)", file.read_text())
    }

    assert named - {setting.name for setting in SETTINGS} - {"AMENDS_CI", "AMENDS_TEST_DATABASE"} == set()


def test_the_code_reads_no_setting_that_is_not_listed() -> None:
    read = {name for file in python_files() for name in re.findall(r"[\"'](AMENDS_[A-Z_]+)[\"']", file.read_text())}

    assert read == {setting.name for setting in SETTINGS}


def test_every_decision_says_why() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert decisions
    for file in decisions:
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", file.name)
        for heading in ("## Context", "## Choice", "## Why"):
            assert heading in file.read_text(), f"{file.name} has no part “{heading}”"


def documented(name: str, default: str, meaning: str) -> str:
    return f"| `{name}` | {default} | {meaning} |"
