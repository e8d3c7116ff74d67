"""Which settings a command works with, and Django started with them.

`DJANGO_SETTINGS_MODULE` wins; else a data directory that `koers demo` made is the demo; else production.
"""

import os

from koers.cli.errors import CommandError
from koers.config import env
from koers.demo.state import MARKER

DEMO = "koers.config.settings.demo"
PRODUCTION = "koers.config.settings.production"


def settings_module() -> str:
    named = os.environ.get("DJANGO_SETTINGS_MODULE")
    if named:
        return named
    return DEMO if (env.data_dir() / MARKER).exists() else PRODUCTION


def set_up(module: str | None = None) -> None:
    """Start Django. Raises CommandError with one sentence when the settings cannot be used."""
    os.environ["DJANGO_SETTINGS_MODULE"] = module or settings_module()
    # Whatever a command makes (database, key, static files) is for its own account only: TRUST § 6.1.
    os.umask(0o077)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    except ModuleNotFoundError as error:
        raise CommandError(
            f"the settings {os.environ['DJANGO_SETTINGS_MODULE']} need {error.name}"
        ) from error
