"""The live moment: a parent answers, and the worker's next page load has something to talk about."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands
from tests.browser.parents import answer, begun

pytestmark = pytest.mark.browser
FAMILY = "Eik"  # the mother was going down; one higher list tips her course


def row(page: Page):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=FAMILY, exact=True))


def link_for_mother(page: Page, family: str) -> str:
    page.goto(f"{family}invite/")
    page.get_by_role("checkbox", name=re.compile("moeder", re.IGNORECASE)).check()
    page.locator("main form").first.get_by_role("button").last.click()
    found = re.search(r"http://[^\s\"<]+/i/[\w-]{22}", page.content())
    assert found, page.content()
    return found[0]


def test_T2_T24_T29_a_parent_answers_and_two_taps_later_the_point_is_answered(fresh_demo, open_page) -> None:
    worker = open_page("noor", at=fresh_demo)
    worker.goto("/")
    expect(row(worker)).to_contain_text("Volgen")
    family = f"/families/{fresh_demo.family_id(FAMILY)}/"
    parent = begun(open_page(width=360, at=fresh_demo), link_for_mother(worker, family))
    answer(parent, *[0] * 10)
    parent.get_by_role("button", name="Verstuur").first.click()
    expect(parent.get_by_role("heading", level=1)).to_contain_text("Dank u wel")

    worker.goto("/")
    expect(row(worker)).to_contain_text("Eerst bespreken")
    expect(row(worker)).to_contain_text("geen duidelijke daling")
    expect(row(worker)).to_contain_text("nieuw")

    worker.goto(f"{family}profile/")
    hands = Hands(worker)
    hands.tap(worker.get_by_role("button", name="Nu niet, open het profiel"))
    point = worker.locator(".point").first
    expect(point).to_contain_text("Bij moeder is er de laatste drie maanden")
    expect(point).to_contain_text("Herkennen jullie dit?")
    expect(worker.locator(".readings")).to_contain_text("geen duidelijke daling")
    hands.tap(point.get_by_role("button", name="Herkend"))
    expect(worker.get_by_text("Je antwoord is vastgelegd.")).to_be_visible()
    expect(worker.locator(".point").first).to_contain_text("Herkend: Noor de Wit")
    assert hands.count == 2
    (kept,) = fresh_demo.rows("select count(*) from trajectories_storedsignal where state = 'recognised'")
    assert kept[0] == 1
