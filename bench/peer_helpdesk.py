"""Run inside a venv that has django-helpdesk: files a folder of mails as an installation does, prints the seconds.

What it does: the command `get_email` reads each file of a queue of kind "local", makes a ticket with a follow-up of it,
commits after each row as Django does by itself, renders the receipt from its own templates (text, HTML), and hands it
to a mail backend that writes it into a folder; then the file is removed. What ours does beside it is said in
`bench.filing`. A first run over the mails of another folder warms up what Django and the helpdesk keep in memory.
"""

import logging
import os
import shutil
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main() -> int:
    """Times one run of `get_email` over the folder that is named first; the second folder only warms up."""
    home = Path(os.environ["PEER_HOME"])
    _configure(home)
    # Only now, because these need the settings and the apps.
    from django.core.management import call_command
    from helpdesk.models import Queue, Ticket

    call_command("migrate", verbosity=0)
    inbox = home / "inbox"
    inbox.mkdir()
    Queue.objects.create(
        title="Bench",
        slug="bench",
        allow_email_submission=True,
        email_address="desk@meridian.example",
        email_box_type="local",
        email_box_local_dir=str(inbox),
        email_box_interval=0,
    )
    mails, warm = Path(sys.argv[1]), Path(sys.argv[2])
    _run(warm, inbox)
    before = Ticket.objects.count()
    seconds = _run(mails, inbox)
    filed = Ticket.objects.count() - before
    if filed < len(list(mails.iterdir())) * 0.9:
        sys.exit(f"only {filed} of the mails were filed")
    print(seconds)
    return 0


def _run(mails: Path, inbox: Path) -> float:
    from django.core.management import call_command

    for path in mails.iterdir():
        shutil.copy(path, inbox)
    start = time.perf_counter()
    call_command("get_email", quiet=True)
    return time.perf_counter() - start


def _configure(home: Path) -> None:
    settings.configure(
        SECRET_KEY="bench",
        USE_TZ=True,
        ROOT_URLCONF="peer_urls",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        # Rendered and written into a folder, without flushing it to the disk: the cheapest way to keep a mail.
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=str(home / "sent"),
        DEFAULT_FROM_EMAIL="desk@meridian.example",
        MEDIA_ROOT=str(home / "media"),
        SITE_ID=1,
        HELPDESK_TEAMS_MODEL="auth.User",
        HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[],
        HELPDESK_KBITEM_TEAM_GETTER=lambda _item: None,
        STATIC_URL="/static/",
        # The same safety as ours: a write-ahead log, flushed to the disk at every commit.
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(home / "peer.sqlite3"),
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.humanize",
            "helpdesk.apps.HelpdeskConfig",
        ],
    )
    django.setup()
    logging.disable(logging.CRITICAL)


if __name__ == "__main__":
    sys.exit(main())
