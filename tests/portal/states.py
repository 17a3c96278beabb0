"""The states a customer's page can be in, each with the acts that lead there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from amends.casework import listening, offering, promising, restating
from amends.casework.closing import close
from tests.portal.meridian import Meridian


def arrived(of: Meridian) -> None:
    """Nobody has answered yet."""


def answered(of: Meridian) -> None:
    """Said back, with a promise; a feeling was noted."""
    of.answer()
    listening.note_feeling(of.case, "furious", 5, by=of.priya, at=of.later(minutes=1))
    listening.state_problem(
        of.case, "The delivery team brought a table of another order and dragged it in.", by=of.priya, at=of.at
    )


def offered(of: Meridian) -> None:
    """Said back, agreed, and an offer waits."""
    answered(of)
    restating.answer_restatement(of.case, "yes", by=of.case.customer, at=of.later(minutes=5), how="page")
    of.offer()


def disputed(of: Meridian) -> None:
    """The first version was not quite right, and there is a second."""
    of.answer()
    restating.answer_restatement(
        of.case, "not-quite", by=of.case.customer, at=of.later(minutes=5), how="page", words="It is the hall as well."
    )
    words = "You wrote that the wrong table came and the floor by the door and in the hall is wrecked."
    restating.restate(of.case, words, by=of.priya, at=of.later(minutes=30), how="page")


def moved(of: Meridian) -> None:
    """A promise got a new time before the old one was over."""
    offered(of)
    offering.answer_offer(of.case, "accepted", by=of.case.customer, at=of.later(minutes=5))
    first = of.case.promises.exclude(kind="service").get()
    promising.renegotiate(
        of.case,
        first.pk,
        by=of.priya,
        at=of.later(minutes=5),
        within="3 working days",
        because="The workshop is closed tomorrow.",
    )


def late(of: Meridian) -> None:
    """A promise was not kept in time, and is still owed."""
    answered(of)
    of.later(days=1, hours=8)


def asked(of: Meridian) -> None:
    """The promise is kept; we asked whether it is put right."""
    offered(of)
    of.keep_promises()
    of.ask()


def agreed(of: Meridian) -> None:
    """The customer said that it is put right."""
    of.answer()
    of.close()


def rested(of: Meridian) -> None:
    """We asked and heard nothing for two weeks."""
    asked(of)
    of.later(days=4)
    of.later(days=12)


def given_up(of: Meridian) -> None:
    """We closed it without a yes."""
    offered(of)
    of.keep_promises()
    close(of.case, by=of.priya, at=of.later(minutes=5), how="withdrawn")


STATES: Mapping[str, Callable[[Meridian], None]] = {
    state.__name__: state
    for state in (arrived, answered, offered, disputed, moved, late, asked, agreed, rested, given_up)
}
