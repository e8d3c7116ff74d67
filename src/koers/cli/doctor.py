"""`koers doctor`: reads back how this installation really is, a line each."""

import importlib
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from koers.cli.settings import set_up
from koers.config import env

app = typer.Typer(rich_markup_mode=None)
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """to_do: empty when all is well."""

    what: str
    to_do: str = ""


@app.command(
    epilog="Exit codes: 0 all is well, 1 something needs doing. "
    "Example: KOERS_DATA_DIR=/srv/koers koers doctor"
)
def doctor() -> None:
    """Look whether Python, database, texts and files are as they should be, and say what to do."""
    findings = [Finding(f"Python {sys.version.split()[0]}", _python())]
    set_up()
    for look in (_settings, _directory, _database, _migrations, _catalogues, _packages, _pdf):
        findings.extend(_looked(look))
    for finding in findings:
        print(f"to do  {finding.what}: {finding.to_do}" if finding.to_do else f"ok     {finding.what}")
    if any(finding.to_do for finding in findings):
        raise typer.Exit(1)


def _looked(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    from django.db import DatabaseError

    try:
        yield from look()
    except DatabaseError as error:
        yield Finding(
            "database", f"it does not answer ({error}); look at KOERS_DATA_DIR or KOERS_DATABASE_URL"
        )


def _python() -> str:
    return "" if sys.version_info >= OLDEST_PYTHON else "install Python 3.11 or newer"


def _settings() -> Iterator[Finding]:
    from django.conf import settings

    kind = "demo" if settings.DEMO_MODE else "production"
    yield Finding(f"settings {settings.SETTINGS_MODULE} ({kind})")


def _directory() -> Iterator[Finding]:
    directory = env.data_dir()
    if not directory.is_dir():
        yield Finding(f"data directory {directory}", "it does not exist; koers demo or koers serve makes it")
        return
    yield Finding(f"data directory {directory}", _openness(directory, 0o700))
    for file in sorted(directory.glob("*.sqlite3*")):
        yield Finding(file.name, _openness(file, 0o600))


def _openness(path: Path, mode: int) -> str:
    found = stat.S_IMODE(path.stat().st_mode)
    return f"other accounts may read it; run: chmod {mode:o} '{path}'" if found & 0o077 else ""


def _database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        yield Finding("database", "there is none yet; koers demo or koers serve makes it")
        return
    connection.ensure_connection()
    yield Finding(f"database {connection.vendor} {_version(connection.get_database_version())}")
    if connection.vendor == "sqlite":
        yield from _pragmas()


def _version(parts: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in parts)


def _pragmas() -> Iterator[Finding]:
    """What the settings ask for on opening, read back from the connection."""
    from django.db import connection

    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "cell_size_check": 1,
        "foreign_keys": 1,
    }
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            to_do = (
                "" if found == value else f"it must be {value}; give the database no init_command of your own"
            )
            yield Finding(f"PRAGMA {name} = {found}", to_do)


def _migrations() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    from koers.config.checks import pending_migrations

    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return
    waiting = pending_migrations()
    yield Finding("migrations", f"{len(waiting)} wait; run: koers manage migrate" if waiting else "")


def _catalogues() -> Iterator[Finding]:
    from koers.config.catalogues import stale_catalogues

    stale = [path.parent.parent.name for path in stale_catalogues()]
    to_do = f"{', '.join(stale)} is not compiled; run: python -m koers.config.catalogues" if stale else ""
    yield Finding("Dutch texts", to_do)


def _packages() -> Iterator[Finding]:
    from koers.instruments.archive import find_package, read_package, shipped_ids
    from koers.psychometrics import PackageErrors, parse_package

    for name in shipped_ids():
        try:
            parse_package(read_package(find_package(name)))
            yield Finding(f"instrument package {name}")
        except PackageErrors as errors:
            yield Finding(f"instrument package {name}", f"install Koers again ({errors.errors[0]})")


def _pdf() -> Iterator[Finding]:
    """Not a fault: without the PDF library the print page does the same through the browser."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):
        packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        yield Finding(
            f"PDF by the browser's print (Koers makes the file itself after: apt install {packages})"
        )
    else:
        yield Finding("PDF made by Koers")
