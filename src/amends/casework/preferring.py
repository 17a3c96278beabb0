"""What a member of the team prefers for the own desk: language, keys, light, and how long a message waits."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from django.conf import settings
from django.db import transaction

from amends.casework.working import require_reader
from amends.core.refusal import Unusable
from amends.people.models import Account, Person

THEMES = ("system", "light", "dark")
# 150 s is ten times the usual, as WCAG 2.2.1 asks (`ux.md` C28).
UNDO_SECONDS = (0, 15, 30, 60, 150)


def prefer(
    *,
    by: Person,
    at: datetime,
    language: str | None = None,
    single_keys: bool | None = None,
    theme: str | None = None,
    undo_seconds: int | None = None,
) -> Account:
    """Keep the preferences of the one who asks, as far as they are given; the others stay.

    Raises Unusable for a value that is not one of those offered.
    """
    require_reader(by)
    offered: tuple[tuple[str, str | int | None, Container[str | int]], ...] = (
        ("language", language, dict(settings.LANGUAGES)),
        ("theme", theme, THEMES),
        ("undo_seconds", undo_seconds, UNDO_SECONDS),
    )
    for name, value, choices in offered:
        if value is not None and value not in choices:
            raise Unusable(field=name, fault="unknown", value=str(value)[:20])
    chosen = {"single_keys": single_keys, "theme": theme, "undo_seconds": undo_seconds}
    with transaction.atomic():
        if language is not None:
            Person.objects.filter(pk=by.pk).update(language=language)
        account = Account.objects.select_for_update(of=("self",)).get(person=by)
        for name, value in chosen.items():
            if value is not None:
                setattr(account, name, value)
        account.save(update_fields=list(chosen))
    return account
