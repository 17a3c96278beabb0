from __future__ import annotations

import socket
from collections.abc import Iterator

import psycopg
import pytest

from tests.services.postgres import NoPostgres, Postgres, cluster_at, reserve_address


@pytest.fixture
def cluster() -> Iterator[Postgres]:
    try:
        cluster = Postgres(durable=True)
    except NoPostgres as missing:
        pytest.skip(str(missing))
    with cluster:
        yield cluster


def test_a_cluster_answers_and_keeps_what_it_is_told_to_keep(cluster: Postgres) -> None:
    with psycopg.connect(cluster.address()) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_nothing_is_left_of_a_cluster(cluster: Postgres) -> None:
    folder = cluster.folder

    cluster.stop()

    assert not folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", cluster.port)) != 0


def test_a_reserved_address_is_that_of_the_cluster(cluster: Postgres) -> None:
    address = reserve_address()

    later = cluster_at(address)

    assert later.address("amends") == address
    later.stop()
