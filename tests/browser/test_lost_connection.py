"""A parent whose connection is gone: nothing is lost, the page says so, and it goes on by itself (UX U11)."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.parents import answer, begun, fresh_link

pytestmark = pytest.mark.browser
SENTENCE = (
    "U heeft nu geen internet. Uw antwoord staat nog op dit scherm. Het gaat vanzelf verder. "
    "U kunt ook op Probeer opnieuw drukken."
)

LOST = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_RESET")  # Chromium writes down every try that failed


def on_question(page: Page, number: int) -> None:
    expect(page.get_by_text(f"Vraag {number} van 10", exact=True)).to_be_visible()
    page.wait_for_load_state()


def lose_connection(page: Page) -> None:
    page.context.set_offline(True)


def get_connection(page: Page) -> None:
    page.context.set_offline(False)


def test_U11_a_lost_connection_keeps_the_answer_on_the_screen_and_goes_on_by_itself(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=LOST), fresh_link(demo))
    answer(page, 3)
    on_question(page, 2)
    lose_connection(page)
    page.locator("button.answer").nth(2).click()
    expect(page.get_by_role("alert")).to_contain_text(SENTENCE)
    on_question(page, 2)
    expect(page.locator("button.answer.chosen")).to_have_text("Klopt meestal uw antwoord")
    get_connection(page)
    on_question(page, 3)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto("/fill/check/")
    assert page.locator(".given strong").all_inner_texts()[:3] == [
        "Klopt helemaal",
        "Klopt meestal",
        "Nog niet ingevuld.",
    ]


def test_U11_a_press_on_try_again_sends_the_answer_and_another_choice_wins(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=LOST), fresh_link(demo))
    tries: list[str] = []
    page.route("**/fill/1/", lambda route: dropped(route, tries))
    page.locator("button.answer").nth(0).click()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    page.locator("button.answer").nth(3).click()
    expect(page.locator("button.answer.chosen")).to_have_text("Klopt helemaal uw antwoord")
    page.unroute("**/fill/1/")
    page.get_by_role("button", name="Probeer opnieuw").click()
    on_question(page, 2)
    assert tries
    page.goto("/fill/check/")
    expect(page.locator(".given strong").first).to_have_text("Klopt helemaal")


def dropped(route: Route, tries: list[str]) -> None:
    """The device believes in its connection and yet nothing arrives: it only shows when a try fails."""
    if route.request.method == "POST":
        tries.append(route.request.url)
        route.abort("connectionreset")
    else:
        route.continue_()


def test_U11_without_a_connection_a_link_waits_too_and_leads_on_afterwards(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=LOST), fresh_link(demo))
    answer(page, 1)
    on_question(page, 2)
    lose_connection(page)
    page.get_by_role("link", name="Terug").click()
    expect(page.get_by_role("alert")).to_contain_text("U heeft nu geen internet.")
    on_question(page, 2)
    get_connection(page)
    on_question(page, 1)


def test_U11_sending_waits_for_the_connection_and_sends_once(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=LOST), fresh_link(demo))
    answer(page, *[1] * 10)
    key = page.locator("#send [name=form_key]").input_value()
    lose_connection(page)
    page.get_by_role("button", name="Verstuur").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Uw antwoorden zijn veilig.")
    get_connection(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoorden zijn binnen.")
    query = "select count(*) from measurements_administration where form_key = ?"
    assert demo.rows(query, key.replace("-", "")) == [(1,)]


def test_U11_nothing_of_an_answer_is_kept_in_the_browser(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=LOST), fresh_link(demo))
    lose_connection(page)
    page.locator("button.answer").nth(2).click()
    expect(page.get_by_role("alert")).to_be_visible()
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, JSON.stringify(history.state), "
        "(await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert kept == [0, 0, "null", 0, 0]
    get_connection(page)
    on_question(page, 2)


def test_U11_an_ended_session_is_said_as_without_script(demo, open_page) -> None:
    page = begun(open_page(width=360, meant=["status of 403"]), fresh_link(demo))
    page.context.clear_cookies()
    page.locator("button.answer").nth(2).click()
    expect(page.get_by_text("Uw eerdere antwoorden zijn veilig.")).to_be_visible()
    expect(page.get_by_role("link", name="Hulp")).to_be_visible()
