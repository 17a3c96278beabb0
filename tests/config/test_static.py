from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from amends.config.static import gather

HASHED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    # Django makes the one storage anew at both ends; a second one in its place would leave the first hashed for good.
    with override_settings(STORAGES=HASHED, STATIC_ROOT=tmp_path):
        yield tmp_path


def test_gathered_files_have_hashed_names(root: Path) -> None:
    gather()

    names = json.loads((root / "staticfiles.json").read_text())["paths"]
    assert names
    assert all((root / hashed).exists() for hashed in names.values())


def test_a_second_gathering_touches_nothing(root: Path) -> None:
    gather()
    (root / "staticfiles.json").unlink()

    gather()

    assert not (root / "staticfiles.json").exists()
