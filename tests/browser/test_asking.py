"""Asking parents on the worker's screen: room between the groups, and a message that is copied."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_groups_of_choices_stand_apart(width: int, demo, open_page) -> None:
    page = open_page("noor", width=width)
    page.goto(f"/families/{demo.family_id('Linde')}/invite/")
    above, below = (page.locator("fieldset.field").nth(place).bounding_box() for place in (0, 1))
    assert below["y"] - above["y"] - above["height"] >= 24


def test_the_message_is_on_the_clipboard_after_one_press(demo, open_page) -> None:
    page = open_page("noor", permissions=["clipboard-write"])
    page.goto(f"/families/{demo.family_id('Populier')}/invite/")
    for box in page.locator("[name=parents]").all():
        box.check(force=True)
    page.get_by_role("button", name="Maak de link").click()
    message = page.locator(".link-card textarea").first.input_value()
    page.get_by_role("button", name="Kopieer bericht").first.click()
    expect(page.get_by_role("status").filter(has_text="Gekopieerd")).to_be_visible()
    page.goto(f"/families/{demo.family_id('Populier')}/goals/new/")
    field = page.locator("main textarea, main input[type=text]").first
    field.press("Control+v")
    assert field.input_value().startswith(message[:60])


def test_without_script_the_message_is_selected_by_hand(demo, open_page) -> None:
    page = open_page("noor", java_script_enabled=False)
    page.goto(f"/families/{demo.family_id('Meidoorn')}/invite/")
    page.locator("[name=parents] + label").first.click()
    page.get_by_role("button", name="Maak de link").click()
    expect(page.get_by_role("button", name="Kopieer bericht")).to_have_count(0)
    expect(page.get_by_text("Kies de tekst en kopieer die.").first).to_be_visible()
