"""The pictures in docs/screenshots, made by `KOERS_SCREENSHOTS=1 pytest tests/browser/test_screenshots.py`.

In an ordinary run they go to a folder of that run: what is checked then is that every page can be drawn.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
COMMITTED = Path(__file__).parents[2] / "docs" / "screenshots"
SMALLEST_PICTURE = 10_000  # bytes; an empty page of this width is far below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return COMMITTED if os.environ.get("KOERS_SCREENSHOTS") == "1" else tmp_path


def past_the_expectation(page: Page) -> None:
    while page.locator("form[action*='/expectation/'] button").count():
        page.locator("form[action*='/expectation/'] button").first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_main_pages_are_drawn(look, width, demo, open_page, folder) -> None:
    family = f"/families/{demo.family_id('Linde')}"
    visitor, page = open_page(width=width, look=look), open_page("noor", width=width, look=look)
    visitor.goto("/")
    pictures = {"front-door": visitor}
    keep(folder, "front-door", visitor, width, look)
    for name, path in {
        "caseload": "/",
        "family": f"{family}/",
        "profile": f"{family}/profile/",
        "print": f"{family}/profile/print/",
    }.items():
        page.goto(path)
        past_the_expectation(page)
        keep(folder, name, page, width, look)
        pictures[name] = page
    page.goto(f"{family}/paper/")
    page.locator("main a[href*='/paper/']").first.click()
    page.locator("[data-item]").first.wait_for()
    keep(folder, "entry", page, width, look)
    assert len(list(folder.glob(f"*-{width}-{look}.png"))) >= len(pictures) + 1


def keep(folder: Path, name: str, page: Page, width: int, look: str) -> None:
    picture = folder / f"{name}-{width}-{look}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > SMALLEST_PICTURE


def test_the_walk_and_the_expectation_are_drawn(demo, open_page, folder) -> None:
    page = open_page(width=360)
    page.goto("/demo/walk/")
    keep(folder, "walk", page, 360, "light")
    page = open_page("noor", width=360)
    page.goto(f"/families/{demo.family_id('Iep')}/profile/")
    keep(folder, "expectation", page, 360, "light")
