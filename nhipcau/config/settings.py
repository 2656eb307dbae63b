"""All settings, in one file. What an installation may change are the environment variables in docs/configuration.md."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from nhipcau.config.command_list import gettext
from nhipcau.config.database import database_url, django_database
from nhipcau.config.home import home, secret_key


def flag(name: str, default: bool) -> bool:
    """A yes/no environment variable; anything but 1 or 0 stops the start."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise SystemExit(gettext("%(name)s must be 1 or 0, not %(value)r.") % {"name": name, "value": value})
    return value == "1"


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from the environment; anything else, or one out of bounds, stops the start."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        sentence = gettext("%(name)s must be a whole number from %(least)d to %(most)d, not %(value)r.")
        raise SystemExit(sentence % {"name": name, "least": least, "most": most, "value": value})
    return int(value)


def fixed_day(name: str) -> date | None:
    """A day from the environment as 2024-05-31, None where there is none; anything else stops the start."""
    value = os.environ.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        sentence = gettext("%(name)s must be a day such as 2024-05-31, not %(value)r.")
        raise SystemExit(sentence % {"name": name, "value": value}) from None


PACKAGE = Path(__file__).resolve().parents[1]
DEBUG = flag("NHIPCAU_DEBUG", False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("NHIPCAU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("NHIPCAU_ORIGINS", "").split(",") if origin]
BEHIND_HTTPS = flag("NHIPCAU_HTTPS", False)
# A fixed day for demonstrations and tests; empty means the real one.
TODAY = fixed_day("NHIPCAU_TODAY")

DATABASES = {"default": django_database(database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "dashboards",
    "reporting",
    "programmes",
    "documents",
    "indicators",
    "exchange",
    "accounts",
    "units",
    "audit",
    "jobs",
    "web",
]
INSTALLED_APPS = [
    *(f"nhipcau.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "nhipcau.web.language.LanguageMiddleware",
    "nhipcau.web.readable.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nhipcau.web.entrance.EntranceMiddleware",  # closed unless a view says `login_not_required`
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nhipcau.accounts.middleware.AccessMiddleware",
]
ROOT_URLCONF = "nhipcau.config.urls"
WSGI_APPLICATION = "nhipcau.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nhipcau.web.context.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- wiring: rooms name what the floors below them may call -------------------------------------------------------

# The main menu: (label, URL name, permission asked for or None for everyone signed in, first parts of the addresses
# that belong to it).
MENU = [
    (_("My duties"), "my-duties", None, ()),
    (_("Steering board"), "board", "figures.read", ("board", "figures")),
    (_("Programmes"), "programmes", "programmes.read", ("programmes",)),
    (_("Reports"), "submissions", "reports.read", ("reports", "forms")),
    (_("Documents"), "documents", "documents.read", ("documents",)),
    (_("System"), "units", "units.read", ("units", "people", "indicators")),
]
# Pages side by side under one entry of the menu, shown as tabs: (label, URL name, permission, first part).
TABS: dict[str, list[tuple[Any, str, str | None, str]]] = {
    "submissions": [
        (_("Reports"), "submissions", "reports.read", "reports"),
        (_("Forms"), "forms", "reports.approve", "forms"),
    ],
    "units": [
        (_("Units"), "units", "units.read", "units"),
        (_("People and roles"), "people", "people.read", "people"),
        (_("Indicators"), "indicators", None, "indicators"),
    ],
}
# Called with (by, today, changed_from) after placements of units changed.
TREE_LISTENERS = ["nhipcau.reporting.rebuild.tree_changed"]
# Called with (by, today, indicator ids) after a rule of adding up changed; may refuse with a Problem.
RULE_LISTENERS = ["nhipcau.reporting.rules.rules_changed"]
# What `nhipcau import NAME` and `nhipcau export NAME` run.
IMPORTS = {
    "units": "nhipcau.units.imports.import_units",
    "indicators": "nhipcau.indicators.imports.import_indicators",
    "targets": "nhipcau.programmes.imports.import_targets",
    "allocations": "nhipcau.programmes.imports.import_allocations",
    "values": "nhipcau.reporting.imports.import_values",
}
EXPORTS = {
    "units": "nhipcau.units.exports.export_units",
    "indicators": "nhipcau.indicators.exports.export_indicators",
    "targets": "nhipcau.programmes.exports.export_targets",
    "allocations": "nhipcau.programmes.exports.export_allocations",
    "values": "nhipcau.reporting.exports.export_values",
    "figures": "nhipcau.reporting.exports.export_figures",
}
# What asks the day for rooms below `accounts`.
CLOCK = "nhipcau.accounts.clock.today"
# Functions yielding findings of `nhipcau check-data`.
INTEGRITY = [
    "nhipcau.exchange.integrity.findings",
    "nhipcau.units.integrity.findings",
    "nhipcau.documents.integrity.findings",
    "nhipcau.programmes.integrity.findings",
    "nhipcau.reporting.integrity.findings",
]

# The catalogue of indicators for the documents beside it: every (code, name, unit); a search; a look-up by code.
CATALOGUE = {
    "for_reading": "nhipcau.indicators.choices.for_reading",
    "search": "nhipcau.indicators.choices.search",
    "by_codes": "nhipcau.indicators.choices.by_codes",
}
# Called with (unit, targets read, access): the targets of programmes above that each may follow.
AIMS_ABOVE = "nhipcau.programmes.above.aims"
# Called with (ids of report deadlines, access): the forms that answer each, as (name, address).
DEADLINE_ANSWERS = "nhipcau.reporting.answering.forms_of"
# Says whether a code names a period of the calendars this installation has, for forms and imports of rooms below.
PERIODS = "nhipcau.reporting.periods.is_known"
# What a target can be divided by, besides equal parts and the number of grassroots unions: functions of
# (unit_ids, day, *, indicator_id, period) giving {unit_id: Decimal}; a unit without a figure is left out.
ALLOCATION_KEYS = {
    "members": "nhipcau.reporting.keys.members",
    "last-actual": "nhipcau.reporting.keys.last_actual",
}

# Background work: each room's `jobs.py`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- people -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nhipcau.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "nhipcau.accounts.models.display_name"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Nhịp Cầu"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False  # the proxy in front does that
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if BEHIND_HTTPS else 0
CSRF_FAILURE_VIEW = "nhipcau.web.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- language, time, files ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / room / "locale" for room in ("config", "demo", "bench")]
LANGUAGE_COOKIE_NAME = "nhipcau_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
STATIC_URL = "static/"
MEDIA_ROOT = home() / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A file sent may be so large; a larger one is let go by while it comes in.
UPLOAD_LIMIT = whole("NHIPCAU_UPLOAD_MB", 50, least=1, most=50) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "nhipcau.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A document is read in a process of its own that may take this much; pictures and old formats take long.
READING_MEMORY = whole("NHIPCAU_READING_MB", 2048, least=256, most=65_536) * 1024 * 1024
READING_SECONDS = whole("NHIPCAU_READING_SECONDS", 60, least=1, most=3600)
READING_LONG_SECONDS = whole("NHIPCAU_READING_LONG_SECONDS", 900, least=10, most=36_000)
EMAIL_BACKEND = os.environ.get("NHIPCAU_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("NHIPCAU_SMTP_HOST", "localhost")
EMAIL_PORT = whole("NHIPCAU_SMTP_PORT", 25, least=1, most=65_535)
DEFAULT_FROM_EMAIL = os.environ.get("NHIPCAU_EMAIL_FROM", "nhipcau@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
