from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from tests.checks.source import bands

DEPTH = {package: depth for depth, packages in enumerate(bands()) for package in packages}


def test_foreign_keys_point_to_the_same_package_or_down() -> None:
    wrong = [
        f"{model.__name__}.{name} in {owner} points at {target}"
        for model in apps.get_models()
        for owner, name, target in keys_of(model)
        if not may_point(owner, target)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("owner", "target", "allowed"),
    [
        ("promises", "cases", True),
        ("cases", "cases", True),
        ("cases", "promises", False),
        ("learning", "remedies", False),
    ],
)
def test_a_key_may_point_down_but_not_up_or_beside(owner: str, target: str, allowed: bool) -> None:
    assert may_point(owner, target) is allowed


def may_point(owner: str, target: str) -> bool:
    return owner == target or DEPTH[owner] < DEPTH[target]


def keys_of(model: type[Model]) -> Iterator[tuple[str, str, str]]:
    for field in model._meta.get_fields():
        related = field.related_model if field.is_relation and not field.auto_created else None
        if isinstance(related, type) and _package(model) and _package(related):
            yield _package(model), field.name, _package(related)


def _package(model: type[Model]) -> str:
    root, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if root == "amends" else ""
