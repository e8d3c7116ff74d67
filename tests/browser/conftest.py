"""A real Chromium before the real demo: `koers demo` as a newcomer starts it, once a test run."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SECONDS_TO_START = 90
NOWHERE = "00000000-0000-4000-8000-000000000000"  # no family has this id; its page is the one wanted 404
# Chromium's own services knock on many doors; without these switches they fill the log with refusals.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Demo:
    """The running demo. `rows` asks its database directly, for comparing a page with what is stored."""

    address: str
    directory: Path

    @property
    def as_made(self) -> Path:
        """What its directory held before any test had touched it."""
        return self.directory.with_name("as-made")

    def rows(self, query: str, *values: object) -> list[tuple]:
        database = sqlite3.connect(f"file:{self.directory / 'koers.sqlite3'}?mode=ro", uri=True)
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def family_id(self, name: str) -> str:
        # The second organisation of the demo may know a family of the same name.
        query = (
            "select f.id from families_family f "
            "join organisations_organisation o on o.id = f.organisation_id "
            "where f.name = ? and o.slug = 'demo'"
        )
        (found,) = self.rows(query, name)
        return dashed(str(found[0]))


def dashed(hexadecimal: str) -> str:
    """An id as it stands in an address; SQLite keeps it without dashes."""
    return str(UUID(hexadecimal))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, server: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the demo did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with started_demo(tmp_path_factory.mktemp("demo")) as running:
        keep_as_made(running)
        yield running


@pytest.fixture
def fresh_demo(demo: Demo, tmp_path: Path) -> Iterator[Demo]:
    """A demo of its own: other tests answer lists and add families in the one that they share."""
    shutil.copytree(demo.as_made, tmp_path / "data")
    with started_demo(tmp_path) as fresh:
        yield fresh


def keep_as_made(running: Demo) -> None:
    shutil.copytree(running.directory, running.as_made, ignore=shutil.ignore_patterns("*.sqlite3*"))
    name = "koers.sqlite3"
    with (
        closing(sqlite3.connect(running.directory / name)) as source,
        closing(sqlite3.connect(running.as_made / name)) as copy,
    ):
        source.backup(copy)


@contextmanager
def started_demo(directory: Path) -> Iterator[Demo]:
    port, log = free_port(), directory / "server.log"
    environment = {**os.environ, "KOERS_DATA_DIR": str(directory / "data"), "PORT": str(port)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    koers = Path(sys.executable).with_name("koers")
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(koers), "demo"], env=environment, stdout=output, stderr=output, text=True
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, server, log)
        yield Demo(address, directory / "data")
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("KOERS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("KOERS_REQUIRE_BROWSER"):
            pytest.fail("there is no Chromium on this machine, and this run has to have one")
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """`open_page(who="noor", width=360, look="dark")`: a page that fails on any console message.

    meant: words of the messages that this test brings about itself. at: another demo than the shared one.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    # Chromium tells it when a page asks it to forget what it kept, as logging out and handing over do.
    expected = [NOWHERE, "Cleared data types", "/i/dead", "no-such-link"]

    def opened(
        who: str = "",
        *,
        width: int = 1280,
        look: str = "light",
        meant: Sequence[str] = (),
        at: Demo = demo,
        **more,
    ) -> Page:
        expected.extend(meant)
        context = browser.new_context(
            base_url=at.address,
            viewport={"width": width, "height": 800},
            color_scheme=look,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        if who:
            sign_in(page, who)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [one for one in complaints if not any(word in one for word in expected)], complaints


def sign_in(page: Page, username: str) -> None:
    """As a visitor does: the front door, one button. `parent…`: through a link, up to that state."""
    page.goto("/demo/")
    if username.startswith("parent"):
        page.locator("form[action='/demo/parent/'] button").click()
        go_on_as_parent(page, username)
        return
    page.locator(f"button[name=username][value='{username}']").first.click()
    page.wait_for_load_state()


def go_on_as_parent(page: Page, state: str) -> None:
    """parent: begun, one answer given. parent-sent: all sent. parent-stopped: would rather not."""
    if state == "parent-stopped":
        page.get_by_role("button", name="Liever geen vragen").click()
        page.get_by_role("button", name="Deze keer niet").click()
        page.wait_for_url("**/fill/stopped/")  # the press is sent by script, so the page comes a moment later
        return
    page.get_by_role("button", name="Begin").click()
    for number in range(1, 11 if state == "parent-sent" else 2):
        page.get_by_text(f"Vraag {number} van 10", exact=True).wait_for()
        page.locator("button.answer").nth(1).click()
    if state == "parent-sent":
        page.get_by_role("button", name="Verstuur").first.click()
        page.wait_for_url("**/fill/thanks/")
    else:
        page.get_by_text("Vraag 2 van 10", exact=True).wait_for()
