"""A parent's phone in a real browser."""

import json
import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo


def fresh_link(demo: Demo) -> str:
    """As a script or trainer gets one (CONTRACTS § 3)."""
    with urllib.request.urlopen(f"{demo.address}/demo/personas.json") as answer:
        return str(json.load(answer)[-1]["url"])


def begun(page: Page, link: str) -> Page:
    """On the first question: a press does not wait for the page that it leads to."""
    page.goto(link)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("button.answer").first).to_be_visible()
    return page


def answer(page: Page, *choices: int, first: int = 1) -> None:
    """One choice a question (0: the first button), from question `first` on; each is waited for."""
    for number, choice in enumerate(choices, start=first):
        expect(page.get_by_text(f"Vraag {number} van 10", exact=True)).to_be_visible()
        page.locator("button.answer").nth(choice).click()
