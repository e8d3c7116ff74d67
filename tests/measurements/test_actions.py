"""Storing lists: the scores made of them, the short list inside a long one, and all that is refused."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from koers.access.errors import NotAllowed, WrongState
from koers.audit.models import AuditEvent
from koers.families.models import CareEpisode, Child
from koers.measurements.actions import FormerScore, NewList, store_list, take_over_score
from koers.measurements.models import Administration, AdministrationMode, Score
from koers.organisations.models import Organisation
from tests.factories.world import World, day, fill_in

DERIVED_FROM = {"k01": "o03", "k02": "o05", "k10": "o30"}  # of the ten in the package, read there by eye


def new_list(world: World, **changes) -> NewList:
    new = NewList(
        parent=world.mother,
        child=world.linde.children.get(),
        version=world.short,
        filled_on=day(1),
        mode=AdministrationMode.PAPER,
        answers=answers(4),
    )
    return replace(new, **changes)


def answers(value: int, *, n_open: int = 0) -> dict[str, int | None]:
    return {f"k{n:02}": None if n <= n_open else value for n in range(1, 11)}


def stored(world: World, **changes) -> Administration:
    return store_list(actor=world.actor("worker"), new=new_list(world, **changes))


def primary(administration: Administration) -> Score:
    return administration.scores.get(is_primary=True)


def test_a_list_is_kept_with_the_score_of_the_norm_table(world: World) -> None:
    """Ten times 4, all reversed, is raw 10; norms.csv gives T 35 for 4-11 years."""
    administration = stored(world)
    score = primary(administration)
    assert (administration.state, administration.mode, administration.source) == ("sent", "paper", "answered")
    assert (score.raw_score, score.t_score, score.band, score.norm_group) == (10, 35, "none", "4-11")
    assert score.reason == ""


def test_one_open_question_is_prorated_and_counted(world: World) -> None:
    score = primary(stored(world, answers=answers(1, n_open=1)))
    assert (score.raw_score, score.t_score, score.band, score.n_missing) == (40, 85, "serious", 1)


def test_S4_two_open_questions_make_it_partly_and_give_no_score(world: World) -> None:
    administration = stored(world, answers=answers(1, n_open=2))
    score = primary(administration)
    assert administration.state == "partly"
    assert (score.t_score, score.band, score.reason, score.n_missing) == (None, "", "too_many_missing", 2)
    assert administration.answers["k01"] is None


def test_S5_a_child_older_than_every_norm_gives_no_t_and_the_reason(world: World) -> None:
    Child.objects.filter(family=world.linde).update(birth_date=day(20 * 366))
    score = primary(stored(world))
    assert (score.raw_score, score.t_score, score.reason) == (10, None, "no_norm_for_age")


def test_the_act_stands_in_the_log_without_answers(world: World) -> None:
    administration = stored(world)
    event = AuditEvent.objects.latest("at")
    assert (event.event, event.family_id, event.person_id) == (
        "administration.sent",
        world.linde.pk,
        world.mother.pk,
    )
    assert (event.object_id, event.rows) == (str(administration.pk), "answers score")


# --- the short list inside a long one ---


def long_answers(world: World) -> dict[str, int | None]:
    items = world.long.instrument.items
    return {item.id: 1 + place % 4 for place, item in enumerate(items)}


def test_a_long_list_gives_the_start_of_the_short_one(world: World) -> None:
    long = stored(world, version=world.long, answers=long_answers(world))
    short = long.derived
    assert (short.source, short.is_derived, short.instrument_id) == ("derived", True, "voorbeeld-10")
    assert (short.filled_on, short.parent, short.mode) == (long.filled_on, long.parent, long.mode)
    assert {key: short.answers[key] for key in DERIVED_FROM} == {
        key: long.answers[source] for key, source in DERIVED_FROM.items()
    }
    again = stored(world, filled_on=day(2), answers=short.answers)
    assert primary(short).t_score == primary(again).t_score


def test_a_short_list_filled_in_on_that_day_is_not_replaced(world: World) -> None:
    own = stored(world)
    long = stored(world, version=world.long, answers=long_answers(world))
    assert not Administration.objects.filter(derived_from=long).exists()
    assert Administration.objects.get(pk=own.pk).source == "answered"


def test_open_questions_of_the_long_list_stay_open_in_the_short_one(world: World) -> None:
    open_ones = {"o03": None, "o05": None}
    long = stored(world, version=world.long, answers=long_answers(world) | open_ones)
    assert (long.derived.answers["k01"], long.derived.state) == (None, "partly")
    assert primary(long.derived).reason == "too_many_missing"


# --- one form is one list ---


def test_the_same_form_sent_twice_is_one_list(world: World) -> None:
    key = uuid4()
    first = stored(world, form_key=key)
    before = AuditEvent.objects.count()
    assert stored(world, form_key=key) == first
    assert AuditEvent.objects.count() == before
    assert primary(first).t_score == 35


def test_the_same_form_with_other_answers_is_not_said_to_be_saved(world: World) -> None:
    key = uuid4()
    first = stored(world, form_key=key)
    for changes in ({"answers": answers(1)}, {"filled_on": day(2)}):
        with pytest.raises(ValidationError, match="al eerder verstuurd"):
            stored(world, form_key=key, **changes)
    assert Administration.objects.filter(form_key=key).get().answers == first.answers


# --- refused, and nothing kept ---


def counts() -> tuple[int, int, int]:
    return Administration.objects.count(), Score.objects.count(), AuditEvent.objects.count()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"filled_on": day(-1)}, "in de toekomst"),
        ({"filled_on": day(20 * 366)}, "nog niet geboren"),
        ({"filled_on": day(6)}, "al een lijst van deze persoon op deze dag"),
        ({"answers": answers(4, n_open=10)}, "nog geen vraag beantwoord"),
        ({"answers": {"k01": 9}}, "9"),
        ({"answers": {"k99": 1}}, "k99"),
    ],
)
def test_a_wrong_list_is_refused_and_nothing_is_kept(world: World, changes: dict, sentence: str) -> None:
    before = counts()
    with pytest.raises(ValidationError) as caught:
        stored(world, **changes)
    assert sentence in " ".join(caught.value.messages)
    assert counts() == before


def test_a_wrong_date_is_said_at_the_date(world: World) -> None:
    with pytest.raises(ValidationError) as caught:
        stored(world, filled_on=day(-1))
    assert list(caught.value.message_dict) == ["filled_on"]


def test_parent_and_child_belong_to_one_family(world: World) -> None:
    with pytest.raises(ValidationError, match="niet bij één gezin"):
        stored(world, child=world.wilg.children.get())


def test_made_up_norms_are_refused_for_a_real_family(world: World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(is_demo=False)
    before = counts()
    with pytest.raises(ValidationError, match="verzonnen normen"):
        stored(world)
    assert counts() == before
    world.linde.__class__.objects.filter(name="Linde").update(is_practice=True)
    assert stored(world).pk


@pytest.mark.parametrize("name", ["colleague", "other_worker", "scientist", "lead", "admin"])
def test_only_the_worker_of_the_family_enters(world: World, name: str) -> None:
    before = counts()
    with pytest.raises(NotAllowed):
        store_list(actor=world.actor(name), new=new_list(world))
    assert counts() == before


def test_after_care_has_ended_nothing_is_entered(world: World) -> None:
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    with pytest.raises(WrongState):
        stored(world)


# --- scores of a former system ---


def former(world: World, **changes) -> FormerScore:
    score = FormerScore(
        parent=world.mother,
        child=world.linde.children.get(),
        version=world.short,
        filled_on=day(100),
        mode=AdministrationMode.PAPER,
        t_score=63.96,
    )
    return replace(score, **changes)


def test_a_score_taken_over_is_marked_and_kept_unrounded(world: World) -> None:
    administration = take_over_score(actor=world.actor("worker"), former=former(world))
    score = primary(administration)
    assert (administration.source, administration.answers) == ("taken_over", None)
    assert (score.t_score, score.band, score.raw_score) == (63.96, "mild", None)
    assert AuditEvent.objects.latest("at").rows == "score"


def test_a_score_taken_over_meets_the_same_refusals(world: World) -> None:
    before = counts()
    with pytest.raises(ValidationError, match="al een lijst"):
        take_over_score(actor=world.actor("worker"), former=former(world, filled_on=day(40)))
    with pytest.raises(NotAllowed):
        take_over_score(actor=world.actor("lead"), former=former(world))
    assert counts() == before


def test_the_same_answers_give_the_same_score_whoever_filled_them_in(world: World) -> None:
    mother = fill_in(world, world.mother, days_ago=3, answer=3)
    father = fill_in(world, world.father, days_ago=3, answer=3)
    assert primary(mother).t_score == primary(father).t_score
