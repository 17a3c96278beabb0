"""Cuts a text into the tokens of the time grammar, and looks phrases of a lexicon up among them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\d{1,40}|[^\W\d_]{1,60}|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word in small letters or one sign; `joined` says that it touches the token before."""

    text: str
    start: int
    end: int
    joined: bool


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    for hit in _TOKEN.finditer(text):
        joined = bool(found) and found[-1].end == hit.start()
        found.append(Token(hit[0].lower(), hit.start(), hit.end(), joined))
    return found


class Lexicon:
    """Phrases of one language under names; a phrase may have several tokens and carries a value."""

    def __init__(self, code: str, families: Mapping[str, Mapping[str, Any]]) -> None:
        self.code = code
        self._families: dict[str, dict[str, list[tuple[tuple[str, ...], Any]]]] = {}
        for name, phrases in families.items():
            index: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
            for phrase, value in phrases.items():
                parts = tuple(token.text for token in tokens(phrase))
                index.setdefault(parts[0], []).append((parts, value))
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))
            self._families[name] = index

    def find(self, name: str, read: list[Token], at: int) -> tuple[Any, int] | None:
        """The value of the longest phrase of a family that stands at a place, and the place after it."""
        if at >= len(read):
            return None
        for parts, value in self._families.get(name, {}).get(read[at].text, ()):
            if len(parts) == 1 or tuple(token.text for token in read[at : at + len(parts)]) == parts:
                return value, at + len(parts)
        return None


def listed(phrases: str) -> dict[str, bool]:
    """A family whose phrases carry no value; phrases are parted by a bar."""
    return {phrase.strip(): True for phrase in phrases.split("|")}


def valued(phrases: str) -> dict[str, int]:
    """A family of numbers, written "one 1 | two 2": the last word of each phrase is its value."""
    pairs = (phrase.strip().rsplit(" ", 1) for phrase in phrases.split("|"))
    return {phrase: int(value) for phrase, value in pairs}
