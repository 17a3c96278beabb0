from __future__ import annotations

import json

import pytest

from tests.web.browser import Desk
from tests.web.kit import page

NAMES = ("my_work.html", "case.html", "customer.html", "setup.html")
SAVED = (200, {}, json.dumps({"version": 4}))


@pytest.fixture
def desk() -> Desk:
    return Desk({f"/{name}": page(name) for name in NAMES}, {"/draft/": lambda _: SAVED})
