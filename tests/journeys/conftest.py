from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.world import world

__all__ = ["world"]


@pytest.fixture
def shots() -> Callable[[Any, str], None]:
    """Screenshots of a page, light and dark, on a desk and on a phone, in the folder of AMENDS_SHOTS; else none."""
    folder = Path(os.environ.get("AMENDS_SHOTS", ""))

    def take(page: Any, name: str) -> None:
        if not folder.name:
            return
        folder.mkdir(exist_ok=True)
        for width, height, size in ((1280, 720, "desktop"), (375, 667, "phone")):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=str(folder / f"{name}-{size}-{scheme}.png"), full_page=size == "phone")
        page.set_viewport_size({"width": 1280, "height": 720})
        page.emulate_media(color_scheme="light")

    return take
