"""My families in a real browser: everything on one screen, and readable on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SCREEN = 800  # px, of a laptop (UX U39)


def test_U39_fifteen_families_stand_on_one_screen(open_page, fresh_demo) -> None:
    rows = open_page("noor", at=fresh_demo).locator("table.caseload tbody tr")
    expect(rows).to_have_count(15)
    last = rows.last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= SCREEN
    for row in rows.all():
        assert row.locator(".why").inner_text().strip()
        assert row.locator(".next a").is_visible()


def test_U39_no_words_of_a_row_run_into_each_other(open_page) -> None:
    page = open_page("noor")
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [320, 360])
def test_U39_on_a_phone_each_family_has_reason_courses_and_a_wide_button(width, open_page) -> None:
    page = open_page("noor", width=width)
    assert page.evaluate(CUT_OFF) == []
    first = page.locator("table.caseload tbody tr").first
    button, reason = first.locator(".next a").bounding_box(), first.locator(".why").bounding_box()
    assert button is not None
    assert reason is not None
    assert button["height"] >= 44
    assert button["width"] >= width - 40
    assert reason["y"] + reason["height"] <= button["y"]


# Cells whose words need more room than the cell has.
CUT_OFF = """() => [...document.querySelectorAll(".caseload td, .caseload th, .caseload .course")]
  .filter(one => one.checkVisibility() && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.innerText)"""
