"""What a member of the team prefers for the own desk: language, keys, light, and how long a message waits."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from amends.core.refusal import Unusable
from amends.people.models import Account, Person

THEMES = ("system", "light", "dark")
# 150 s is ten times the usual, as WCAG 2.2.1 asks (`ux.md` C28).
UNDO_SECONDS = (0, 15, 30, 60, 150)


def prefer(*, by: Person, at: datetime, language: str, single_keys: bool, theme: str, undo_seconds: int) -> Account:
    """Keep the preferences of the one who asks. Raises Unusable for a value that is not one of those offered."""
    offered = (
        ("language", language, dict(settings.LANGUAGES)),
        ("theme", theme, THEMES),
        ("undo_seconds", undo_seconds, UNDO_SECONDS),
    )
    for name, value, choices in offered:
        if value not in choices:
            raise Unusable(field=name, fault="unknown", value=str(value)[:20])
    with transaction.atomic():
        Person.objects.filter(pk=by.pk).update(language=language)
        account = Account.objects.get(person=by)
        account.single_keys, account.theme, account.undo_seconds = single_keys, theme, undo_seconds
        account.save(update_fields=["single_keys", "theme", "undo_seconds"])
    return account
