from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from amends.core import clock
from tests.portal.meridian import NOW, Meridian, found


@pytest.fixture
def now() -> Iterator[datetime]:
    clock.set_now(NOW)
    yield NOW
    clock.set_now(None)


@pytest.fixture
def meridian(db: None, now: datetime) -> Meridian:
    """Amara's complaint came by mail at 09:30; nobody has answered yet."""
    return found(now)


@pytest.fixture
def amara(client: Client) -> Client:
    """A browser without any sign-in or cookie, in English."""
    return client
