from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

from django.urls import URLResolver, get_resolver

from amends import cli
from amends.config.environment import SETTINGS
from tests.checks.pages import REFUSALS, refusals_page
from tests.checks.source import ROOT, python_files

OPERATING = ROOT / "docs" / "operating.md"
API = ROOT / "docs" / "api.md"


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


def test_the_page_of_refusals_says_what_the_code_says() -> None:
    assert REFUSALS.read_text() == refusals_page(), "`make docs` writes it anew."


def test_no_two_refusals_share_a_code() -> None:
    codes = re.findall(r"^\| `([a-z-]+)` \|", refusals_page(), re.MULTILINE)

    assert codes
    assert len(codes) == len(set(codes))


def test_every_refusal_stands_in_the_core() -> None:
    elsewhere = [
        str(file) for file in python_files() if re.search(r"^class \w+\(Refusal\)", file.read_text(), re.MULTILINE)
    ]

    assert [file for file in elsewhere if "/core/" not in file] == []


def test_every_command_has_its_line_in_the_docs() -> None:
    named = set(re.findall(r"`amends ([a-z]+)", OPERATING.read_text()))

    assert commands() - named == set()


def test_every_route_of_the_api_has_its_line_in_the_docs() -> None:
    named = set(re.findall(r"`[A-Z ]*/?(api/v1/[^`\s]*)`", API.read_text()) if API.exists() else [])

    assert {route for route in routes(get_resolver()) if route.startswith("api/v1/")} - named == set()


def commands() -> set[str]:
    modules = [importlib.import_module(f"amends.cli.{module.name}") for module in pkgutil.iter_modules(cli.__path__)]
    return {module.__name__.rpartition(".")[2].strip("_") for module in modules if hasattr(module, "add_arguments")}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            # Shown to people as the API describes it: {number}, not <int:number>.
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
