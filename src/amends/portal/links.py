"""From the key in an address to the matter it opens; the key is all that a customer needs to show."""

from __future__ import annotations

import hmac
from datetime import datetime

from amends.cases.models import CustomerLink
from amends.casework import letters
from amends.people import queries as people
from amends.people.models import Person

LONGEST_TOKEN = 80


def find_link(token: str) -> CustomerLink | None:
    """The link of a key, with all that the page reads of its case in the same question; None for an unknown key.

    The key is looked up by its hash, so that the time a look-up takes tells nothing of the key itself.
    """
    if len(token) > LONGEST_TOKEN:
        return None
    digest = letters.digest(token)
    rows = CustomerLink.objects.select_related(
        "case__customer", "case__standing__owner", "case__first_words__words", "case__finished"
    )
    link = rows.filter(digest=digest).first()
    return link if link and hmac.compare_digest(link.digest, digest) else None


def has_run_out(link: CustomerLink, now: datetime) -> bool:
    """Whether a link is over, by its time or because it was ended."""
    return link.ended_at is not None or link.until <= now


def veiled_address(person: Person) -> str:
    """The address of a person as a stranger may see it: "a…@h…"; empty where we know none."""
    name, _, domain = (people.address_of(person) or "").partition("@")
    return f"{name[:1]}…@{domain[:1]}…" if domain else ""
