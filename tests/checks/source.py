"""What the checks read: the files of the project, their functions and the order of the bands."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "amends"


@dataclass(frozen=True)
class Function:
    """A function or method: where it starts, how many lines it has, whether others may call it and are told how."""

    name: str
    line: int
    lines: int
    outermost: bool
    documented: bool


def python_files(*folders: Path) -> Iterator[Path]:
    """All Python files below the folders, migrations left out."""
    for folder in folders or (SOURCE,):
        yield from (file for file in sorted(folder.rglob("*.py")) if "migrations" not in file.parts)


def functions(text: str) -> Iterator[Function]:
    """Every function of a module's text, methods and inner functions too."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(node.name, node.lineno, lines, node in tree.body, ast.get_docstring(node) is not None)


def imported(text: str) -> set[str]:
    """The first parts of the names of all modules that a text imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


def bands() -> list[list[str]]:
    """The packages of the house from top to bottom, those that stand side by side together, as the linter has them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:bands"]["layers"].split("\n")
    return [[name.strip() for name in line.split("|")] for line in lines if line.strip()]
