"""The values of acts and questions: their kinds by the types of the parameters, and each as the act takes it."""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

from amends.casework import offering
from amends.casework.founding import Opening
from amends.casework.working import CaseRef
from amends.core.instants import InstantFault, read_instant
from amends.core.refusal import NotFound, Unusable
from amends.people import queries as people
from amends.people.models import Person


@dataclass(frozen=True)
class Field:
    """One field of an act: its name, the kind of value, and its default (`...` when it is needed)."""

    name: str
    kind: str
    default: Any

    @property
    def is_needed(self) -> bool:
        """Whether the act cannot do without it."""
        return self.default is ...


def kind_of(hint: Any) -> str:
    """The kind of value that a parameter takes, by its type."""
    if hint == CaseRef:
        return "number"
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return kind_of(inner[0])
    if hint == Opening:
        return "hours"
    if get_origin(hint) in (list, tuple, abc.Sequence):
        return "list"
    if get_origin(hint) is abc.Mapping:
        return "fields"
    return _KINDS[hint]


_KINDS: Mapping[Any, str] = {
    str: "text",
    int: "number",
    bool: "yes or no",
    datetime: "instant",
    date: "date",
    Decimal: "amount",
    Person: "person",
}


def coerced(value: Any, field: Field) -> Any:
    """A value of a field as JSON gives it, as the act takes it. Raises Unusable, NotFound."""
    if value is None:
        return field.default if not field.is_needed else _unusable(field, value)
    if field.kind == "number":
        is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
        return value if is_number else _unusable(field, value)
    if field.kind == "yes or no":
        return value if isinstance(value, bool) else _unusable(field, value)
    if field.kind == "text":
        return value if isinstance(value, str) else _unusable(field, value)
    if field.kind == "list":
        return value if isinstance(value, list) else _unusable(field, value)
    if field.kind in ("fields", "hours"):
        return value if isinstance(value, dict) else _unusable(field, value)
    if field.kind == "person":
        return find_person(value)
    if field.kind == "amount":
        return _amount(value, field)
    return _moment(value, field)


def _amount(value: Any, field: Field) -> Decimal | None:
    found = offering.read_amount(str(value)) if isinstance(value, str | int) else _unusable(field, value)
    return _unusable(field, value) if found is None and field.is_needed else found


def _moment(value: Any, field: Field) -> datetime | date:
    try:
        return read_instant(value) if field.kind == "instant" else date.fromisoformat(value)
    except InstantFault as error:
        raise Unusable(field=field.name, fault=error.code, value=str(value)[:40]) from error
    except (TypeError, ValueError) as error:
        raise Unusable(field=field.name, fault="no-date", value=str(value)[:40]) from error


def find_person(told: Any) -> Person:
    """A person by number, address or exact name; NotFound where there is none, or more than one of the name."""
    if isinstance(told, int) and not isinstance(told, bool):
        found = Person.objects.filter(pk=told).first() if abs(told) < 2**62 else None
    elif isinstance(told, str) and "@" in told:
        found = people.by_address(told)
    else:
        rows = list(Person.objects.filter(name=str(told))[:2])
        found = rows[0] if len(rows) == 1 else None
    if found is None:
        raise NotFound(what="person", number=str(told)[:80])
    return found


def _unusable(field: Field, value: Any) -> Any:
    raise Unusable(field=field.name, fault="unknown", value=str(value)[:80])
