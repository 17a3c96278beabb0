from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from amends.casework.founding import add_member, set_up_house
from amends.core import clock
from amends.people.models import Person
from tests.services.smtp import SmtpReceiver

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[datetime]:
    """The clock stands at a Wednesday morning."""
    clock.set_now(NOW)
    yield NOW
    clock.set_now(None)


@pytest.fixture
def omar(committed_db: object, now: datetime) -> Person:
    set_up_house(name="Meridian Furniture", at=now, address="care@meridian.example")
    return add_member(name="Omar Haddad", email="omar@meridian.example", at=now, role="lead", takes_new=False)


@pytest.fixture
def priya(omar: Person, now: datetime) -> Person:
    return add_member(name="Priya Nair", email="priya@meridian.example", at=now)


@pytest.fixture
def smtp(smtp_receiver: SmtpReceiver) -> Iterator[SmtpReceiver]:
    """A mail server that the settings name."""
    assert settings.EMAIL_HOST
    with override_settings(EMAIL_HOST=smtp_receiver.host, EMAIL_PORT=smtp_receiver.port, AMENDS_MAILS=""):
        yield smtp_receiver


Writer = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mails"
