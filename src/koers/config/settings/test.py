"""The tests: demo mode on, fast hashing, and a database as in production."""

import os

from koers.config import env
from koers.config.settings.base import *  # noqa: F403 - a settings module is a flat list of names
from koers.config.settings.base import INSTALLED_APPS, TEMPLATES

SECRET_KEY = "for tests only"  # noqa: S105 - no secret
DEMO_MODE = True
INSTALLED_APPS = [*INSTALLED_APPS, "koers.demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("koers.demo.context.walk")
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_url = os.environ.get("KOERS_TEST_POSTGRES_URL", "") if os.environ.get("KOERS_TEST_ON_POSTGRES") else ""
DATABASES = {"default": env.postgres(_url) if _url else env.sqlite(":memory:")}
