"""Django's settings. Each value that an office may want to change is an environment variable
`SIPKS_…`, listed in docs/settings.md; `sipks check` explains what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from environs import validate

from .database import configuration
from .env import env, home, kept_secret, plain
from .logs import logging_config
from .security import safeguards
from .sign_in import Network, networks, sign_in

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = kept_secret("SECRET_KEY")
HANDLE_KEY = kept_secret("HANDLE_KEY")
SEAL_KEYS = plain.str("SEAL_KEYS", "")
SEAL_KEYS_FILE = plain.str("SEAL_KEYS_FILE", "")
SEAL_OPENINGS_PER_HOUR = env.int("SEAL_OPENINGS_PER_HOUR", 20)
ROW_KEY = kept_secret("ROW_KEY")
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DRILL = env.bool("DRILL", False)
RETENTION = env.str("RETENTION", "dry-run", validate=validate.OneOf(["dry-run", "apply"]))
TOKEN_MAX_DAYS = env.int("TOKEN_MAX_DAYS", 365)
TOKEN_OVERLAP_HOURS = env.int("TOKEN_OVERLAP_HOURS", 72)
TOKEN_PER_MINUTE = env.int("TOKEN_PER_MINUTE", 1200)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "sipks.web",  # before allauth, whose pages it draws
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "sipks.places",
    "sipks.audit",
    "sipks.people",
    "sipks.intake",
    "sipks.incidents",
    "sipks.privacy",
    "sipks.api",
    "sipks.config.apps.Config",
]

MIDDLEWARE = [
    "sipks.config.middleware.safe_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "sipks.config.middleware.log_request",
    "sipks.audit.middleware.origin_of_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sipks.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sipks.people.middleware.SignInRequired",
    "sipks.people.middleware.bind_actor",
    "sipks.people.signin.middleware.SessionEnds",
    "sipks.people.signin.middleware.SecondFactorRequired",
    "sipks.people.seal.middleware.SealTrouble",
    "sipks.people.refused.record_refusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "sipks.config.urls"
ASGI_APPLICATION = "sipks.config.asgi.application"
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
                "sipks.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "sipks.web.templatetags.sipks"],
        },
    }
]

DATABASES = {"default": configuration()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SECOND_FACTOR = env.bool("SECOND_FACTOR", True) or not DRILL  # off only where all is LATIHAN
IDLE_MINUTES = env.int("IDLE_MINUTES", 120)
IDLE_MINUTES_SECRET = env.int("IDLE_MINUTES_SECRET", 30)
SESSION_HOURS = env.int("SESSION_HOURS", 12)
TRUSTED_PROXIES: list[Network] = networks(env.list("TRUSTED_PROXIES", []))
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", "")
OIDC_SECOND_FACTOR: list[str] = env.list("OIDC_SECOND_FACTOR", [])
OIDC = {
    "url": env.str("OIDC_URL", ""),
    "name": env.str("OIDC_NAME", "akun kantor"),
    "client_id": env.str("OIDC_CLIENT_ID", ""),
    "secret": env.str("OIDC_CLIENT_SECRET", ""),
}
vars().update(sign_in(site_url=SITE_URL, provider=OIDC))

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "uploads"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"

DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
SHARE_DAYS = env.int("SHARE_DAYS", 90)
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 2 * 2**30)
FILE_UPLOAD_PERMISSIONS = 0o600

# Without a mail server mail is dropped: printed, it would put links for a new password in the logs.
vars().update(env.dj_email_url("EMAIL_URL", "dummy:"))
AUDIT_DIGEST_TO: list[str] = env.list("AUDIT_DIGEST_TO", [])

SESSION_COOKIE_AGE = 12 * 3600
vars().update(safeguards(SITE_URL))
DEFAULT_EXCEPTION_REPORTER_FILTER = "sipks.config.reports.Reticent"

LOGGING_CONFIG = None
LOGGING = logging_config(json=env.bool("LOG_JSON", not DEBUG), level=env.str("LOG_LEVEL", "INFO"))
PROCRASTINATE_WORKER_DEFAULTS = {"listen_notify": True, "delete_jobs": "successful"}
