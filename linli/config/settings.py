"""Django's settings. Everything that differs between places comes from `linli.config.environment`."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from linli.config.database import database_settings, is_embedded, use_sound_sqlite
from linli.config.environment import SettingError, read_environment
from linli.config.logs import logging_settings
from linli.config.mail import mail_settings
from linli.config.secrets import secret_key
from linli.config.signing_in import CONFIRM_MINUTES, IDLE_MINUTES, PASSWORD_DAYS, password_validators

use_sound_sqlite()

try:
    ENVIRONMENT = read_environment(os.environ)
except SettingError as exc:
    raise ImproperlyConfigured(str(exc)) from exc

PACKAGE_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE_DIR.parent
DATA_DIR = ENVIRONMENT.data_dir
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]"}

DEBUG = ENVIRONMENT.debug
LINLI_TRAINING = ENVIRONMENT.training
#: the simulated "today"; only training may have one (`linli check` refuses it elsewhere)
LINLI_TODAY = ENVIRONMENT.today if LINLI_TRAINING else None

DATABASES = {"default": database_settings(ENVIRONMENT.database_url, DATA_DIR)}
EMBEDDED = is_embedded(DATABASES["default"])
#: a database that may lose or corrupt what it confirmed is refused; training and debugging risk nothing real
DURABILITY_WAIVED = ENVIRONMENT.waive_durability or DEBUG or LINLI_TRAINING
DISK_FLOOR_MB = ENVIRONMENT.disk_floor_mb
#: a worker for background jobs beside the pages; an office's database gets its own service
LINLI_WORKER_BESIDE = EMBEDDED if ENVIRONMENT.worker_beside is None else ENVIRONMENT.worker_beside
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = secret_key(
    ENVIRONMENT.secret_key, DATA_DIR, may_generate=EMBEDDED or DEBUG, may_be_weak=DEBUG or LINLI_TRAINING
)
KEYS_FILE = ENVIRONMENT.keys_file or DATA_DIR / "keys" / "linli.keys"
#: elsewhere a missing key file is refused: with fresh keys everything sealed before would be lost in silence
KEYS_MAY_BE_MADE = EMBEDDED or DEBUG or LINLI_TRAINING
ALLOWED_HOSTS = ENVIRONMENT.hosts
ON_THIS_MACHINE_ONLY = set(ALLOWED_HOSTS) <= LOOPBACK_HOSTS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "linli.apps.accounts",
    "linli.apps.records",
    "linli.apps.personal",
    "linli.apps.signin",
    "linli.apps.evidence",
    "linli.apps.compounds",
    "linli.apps.residents",
    "linli.apps.programme",
    "linli.apps.funding",
    "linli.apps.determinations",
    "linli.apps.work",
    "linli.web",
    "linli.config",
]

MIDDLEWARE = [
    "linli.config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "linli.web.access.Guard",
    "linli.config.middleware.RoomToWrite",
]

ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.web.context.frame",
            ],
        },
    },
]

CSRF_FAILURE_VIEW = "linli.web.public.errors.csrf_failure"
#: what /readyz asks, named here because pages may not import the configuration
LINLI_READINESS = "linli.config.health.readiness"

# People and passwords ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = password_validators(ENVIRONMENT.profile)
LINLI_SECOND_FACTOR = ENVIRONMENT.second_factor
LINLI_IDLE_MINUTES = ENVIRONMENT.idle_minutes or IDLE_MINUTES[ENVIRONMENT.profile]
LINLI_SESSION_HOURS = ENVIRONMENT.session_hours
LINLI_CONFIRM_MINUTES = CONFIRM_MINUTES
LINLI_PASSWORD_DAYS = ENVIRONMENT.password_days or PASSWORD_DAYS[ENVIRONMENT.profile]
LINLI_INVITATION_DAYS = ENVIRONMENT.invitation_days
LINLI_ADDRESS = ENVIRONMENT.address
LINLI_OIDC_ISSUER = ENVIRONMENT.oidc_issuer
LINLI_OIDC_CLIENT_ID = ENVIRONMENT.oidc_client_id
LINLI_OIDC_CLIENT_SECRET = ENVIRONMENT.oidc_client_secret
LINLI_OIDC_CLAIM = ENVIRONMENT.oidc_claim
LINLI_OIDC_TITLE = ENVIRONMENT.oidc_title
LINLI_OIDC_STRONG = ENVIRONMENT.oidc_strong
LINLI_WECOM = ENVIRONMENT.wecom
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

# What browsers are told -------------------------------------------------------------------------------------------
BEHIND_HTTPS = (
    ENVIRONMENT.https if ENVIRONMENT.https is not None else not (DEBUG or LINLI_TRAINING or ON_THIS_MACHINE_ONLY)
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = LINLI_SESSION_HOURS * 60 * 60
#: how many of our own proxies stand in front, for the address that failures are counted under
LINLI_PROXIES = ENVIRONMENT.proxies if ENVIRONMENT.proxies is not None else int(BEHIND_HTTPS)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = False  # the proxy's task; linli itself never speaks TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if BEHIND_HTTPS else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

# Mail: only for links to set a new password and for invitations ----------------------------------------------------
LINLI_SENDS_MAIL = bool(ENVIRONMENT.mail)
vars().update(mail_settings(ENVIRONMENT.mail, ENVIRONMENT.mail_from))

# Uploads ----------------------------------------------------------------------------------------------------------
LINLI_UPLOAD_BYTES = ENVIRONMENT.upload_mb * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # forms; files are bounded where they are read
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "linli.web.receiving.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
POLICY_DIR = DATA_DIR / "policies"
#: floor area per household, m²: outside these bounds a row of a list of compounds is refused as mistyped
LINLI_M2_PER_HOUSEHOLD = (20, 400)

# The record ---------------------------------------------------------------------------------------------------------
LINLI_RECORD_HASH = {"international": "sha256", "sm": "sm3"}[ENVIRONMENT.crypto]
LINLI_RECORD_NAME = ENVIRONMENT.record_name

# Languages, days, numbers -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["linli.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False

# Static files: served by whitenoise out of the package itself, no collecting step -----------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS = [PACKAGE_DIR / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 300

LOGGING = logging_settings(ENVIRONMENT.log_level)
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # SECURE_SSL_REDIRECT: the proxy redirects
    # told by our own checks, with what to do
    "security.W004",
    "security.W009",
    "security.W012",
    "security.W016",
    "security.W018",
    "security.W005",  # HSTS for subdomains and preload are the city's decision, not ours
    "security.W021",
]
