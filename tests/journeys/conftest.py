from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.world import world

__all__ = ["world"]

SHOTS = Path(__file__).resolve().parents[2] / "shots"


@pytest.fixture
def shots() -> Callable[[Any, str], None]:
    """Screenshots of a page, light and dark, on a desk and on a phone, in the folder `shots` beside the checkout."""
    SHOTS.mkdir(exist_ok=True)

    def take(page: Any, name: str) -> None:
        for width, height, size in ((1280, 720, "desktop"), (375, 667, "phone")):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=str(SHOTS / f"{name}-{size}-{scheme}.png"), full_page=size == "phone")
        page.set_viewport_size({"width": 1280, "height": 720})
        page.emulate_media(color_scheme="light")

    return take
