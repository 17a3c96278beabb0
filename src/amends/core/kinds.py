"""Whether values that came as JSON are of the kinds that a dataclass names."""

from __future__ import annotations

from collections.abc import Mapping
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


def fields_of(kind: type[_Dataclass], told: Any) -> Mapping[str, Any]:
    """The fields of a dataclass as JSON gives them. Raises Unusable for no object, a field unknown, one left out."""
    known = {field.name: field for field in fields(kind)}
    if not isinstance(told, Mapping):
        raise Unusable(field=", ".join(known), fault="unknown", value=str(told)[:80])
    for name in told:
        if name not in known:
            raise Unusable(field=", ".join(known), fault="unknown", value=str(name)[:80])
    for name, field in known.items():
        if field.default is MISSING and name not in told:
            raise Unusable(field=name, fault="empty")
    return told


def _fits(value: Any, kind: str) -> bool:
    if kind == "tuple[int, ...]":
        return isinstance(value, tuple) and all(type(each) is int for each in value)
    if kind == "int | None" and isinstance(value, bool):
        return False
    return kind not in _KINDS or isinstance(value, _KINDS[kind])
