"""From an empty database to people with accounts: `koers serve` as an organisation starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import free_port, wait_until_ready
from tests.browser.hands import Hands
from tests.browser.test_every_page import RULES, TAGS

pytestmark = pytest.mark.browser
KEY = "a-key-for-tests-only-of-0123456789-different-characters"
PASSWORD = "vier losse woorden in een rij"
MOST_SCREENS = 7


@dataclass(frozen=True)
class Installation:
    address: str
    log: Path

    @property
    def code(self) -> str:
        found = re.search(r"Set-up code: (\S+)", self.log.read_text())
        assert found is not None, self.log.read_text()
        return found[1]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    directory = tmp_path_factory.mktemp("first run")
    port, log = free_port(), directory / "server.log"
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
        "KOERS_DATA_DIR": str(directory / "data"),
        "KOERS_SECRET_KEY": KEY,
        "KOERS_INSECURE_LOOPBACK": "yes",
    }
    koers = Path(sys.executable).with_name("koers")
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(koers), "serve", "--bind", f"127.0.0.1:{port}"],
            env=environment,
            stdout=output,
            stderr=output,
            text=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, server, log)
        yield Installation(address, log)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def visitor(browser: Browser, empty: Installation) -> Iterator[Page]:
    context = browser.new_context(
        base_url=empty.address, locale="nl-NL", viewport={"width": 360, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    yield page
    context.close()


def looks_right(page: Page) -> None:
    """axe finds nothing, and nothing sticks out on a phone."""
    found = Axe().run(page, options={"runOnly": TAGS, "rules": RULES}).response["violations"]
    assert not found, [f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def forward(page: Page, hands: Hands) -> None:
    looks_right(page)
    hands.tap(page.locator("main .actions .button-primary"))
    page.wait_for_load_state()


def test_J24_U56_empty_database_to_accounts_in_at_most_seven_screens(
    empty: Installation, visitor: Page
) -> None:
    page, screens = visitor, []
    for anywhere in ("/", "/login/", "/families/", "/organisation/people/"):
        page.goto(anywhere)
        expect(page).to_have_url(f"{empty.address}/setup/")
    hands = Hands(page)
    hands.type_field(page.get_by_label("Inrichtcode"), empty.code.lower().replace("-", " "))
    hands.type_field(page.get_by_label("Naam van de organisatie"), "Jeugdhulp Duin")
    screens.append(page.url)
    forward(page, hands)
    hands.type_field(page.get_by_label("Je naam"), "Iris Boom")
    hands.type_field(page.get_by_label("Gebruikersnaam"), "iris")
    hands.type_field(page.get_by_label("Wachtwoord", exact=True), PASSWORD)
    hands.type_field(page.get_by_label("Nog een keer hetzelfde wachtwoord"), PASSWORD)
    screens.append(page.url)
    forward(page, hands)
    expect(page).to_have_url(f"{empty.address}/setup/lists/")
    screens.append(page.url)
    forward(page, hands)
    hands.type_field(page.get_by_label("Naam van het team"), "Team Noord")
    hands.type_field(page.get_by_label("Naam van de eerste hulpverlener"), "Wim Tak")
    hands.type_field(page.get_by_label("Gebruikersnaam van de hulpverlener"), "wim")
    hands.type_field(page.get_by_label("Naam van de gedragswetenschapper", exact=False).first, "Gea Blad")
    hands.type_field(page.get_by_label("Gebruikersnaam van de gedragswetenschapper"), "gea")
    screens.append(page.url)
    forward(page, hands)
    links = [page.get_by_label(f"Link voor {name}").input_value() for name in ("Wim Tak", "Gea Blad")]
    screens.append("links")
    forward(page, hands)
    screens.append(page.url)
    forward(page, hands)
    expect(page.get_by_role("heading", level=1)).to_have_text("Koers is klaar")
    screens.append(page.url)
    looks_right(page)
    assert len(screens) <= MOST_SCREENS, screens
    hands.tap(page.get_by_role("link", name="Naar de organisatie"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Jeugdhulp Duin")
    for link in links:
        choose_password(page, link)


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


def test_once_set_up_nobody_can_set_up_again_and_the_people_can_work(
    empty: Installation, visitor: Page
) -> None:
    page = visitor
    page.goto("/setup/")
    expect(page).to_have_url(re.compile("/login/"))
    page.goto("/setup/administrator/")
    expect(page).to_have_url(re.compile("/login/"))
    page.get_by_label("Gebruikersnaam").fill("wim")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button[type=submit]").last.click()
    expect(page.get_by_role("link", name=re.compile("gezin", re.IGNORECASE)).first).to_be_visible()
    page.goto("/organisation/people/")
    assert "403" in page.content() or page.get_by_role("heading", level=1).inner_text()
