"""Which lists are offered, whose list it is, and the rows of the page of entry."""

import pytest
from django.utils import translation

from koers.families.actions import NewChild, add_child
from koers.instruments.models import InstrumentVersion
from koers.measurements.offers import Offer
from koers.measurements.presenters import Entering, EntryPage, entry_page, whose_list
from tests.factories.packages import shipped
from tests.factories.world import World, day


def offer(world: World, *, is_first_time: bool) -> Offer:
    active = list(InstrumentVersion.objects.active())
    return Offer.of(active, world.linde, is_first_time=is_first_time)


@pytest.mark.parametrize(("is_first_time", "leads"), [(True, "voorbeeld-34"), (False, "voorbeeld-10")])
def test_the_long_list_leads_the_first_time_and_the_short_one_after_it(
    world: World, is_first_time: bool, leads: str
) -> None:
    found = offer(world, is_first_time=is_first_time)
    assert found.first is not None
    assert found.first.instrument_id == leads
    assert {version.instrument_id for version in found.versions} == {"voorbeeld-10", "voorbeeld-34"}


def test_a_real_family_is_offered_no_made_up_list(world: World) -> None:
    family = world.linde
    family.organisation.is_demo = False
    found = Offer.of(list(InstrumentVersion.objects.active()), family, is_first_time=True)
    assert found.versions == ()
    assert found.are_examples_refused
    assert found.named("voorbeeld-10") is None


def test_without_any_list_nothing_was_refused(world: World) -> None:
    found = Offer.of([], world.linde, is_first_time=True)
    assert found.first is None
    assert not found.are_examples_refused


def test_whose_list_is_longest_ago_comes_first(world: World) -> None:
    child = world.linde.children.get()
    last = {(world.mother.pk, child.pk): day(6), (world.father.pk, child.pk): day(50)}
    links = whose_list([world.mother, world.father], [child], last, today=day(0))
    assert [(link.text, link.note) for link in links] == [
        ("Vader", "laatste lijst 50 dagen geleden"),
        ("Moeder", "laatste lijst 6 dagen geleden"),
    ]
    assert str(child.pk) in links[0].address


def test_S7_with_two_children_each_parent_has_a_list_about_each(world: World) -> None:
    add_child(actor=world.actor("worker"), family=world.linde, new=NewChild(birth_date=day(2000), name="Bo"))
    links = whose_list([world.mother], list(world.linde.children.all()), {}, today=day(0))
    assert [(link.text, link.note) for link in links] == [
        ("Moeder, over Sam", "nog geen lijst"),
        ("Moeder, over Bo", "nog geen lijst"),
    ]


def page(
    world: World, *, language: str = "nl", is_long: bool = False, **answers: dict[str, str]
) -> EntryPage:
    found = offer(world, is_first_time=False)
    version = world.long if is_long else world.short
    entering = Entering(world.mother, world.linde.children.get(), version, found, language)
    parents = [world.mother, world.father]
    return entry_page(entering, parents, answers.get("chosen", {}), answers.get("wrong", {}))


def test_the_page_shows_each_question_with_option_words_and_keys(world: World) -> None:
    found = page(world, chosen={"k02": "3"}, wrong={"k03": "sentence"})
    assert (found.heading, found.n_rows) == ("Papieren lijst van moeder: 10 vragen", 10)
    assert "1, 2, 3, 4 kiest een antwoord" in found.keys
    assert "0 laat een vraag open" in found.keys
    first, second, third = found.rows[:3]
    assert first.name == "answer-k01"
    assert [option.label for option in first.options] == [
        "Klopt niet",
        "Klopt een beetje",
        "Klopt meestal",
        "Klopt helemaal",
    ]
    assert not any(option.is_chosen for option in first.options)
    assert [option.value for option in second.options if option.is_chosen] == ["3"]
    assert third.error == "sentence"


def test_the_other_list_is_one_tap_away(world: World) -> None:
    (other,) = page(world).other_lists
    assert "34 vragen" in other.text
    assert "list=voorbeeld-34" in other.address


def test_made_up_norms_and_the_use_of_the_long_list_are_said(world: World) -> None:
    assert page(world).notes == ("Voorbeeldlijst: vragen en normen zijn verzonnen.",)
    assert "begin van het verloop" in page(world, is_long=True).notes[1]


def test_a_list_that_lacks_the_readers_language_says_so(world: World) -> None:
    with translation.override("en"):
        assert page(world, language="en").rows[0].text == "My child gets up without much fuss."
        notes = page(world, language="fr").notes
    assert "This list does not exist in your language." in " ".join(notes)


@pytest.mark.parametrize(
    ("first", "says", "says_not"),
    [(0, "0, 1, 2, 3 kiest", "laat een vraag open"), (1, "0 laat een vraag open", "0, 1")],
)
def test_the_key_0_opens_a_question_only_where_it_is_no_answer(
    world: World, first: int, says: str, says_not: str
) -> None:
    text = shipped("voorbeeld-10")["instrument.toml"]
    for value in range(1, 5):
        text = text.replace(f"[[options]]\nvalue = {value}\n", f"[[options]]\nvalue = {value - 1 + first}\n")
    version = InstrumentVersion(files={"instrument.toml": text}, content_hash=f"from {first}")
    entering = Entering(world.mother, world.linde.children.get(), version, Offer(()), "nl")
    keys = entry_page(entering, [world.mother], {}, {}).keys
    assert says in keys
    assert says_not not in keys
