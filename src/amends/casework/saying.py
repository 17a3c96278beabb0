"""What one message says and does, as plain values: its passages, its promises, what it keeps and moves (0.4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from amends.core.kinds import fields_of, require_kinds
from amends.core.refusal import Unusable


@dataclass(frozen=True)
class Passage:
    """Words of the reply that are an act: restatement, empathy, apology, assurance or offer."""

    act: str
    words: str


@dataclass(frozen=True)
class NewPromise:
    """A promise made in the reply; the customer reads its `phrase` of time as a clock time (S0.11)."""

    what: str
    due: str = ""
    within: str = ""
    kind: str = "action"
    phrase: str = ""
    why: tuple[Mapping[str, Any], ...] = ()
    rests_on: int | None = None


@dataclass(frozen=True)
class Reply:
    """Everything one message does. Instants are ISO 8601 with an offset; `keeps` and `moves` are promise numbers.

    `because` is why a promise moves, as the customer reads it beside the old time.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    promises: tuple[NewPromise, ...] = ()
    keeps: tuple[int, ...] = ()
    moves: int | None = None
    because: str = ""
    amount: str = ""
    currency: str = ""
    asks_if_right: bool = False
    override: str = ""
    seen_message: int | None = None
    anyway: bool = False

    def as_json(self) -> dict[str, Any]:
        """The reply as plain values, to be held."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Reply:
        """The reply of plain values, as `as_json` gives or a face takes them. Raises Unusable for unknown words."""
        try:
            values = dict(data)
            values["passages"] = tuple(Passage(**fields_of(Passage, row)) for row in values.get("passages") or ())
            values["promises"] = tuple(
                NewPromise(**{**fields_of(NewPromise, row), "why": tuple(row.get("why") or ())})
                for row in values.get("promises") or ()
            )
            values["keeps"] = tuple(values.get("keeps") or ())
            made = cls(**values)
        except TypeError as error:
            raise Unusable(field="reply", fault="unknown", value=str(error)[:80]) from error
        require_kinds(made, *made.passages, *made.promises)
        return made
