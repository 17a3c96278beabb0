"""Django's settings, from the few an operator can make (`environment.SETTINGS`)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from amends.config import environment

PACKAGE = Path(__file__).resolve().parent.parent

AMENDS_HOME = environment.home(os.environ)
AMENDS_ORIGIN = environment.origin(os.environ).geturl()
SECRET_KEY = environment.secret_key(os.environ, AMENDS_HOME)
DEBUG = environment.switch(os.environ, "AMENDS_DEBUG")
ALLOWED_HOSTS = environment.hosts(os.environ)

INSTALLED_APPS = [
    "amends.people",
    "amends.playbooks",
    "amends.cases",
    "amends.messages",
    "amends.promises",
    "amends.understanding",
    "amends.remedies",
    "amends.learning",
    "amends.channels",
    "amends.casework",
    "amends.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's list of passkeys says how long ago each was used
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "amends.web.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "amends.config.urls"
WSGI_APPLICATION = "amends.config.wsgi.application"

# Data

DATABASES = {"default": environment.database(os.environ, AMENDS_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = AMENDS_HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
# Counted tries must hold for all processes and machines, so they stand where everything stands.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# Pages

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(PACKAGE.glob("*/templates")),
        "OPTIONS": {"environment": "amends.web.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "desk" / "accounts"],  # allauth's own pages, in our frame
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]
STATIC_URL = "/static/"
STATIC_ROOT = AMENDS_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Accounts

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "amends.desk.members.MemberBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "amends.config.accounts.HouseAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made by somebody of the house, for an address they know
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = environment.origin(os.environ).scheme
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Amends"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "amends.config.accounts.typed_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "amends.desk.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Safety on the wire

SESSION_ENGINE = "amends.config.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [AMENDS_ORIGIN]
if AMENDS_ORIGIN.startswith("https:"):
    # The proxy that ends TLS says so; a caller who forges the header deceives only himself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
else:
    MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Mail that the desk sends goes through the outbox; these serve it and the mails about accounts.

_SMTP = environment.smtp(os.environ)
AMENDS_MAILS = _SMTP["MAILS"]
EMAIL_BACKEND, EMAIL_FILE_PATH = _SMTP["EMAIL_BACKEND"], _SMTP["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = _SMTP["EMAIL_HOST"], _SMTP["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP["EMAIL_HOST_USER"], _SMTP["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP["EMAIL_USE_TLS"], _SMTP["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
AMENDS_MAIL_FROM = os.environ.get("AMENDS_MAIL_FROM") or f"desk@{environment.origin(os.environ).hostname}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = AMENDS_MAIL_FROM

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"short": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "short"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"amends": {"level": "INFO"}},
}
