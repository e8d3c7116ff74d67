"""One page speaks to a parent with u or with je, as the organisation chose, never with both (UX § 7.1)."""

import re

import pytest
from django.test import Client

from koers.organisations.actions import save_settings
from tests.factories.world import World
from tests.measurements.entering import Phone, ask

pytestmark = pytest.mark.django_db
SPOKEN = {
    "u": re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE),
    "je": re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE),
}
NOT_SPOKEN = {"u": SPOKEN["je"], "je": SPOKEN["u"]}


def pages(world: World) -> dict[str, str]:
    """Every page between the link and the end that knows whose link it is, without the publisher's items."""
    issued = ask(world, world.mother)
    phone = Phone()
    found = {"start": phone.open(issued.code), "question": phone.begin(issued.code)}
    found["wrong"] = phone.answer(1, "9", str(issued.invitation.form_key))
    found["check"] = phone.answer_all(issued.invitation)
    found["stop"], found["help"] = phone.client.get("/fill/stop/"), phone.client.get("/fill/help/")
    found["thanks"] = phone.send(issued.invitation)
    words = {name: re.sub(r"<[^>]+>", " ", page.content.decode()) for name, page in found.items()}
    for item in world.short.instrument.items:
        words = {name: text.replace(item.text["nl"], "") for name, text in words.items()}
    assert all('lang="nl"' in page.content.decode() for page in found.values())
    return words


@pytest.mark.parametrize("form", ["u", "je"])
def test_no_parents_page_mixes_u_and_je(form: str, world: World) -> None:
    save_settings(actor=world.actor("admin"), chosen={"form_of_address": form})
    found = pages(world)
    mixed = {name: NOT_SPOKEN[form].findall(text) for name, text in found.items()}
    assert {name: words for name, words in mixed.items() if words} == {}
    assert SPOKEN[form].search(found["start"])


def test_one_organisation_s_choice_does_not_reach_the_next_request(world: World) -> None:
    save_settings(actor=world.actor("admin"), chosen={"form_of_address": "je"})
    issued = ask(world, world.mother)
    client = Client()
    assert SPOKEN["je"].search(client.get(f"/i/{issued.code}").content.decode())
    assert SPOKEN["u"].search(client.get("/fill/check/").content.decode())  # no session: nobody's page
