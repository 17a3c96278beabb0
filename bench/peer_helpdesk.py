"""Run inside a venv that has django-helpdesk: files a folder of mails, prints the seconds it took."""

import logging
import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main() -> int:
    _configure()
    # Only now, because these need the settings and the apps.
    from django.core.management import call_command
    from helpdesk.email import extract_email_metadata
    from helpdesk.models import Queue, Ticket

    call_command("migrate", verbosity=0)
    queue = Queue.objects.create(
        title="Bench", slug="bench", allow_email_submission=True, email_address="desk@meridian.example"
    )
    logger = logging.getLogger("bench")
    paths = sorted(Path(sys.argv[1]).iterdir())
    start = time.perf_counter()
    for path in paths:
        extract_email_metadata(message=path.read_bytes().decode("utf-8", "replace"), queue=queue, logger=logger)
    seconds = time.perf_counter() - start
    if Ticket.objects.count() < len(paths) * 0.9:
        sys.exit(f"only {Ticket.objects.count()} of {len(paths)} mails were filed")
    print(seconds)
    return 0


def _configure() -> None:
    home = Path(os.environ["PEER_HOME"])
    settings.configure(
        SECRET_KEY="bench",
        USE_TZ=True,
        ROOT_URLCONF="peer_urls",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
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
