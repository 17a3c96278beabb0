"""Practice: a case to try everything on, whose mail nobody receives, and its removal in one press (`ux.md` 2k)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amends.cases.models import Case, Entry, Words
from amends.casework.opening import open_case
from amends.casework.working import require_member
from amends.people.models import ContactPoint, Notice, Person


def begin_practice(*, by: Person, at: datetime) -> Case:
    """Open the practice case "Lid cracked"; whoever begins it owns it."""
    require_member(by)
    with translation.override(by.language):
        words = _(
            "I collected the soup at noon. The lid was cracked and there was soup all over the car. "
            "I am angry: the same thing happened in March. What are you going to do?"
        )
        subject = _("Lid cracked, soup all over the car")
    return open_case(
        words=words,
        subject=subject,
        name="Maria Ortiz",
        email="maria.ortiz@practice.invalid",
        channel="email",
        kind="complaint",
        language=by.language,
        by=by,
        at=at,
        practice=True,
    )


def count_practice() -> int:
    """How many practice cases there are, open or closed."""
    return Case.objects.filter(practice=True).count()


def remove_practice(*, by: Person, at: datetime) -> int:
    """Delete everything that is practice, for the whole team, and nothing else; answers how many cases went.

    The triggers that keep evidence let practice rows go. Other tables hold no practice of their own, only rows that
    hang on a practice case, so the foreign keys lead to all of it.
    """
    require_member(by)
    with transaction.atomic():
        cases = count_practice()
        places = list(_hanging_on(Case, "practice"))
        entries = Entry.objects.filter(practice=True)
        words = set(entries.exclude(words=None).values_list("words_id", flat=True))
        for model, path in places:
            for column in _words_of(model):
                found = _practice_rows(model, path).values_list(column, flat=True)
                words |= {number for number in found if number is not None}
        # Keys are checked at the end of the transaction; the deepest rows go first, while their way up still stands.
        for model, path in sorted(places, key=lambda place: -place[1].count("__")):
            rows = _practice_rows(model, path)
            rows._raw_delete(rows.db)
        entries._raw_delete(entries.db)
        Case.objects.filter(practice=True)._raw_delete("default")
        Words.objects.filter(pk__in=words)._raw_delete("default")
        Notice.objects.filter(practice=True).delete()
        customers = Person.objects.filter(practice=True, account=None, memberships=None)
        ContactPoint.objects.filter(person__in=customers).delete()
        customers.delete()
    return cases


def _hanging_on(
    model: type[models.Model], path: str, seen: frozenset[type] = frozenset()
) -> Iterator[tuple[type[models.Model], str]]:
    """Each table whose rows belong to a practice case, with the way from its rows up to the mark of the case."""
    for relation in model._meta.related_objects:
        child, field = relation.related_model, relation.field
        belongs = relation.on_delete is not models.SET_NULL and field.name not in ("duplicate_of", "covered_by")
        if not belongs or not isinstance(child, type) or child in seen or child is model:
            continue
        way = f"{field.name}__{path}"
        yield child, way
        yield from _hanging_on(child, way, seen | {model, child})


def _practice_rows(model: type[models.Model], path: str) -> models.QuerySet[models.Model]:
    inner = model._default_manager.filter(**{path: True}).values("pk")
    return model._default_manager.filter(pk__in=inner)


def _words_of(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.related_model is Words]
