"""What an administrator does in few steps, counted on the visible page (UX J22, U57)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands

pytestmark = pytest.mark.browser


def test_U57_a_worker_is_added_in_at_most_four_taps(demo, open_page) -> None:
    page = open_page("joris")
    hands = Hands(page)
    hands.tap(page.get_by_role("link", name="Medewerkers", exact=True))
    hands.tap(page.get_by_role("link", name="Voeg medewerker toe"))
    page.get_by_label("Naam", exact=True).fill("Proef Persoon")
    page.get_by_label("Gebruikersnaam").fill("proef.persoon")
    page.get_by_label("Team").select_option(label="Team Oost")
    hands.tap(page.get_by_role("button", name="Voeg toe"))
    expect(page.get_by_label("Link voor Proef Persoon")).to_have_value(re.compile("/password/.{22}/"))
    assert hands.count <= 4


def test_J22_S21_a_worker_leaves_and_all_families_go_on_in_at_most_seven_steps(demo, open_page) -> None:
    page: Page = open_page("joris", java_script_enabled=False)
    hands = Hands(page)
    hands.tap(page.get_by_role("link", name="Medewerkers", exact=True))
    hands.tap(page.get_by_role("link", name="Noor de Wit"))
    hands.tap(page.get_by_role("button", name="Sluit dit account"))
    hands.tap(page.get_by_role("link", name="Gezinnen overdragen"))
    hands.steps.append("choose a colleague")
    page.get_by_label("Alle gezinnen naar").select_option(index=1)
    hands.tap(page.get_by_role("button", name="Laat zien wat er gebeurt"))
    assert "Linde" not in page.locator("main").inner_text()
    hands.tap(page.get_by_role("button", name=re.compile("Draag .* over")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Overgedragen")
    assert hands.count <= 7
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("De overdracht is ongedaan gemaakt.")).to_be_visible()
    page.goto("/organisation/people/")
    page.locator("summary").filter(has_text="gesloten").click()
    page.get_by_role("link", name="Noor de Wit").click()
    page.get_by_role("button", name="Open dit account weer").click()
    expect(page.get_by_role("button", name="Sluit dit account")).to_be_visible()
