"""Single questions: answer words over time, most changed first, direction stated, never a score."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from koers.audit.models import AuditEvent
from koers.measurements.actions import FormerScore, store_list, take_over_score
from koers.measurements.models import Administration, AdministrationMode
from koers.trajectories.items import Answers, high_answer_is_burden
from koers.trajectories.presenters.items import ItemsPage
from koers.trajectories.profiles import FamilyScores
from koers.trajectories.wording import items as words
from tests.factories.world import World, day
from tests.measurements.test_actions import new_list


@pytest.fixture
def reader(world: World, client_of) -> Client:
    client = client_of(world.person["scientist"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield client


def items_of(client: Client, world: World, query: str = "") -> ItemsPage:
    return client.get(f"/families/{world.linde.pk}/items/{query}").context["page"]


def answered(world: World, days_ago: int, **answers: int | None) -> None:
    """The mother again, 4 everywhere but where said otherwise."""
    new = new_list(world, filled_on=day(days_ago))
    store_list(actor=world.actor("worker"), new=replace(new, answers={**new.answers, **answers}))


def test_T54_every_question_stands_there_with_all_dates_of_both_parents(world: World, reader: Client) -> None:
    page = items_of(reader, world)
    assert len(page.items) == len(world.short.instrument.items)
    first = page.items[0]
    assert [person.name for person in first.persons] == ["Mother", "Father"]
    assert [len(person.rows) + len(person.older) for person in first.persons] == [4, 4]


def test_T54_U35_the_chosen_and_the_other_answers_are_in_the_words_of_the_list(
    world: World, reader: Client
) -> None:
    row = items_of(reader, world).items[0].persons[0].rows[0]
    labels = ["Not true", "A little true", "Mostly true", "Completely true"]
    assert [rung.label for rung in row.rungs] == labels
    assert [rung.label for rung in row.rungs if rung.is_chosen] == ["Completely true"]


def test_U35_what_changed_most_stands_first_in_answer_steps(world: World, reader: Client) -> None:
    """From 4 to 1 is three steps, from 4 to 3 one; all are positively worded, so lower is more stress."""
    answered(world, 3, k04=3, k07=1)
    page = items_of(reader, world, f"?person={world.mother.pk}")
    assert [item.number for item in page.items[:3]] == [7, 4, 1]
    changes = [item.persons[0].change for item in page.items[:3]]
    assert changes[0].startswith("3 answer steps towards more stress")
    assert changes[1].startswith("1 answer step towards more stress")
    assert changes[2].startswith("the same as on")


def test_T56_the_direction_is_said_and_no_score_or_area_stands_at_a_question(
    world: World, reader: Client
) -> None:
    page = items_of(reader, world)
    assert "worded positively" in page.sentences[0]
    assert "“Completely true”) means less stress" in page.sentences[0]
    shown = reader.get(f"/families/{world.linde.pk}/items/").content.decode()
    for area in ("no notable problems", "mild problems", "serious problems", "T score"):
        assert area not in shown
    assert "<svg" not in shown.split("items-direction")[1].split('class="items"')[0]


def test_T56_a_list_on_which_high_is_worse_reads_a_reversed_question_as_positive(world: World) -> None:
    instrument = world.short.instrument
    positive = instrument.items[0]
    assert not high_answer_is_burden(positive, instrument)
    assert high_answer_is_burden(replace(positive, reversed=False), instrument)


def test_a_question_left_open_is_not_compared(world: World, reader: Client) -> None:
    answered(world, 3, k02=None)
    page = items_of(reader, world, f"?person={world.mother.pk}")
    second = next(item for item in page.items if item.number == 2)
    assert second.persons[0].change == str(words.OPEN_IN_ONE)
    assert second.persons[0].rows[0].rungs == ()


def test_the_list_taken_from_the_long_one_says_so(world: World, reader: Client) -> None:
    person = items_of(reader, world).items[0].persons[0]
    assert person.older[-1].note == "from the long list"


def test_a_taken_over_score_has_no_questions_and_says_so(world: World, reader: Client) -> None:
    former = FormerScore(
        world.mother, world.linde.children.get(), world.short, day(300), AdministrationMode.PAPER, 71
    )
    take_over_score(actor=world.actor("worker"), former=former)
    page = items_of(reader, world)
    assert any("without answers" in note for note in page.notes)
    assert len(page.items[0].persons[0].rows + page.items[0].persons[0].older) == 4


def test_with_one_list_the_questions_stand_in_their_order_without_comparison(
    world: World, reader: Client
) -> None:
    for one in Administration.objects.filter(
        family=world.linde, source="answered", instrument_id="voorbeeld-10"
    ):
        Administration.objects.filter(pk=one.pk).update(is_current=False)
    page = items_of(reader, world, f"?list=voorbeeld-10&person={world.mother.pk}")
    assert page.notes == (str(words.NO_COMPARISON),)
    assert [item.number for item in page.items] == list(range(1, 11))
    assert page.items[0].persons[0].change == "first list"


def test_the_filter_shows_one_person(world: World, reader: Client) -> None:
    page = items_of(reader, world, f"?person={world.father.pk}")
    assert {person.name for item in page.items for person in item.persons} == {"Father"}
    assert [one.is_current for one in page.filters] == [False, False, True]
    stranger = world.wilg.parents.get()
    assert reader.get(f"/families/{world.linde.pk}/items/?person={stranger.pk}").status_code == 404


def test_two_people_kept_apart_are_not_side_by_side(world: World, reader: Client, monkeypatch) -> None:
    monkeypatch.setattr("koers.trajectories.item_views.staff_figure_is_separate", lambda ids: True)
    page = items_of(reader, world)
    assert {person.name for item in page.items for person in item.persons} == {"Mother"}
    assert [one.text for one in page.filters] == ["Mother", "Father"]


def test_a_team_lead_sees_no_answers_and_no_way_to_them(world: World, client_of) -> None:
    lead = client_of(world.person["lead"])
    assert lead.get(f"/families/{world.linde.pk}/items/").status_code == 403
    assert "/items/" not in lead.get(f"/families/{world.linde.pk}/profile/").content.decode()


def test_reading_questions_stands_in_the_log(world: World, reader: Client) -> None:
    items_of(reader, world, f"?person={world.father.pk}")
    event = AuditEvent.objects.filter(event="items.read").get()
    assert (event.person_id, event.rows) == (world.father.pk, "identity answers")


def test_T55_moves_of_two_steps_and_more_are_counted(world: World) -> None:
    answered(world, 3, k04=3, k07=1, k08=2)
    scientist = world.actor("scientist")
    scores = FamilyScores.read(scientist, world.linde)
    answers = Answers.of(scores.profile(scores.choices()[0]), scores.scores)
    mother = next(one for one in answers.persons if one.person.parent_id == world.mother.pk)
    assert mother.large_moves(answers.instrument) == 2
