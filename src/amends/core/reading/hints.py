"""Everything the coach and the reader see in a text, in the shape of `amends hints` (architecture.md, Commands)."""

from datetime import date, datetime, tzinfo
from typing import Any, Literal

from amends.core.reading.acts import acts, questions
from amends.core.reading.feeling import feeling
from amends.core.reading.hours import Value
from amends.core.reading.kinds import is_complaint, legal, threat, wants_supervisor
from amends.core.reading.promises import promises
from amends.core.reading.times import times

Side = Literal["staff", "customer"]
SIDES: tuple[Side, ...] = ("staff", "customer")

_CUSTOMER_ACTS = ("thanks", "question")


def hints(text: str, at: datetime, zone: tzinfo, side: Side = "staff", language: str | None = None) -> dict[str, Any]:
    """The findings as plain JSON values. Of a customer's text only thanks and questions count as acts: a customer's
    "unfortunately" is no excuse. Instants are ISO 8601 with the offset of `zone`; places count characters."""
    found = acts(text, language)
    felt = feeling(text, language)
    return {
        "times": [
            {"text": one.text, "start": one.start, "end": one.end, "value": _plain(one.value), "grain": one.grain}
            for one in times(text, at, zone, language)
        ],
        "promises": [
            {
                "text": one.text,
                "what": one.what,
                "due": one.due.isoformat() if one.due else None,
                "vague": one.vague,
                "start": one.start,
                "end": one.end,
            }
            for one in promises(text, at, zone, language)
        ],
        "acts": [
            {"act": one.act, "text": one.text, "start": one.start, "end": one.end}
            for one in found
            if side == "staff" or one.act in _CUSTOMER_ACTS
        ],
        "feeling": {"level": felt.level, "because": list(felt.because)},
        "complaint": is_complaint(text, "", language),
        "threat": threat(text, language),
        "legal": legal(text, language),
        "wants_supervisor": wants_supervisor(text, language),
        "questions": [one.text for one in questions(text, language)],
    }


def _plain(value: Value) -> str | dict[str, str]:
    if isinstance(value, tuple):
        return {"from": _written(value[0]), "to": _written(value[1])}
    return _written(value)


def _written(value: date | datetime) -> str:
    return value.isoformat()
