"""The database of the pages that are measured: built once, a file as in production, and thrown away."""

import atexit
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.factories.world import World

FAMILIES = 10_000


@cache
def world_of_many() -> "World":
    """The small world of the tests among ten thousand other families of its organisation."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    _set_up(Path(folder.name))
    from django.db import transaction

    from bench.many_families import add_families
    from tests.factories.world import build_world

    world = build_world()
    with transaction.atomic():
        add_families(world, FAMILIES)
    return world


def _set_up(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "koers.config.settings.test"
    import django
    from django.conf import settings
    from django.core.management import call_command

    from koers.config import env

    settings.DATABASES["default"] = env.sqlite(folder / "bench.sqlite3")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
