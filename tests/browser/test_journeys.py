"""Journeys with their step goals (UX § 4), counted on the visible page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands

pytestmark = pytest.mark.browser


def test_J4_a_paper_form_is_in_with_at_most_fourteen_keys(demo, open_page) -> None:
    page = open_page("noor")
    family = demo.family_id("Beuk")
    page.goto(f"/families/{family}/paper/")
    if "/parents/" not in page.url:
        page.locator("main a[href*='/paper/']").first.click()
    page.locator("[data-item]").first.wait_for()
    page.wait_for_load_state("load")
    hands = Hands(page)
    for number in range(10):
        hands.key(str(1 + number % 4))
    hands.key("Enter")
    expect(page).to_have_url(re.compile(f"/families/{family}/profile/"))
    assert hands.count <= 14


def test_J12_from_the_start_page_over_the_expectation_to_the_four_questions(demo, open_page) -> None:
    page = open_page("noor")
    hands = Hands(page)
    hands.tap(page.get_by_role("link", name="Beuk"))
    hands.tap(page.locator("main a[href$='/profile/']"))
    while page.locator("form[action*='/expectation/']").count():
        hands.tap(page.locator("form[action*='/expectation/'] button"))
    expect(page.locator("svg.chart, svg[role]").first).to_be_attached()
    expect(page.get_by_role("heading", name="Vier vragen")).to_be_visible()
    # One tap a parent: with two parents the goal of four holds from the family's row on.
    assert hands.count <= 4


def test_a_worker_adds_a_family_enters_a_list_and_sees_the_profile(demo, open_page) -> None:
    page = open_page("noor")
    page.goto("/families/new/")
    page.locator("[name=name]").fill("Proefboom")
    page.locator("[name=birth_date]").fill("2018-04-02")
    page.locator("[name=relation_1]").select_option("mother")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Proefboom")
    page.locator("main a[href*='/paper/']").first.click()
    page.locator("[data-item]").first.wait_for()
    for question in page.locator("[data-item]").all():
        question.locator("label").nth(2).click()
    page.get_by_role("button", name="Bewaar en toon het profiel").click()
    page.locator("form[action*='/expectation/'] button").first.click()
    expect(page.get_by_text("nog geen verloop").first).to_be_visible()


def test_everything_works_without_javascript(demo, open_page) -> None:
    page = open_page("noor", java_script_enabled=False)
    family = demo.family_id("Meidoorn")
    page.goto(f"/families/{family}/profile/")
    while page.locator("form[action*='/expectation/']").count():
        page.locator("form[action*='/expectation/'] button").first.click()
    expect(page.get_by_role("heading", name="Vier vragen")).to_be_visible()
    page.goto(f"/families/{family}/paper/")
    if "/parents/" not in page.url:
        page.locator("main a[href*='/paper/']").first.click()
    for fieldset in page.locator("[data-item]").all():
        fieldset.locator("label").nth(1).click()
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/profile/"))


def test_J7_a_family_with_two_parents_is_ready_to_invite_in_ten_steps(demo, open_page) -> None:
    page = open_page("noor")
    hands = Hands(page)
    hands.tap(page.locator("a[href='/families/new/']"))
    hands.type_field(page.locator("[name=name]"), "Proefstruik")
    hands.type_field(page.locator("[name=birth_date]"), "2017-03-09")
    for name, relation in (("relation_1", "mother"), ("relation_2", "father")):
        hands.tap(page.locator(f"[name={name}]"))
        page.locator(f"[name={name}]").select_option(relation)
        hands.steps.append(f"choose {relation}")
    hands.tap(page.get_by_role("button", name="Bewaar"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Proefstruik")
    expect(page.get_by_role("link", name="Vraag de ouders").first).to_be_visible()
    assert hands.count <= 10


def test_back_and_save_again_is_the_same_family(demo, open_page) -> None:
    page = open_page("noor")
    page.goto("/families/new/")
    page.locator("[name=name]").fill("Proefheg")
    page.locator("[name=birth_date]").fill("2018-04-02")
    page.locator("[name=relation_1]").select_option("mother")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Proefheg")
    added = page.url
    page.go_back()
    expect(page.get_by_text("Met dit formulier heb je gezin Proefheg al toegevoegd.")).to_be_visible()
    # Chromium puts back what was typed; another browser may not, and then it is typed again.
    page.locator("[name=name]").fill("Proefheg")
    page.locator("[name=birth_date]").fill("2018-04-02")
    page.locator("[name=relation_1]").select_option("mother")
    page.get_by_role("button", name="Bewaar").click()
    expect(page).to_have_url(added)
    assert len(demo.rows("select id from families_family where name = 'Proefheg'")) == 1
    page.get_by_role("button", name="Haal dit gezin weg").click()
    expect(page.get_by_role("heading", name="Weggehaald")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page).to_have_url(added)
