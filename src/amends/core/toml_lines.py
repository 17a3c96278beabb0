"""Where each key of a TOML text stands, so that a fault can name its line; tomllib does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, and on which line (1-based)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass
class Lines:
    """The lines of the keys of a TOML text, by table, by the number of the table of that name, and by key."""

    text: str
    found: dict[tuple[str, int, str | None], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table, index, counts = "", 0, dict[str, int]()
        for number, line in enumerate(self.text.splitlines(), start=1):
            stripped = line.strip()
            if stripped.startswith("[["):
                table = stripped.partition("]]")[0].strip("[ ")
                index = counts.get(table, 0)
                counts[table] = index + 1
                self.found.setdefault((table, index, None), number)
                self.found.setdefault(("", 0, table), number)
            elif stripped.startswith("["):
                table, index = stripped.partition("]")[0].strip("[ "), 0
                self.found.setdefault((table, index, None), number)
                self.found.setdefault(("", 0, table), number)
            elif "=" in stripped and not stripped.startswith("#"):
                self.found.setdefault((table, index, stripped.split("=")[0].strip()), number)

    def of(self, key: str | None, table: str = "", index: int = 0) -> int:
        """The line of a key in the nth table of a name, else of that table, else 1."""
        return self.found.get((table, index, key)) or self.found.get((table, index, None)) or 1


def parsed(text: str) -> tuple[Mapping[str, Any], Fault | None]:
    """The tables of a TOML text, or nothing and the fault that says where it is no TOML."""
    try:
        return tomllib.loads(text), None
    except tomllib.TOMLDecodeError as error:
        return {}, Fault(_line_of(error, text), f"this is not TOML: {error}")
    except RecursionError:
        return {}, Fault(1, "this is nested too deep to be read.")


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    _, _, tail = str(error).partition("at line ")
    digits = tail.split(",")[0]
    return int(digits) if digits.isdigit() else text.count("\n") + 1
