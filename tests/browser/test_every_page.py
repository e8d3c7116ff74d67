"""What must hold on every page, in both themes and at every width."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Demo
from tests.browser.pages import Visit, names_without_visit, visits

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
TALLEST_SMALL_TARGET = 43.5  # 44 px, less what a browser rounds


def test_every_page_of_the_matrix_is_visited(demo) -> None:
    assert names_without_visit(visits(demo)) == set()


def visited(demo: Demo, open_page: Callable[..., Page], **how: object) -> Iterator[tuple[Visit, Page]]:
    """Each visit with its page open before whoever it belongs to, who signs in once."""
    pages: dict[str, Page] = {}
    for visit in visits(demo):
        if visit.who not in pages:
            pages[visit.who] = open_page(visit.who, **how)
        pages[visit.who].goto(visit.path)
        yield visit, pages[visit.who]


def test_axe_finds_nothing_and_every_page_has_one_heading_a_title_and_a_way_past_the_menu(
    demo, open_page
) -> None:
    found = []
    # axe brings its own script, which the pages' policy refuses; nothing else is looser here.
    for visit, page in visited(demo, open_page, bypass_csp=True):
        found += [f"{visit.label}: {one}" for one in axe(page, {"runOnly": TAGS, "rules": RULES})]
        headings = page.locator("h1").count()
        skips = page.locator("a[href='#main']").count()
        if headings != 1 or not page.title() or skips != 1:
            found.append(f"{visit.label}: {headings} h1, {skips} skip links, title {page.title()!r}")
    assert not found, "\n".join(found)


def test_in_the_dark_all_colours_differ_enough(demo, open_page) -> None:
    """What has no colour is the same as in the light."""
    found = []
    for visit, page in visited(demo, open_page, look="dark", bypass_csp=True):
        found += [f"{visit.label}: {one}" for one in axe(page, {"runOnly": COLOURS})]
    assert not found, "\n".join(found)


def axe(page: Page, options: dict[str, object]) -> list[str]:
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]


@pytest.mark.parametrize("widths", [(360, 320), (1280, 768)], ids=["phone", "laptop"])
def test_no_page_scrolls_sideways_and_targets_are_large_enough_to_tap(widths, demo, open_page) -> None:
    """Loaded at the first width, as such a device does; the second is where a narrower one has it."""
    wrong = []
    for visit, page in visited(demo, open_page, width=widths[0]):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            overhang = page.evaluate(OVERHANG)
            if overhang > 0:
                wrong.append(f"{visit.label} at {width}: {overhang} px too wide")
            small = page.evaluate(SMALL_TARGETS, TALLEST_SMALL_TARGET)
            wrong += [f"{visit.label} at {width}: {one}" for one in small]
        page.set_viewport_size({"width": widths[0], "height": 800})
    assert not wrong, "\n".join(wrong)


# Links inside a sentence are exempt, as in WCAG 2.5.8; hidden controls and the points of a chart too.
SMALL_TARGETS = """limit => [...document.querySelectorAll("button, summary, a.button, select")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 0)
  .filter(one => one.getBoundingClientRect().height < limit)
  .map(one => one.outerHTML.slice(0, 120) + " " + Math.round(one.getBoundingClientRect().height))"""
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
