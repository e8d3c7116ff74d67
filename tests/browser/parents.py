"""A parent's phone in a real browser."""

import json
import urllib.request

from playwright.sync_api import Page

from tests.browser.conftest import Demo


def fresh_link(demo: Demo) -> str:
    """As a script or trainer gets one (CONTRACTS § 3)."""
    with urllib.request.urlopen(f"{demo.address}/demo/personas.json") as answer:
        return str(json.load(answer)[-1]["url"])


def begun(page: Page, link: str) -> Page:
    page.goto(link)
    page.get_by_role("button", name="Begin").click()
    return page
