"""Django's settings. Each value that an office may want to change is an environment variable
`SIPKS_…`, listed in docs/settings.md; `sipks check` explains what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from .database import configuration
from .env import env, home, kept_secret
from .logs import logging_config

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = kept_secret("SECRET_KEY")
HANDLE_KEY = kept_secret("HANDLE_KEY")
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DRILL = env.bool("DRILL", False)

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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "sipks.config.middleware.log_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sipks.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sipks.people.middleware.SignInRequired",
    "sipks.people.middleware.bind_actor",
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
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "sipks.people.adapter.InvitedOnly"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an open session alone must not move the account

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
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 2 * 2**30)
FILE_UPLOAD_PERMISSIONS = 0o600

# Without a mail server mail is dropped: printed, it would put links for a new password in the logs.
vars().update(env.dj_email_url("EMAIL_URL", "dummy:"))

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 86400 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LOGGING_CONFIG = None
LOGGING = logging_config(json=env.bool("LOG_JSON", not DEBUG), level=env.str("LOG_LEVEL", "INFO"))
PROCRASTINATE_WORKER_DEFAULTS = {"listen_notify": True, "delete_jobs": "successful"}
