"""The conversation for action: which move may follow which, and whose move it is (domain B.5, B.7-13)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from amends.core.promise import Move, State, Verdict, What


class Party(StrEnum):
    """Who stands in the conversation; the clock alone says "broken"."""

    PROMISOR = "promisor"
    PROMISEE = "promisee"
    CLOCK = "clock"


FOLLOWS: Mapping[Move, frozenset[What]] = MappingProxyType(
    {
        Move.REQUESTED: frozenset((What.ACCEPTED, What.DECLINED, What.COUNTERED, What.WITHDRAWN)),
        Move.OFFERED: frozenset((What.ACCEPTED, What.DECLINED, What.COUNTERED, What.WITHDRAWN)),
        # At the due instant itself it can still be kept, and a new promise can only take its place.
        Move.IN_FORCE: frozenset(
            (What.DELIVERED, What.RENEGOTIATED, What.REPLACED, What.RELEASED, What.REVOKED, What.BROKEN)
        ),
        Move.REPORTED: frozenset((What.SATISFIED, What.DISPUTED)),
        Move.DISPUTED: frozenset((What.DELIVERED, What.SATISFIED, What.RENEGOTIATED, What.REPLACED, What.RELEASED)),
        Move.BROKEN: frozenset((What.DELIVERED, What.REPLACED)),
    }
)

_OF_PROMISOR = frozenset((What.DELIVERED, What.RENEGOTIATED, What.REPLACED, What.REVOKED))
_OF_PROMISEE = frozenset((What.SATISFIED, What.DISPUTED, What.RELEASED))


def may_follow(verdict: Verdict, what: What) -> bool:
    """Whether something can happen to a promise where it stands; what is over takes nothing more."""
    return verdict.state is not State.BROKEN and what in FOLLOWS.get(verdict.move, frozenset())


def party_of(move: Move, what: What) -> Party:
    """Whose move it is: an offer is answered by the promisee and withdrawn by the promisor; a request the other way."""
    if what is What.BROKEN:
        return Party.CLOCK
    if what in _OF_PROMISOR:
        return Party.PROMISOR
    if what in _OF_PROMISEE:
        return Party.PROMISEE
    asker, answerer = (Party.PROMISEE, Party.PROMISOR)
    if move is Move.OFFERED:
        asker, answerer = answerer, asker
    return asker if what is What.WITHDRAWN else answerer
