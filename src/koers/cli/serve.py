"""`koers serve`: production. Whatever is unsafe is refused before the first answer."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from koers.cli.errors import CommandError, WrongUsage
from koers.cli.settings import PRODUCTION, set_up
from koers.config import env
from koers.demo.state import MARKER

if TYPE_CHECKING:
    from koers.cli import web

app = typer.Typer(rich_markup_mode=None)
NOT_YET = (
    "Not for real families yet: Koers has no second factor and no backup so far. "
    "Until it has, use it for practice families only."
)


@app.command(
    epilog="Settings: KOERS_SECRET_KEY, KOERS_HOSTS, KOERS_DATA_DIR, KOERS_DATABASE_URL, "
    "KOERS_BEHIND_TLS_PROXY, KOERS_INSECURE_LOOPBACK (yes: plain http on this machine only). "
    "Example: KOERS_HOSTS=koers.example.org koers serve --bind 127.0.0.1:8000"
)
def serve(
    bind: str = typer.Option("127.0.0.1:8000", help="Address and port that the proxy in front talks to."),
) -> None:
    """Start Koers for an organisation, behind a web server that does the encryption."""
    from koers.cli import web

    address = _address(bind)
    web.check_free(address)
    directory = env.data_dir()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    set_up(os.environ.get("DJANGO_SETTINGS_MODULE") or PRODUCTION)
    from koers.config import checks

    found = (checks.unsafe_settings(), checks.unsafe_address(address.host))
    _refuse(_each(*found, checks.unsafe_directory(directory, demo_marker=MARKER)))
    _use_database()
    print(NOT_YET, flush=True)
    _announce_first_run()
    web.serve(address, when_ready=lambda: print(f"Koers answers on http://{address}", flush=True))


def _announce_first_run() -> None:
    """The code stands in this process before it forks, so that every worker knows it and no file does."""
    from koers.first_run import codes
    from koers.first_run.progress import is_set_up

    if is_set_up():
        return
    print("Nothing has been set up yet. Open Koers in a browser; it asks for this code, once:", flush=True)
    print(f"Set-up code: {codes.issue()}", flush=True)


def _address(bind: str) -> "web.Address":
    from koers.cli import web

    host, _colon, port = bind.rpartition(":")
    if not host or not port.isdecimal():
        raise WrongUsage(f"--bind is {bind!r}; expected address and port, for example 127.0.0.1:8000")
    return web.Address(host.strip("[]"), int(port))


def _each(*sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        yield from source


def _refuse(reasons: Iterable[str]) -> None:
    refused = list(reasons)
    for reason in refused:
        print(f"koers: refused: {reason}", file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _use_database() -> None:
    from django.db import DatabaseError

    from koers.config import checks

    try:
        _refuse(checks.unsafe_database())
        _prepare()
    except DatabaseError as error:
        raise CommandError(
            f"the database cannot be used ({error}); look at KOERS_DATA_DIR or KOERS_DATABASE_URL"
        ) from error


def _prepare() -> None:
    """An empty database is filled with tables; one with data is never changed without being asked."""
    from django.core.management import call_command
    from django.db import connection

    from koers.config.catalogues import compile_catalogues
    from koers.config.checks import pending_migrations

    waiting = pending_migrations()
    if waiting and connection.introspection.table_names():
        raise CommandError(
            f"the database is of an older Koers ({len(waiting)} changes wait, the first is {waiting[0]}); "
            "make a copy of it, then run: koers manage migrate"
        )
    if waiting:
        print("The database is empty; its tables are made.", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    compile_catalogues()
    call_command("collectstatic", verbosity=0, interactive=False)
