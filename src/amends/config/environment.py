"""The settings an operator can make: what each means, and typed readers of the environment."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_INIT = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; "
    "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 20000;"
)

# PostgreSQL plans a statement anew each time it comes as text, which took two thirds of its time for a page. A pooler
# that gives each transaction another connection and does not know prepared statements needs prepare_threshold=off.
KEPT_STATEMENTS = {"server_side_binding": True, "prepare_threshold": 5}


class UnusableSetting(ImproperlyConfigured):
    """A setting in the environment that cannot be read; the text is a sentence for the operator."""


@dataclass(frozen=True)
class Setting:
    """One variable of the environment, what holds without it, and what it is for."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("AMENDS_HOME", "./amends-data", "folder of the database file, the attachments and the secret key"),
    Setting(
        "AMENDS_DATABASE",
        "amends.sqlite3 in the home folder",
        "sqlite:///path or postgresql://user:password@host:port/name",
    ),
    Setting("AMENDS_SECRET_KEY", "the file secret-key in the home folder", "signs sessions and links"),
    Setting("AMENDS_ORIGIN", "http://127.0.0.1:8000", "the address people type: scheme, host and port"),
    Setting(
        "AMENDS_HOSTS",
        "the host of the origin, and this machine",
        "further host names that are answered, comma between",
    ),
    Setting(
        "AMENDS_SMTP",
        "smtp://localhost:25",
        "the server that takes our mail: smtp://, smtp+starttls:// or smtps://user:password@host:port; "
        "file:///folder keeps mails as files, for trials",
    ),
    Setting("AMENDS_MAIL_FROM", "desk@ the host of the origin", "the address our mail comes from"),
    Setting("AMENDS_CLOCK_FILE", "the machine's clock", "a file with the seconds to add to the clock, for rehearsals"),
    Setting("AMENDS_HOLIDAYS", "none", "a TOML file of holidays that were moved, added or taken away"),
    Setting("AMENDS_DEBUG", "off", "on shows faults with their source; never where others can reach it"),
)


def home(environ: Mapping[str, str]) -> Path:
    """The absolute path of the folder that holds what must be kept; if it is missing, it is made, closed to others."""
    folder = Path(environ.get("AMENDS_HOME") or "amends-data").absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(environ: Mapping[str, str], folder: Path) -> str:
    """The key from the environment, or from the file `secret-key`, made once and readable by its owner only."""
    if given := environ.get("AMENDS_SECRET_KEY"):
        return given
    file = folder / "secret-key"
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii").strip()


def database(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Django's description of the database of AMENDS_DATABASE; UnusableSetting for an address of another kind."""
    url = environ.get("AMENDS_DATABASE") or f"sqlite://{folder / 'amends.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite("/" + unquote(parts.path).lstrip("/"))
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return _postgresql(parts)
    # The address may hold a password, so it is not repeated.
    raise UnusableSetting("AMENDS_DATABASE is sqlite:///path or postgresql://user:password@host:port/name.")


def smtp(environ: Mapping[str, str]) -> dict[str, Any]:
    """Where AMENDS_SMTP sends mail, under the names of Django's settings; MAILS is a folder instead, or ""."""
    url = environ.get("AMENDS_SMTP") or "smtp://localhost:25"
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    folder = unquote(parts.path) if parts.scheme == "file" else ""
    if not folder and (parts.scheme not in ports or not parts.hostname):
        raise UnusableSetting(
            "AMENDS_SMTP starts with smtp://, smtp+starttls:// or smtps:// and names a host, or with file:/// a folder."
        )
    return {
        "MAILS": folder,
        "EMAIL_BACKEND": f"django.core.mail.backends.{'filebased' if folder else 'smtp'}.EmailBackend",
        "EMAIL_FILE_PATH": folder or None,
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": _port(parts, "AMENDS_SMTP") or ports.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def origin(environ: Mapping[str, str]) -> SplitResult:
    """The public address in its parts; UnusableSetting if it is not http(s)://host[:port]."""
    url = (environ.get("AMENDS_ORIGIN") or "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise UnusableSetting(f"AMENDS_ORIGIN is http://host:port or https://host, without a path, not “{url}”.")
    return parts


def hosts(environ: Mapping[str, str]) -> list[str]:
    """The host names that are answered: that of the origin, this machine's own, and those of AMENDS_HOSTS."""
    named = [name.strip() for name in environ.get("AMENDS_HOSTS", "").split(",") if name.strip()]
    return [origin(environ).hostname or "", "localhost", "127.0.0.1", "[::1]", *named]


def switch(environ: Mapping[str, str], name: str) -> bool:
    """Whether a setting is on; UnusableSetting for a word that is neither on nor off."""
    word = environ.get(name, "").strip().lower()
    if word in {"on", "1", "true", "yes"}:
        return True
    if word in {"", "off", "0", "false", "no"}:
        return False
    raise UnusableSetting(f"{name} is “on” or “off”, not “{word}”.")


def _write_once(file: Path, text: str) -> None:
    # A link appears whole or not at all, so that two processes that start together agree on one key.
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as draft:
        draft.write(text)
    try:
        os.link(name, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "amends.config.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_INIT},
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(_port(parts, "AMENDS_DATABASE") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": KEPT_STATEMENTS | {name: _option(name, value) for name, value in parse_qsl(parts.query)},
    }


def _option(name: str, value: str) -> Any:
    """An option of the address as Django takes it: those of KEPT_STATEMENTS are no text."""
    if name not in KEPT_STATEMENTS:
        return value
    if value.isascii() and value.isdigit() and name == "prepare_threshold":
        return int(value)
    return switch({name: value}, name) or None


def _port(parts: SplitResult, name: str) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise UnusableSetting(f"The port in {name} is not a number up to 65535.") from None
