"""The demo: made-up families, sign-in by a button, plain http on the own machine."""

import secrets

from koers.config import env
from koers.config.settings.base import *  # noqa: F403 - a settings module is a flat list of names
from koers.config.settings.base import INSTALLED_APPS, STORAGES, TEMPLATES
from koers.demo.state import DATABASE

DEMO_MODE = True
INSTALLED_APPS = [*INSTALLED_APPS, "koers.demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("koers.demo.context.walk")
# Never KOERS_DATABASE_URL: the demo fills and empties its database, and that one may be real.
DATABASES = {"default": env.sqlite(env.data_dir() / DATABASE)}

# Files straight from the package: nothing to collect, so the demo answers within seconds.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]  # nothing real is behind it, and it must open on any address of the own machine


def _own_key() -> str:
    """A key of this installation alone, made at first start, so that a restart keeps people signed in."""
    path = env.data_dir() / "demo.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _own_key()
