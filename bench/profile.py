"""The profile page of one family, with ten thousand others in the database: queries and milliseconds."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench.measuring import tell

if TYPE_CHECKING:
    from django.test import Client

FAMILIES = 10_000
TIMES = 50


def set_up(folder: Path) -> None:
    """Django on a database of its own, in a file as in production."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "koers.config.settings.test"
    import django
    from django.conf import settings
    from django.core.management import call_command

    from koers.config import env

    settings.DATABASES["default"] = env.sqlite(folder / "bench.sqlite3")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def open_profile() -> tuple["Client", str]:
    """A signed-in worker and the address of a profile whose expectation was asked."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from bench.many_families import add_families
    from koers.trajectories.actions import skip_expectation
    from tests.factories.world import build_world

    world = build_world()
    add_families(world, FAMILIES)
    newest = [parent.administrations.latest("filled_on") for parent in (world.mother, world.father)]
    skip_expectation(actor=world.actor("worker"), administrations=newest)
    client = Client()
    client.force_login(world.person["worker"], backend=settings.AUTHENTICATION_BACKENDS[0])
    return client, reverse("trajectories:profile", args=[world.linde.pk])


def measure(client: "Client", address: str, *, holds: bytes = b"<svg") -> tuple[int, list[float]]:
    """Queries of one reading, and the milliseconds of each of many."""
    from django.db import connection

    queries: list[str] = []

    def counted(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        queries.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(counted):
        page = client.get(address)
    if page.status_code != 200 or holds not in page.content:
        raise SystemExit(
            f"{address} gave {page.status_code} without what it should hold; nothing was measured"
        )
    milliseconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(address)
        milliseconds.append(1000 * (time.perf_counter() - began))
    return len(queries), milliseconds


def main() -> None:
    with TemporaryDirectory() as name:
        set_up(Path(name))
        queries, milliseconds = measure(*open_profile())
    median, slowest = statistics.median(milliseconds), max(milliseconds)
    figure = f"{queries} queries, {median:.0f} ms at the median of {TIMES} (slowest {slowest:.0f} ms)"
    tell(f"profile page with {FAMILIES:,} families", figure, "python -m bench profile")
