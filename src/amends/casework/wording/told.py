"""The values of a refusal as its sentence takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Told(dict[str, Any]):
    """The values of a refusal; one that is missing is left empty rather than breaking the sentence."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__({key: _plain(value) for key, value in values.items()})
        self.values_told = values

    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
