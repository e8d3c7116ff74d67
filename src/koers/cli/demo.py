"""`koers demo`: Koers with made-up families, on the own machine, without a question asked."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from koers.cli.errors import CommandError, WrongUsage
from koers.cli.settings import DEMO, set_up
from koers.config import env

app = typer.Typer(rich_markup_mode=None)
HOST = "127.0.0.1"
STOPPING_SECONDS = 7  # a little more than the web server gives to open requests


@app.command(epilog="Examples: koers demo · PORT=8001 koers demo · koers demo --reset")
def demo(
    reset: bool = typer.Option(False, "--reset", help="Start over: throw the demo database away first."),
    serve: bool = typer.Option(True, help="Answer in the browser; --no-serve only makes the database."),
) -> None:
    """Make a database of made-up families and show it on http://127.0.0.1:8000 (PORT, KOERS_DATA_DIR).

    A second run uses the same database. Ctrl-C ends it.
    """
    from koers.cli import web

    address = web.Address(HOST, _port())
    if serve:
        web.check_free(address)
    with _alone(_directory()) as directory:
        _prepare(directory, reset)
        if not serve:
            _say(f"The demo stands ready in {directory}; start it with: koers demo")
            return
        web.serve(address, when_ready=lambda: _say(f"Koers is ready: http://{address}  (Ctrl-C ends it)"))


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise WrongUsage(f"PORT is {text!r}; expected a number from 1 to 65535")
    return int(text)


def _directory() -> Path:
    directory = env.data_dir()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CommandError(f"{directory} is a file; expected a directory for the demo") from error
    return directory


@contextmanager
def _alone(directory: Path) -> Iterator[Path]:
    """A second demo on the same files could throw the database away under the first."""
    lock = os.open(directory / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(lock, directory)
        yield directory
    finally:
        os.close(lock)


def _wait_for(lock: int, directory: Path) -> None:
    """One that is being stopped still finishes its requests."""
    until = time.monotonic() + STOPPING_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise CommandError(
                    f"a demo is running in {directory}; stop it first or choose another KOERS_DATA_DIR"
                ) from error
            time.sleep(0.1)
        else:
            return


def _prepare(directory: Path, reset: bool) -> None:
    _compile_catalogues()
    set_up(DEMO)
    from django.db import DatabaseError

    from koers.demo.prepare import prepare
    from koers.demo.state import NotTheDemo

    try:
        with _progress() as progress:
            prepare(directory, reset=reset, say=_say, progress=progress)
    except NotTheDemo as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        raise CommandError(
            f"the demo database in {directory} cannot be used ({error}); koers demo --reset makes it new"
        ) from error


def _compile_catalogues() -> None:
    from koers.config.catalogues import compile_catalogues

    try:
        compile_catalogues()
    except OSError as error:
        _say(f"The Dutch texts could not be compiled ({error.strerror}); pages may be in English.")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing in a pipe."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("Making the families of the demo", total=None, visible=False)

        def show(done: int, of: int) -> None:
            bars.update(task, completed=done, total=of, visible=True)

        yield show


def _say(sentence: str) -> None:
    print(sentence, flush=True)
