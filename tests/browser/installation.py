"""An empty installation of `koers serve`, and the walk that sets it up."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, wait_until_ready
from tests.browser.hands import Hands
from tests.browser.test_every_page import RULES, TAGS

KEY = "a-key-for-tests-only-of-0123456789-different-characters"
PASSWORD = "vier losse woorden in een rij"


@dataclass(frozen=True)
class Installation:
    address: str
    log: Path

    @property
    def code(self) -> str:
        found = re.search(r"Set-up code: (\S+)", self.log.read_text())
        assert found is not None, self.log.read_text()
        return found[1]


@dataclass
class SetUp:
    """What the walk left: the addresses of its screens, and by name the links to set a password."""

    screens: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@contextmanager
def empty_installation(directory: Path) -> Iterator[Installation]:
    port, log = free_port(), directory / "server.log"
    environment = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ
    }
    environment |= {
        "KOERS_DATA_DIR": str(directory / "data"),
        "KOERS_SECRET_KEY": KEY,
        "KOERS_INSECURE_LOOPBACK": "yes",
    }
    command = [str(Path(sys.executable).with_name("koers")), "serve", "--bind", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, server, log)
        yield Installation(address, log)
    finally:
        server.terminate()
        server.wait(timeout=20)


def looks_right(page: Page) -> None:
    """axe finds nothing, and nothing sticks out on a phone."""
    found = Axe().run(page, options={"runOnly": TAGS, "rules": RULES}).response["violations"]
    assert not found, [f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def forward(page: Page, hands: Hands) -> None:
    looks_right(page)
    hands.tap(page.locator("main .actions .button-primary"))
    page.wait_for_load_state()


def set_up(page: Page, installation: Installation, *, package: Path | None = None) -> SetUp:
    """The first person walks through all screens; the shipped examples unless a package is given."""
    done, hands = SetUp(), Hands(page)
    page.goto("/setup/")
    _organisation_and_administrator(page, hands, installation.code, done)
    expect(page).to_have_url(f"{installation.address}/setup/lists/")
    done.screens.append(page.url)
    if package is not None:
        page.locator("input[type=radio][value=own]").check(force=True)
        page.locator("input[type=file]").set_input_files(package)
    forward(page, hands)
    _team(page, hands, done)
    for name in ("Wim Tak", "Gea Blad"):
        done.links[name] = page.get_by_label(f"Link voor {name}").input_value()
    done.screens.append("links")
    forward(page, hands)
    done.screens.append(page.url)
    forward(page, hands)
    expect(page.get_by_role("heading", level=1)).to_have_text("Koers is klaar")
    done.screens.append(page.url)
    looks_right(page)
    hands.tap(page.get_by_role("link", name="Naar de organisatie"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Jeugdhulp Duin")
    return done


def _organisation_and_administrator(page: Page, hands: Hands, code: str, done: SetUp) -> None:
    hands.type_field(page.get_by_label("Inrichtcode"), code.lower().replace("-", " "))
    hands.type_field(page.get_by_label("Naam van de organisatie"), "Jeugdhulp Duin")
    done.screens.append(page.url)
    forward(page, hands)
    hands.type_field(page.get_by_label("Je naam"), "Iris Boom")
    hands.type_field(page.get_by_label("Gebruikersnaam"), "iris")
    hands.type_field(page.get_by_label("Wachtwoord", exact=True), PASSWORD)
    hands.type_field(page.get_by_label("Nog een keer hetzelfde wachtwoord"), PASSWORD)
    done.screens.append(page.url)
    forward(page, hands)


def _team(page: Page, hands: Hands, done: SetUp) -> None:
    hands.type_field(page.get_by_label("Naam van het team"), "Team Noord")
    hands.type_field(page.get_by_label("Naam van de eerste hulpverlener"), "Wim Tak")
    hands.type_field(page.get_by_label("Gebruikersnaam van de hulpverlener"), "wim")
    hands.type_field(page.get_by_label("Naam van de gedragswetenschapper", exact=False).first, "Gea Blad")
    hands.type_field(page.get_by_label("Gebruikersnaam van de gedragswetenschapper"), "gea")
    done.screens.append(page.url)
    forward(page, hands)


def choose_password(page: Page, link: str) -> None:
    """As the colleague does, on a device of their own: once, and never again with this link."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(locale="nl-NL", bypass_csp=True)
    own = context.new_page()
    own.goto(link)
    looks_right(own)
    own.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    own.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    own.get_by_role("button", name="Bewaar wachtwoord").click()
    expect(own).to_have_url(re.compile("/login/$"))
    own.goto(link)
    expect(own.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")
    context.close()


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.get_by_label("Gebruikersnaam").fill(username)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button[type=submit]").last.click()
    page.wait_for_load_state()
