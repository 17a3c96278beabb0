from __future__ import annotations

from tests.checks.source import ROOT, SOURCE, functions, python_files

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def test_no_file_is_longer_than_300_lines() -> None:
    files = [*python_files(SOURCE, ROOT / "tests", ROOT / "bench")]
    files += [file for ending in ("html", "css", "js", "toml") for file in SOURCE.rglob(f"*.{ending}")]

    long = {
        str(file.relative_to(ROOT)): lines for file in files if (lines := lines_of(file.read_text())) > LINES_OF_A_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{function.line} {function.name} has {function.lines} lines"
        for file in python_files(SOURCE)
        for function in functions(file.read_text())
        if function.lines > LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_a_function_counts_from_its_def_to_its_last_line() -> None:
    text = (
        "@cached\ndef long(\n    a: int,\n) -> int:\n    def short() -> int:\n        return a\n\n    return short()\n"
    )

    assert [(function.name, function.lines) for function in functions(text)] == [("long", 7), ("short", 2)]


def test_the_last_line_counts_with_or_without_an_end() -> None:
    assert lines_of("a\nb\n") == lines_of("a\nb") == 2


def lines_of(text: str) -> int:
    return len(text.splitlines())
