from __future__ import annotations

import sys

import pytest
from importlinter import cli

from tests.checks.source import ROOT, SOURCE, imported, python_files


def test_every_import_contract_holds(capsys: pytest.CaptureFixture[str]) -> None:
    answer = cli.lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)

    assert answer == 0, capsys.readouterr().out


def test_the_core_imports_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"amends"}

    foreign = {
        str(file.relative_to(ROOT)): imported(file.read_text()) - allowed for file in python_files(SOURCE / "core")
    }

    assert {file: names for file, names in foreign.items() if names} == {}


def test_an_import_inside_a_function_is_seen() -> None:
    assert imported("def now():\n    from django.utils import timezone\n    import json") == {"django", "json"}
