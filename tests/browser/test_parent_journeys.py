"""A parent's journeys (UX § 4), counted on a phone of 360 px, and what the device shows afterwards."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands
from tests.browser.parents import answer, begun, fresh_link

pytestmark = pytest.mark.browser
CODE = re.compile(r"/i/[\w-]{22}")


@pytest.mark.parametrize("has_script", [True, False])
def test_J1_from_the_link_to_the_thank_you_page_in_thirteen_taps(demo, open_page, has_script: bool) -> None:
    page = open_page(width=360, java_script_enabled=has_script)
    link = fresh_link(demo)
    hands = Hands(page)
    hands.steps.append("open the link")
    page.goto(link)
    hands.tap(page.get_by_role("button", name="Begin"))
    for number in range(10):
        expect(page.get_by_text(f"Vraag {number + 1} van 10")).to_be_visible()
        hands.tap(page.locator("button.answer").nth(number % 4))
    hands.tap(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoorden zijn binnen.")
    assert hands.count <= 13


def test_J2_stopped_at_question_six_the_link_goes_on_there_on_another_phone(demo, open_page) -> None:
    link = fresh_link(demo)
    first = begun(open_page(width=360), link)
    answer(first, *[3] * 5)
    expect(first.get_by_text("Vraag 6 van 10")).to_be_visible()
    first.context.close()
    second = open_page(width=360)
    hands = Hands(second)
    hands.steps.append("open the link")
    second.goto(link)
    hands.tap(second.get_by_role("button", name="Begin"))
    expect(second.get_by_text("Vraag 6 van 10")).to_be_visible()
    assert hands.count <= 2
    second.goto("/fill/2/")
    expect(second.get_by_text("uw antwoord")).to_have_count(0)


def test_J3_a_parent_without_phone_answers_on_the_workers_tablet(demo, open_page) -> None:
    page = open_page("noor", width=768)
    family = untouched_family(demo)
    page.goto(f"/families/{demo.family_id(family)}/")
    worker = Hands(page)
    worker.tap(page.get_by_role("link", name="Geef het apparaat"))
    worker.tap(page.get_by_role("button", name="Geef het apparaat"))
    assert worker.count <= 3
    parent = Hands(page)
    parent.tap(page.get_by_role("link", name="Begin"))
    for number in range(1, 11):
        page.get_by_text(f"Vraag {number} van 10", exact=True).wait_for()
        parent.tap(page.locator("button.answer"))
    parent.tap(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_text("Geef het apparaat terug aan uw hulpverlener.")).to_be_visible()
    assert parent.count <= 12
    shows_nothing_of(family, page)


def untouched_family(demo) -> str:
    """A family of Noor's of which no link was begun: answers of another test would come along in this one."""
    query = (
        "select f.name from families_family f "
        "join families_caseassignment a on a.family_id = f.id and a.until_at is null "
        "join accounts_user u on u.id = a.user_id and u.username = 'noor' "
        "join measurements_administration l on l.family_id = f.id "
        "where f.id not in (select i.family_id from measurements_invitation i "
        "join measurements_fillsession s on s.invitation_id = i.id) "
        "group by f.name having max(l.filled_on) < date('now', '-2 days') order by f.name desc"
    )
    return str(demo.rows(query)[0][0])


def shows_nothing_of(family: str, page: Page) -> None:
    """After the thank-you page: every address and every step back leads to the log-in or the thanks."""
    for path in ("/families/", "/privacy/log/", "/organisation/"):
        page.goto(path)
        assert page.url.split("?")[0].endswith("/login/")
    for _step in range(30):
        if page.go_back() is None:
            break
        assert family not in page.content()


def test_J6_a_parent_says_stop_in_three_taps_and_help_goes_on(demo, open_page) -> None:
    page = open_page(width=360)
    hands = Hands(page)
    hands.steps.append("open the link")
    page.goto(fresh_link(demo))
    hands.tap(page.get_by_role("button", name="Liever geen vragen"))
    hands.tap(page.get_by_role("button", name="Geen vragen meer"))
    expect(page.get_by_text("Uw hulp gaat altijd door.")).to_be_visible()
    assert hands.count <= 3


def test_U13_no_is_two_taps_away_from_any_question(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    hands = Hands(page)
    hands.tap(page.get_by_role("link", name="Liever geen vragen"))
    hands.tap(page.get_by_role("button", name="Deze keer niet"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dat is goed")
    assert hands.count <= 2


def test_U9_the_browsers_own_back_button_works_and_loses_no_answer(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    answer(page, 0, 1, 2)
    expect(page.get_by_text("Vraag 4 van 10")).to_be_visible()
    page.go_back()
    page.reload()  # pages are never kept, so a browser asks again or shows them as they were
    expect(page.locator("button.answer.chosen")).to_contain_text("uw antwoord")
    page.locator("button.answer").nth(0).click()
    expect(page.get_by_text("Vraag 4 van 10")).to_be_visible()
    page.goto("/fill/check/")
    expect(page.locator(".given strong").nth(2)).to_have_text("Klopt niet")
    expect(page.locator(".given strong").nth(1)).to_have_text("Klopt een beetje")


def test_T_TOK_3_the_history_holds_no_link_after_begin(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(str(request.headers)))
    answer(page, 0, 0, 0)
    expect(page.get_by_text("Vraag 4 van 10")).to_be_visible()
    for _step in range(5):
        assert not CODE.search(page.url)
        page.go_back()
    assert not [headers for headers in asked if CODE.search(headers)]


def test_S16_the_language_switches_and_the_answer_stays(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    answer(page, 1)
    expect(page.get_by_text("Vraag 2 van 10")).to_be_visible()
    page.goto("/fill/1/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Question 1 of 10")).to_be_visible()
    expect(page.locator("button.answer.chosen")).to_contain_text("your answer")


def test_U1_at_four_hundred_percent_and_with_large_text_nothing_runs_off_the_page(demo, open_page) -> None:
    for width, size in ((320, "200%"), (320, "100%"), (256, "100%")):
        page = open_page(width=width, bypass_csp=True)
        page.goto(fresh_link(demo))
        for place in ("start", "question"):
            page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over <= 0, (width, size, place)
            if place == "start":
                page.get_by_role("button", name="Begin").click()
                expect(page.locator("button.answer").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_the_bar_above_each_page_stands_on_one_row(width: int, demo, open_page) -> None:
    page = begun(open_page(width=width), fresh_link(demo))
    for path in ("/fill/1/", "/fill/stop/", "/fill/help/"):
        page.goto(path)
        bar, back = page.locator("header.bar"), page.locator("header.bar a.back")
        assert bar.bounding_box()["height"] < 60, path
        assert back.bounding_box()["x"] < 20, path


def test_U8_answers_are_full_width_large_and_apart(demo, open_page) -> None:
    page = begun(open_page(width=320), fresh_link(demo))
    boxes = [one.bounding_box() for one in page.locator("button.answer").all()]
    assert min(box["height"] for box in boxes) >= 48
    assert {round(box["width"]) for box in boxes} == {288}
    assert min(b["y"] - a["y"] - a["height"] for a, b in pairwise(boxes)) >= 8


def test_U17_the_question_is_legend_and_heading_at_once(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    words = page.locator("h1").inner_text()
    expect(page.get_by_role("group", name=words)).to_be_visible()


def test_T_IDEM_1_twenty_sends_at_once_are_one_list(demo, open_page) -> None:
    page = begun(open_page(width=360), fresh_link(demo))
    answer(page, *[0] * 10)
    expect(page.get_by_role("button", name="Verstuur").first).to_be_visible()
    fields = {one.get_attribute("name"): one.input_value() for one in page.locator("form.begin input").all()}
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    statuses: list[int] = []
    send = sender(f"{demo.address}/fill/send/", fields, cookies, statuses)
    presses = [threading.Thread(target=send) for _press in range(20)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert statuses == [200] * 20
    query = "select count(*) from measurements_administration where form_key = ?"
    assert demo.rows(query, fields["form_key"].replace("-", "")) == [(1,)]


def sender(address: str, fields: dict, cookies: str, statuses: list[int]) -> Callable[[], None]:
    def send() -> None:
        headers = {"Cookie": cookies, "Referer": address, "Origin": address.rsplit("/fill", 1)[0]}
        request = urllib.request.Request(address, urllib.parse.urlencode(fields).encode(), headers)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        try:
            statuses.append(opener.open(request, timeout=60).status)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)

    return send
