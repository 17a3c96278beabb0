from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

OURS = [model for model in apps.get_models() if model.__module__.startswith("amends.")]


def test_every_table_has_a_name_without_its_package() -> None:
    wrong = [
        f"{model.__name__}: {table}" for model in OURS if (table := model._meta.db_table).startswith(prefix(model))
    ]

    assert wrong == []


def test_every_constraint_is_named_after_its_table() -> None:
    wrong = [
        f"{model.__name__}: {constraint.name}"
        for model in OURS
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.db_table}_")
    ]

    assert wrong == []


def test_no_model_uses_a_constraint_without_a_name() -> None:
    assert [model.__name__ for model in OURS if model._meta.unique_together] == []


def test_no_model_orders_its_rows_behind_the_readers_back() -> None:
    assert [model.__name__ for model in OURS if model._meta.ordering] == []


def test_every_model_says_what_it_is() -> None:
    # Django gives a model without a docstring one that lists its fields.
    assert [model.__name__ for model in OURS if (model.__doc__ or "").startswith(f"{model.__name__}(")] == []


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)


def prefix(model: type[Model]) -> str:
    return f"{model._meta.app_label}_"
