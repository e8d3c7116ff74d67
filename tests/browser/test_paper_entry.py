"""Entering a paper list by keyboard, on a list that turns out to be longer than the one on the desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import dashed

pytestmark = pytest.mark.browser
QUESTION = "24 vragen staan nog open. Dan komt er geen score. Toch bewaren?"


MOTHER, FATHER = 0, 1


def on_the_long_list(demo, page: Page, parent: int) -> None:
    key = demo.family_id("Kastanje").replace("-", "")
    ids = demo.rows("select id from families_parent where family_id = ? order by slot", key)
    page.goto(
        f"/families/{demo.family_id('Kastanje')}/parents/{dashed(str(ids[parent][0]))}/paper/?list=voorbeeld-34"
    )
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_contain_text("34 vragen")


def type_ten(page: Page) -> None:
    for number in range(10):
        page.keyboard.press(str(1 + number % 4))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(QUESTION)


def stored(demo) -> int:
    key = demo.family_id("Kastanje").replace("-", "")
    lists = "select count(*) from measurements_administration where instrument_id = 'voorbeeld-34'"
    return int(demo.rows(f"{lists} and family_id = ?", key)[0][0])


def test_ten_keys_and_enter_on_the_long_list_ask_once_and_keep_the_answers(demo, open_page) -> None:
    page = open_page("noor")
    on_the_long_list(demo, page, FATHER)
    before = stored(demo)
    type_ten(page)
    page.keyboard.press("Enter")  # a second press on the page that came back changes nothing
    page.keyboard.press("3")
    expect(page.locator("[data-answered]")).to_have_text("11")
    page.locator("[name=filled_on]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("23 vragen staan nog open.")
    assert stored(demo) == before


def test_the_way_on_leads_to_the_first_open_question(demo, open_page) -> None:
    page = open_page("noor")
    on_the_long_list(demo, page, FATHER)
    type_ten(page)
    page.get_by_role("link", name="Ga verder met invullen").click()
    assert page.evaluate("document.activeElement.name") == page.locator("[data-item]").nth(10).locator(
        "input"
    ).first.get_attribute("name")


def test_without_script_the_same_question_is_asked_and_can_be_answered(demo, open_page) -> None:
    page = open_page("noor", java_script_enabled=False)
    on_the_long_list(demo, page, MOTHER)
    before = stored(demo)
    page.locator("[data-item]").first.locator("label").nth(1).click()
    page.get_by_role("button", name="Bewaar en toon het profiel").click()
    expect(page.get_by_role("alert")).to_contain_text("33 vragen staan nog open.")
    page.get_by_role("button", name="Bewaar zonder score").click()
    expect(page).to_have_url(re.compile("/profile/"))
    assert stored(demo) == before + 1
