"""Meridian Furniture and Amara's scratched table, taken from one state to the next as the desk would take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from amends.cases.models import Case
from amends.casework import closing, founding, letters, promising, replying
from amends.casework.delivering import deliver_due
from amends.casework.opening import open_case
from amends.casework.ringing import ring_due
from amends.core import clock
from amends.people import queries as people
from amends.people.models import Person, voice

# A Tuesday morning, 09:30 in London.
NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
SAID_BACK = "the wrong table came and the floor by the door is wrecked"
REPLY = (
    f"Hello Amara, you wrote that {SAID_BACK}. I can see how a wrecked floor upsets you. I am sorry for the wrong "
    "table. I look after this myself."
)
PASSAGES = (
    {"act": "restatement", "words": f"You wrote that {SAID_BACK}."},
    {"act": "empathy", "words": "I can see how a wrecked floor upsets you."},
    {"act": "apology", "words": "I am sorry for the wrong table."},
    {"act": "assurance", "words": "I look after this myself."},
)


@dataclass
class Meridian:
    """The business with its team and one case; `at` is the instant at which the next thing happens."""

    omar: Person
    priya: Person
    sam: Person
    case: Case
    at: datetime

    @property
    def page(self) -> str:
        """The path of the customer's page."""
        return urlsplit(letters.page_address(self.case, people.house(), self.at)).path

    def later(self, **spans: float) -> datetime:
        """Let time pass, with everything that falls due meanwhile."""
        self.at += timedelta(**spans)
        clock.set_now(self.at)
        while ring_due(self.at) + deliver_due(self.at, _accept):
            pass
        return self.at

    def answer(self, **more: Any) -> None:
        """Priya answers: says it back, is sorry, takes it on, and promises to write with a date."""
        told = {
            "text": REPLY,
            "passages": PASSAGES,
            "promises": [{"what": "Write with the date of the new table", "due": "2026-06-17T16:00:00+00:00"}],
        } | more
        replying.write(self.case, by=self.priya, at=self.later(minutes=20), **told)
        self.later(minutes=1)

    def offer(self) -> None:
        """Priya offers something."""
        words = "A new table on Friday, and we pay for the repair of your floor"
        text = f"{words}. Would that put it right?"
        passages = [{"act": "offer", "words": words}]
        replying.write(
            self.case, text, passages=passages, amount="180", currency="GBP", by=self.priya, at=self.later(minutes=5)
        )
        self.later(minutes=1)

    def keep_promises(self) -> None:
        """Priya does what was promised, by phone."""
        at = self.later(minutes=5)
        for promise in self.case.promises.order_by("pk"):
            if promise.verdict(at).is_open:
                promising.keep(self.case, promise.pk, by=self.priya, at=at)

    def ask(self) -> None:
        """Priya asks whether it is put right."""
        replying.write(self.case, "Is it put right?", asks_if_right=True, by=self.priya, at=self.later(minutes=5))
        self.later(minutes=1)

    def close(self) -> None:
        """It is put right, and Amara says so."""
        self.keep_promises()
        self.ask()
        closing.confirm(self.case, "yes", by=self.case.customer, at=self.later(minutes=5))


def _accept(mail: Any) -> None:
    """A mail server that takes everything."""


def found(at: datetime, zone: str = "Europe/London", customer_zone: str = "", **told: Any) -> Meridian:
    """The business on its first day."""
    house = founding.set_up_house(
        name="Meridian Furniture", address="desk@meridian.example", zone=zone, phone="020 7946 0321", at=at
    )
    omar, priya, sam = (
        founding.add_member(
            name=name,
            email=f"{name.split()[0].lower()}@meridian.example",
            role=role,
            takes_new=name == "Priya Nair",
            phone="020 7946 0322" if name == "Priya Nair" else "",
            at=at,
        )
        for name, role in (("Omar Haddad", "lead"), ("Priya Nair", "agent"), ("Sam Lee", "agent"))
    )
    case = open_case(
        **{
            "words": "You brought the wrong table and wrecked my floor. I am furious.",
            "by": voice("mail", at),
            "at": at,
            "name": "Amara Okafor",
            "email": "amara@home.example",
            "channel": "email",
            "kind": "complaint",
            "subject": "Scratched table",
            "zone": customer_zone or house.zone,
        }
        | told
    )
    return Meridian(omar, priya, sam, case, at)
