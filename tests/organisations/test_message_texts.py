"""The organisation's own words to parents: what is filled in, by its Dutch or its English name."""

import pytest
from django.utils import translation

from koers.organisations.forms import SettingsForm
from koers.organisations.sample_texts import known_names, preview
from koers.organisations.settings import defaults
from tests.factories.world import World

pytestmark = pytest.mark.django_db
NAMES = {"worker": "Ans", "organisation": "Vlier", "link": "https://k.nl/i/x"}


def errors(world: World, text: str, language: str = "nl") -> list[str]:
    chosen = defaults(world.organisation.pk)
    initial = {name: value for name, value in SettingsForm.initial_of(chosen).items() if value is not None}
    with translation.override(language):
        form = SettingsForm({**initial, "invitation_text": text})
        return [str(error) for error in form.errors.get("invitation_text", [])]


@pytest.mark.parametrize(
    "text",
    [
        "Dag, {worker} van {organisation}: {link}",
        "Dag, {hulpverlener} van {organisatie}: {link}",
        "Dag, {Hulpverlener} van { organisatie }: {LINK}",
    ],
)
def test_dutch_and_english_names_fill_in_the_same(world: World, text: str) -> None:
    assert errors(world, text) == []
    assert preview(text, NAMES).text == "Dag, Ans van Vlier: https://k.nl/i/x"
    assert known_names(text) == set(NAMES)


@pytest.mark.parametrize("name", ["naam", "hulp verlener", "kind-naam", ""])
def test_an_unknown_name_is_refused_by_name_with_those_that_exist(world: World, name: str) -> None:
    (dutch,) = errors(world, f"Dag {{{name}}}: {{link}}")
    assert dutch.startswith(f"Koers kent {{{name}}} niet en kan het niet invullen.")
    assert dutch.endswith("Gebruik {hulpverlener}, {organisatie}, {link}.")
    (english,) = errors(world, f"Dag {{{name}}}: {{link}}", "en")
    assert english.endswith("Use {worker}, {organisation}, {link}.")


@pytest.mark.parametrize("text", ["Dag {hulpverlener: {link}", "Dag hulpverlener}: {link}"])
def test_a_brace_that_stands_alone_is_refused(world: World, text: str) -> None:
    (error,) = errors(world, text)
    assert "accolade" in error or "{hulpverlener" in error


def test_without_the_link_the_message_is_refused(world: World) -> None:
    assert errors(world, "Dag, {hulpverlener} heeft vragen.") == [
        "Laat {link} in de tekst staan: zonder is het bericht nutteloos."
    ]


def test_the_page_says_what_is_filled_in(world: World, client_of) -> None:
    page = client_of(world.person["admin"]).get("/organisation/settings/").content.decode()
    assert page.count("Deze worden ingevuld: {hulpverlener}, {organisatie}, {link}.") == 2
