"""What stands in the same place on every page of parents, and whom they can reach from there."""

import pytest
from django.http import HttpResponse
from django.test import Client

from koers.organisations.actions import create_organisation
from koers.organisations.models import Organisation, OrganisationSettings
from tests.factories.world import World, day
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db
NUMBER = "085 000 12 34"
TAP_TO_CALL = '<a href="tel:0850001234">085 000 12 34</a>'


def give_number(organisation: Organisation) -> None:
    OrganisationSettings(
        organisation=organisation, version=1, saved_at=f"{day(0)}T12:00Z", saved_by="tests", telephone=NUMBER
    ).save()


@pytest.fixture
def visits(world: World) -> dict[str, HttpResponse]:
    """Pages of one parent from the start to the end; of another one up to the no."""
    issued, other = ask(world, world.mother), ask(world, world.father)
    phone, second = Phone(), Phone()
    found = {"start": phone.open(issued.code), "question": phone.begin(issued.code)}
    found["second"] = phone.answer(1, 2, str(issued.invitation.form_key))
    found["check"] = phone.answer_all(issued.invitation)
    found["stop"] = phone.client.get("/fill/stop/")
    found["help"] = phone.client.get("/fill/help/")
    found["thanks"] = phone.send(issued.invitation)
    second.begin(other.code)
    form = {"reason": "not-now", "form_key": str(other.invitation.form_key)}
    found["stopped"] = second.client.post("/fill/stop/", form, follow=True)
    return found


def bar_of(response: HttpResponse) -> str:
    page = response.content.decode()
    return page[page.index('<header class="bar">') : page.index("</header>")]


def test_the_language_is_switched_at_one_fixed_place_on_every_page(visits: dict[str, HttpResponse]) -> None:
    for name, response in visits.items():
        bar, page = bar_of(response), response.content.decode()
        assert page.count('name="language"') == 1, name
        assert bar.index('name="language" value="en"') > bar.index('class="bar-end"'), name
        after = bar[bar.index('name="language"') :]
        assert "/fill/help/" in after, name


def test_help_leads_back_to_the_questions_on_the_left(visits: dict[str, HttpResponse]) -> None:
    bar = bar_of(visits["help"])
    assert bar.index("Naar de vragen") < bar.index('class="bar-end"')
    assert "Naar de vragen" not in bar_of(Client().get("/fill/help/"))


def test_a_language_chosen_on_a_page_with_a_mistake_leads_back_to_the_questions(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    page = phone.answer(1, "9", str(issued.invitation.form_key)).content.decode()
    assert '<input type="hidden" name="next" value="/fill/">' in page


def test_U14_the_overview_says_what_to_do_before_the_list_and_after_it(
    visits: dict[str, HttpResponse],
) -> None:
    page = visits["check"].content.decode()
    words = main_of(visits["check"])
    assert "Klopt het? Druk op Verstuur." in words
    assert page.index("Klopt het?") < page.index(">Verstuur</button>") < page.index('class="given"')
    assert page.count(">Verstuur</button>") == 2
    assert page.rindex(">Verstuur</button>") > page.index("</ol>")


def test_U13_each_way_to_say_no_explains_itself(visits: dict[str, HttpResponse]) -> None:
    words = main_of(visits["stop"])
    for choice, meaning in (
        ("Deze keer niet", "De volgende keer vragen we het weer."),
        ("Geen vragen meer", "U krijgt geen nieuwe vragen."),
        ("Dit is niet voor mij", "De link was voor iemand anders."),
    ):
        assert f"{choice} {meaning}" in words


def test_U23_a_number_is_one_tap_away_where_there_is_one(world: World) -> None:
    give_number(world.organisation)
    issued = ask(world, world.mother)
    phone = Phone()
    pages = [phone.open(issued.code)]
    phone.begin(issued.code)
    pages.append(phone.client.get("/fill/help/"))
    phone.answer_all(issued.invitation)
    pages.append(phone.send(issued.invitation))
    for page in pages:
        assert TAP_TO_CALL in page.content.decode()


def test_U5_a_dead_link_offers_help_and_names_no_number_among_several_organisations(world: World) -> None:
    give_number(world.organisation)
    dead = Client().get("/i/x")
    assert "/fill/help/" in bar_of(dead)
    assert NUMBER not in dead.content.decode()  # of which organisation this link was, nobody knows
    assert "Vraag het uw hulpverlener." in main_of(dead)


@pytest.mark.parametrize("path", ["/i/x", "/fill/help/", "/fill/1/"])
def test_U5_who_has_no_link_finds_the_number_of_the_only_organisation(path: str) -> None:
    give_number(create_organisation(slug="only", name="Only", is_demo=False, label="tests"))
    assert TAP_TO_CALL in Client().get(path).content.decode()


def test_without_a_session_the_earlier_answers_are_called_safe_and_help_is_there(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for response in (Client().post("/fill/3/", {"answer": "2"}), strict.post("/fill/3/", {"answer": "2"})):
        assert response.status_code == 403
        assert "Uw eerdere antwoorden zijn veilig." in main_of(response)
        assert "/fill/help/" in bar_of(response)
