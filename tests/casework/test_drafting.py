from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.casework import drafting
from amends.messages.models import Draft
from amends.people.models import Person
from tests.cast import Desk


def test_a_person_has_one_draft_in_a_case_whoever_it_is_for(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "Two of six chairs came broken.")
    words: dict[str, Any] = {"by": priya, "at": desk.now, "choices": {}}
    drafting.save_draft(case, "Hello", lane="customer", version=0, **words)
    drafting.save_draft(case, "Hello Sam", lane="team", version=1, **words)

    assert Draft.objects.get().lane == "team"
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(case=case, person=priya, lane="customer", saved_at=desk.now)
