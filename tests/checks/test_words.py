from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.source import ROOT, SOURCE, functions, python_files

# Words of other desks (domain B.1), each with the word that is ours.
FORBIDDEN = {
    r"\btickets?\b": "case",
    r"\bclose[ -]codes?\b": "outcome",
    r"\bhandle[ -]time\b": "nothing: we do not measure it",
    r"\bdeflect\w*": "answer",
    r"\bblack ?list\w*": "contact arrangement",
    r"\bwhite ?list\w*": "allowed",
}
# The glossary names the words we do not use; the readers of the core know what customers write.
ABOUT_WORDS = ("docs/glossary.md", "src/amends/core/reading/")
OF_ONE_MACHINE = re.compile("|".join(("/" + "work/", "/" + "root/", r"/home/(?!amends\b)\w", "/" + "Users/")))
SAYS_NOTHING = {"utils", "util", "helpers", "common", "manager", "managers", "base", "services", "signals", "misc"}
NAMED_BY_DJANGO = {SOURCE / "config" / "sqlite3" / "base.py"}
WITHOUT_DOCSTRINGS = {"desk", "portal", "api"}


def test_the_words_of_other_desks_stand_nowhere() -> None:
    found = [
        f"{name}: say “{ours}” instead of “{match[0]}”"
        for name, text in texts(SOURCE, ROOT / "docs", ROOT / "README.md", ROOT / "CHANGELOG.md")
        if not name.startswith(ABOUT_WORDS)
        for theirs, ours in FORBIDDEN.items()
        for match in re.finditer(theirs, text, re.IGNORECASE)
    ]

    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    folders = [
        ROOT / name
        for name in ("src", "tests", "docs", "bench", "scripts", ".ci", "Makefile", "README.md", "CONTRIBUTING.md")
    ]

    assert [f"{name}: {match[0]}" for name, text in texts(*folders) if (match := OF_ONE_MACHINE.search(text))] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = [path for path in SOURCE.rglob("*") if path.suffix in {"", ".py"} and path.stem in SAYS_NOTHING]

    assert set(names) == NAMED_BY_DJANGO


def test_every_public_function_tells_its_callers_what_it_does() -> None:
    silent = [
        f"{file.relative_to(ROOT)}:{function.line} {function.name}"
        for file in python_files(SOURCE)
        if file.relative_to(SOURCE).parts[0] not in WITHOUT_DOCSTRINGS and file.name != "urls.py"
        for function in functions(file.read_text())
        if function.outermost and not function.name.startswith("_") and not function.documented
    ]

    assert silent == []


@pytest.mark.parametrize("text", ["Your ticket", "TICKETS", "a blacklisted sender", "the close code"])
def test_a_word_of_another_desk_is_found(text: str) -> None:
    assert any(re.search(theirs, text, re.IGNORECASE) for theirs in FORBIDDEN)


def texts(*places: Path) -> Iterator[tuple[str, str]]:
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and file.suffix in {"", ".py", ".html", ".css", ".js", ".md", ".toml", ".po", ".txt"}:
                yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")
