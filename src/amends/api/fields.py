"""The fields of acts and questions as types of the API: every number and every length has its bounds."""

from __future__ import annotations

import inspect
from collections import abc
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StrictBool, StrictInt, create_model
from pydantic_core import PydanticCustomError

from amends.casework.acts import Act, all_acts
from amends.casework.coercing import Field as ActField

OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
NEWEST = datetime(2200, 1, 1, tzinfo=UTC)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul", "A text holds no NUL character.")
    return text


def _in_our_time(instant: datetime) -> datetime:
    if not OLDEST <= instant < NEWEST:
        raise PydanticCustomError("instant", "An instant lies between 1970 and 2200.")
    return instant


def _day_in_our_time(day: date) -> date:
    if not OLDEST.date() <= day < NEWEST.date():
        raise PydanticCustomError("date", "A date lies between 1970 and 2200.")
    return day


Text = Annotated[str, Field(max_length=100_000), AfterValidator(_without_nul)]
Line = Annotated[str, Field(max_length=1000), AfterValidator(_without_nul)]
Number = Annotated[StrictInt, Field(ge=0, le=2**53 - 1)]
# In an address every value is text.
AskedNumber = Annotated[int, Field(ge=0, le=2**53 - 1)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Day = Annotated[date, AfterValidator(_day_in_our_time)]
Amount = Annotated[str, Field(max_length=20, examples=["49.00"]), AfterValidator(_without_nul)]
Clock = Annotated[str, Field(max_length=5)]
Span = Annotated[list[Clock], Field(min_length=2, max_length=2)]
PersonRef = Annotated[
    Number | Annotated[str, Field(max_length=320), AfterValidator(_without_nul)],
    Field(description="A number, an e-mail address, or the exact name where it is the only one."),
]

OpeningHours = Annotated[
    dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Annotated[list[Span], Field(max_length=10)]],
    Field(examples=[{"mon": [["09:00", "17:00"]]}]),
]

_KINDS: Mapping[str, Any] = {
    "number": Number,
    "yes or no": StrictBool,
    "instant": Instant,
    "date": Day,
    "amount": Amount,
    "person": PersonRef,
    "hours": OpeningHours,
}
# Everything in an address is text: numbers are read from it, and a list is its name again and again.
_ASKED: Mapping[str, Any] = {
    "number": AskedNumber,
    "text": Line,
    "list": Annotated[list[AskedNumber], Field(max_length=50)],
}
# Short by nature: names, words from a list, addresses.
_LONG = frozenset({"text", "words", "when_to_use", "reason", "because", "override"})


class Closed(Schema):
    """A body that has the named fields and no others."""

    model_config = ConfigDict(extra="forbid")


def body_of(act: Act, title: str = "", leave_out: tuple[str, ...] = ()) -> type[Schema]:
    """The body of an act."""
    hints = get_type_hints(act.function)
    fields = {field.name: _typed(field, hints[field.name]) for field in act.fields if field.name not in leave_out}
    return create_model(title or _title(act.name), __base__=Closed, __doc__=act.summary, **fields)


def query_of(ask: Act) -> type[Schema] | None:
    """What a question is asked with; None where it takes nothing."""
    fields: dict[str, Any] = {}
    for field in ask.fields:
        kind = _ASKED.get(field.kind) or _KINDS[field.kind]
        fields[field.name] = (kind, ...) if field.is_needed else (kind | None, None)
    return create_model(f"Ask{_title(ask.name)}", __base__=Closed, __doc__=ask.summary, **fields) if fields else None


def _typed(field: ActField, hint: Any) -> Any:
    kind = _kind(field, hint)
    if field.is_needed:
        return kind, ...
    default = field.default if isinstance(field.default, bool | int | str) or field.default is None else None
    return kind | None, Field(default, json_schema_extra={"default": default})


def _kind(field: ActField, hint: Any) -> Any:
    if field.kind == "text":
        return Text if field.name in _LONG else Line
    if field.kind == "list":
        return Annotated[list[_item(hint)], Field(max_length=50)]  # type: ignore[misc]  # made while running
    if field.kind == "fields":
        return body_of(all_acts()["write"], "Reply", leave_out=("case",))
    return _KINDS[field.kind]


def _item(hint: Any) -> Any:
    """What stands in a list, from the annotation of the act."""
    for part in (hint, *get_args(hint)):
        if get_origin(part) in (list, tuple, abc.Sequence):
            item = get_args(part)[0]
            if item is int:
                return Number
            if inspect.isclass(item) and issubclass(item, str):
                return Line
            return dict[Annotated[str, Field(max_length=40)], Text]
    raise TypeError(f"{hint} is no list.")


def _title(name: str) -> str:
    return "".join(part.title() for part in name.split("_"))
