"""The product's settings on a throw-away home folder and database; AMENDS_TEST_DATABASE is sqlite or postgresql."""

import atexit
import os
import shutil
import tempfile

from tests.services import postgres

# Playwright keeps a loop in the main thread, so Django takes every later query there for one inside a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_HOME = tempfile.mkdtemp(prefix="amends-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["AMENDS_HOME"] = _HOME
os.environ["AMENDS_SECRET_KEY"] = "only for tests " * 4
for _name in ("AMENDS_ORIGIN", "AMENDS_HOSTS", "AMENDS_SMTP", "AMENDS_MAIL_FROM", "AMENDS_CLOCK_FILE", "AMENDS_DEBUG"):
    os.environ.pop(_name, None)

# A worker of pytest-xdist inherits the address that the first process has chosen.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["AMENDS_DATABASE"] = (
        postgres.reserve_address()
        if os.environ.get("AMENDS_TEST_DATABASE", "sqlite") == "postgresql"
        else f"sqlite://{_HOME}/amends.sqlite3"
    )
elif os.environ.get("AMENDS_TEST_DATABASE", "sqlite") == "sqlite":
    os.environ["AMENDS_DATABASE"] = f"sqlite://{_HOME}/amends.sqlite3"

from amends.config.settings import *  # the environment above must stand first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT.mkdir()
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # No test cuts the power, so no test waits for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous = OFF;"
    # A file, as in the product: threads and processes of a test must meet in it.
    DATABASES["default"]["TEST"] = {"NAME": f"{_HOME}/test.sqlite3"}
