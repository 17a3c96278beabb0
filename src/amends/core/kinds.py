"""Whether values that came as JSON are of the kinds that a dataclass names."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, ClassVar, Protocol

from amends.core.refusal import Unusable

_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int | None": (int, type(None)),
}


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def require_kinds(*rows: _Dataclass) -> None:
    """Raises Unusable for a field that holds something else than its kind; None may stand where it can be left out."""
    for row in rows:
        for field in fields(row):
            value = getattr(row, field.name)
            if not _fits(value, str(field.type)) and (value is not None or field.default is MISSING):
                raise Unusable(field=field.name, fault="unknown", value=str(value)[:80])


def _fits(value: Any, kind: str) -> bool:
    if kind == "tuple[int, ...]":
        return isinstance(value, tuple) and all(isinstance(each, int) for each in value)
    return kind not in _KINDS or isinstance(value, _KINDS[kind])
