"""An empty list on paper, as the printer gets it, and its code as a worker types it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import dashed
from tests.browser.pages import blank_sheet, linde_key

pytestmark = pytest.mark.browser
POINTS = 12 * 96 / 72  # px


def test_U27_ten_questions_fit_on_one_a4_in_letters_of_twelve_points(demo, open_page) -> None:
    page = open_page("noor")
    linde = f"/families/{demo.family_id('Linde')}"
    parents = demo.rows("select id from families_parent where family_id = ? order by slot", linde_key(demo))
    page.goto(blank_sheet(demo, linde, dashed(str(parents[0][0]))))
    code = page.locator(".blank-code strong").inner_text()
    page.emulate_media(media="print")
    smallest = page.evaluate(SMALLEST)
    assert smallest >= POINTS - 0.1
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="screen")
    page.goto("/paper/")
    page.get_by_label("Code op het papier").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/paper/\?child="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("moeder")


# The smallest letters that come on the paper.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".blank-sheet *")]
  .filter(one => one.checkVisibility() && one.innerText?.trim() && !one.classList.contains("visually-hidden"))
  .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
