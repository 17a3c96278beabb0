from __future__ import annotations

from pathlib import Path

import pytest

from amends.config import environment
from amends.config.environment import UnusableSetting


def test_without_settings_the_database_is_a_file_in_the_home_folder(tmp_path: Path) -> None:
    database = environment.database({}, tmp_path)

    assert database["NAME"] == str(tmp_path / "amends.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("address", ["sqlite:///srv/desk.sqlite3", "sqlite:////srv/desk.sqlite3"])
def test_a_sqlite_address_names_an_absolute_path(address: str, tmp_path: Path) -> None:
    assert environment.database({"AMENDS_DATABASE": address}, tmp_path)["NAME"] == "/srv/desk.sqlite3"


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    address = "postgresql://priya:p%40ss@db.example:5433/desk?sslmode=require"

    database = environment.database({"AMENDS_DATABASE": address}, tmp_path)

    assert (database["USER"], database["PASSWORD"]) == ("priya", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "desk")
    assert database["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 5}


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ("prepare_threshold=off", {"server_side_binding": True, "prepare_threshold": None}),
        ("prepare_threshold=2", {"server_side_binding": True, "prepare_threshold": 2}),
        ("server_side_binding=off&prepare_threshold=off", {"server_side_binding": None, "prepare_threshold": None}),
    ],
)
def test_a_pooler_without_prepared_statements_can_be_served(
    tmp_path: Path, asked: str, options: dict[str, object]
) -> None:
    database = environment.database({"AMENDS_DATABASE": f"postgresql://db.example/desk?{asked}"}, tmp_path)

    assert database["OPTIONS"] == options


@pytest.mark.parametrize(
    "address", ["mysql://localhost/desk", "sqlite://", "postgresql://localhost", "postgresql://h:x/d"]
)
def test_an_unusable_database_address_is_refused_with_a_sentence(address: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableSetting, match="AMENDS_DATABASE"):
        environment.database({"AMENDS_DATABASE": address}, tmp_path)


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = environment.secret_key({}, tmp_path)

    assert environment.secret_key({}, tmp_path) == first
    assert len(first) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_in_the_environment_leaves_no_file(tmp_path: Path) -> None:
    assert environment.secret_key({"AMENDS_SECRET_KEY": "given"}, tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+starttls://mail.example", 587, True, False),
        ("smtps://mail.example:4465", 4465, False, True),
    ],
)
def test_the_mail_server_is_one_address(address: str, port: int, starttls: bool, tls: bool) -> None:
    settings = environment.smtp({"AMENDS_SMTP": address})

    assert settings["EMAIL_PORT"] == port
    assert (settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (starttls, tls)


def test_an_origin_with_a_path_is_refused() -> None:
    with pytest.raises(UnusableSetting, match="without a path"):
        environment.origin({"AMENDS_ORIGIN": "https://desk.example/amends"})


def test_the_host_of_the_origin_is_answered() -> None:
    hosts = environment.hosts({"AMENDS_ORIGIN": "https://desk.example", "AMENDS_HOSTS": "old.example, older.example"})

    assert {"desk.example", "old.example", "older.example", "localhost"} <= set(hosts)


def test_a_switch_is_on_or_off() -> None:
    assert environment.switch({"AMENDS_DEBUG": "on"}, "AMENDS_DEBUG")
    assert not environment.switch({}, "AMENDS_DEBUG")
    with pytest.raises(UnusableSetting, match="maybe"):
        environment.switch({"AMENDS_DEBUG": "maybe"}, "AMENDS_DEBUG")


def test_mails_can_be_kept_as_files_instead() -> None:
    settings = environment.smtp({"AMENDS_SMTP": "file:///srv/mails"})

    assert settings["MAILS"] == settings["EMAIL_FILE_PATH"] == "/srv/mails"
    assert settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
