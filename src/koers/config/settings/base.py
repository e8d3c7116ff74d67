"""What holds everywhere. Nothing here is open by default."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from koers.config import env

PACKAGE_DIR = Path(__file__).resolve().parents[2]

DEBUG = False
DEMO_MODE = False
INSECURE_LOOPBACK = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "koers.config.urls"
WSGI_APPLICATION = "koers.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "koers.ui",
    "koers.audit",
    "koers.accounts",
    "koers.organisations",
    "koers.families",
    "koers.instruments",
    "koers.measurements",
    "koers.trajectories",
    "koers.caseload",
    "koers.first_run",
    "koers.interop",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "koers.ui.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "koers.audit.middleware.TraceMiddleware",
    "koers.access.entrance.EntranceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "koers.ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "koers.ui.errors.DesignedErrorsMiddleware",
    "koers.first_run.middleware.FirstRunMiddleware",
    "koers.organisations.middleware.ActorMiddleware",
    "koers.access.middleware.MatrixMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "koers.ui.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "koers.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "koers.ui.forms.KoersFormRenderer"

DATABASES = {"default": env.database()}
CACHES = {
    # In the database: limits on guessing must hold over several processes (TRUST § 4.3).
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "koers_cache"}
}

# --- signing in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["koers.organisations.backends.StaffBackend"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "koers.accounts.adapter.StaffAdapter"
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_HASHERS = [
    "koers.accounts.hashers.KoersArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "koers.accounts.passwords.NotTooLongValidator"},
    {"NAME": "koers.accounts.passwords.NotOurNameValidator"},
]

# --- sessions and cookies (TRUST § 4.4) ------------------------------------------------------
SESSION_COOKIE_NAME = "koers"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "koers-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "koers.ui.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "koers-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
FILL_COOKIE_NAME = "koers-fill"  # the parents' own session, koers.measurements.entrance
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- headers (TRUST § 7.1); the rest in koers.ui.headers -------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # never no-referrer: the browser then posts `Origin: null`
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "report-uri": "/csp/",
    }
}

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = env.data_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# An upload holds people's answers or a licensed list: it stays in memory and never touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000  # above every file that a form of ours takes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "links": {"()": "koers.config.link_scrubbing.ScrubLinks"},
        "refusals": {"()": "koers.config.link_scrubbing.OneLineRefusals"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links", "refusals"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
