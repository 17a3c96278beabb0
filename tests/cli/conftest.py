from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from amends.casework.founding import add_member, set_up_house
from tests.cli.desk import Desk
from tests.databases import CommittedDatabase


@pytest.fixture
def desk(committed_db: CommittedDatabase, tmp_path: Path) -> Desk:
    """A desk with its house and Priya Nair, for commands that run as processes."""
    at = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
    set_up_house(name="Meridian Furniture", at=at, address="care@meridian.example")
    add_member(name="Priya Nair", email="priya@meridian.example", at=at, role="programme")
    connection.close()
    return Desk.of(committed_db, tmp_path / "home")
