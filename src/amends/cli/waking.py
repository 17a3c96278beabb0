"""Django is woken only by the commands that need it, so that the others answer at once."""

from __future__ import annotations

import os

from amends.cli.faults import Misuse


def wake() -> None:
    """Set Django up with the settings of the environment. Raises ImproperlyConfigured for a setting it cannot read."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    if not apps.ready:
        django.setup()


def wake_desk() -> None:
    """Wake Django for a desk that stands. Raises Misuse where nobody has prepared the database."""
    wake()
    if not is_prepared():
        raise Misuse("There is no desk here yet. Run `amends setup` first, or set AMENDS_HOME to where it is.")


def is_prepared() -> bool:
    """Whether the database has been prepared."""
    from django.db import connection

    return "house" in connection.introspection.table_names()


def prepare_scratch() -> None:
    """Make a database that will be thrown away: from the models at once, and without waiting for the disk.

    On a new SQLite file this takes a tenth of the time of the migrations, which are the way of every desk that stays.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.MIGRATION_MODULES = dict.fromkeys(_labels())
    connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous = OFF;"
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    call_command("createcachetable", verbosity=0)


def prepare() -> None:
    """Bring the database up to date: tables, the shared cache, and the triggers that guard the evidence."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _labels() -> list[str]:
    from django.apps import apps

    return [config.label for config in apps.get_app_configs()]
