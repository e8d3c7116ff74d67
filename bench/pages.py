"""How a page of staff is measured: queries of one reading, milliseconds of many, nothing kept in between."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.measuring import tell

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.world import World

TIMES = 50


@dataclass(frozen=True, slots=True)
class Page:
    """who: name of the reader in the world. holds: without it the page is not the one that was meant."""

    what: str
    who: str
    address: str
    holds: bytes


def measure(world: "World", page: Page, *, command: str) -> None:
    """Tell what the reader waits for, and how much of it the processor works: the rest is other programs."""
    client = _signed_in(world, page.who)
    found = client.get(page.address)
    if found.status_code != 200 or page.holds not in found.content:
        raise SystemExit(f"{page.address} gave {found.status_code} without {page.holds!r}: nothing measured")
    gc.collect()
    gc.freeze()  # what building the database left behind is no part of a server
    runs = [_milliseconds(client, page.address) for _ in range(TIMES)]
    waited, worked = (sorted(each) for each in zip(*runs, strict=True))
    median = statistics.median(waited)
    figure = f"{_queries(client, page.address)} queries, {median:.0f} ms at the median of {TIMES}"
    rest = f"fastest {waited[0]:.0f}, slowest {waited[-1]:.0f}; processor {statistics.median(worked):.0f} ms"
    tell(page.what, f"{figure} ({rest})", command)


def _signed_in(world: "World", who: str) -> "Client":
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(world.person[who], backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _queries(client: "Client", address: str) -> int:
    from django.db import connection

    queries: list[str] = []

    def counted(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        queries.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(counted):
        client.get(address)
    return len(queries)


def _milliseconds(client: "Client", address: str) -> tuple[float, float]:
    """By the clock on the wall, and of the processor."""
    began, began_work = time.perf_counter(), time.process_time()
    client.get(address)
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - began_work)
