"""Words that somebody is writing in a case: kept as they are typed, newer words from elsewhere never written over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.cases.models import Case
from amends.messages.models import Draft
from amends.people.models import Person
from amends.people.reads import Read

CUSTOMER, TEAM = "customer", "team"


def draft_of(case: Case, person: Person) -> Draft | None:
    """What a person writes in a case, to the customer or to the team; None before the first words."""
    return _NEWEST.row(case.pk, person.pk)


def save_draft(
    case: Case, text: str, *, by: Person, at: datetime, lane: str, version: int, choices: Mapping[str, Any]
) -> tuple[Draft, bool]:
    """Keep what is typed; False with the newer draft where another version was saved meanwhile (`ux.md` C32).

    Words that only go on from the kept ones lose nothing; words that were sent never come back.
    """
    with transaction.atomic():
        kept = _locked(case, by)
        goes_on = kept is not None and bool(kept.text) and text.startswith(kept.text)
        if kept is not None and kept.version != version and not goes_on:
            return kept, False
        return _write(kept, case, by, text=text, lane=lane, choices=dict(choices), saved_at=at), True


def put_back(case: Case, text: str, *, by: Person, at: datetime, choices: Mapping[str, Any]) -> Draft:
    """Put the words of a message that was taken back into the composer, with all that was chosen beside them (C29).

    Words begun after it stay below them.
    """
    kept = _locked(case, by)
    begun = kept.text.strip() if kept else ""
    text = f"{text}\n\n{begun}" if begun and begun != text.strip() else text
    return _write(kept, case, by, text=text, lane=CUSTOMER, choices=dict(choices), saved_at=at)


def clear(case: Case, *, by: Person, at: datetime) -> None:
    """The words have left the composer. The version goes on, so that no copy of them comes back from elsewhere."""
    _write(_locked(case, by), case, by, text="", lane=CUSTOMER, choices={}, saved_at=at)


def _locked(case: Case, person: Person) -> Draft | None:
    rows = Draft.objects.select_for_update().filter(case=case, person=person)
    return rows.order_by("-saved_at", "-pk").first()


def _write(kept: Draft | None, case: Case, person: Person, **values: Any) -> Draft:
    draft = kept or Draft(case=case, person=person, version=0)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save()
    return draft


_NEWEST: Read[Draft] = Read(
    lambda case, person: Draft.objects.filter(case=case, person=person).order_by("-saved_at", "-pk")[:1], int, int
)
