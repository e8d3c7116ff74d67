"""What must hold on every page, in both themes and at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import names_without_visit, visits

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
TALLEST_SMALL_TARGET = 43.5  # 44 px, less what a browser rounds


def test_every_page_of_the_matrix_is_visited(demo) -> None:
    assert names_without_visit(visits(demo)) == set()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing(look, demo, open_page) -> None:
    found = []
    # axe brings its own script, which the pages' policy refuses; nothing else is looser here.
    pages: dict[str, Page] = {}
    for visit in visits(demo):
        if visit.who not in pages:
            pages[visit.who] = open_page(visit.who, look=look, bypass_csp=True)
        page = pages[visit.who]
        page.goto(visit.path)
        result = Axe().run(page, options={"runOnly": TAGS, "rules": RULES})
        found += [
            f"{visit.label} {look}: {one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in result.response["violations"]
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(width, demo, open_page) -> None:
    wide = []
    pages: dict[str, Page] = {}
    for visit in visits(demo):
        if visit.who not in pages:
            pages[visit.who] = open_page(visit.who, width=width)
        page = pages[visit.who]
        page.goto(visit.path)
        overhang = page.evaluate(OVERHANG)
        if overhang > 0:
            wide.append(f"{visit.label} at {width}: {overhang} px too wide")
    assert not wide, "\n".join(wide)


def test_every_page_has_one_heading_a_title_and_a_way_past_the_menu(demo, open_page) -> None:
    odd = []
    for visit in visits(demo):
        page = open_page(visit.who)
        page.goto(visit.path)
        headings = page.locator("h1").count()
        skips = page.locator("a[href='#main']").count()
        if headings != 1 or not page.title() or skips != 1:
            odd.append(f"{visit.label}: {headings} h1, {skips} skip links, title {page.title()!r}")
        page.context.close()
    assert not odd, "\n".join(odd)


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large_enough_to_tap(width, demo, open_page) -> None:
    small = []
    pages: dict[str, Page] = {}
    for visit in visits(demo):
        if visit.who not in pages:
            pages[visit.who] = open_page(visit.who, width=width)
        page = pages[visit.who]
        page.goto(visit.path)
        found = page.evaluate(SMALL_TARGETS, TALLEST_SMALL_TARGET)
        small += [f"{visit.label} at {width}: {one}" for one in found]
    assert not small, "\n".join(small)


# Links inside a sentence are exempt, as in WCAG 2.5.8; hidden controls and the points of a chart too.
SMALL_TARGETS = """limit => [...document.querySelectorAll("button, summary, a.button, select")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 0)
  .filter(one => one.getBoundingClientRect().height < limit)
  .map(one => one.outerHTML.slice(0, 120) + " " + Math.round(one.getBoundingClientRect().height))"""
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
