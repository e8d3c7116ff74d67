"""From an empty database to the first profiles, without a shell after the start of `koers serve`."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.installation import (
    Installation,
    choose_password,
    empty_installation,
    set_up,
    sign_in,
)
from tests.browser.parents import begun

pytestmark = pytest.mark.browser
MOST_SCREENS = 7
PACKAGE = Path(__file__).parents[1] / "acceptance" / "packages" / "proef-tabel"
N_QUESTIONS = 7  # of that package


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    with empty_installation(tmp_path) as installation:
        yield installation


@pytest.fixture
def device(browser: Browser, empty: Installation) -> Iterator[Callable[..., Page]]:
    """`device()` is a device of its own: nothing is shared with another."""
    contexts: list[BrowserContext] = []

    def fresh(width: int = 360) -> Page:
        context = browser.new_context(
            base_url=empty.address,
            locale="nl-NL",
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            bypass_csp=True,
        )
        contexts.append(context)
        return context.new_page()

    yield fresh
    for context in contexts:
        context.close()


def test_J24_U56_empty_database_to_accounts_in_at_most_seven_screens(empty, device) -> None:
    page = device()
    for anywhere in ("/", "/login/", "/families/", "/organisation/people/"):
        page.goto(anywhere)
        expect(page).to_have_url(f"{empty.address}/setup/")
    done = set_up(page, empty)
    assert len(done.screens) <= MOST_SCREENS, done.screens
    for link in done.links.values():
        choose_password(page, link)
    stranger = device()
    for path in ("/setup/", "/setup/administrator/"):
        stranger.goto(path)
        expect(stranger).to_have_url(re.compile("/login/"))
    sign_in(stranger, "wim")
    expect(stranger.get_by_role("link", name=re.compile("gezin", re.IGNORECASE)).first).to_be_visible()
    assert stranger.goto("/organisation/people/").status == 403


def test_from_an_empty_database_to_a_second_measurement(empty, device, tmp_path) -> None:
    administrator = device()
    done = set_up(administrator, empty, package=own_package(tmp_path))
    for link in done.links.values():
        choose_password(administrator, link)
    put_list_into_use(device(1280))
    worker = device(1280)
    family = add_family(worker)
    for link in links_for_both(worker, family):
        answer(device(), link)
    profile = f"{family}profile/"
    open_profile(worker, profile)
    expect(worker.locator("svg .k-point[data-slot='1']").first).to_be_attached()
    expect(worker.locator("svg .k-point[data-slot='2']").first).to_be_attached()
    correct_the_date(worker, family)
    second_measurement(worker, family)
    open_profile(worker, profile)
    points = worker.locator("svg .k-point[data-slot='1']")
    days = {point.get_attribute("data-on") for point in points.all()}
    assert days == {month_ago().isoformat(), today().isoformat()}
    expect(worker.get_by_text("verbeterd").first).to_be_attached()


def today() -> date:
    return datetime.now().astimezone().date()


def month_ago() -> date:
    return today() - timedelta(days=31)


def own_package(directory: Path) -> Path:
    """The trial list as an organisation would bring its own: not marked as made up."""
    packed = directory / "eigen-lijst.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in PACKAGE.iterdir():
            archive.writestr(file.name, file.read_text().replace("fictitious = true", "fictitious = false"))
    return packed


def put_list_into_use(page: Page) -> None:
    sign_in(page, "gea")
    page.goto("/organisation/instruments/")
    page.locator("main a[href*='/organisation/instruments/']", has_text="Proeflijst").first.click()
    page.get_by_role("button", name=re.compile("in gebruik")).click()
    page.wait_for_load_state()


def add_family(page: Page) -> str:
    """The address of the new family's page."""
    sign_in(page, "wim")
    page.goto("/families/new/")
    page.locator("[name=name]").fill("Duinroos")
    page.locator("[name=birth_date]").fill("2018-04-02")
    page.locator("[name=relation_1]").select_option("mother")
    page.locator("[name=relation_2]").select_option("father")
    page.locator("[name=started_on]").fill((month_ago() - timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Duinroos")
    return page.url


def links_for_both(page: Page, family: str) -> list[str]:
    page.goto(f"{family}invite/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check(force=True)
    page.get_by_role("button", name=re.compile("link")).first.click()
    page.wait_for_load_state()
    links = page.locator(".link-address").all_inner_texts()
    assert len(links) == 2
    return links


def answer(page: Page, link: str) -> None:
    begun(page, link)
    for number in range(1, N_QUESTIONS + 1):
        page.get_by_text(f"Vraag {number} van {N_QUESTIONS}", exact=True).wait_for()
        page.locator("button.answer").nth(1).click()
    page.get_by_role("button", name="Verstuur").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dank u wel")


def open_profile(page: Page, address: str) -> None:
    page.goto(address)
    while page.locator("form[action*='/expectation/'] button").count():
        page.locator("form[action*='/expectation/'] button").first.click()
        page.wait_for_load_state()


def correct_the_date(page: Page, family: str) -> None:
    """The mother's list was filled in a month ago, not today."""
    page.goto(family)
    page.locator("main tr", has_text=re.compile("moeder", re.IGNORECASE)).locator(
        "a[href*='/correct/']"
    ).first.click()
    page.locator("[name=filled_on]").fill(month_ago().isoformat())
    page.locator("form.correct [name=reason]").first.fill("De lijst is een maand eerder ingevuld.")
    page.locator("form.correct button.button-primary").click()
    page.wait_for_load_state()


def second_measurement(page: Page, family: str) -> None:
    page.goto(f"{family}paper/")
    if "/parents/" not in page.url:
        page.locator("main a[href*='/paper/']").first.click()
    page.locator("[data-item]").first.wait_for()
    for question in page.locator("[data-item]").all():
        question.locator("label").nth(1).click()
    page.get_by_role("button", name="Bewaar en toon het profiel").click()
    page.wait_for_load_state()
