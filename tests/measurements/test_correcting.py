"""Putting a stored list right: a new version with a reason, the old one kept and out of every count."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from koers.access.actor import RespondentActor
from koers.access.errors import NotAllowed, WrongState
from koers.audit.models import AuditEvent
from koers.families.models import CareEpisode, Child
from koers.measurements.actions import FormerScore, store_list, take_over_score
from koers.measurements.correcting.actions import Corrected, correct_list, withdraw_list
from koers.measurements.models import Administration, AdministrationMode, Score
from tests.factories.world import World, day, fill_in
from tests.measurements.test_actions import answers, new_list, primary


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def newest(world: World) -> Administration:
    """The mother's list of six days ago: ten times 4."""
    return Administration.objects.get(parent=world.mother, filled_on=day(6))


def meant(administration: Administration, **changes) -> Corrected:
    """The list as it stands, with what was wrong changed."""
    corrected = Corrected(
        parent=administration.parent,
        child=administration.child,
        filled_on=administration.filled_on,
        reason="Typed over wrongly.",
        answers=administration.answers or {},
    )
    return replace(corrected, **changes)


def corrected(world: World, administration: Administration, **changes) -> Administration:
    return correct_list(
        actor=world.actor("worker"), administration=administration, corrected=meant(administration, **changes)
    )


def test_S18_other_answers_are_a_new_version_with_scores_of_its_own(world: World) -> None:
    """Ten times 1 where 4 stood: raw 40 is T 85, raw 10 is T 35; the old rows stay as they were."""
    old = newest(world)
    new = corrected(world, old, answers=answers(1))
    before = Administration.objects.get(pk=old.pk)
    assert (new.is_current, new.replaces, new.correction_reason) == (True, old, "Typed over wrongly.")
    assert (before.is_current, before.answers) == (False, old.answers)
    assert (primary(before).t_score, primary(new).t_score) == (35, 85)


def test_S18_a_wrong_date_moves_the_list(world: World) -> None:
    new = corrected(world, newest(world), filled_on=day(60))
    current = Administration.objects.current().filter(parent=world.mother, instrument_id="voorbeeld-10")
    assert [one.filled_on for one in current] == [day(120), day(80), day(60), day(40)]
    assert new.mode == AdministrationMode.PAPER


def test_S18_a_list_of_the_wrong_person_goes_to_the_other(world: World) -> None:
    new = corrected(world, newest(world), parent=world.father)
    assert new.parent == world.father
    assert not Administration.objects.current().filter(parent=world.mother, filled_on=day(6)).exists()


def test_S18_a_list_about_the_wrong_child_is_scored_by_the_right_age(world: World) -> None:
    bo = Child.objects.create(family=world.linde, code="K9", birth_date=day(2 * 365 + 100), name="Bo")
    new = corrected(world, newest(world), child=bo)
    assert new.child == bo
    assert (primary(new.replaces).norm_group, primary(new).norm_group) == ("4-11", "0-3")


def test_S18_the_short_list_taken_from_a_long_one_is_corrected_along(world: World) -> None:
    long = Administration.objects.get(parent=world.mother, instrument_id="voorbeeld-34")
    short = long.derived
    new = corrected(world, long, answers=dict.fromkeys(long.answers, 4), filled_on=day(119))
    again = Administration.objects.get(pk=short.pk)
    assert (new.derived.replaces, new.derived.correction_reason) == (short, "Typed over wrongly.")
    assert (new.derived.filled_on, new.derived.is_current, again.is_current) == (day(119), True, False)
    assert primary(new.derived).t_score == 35


def test_S18_a_corrected_list_can_be_corrected_again(world: World) -> None:
    first = newest(world)
    second = corrected(world, first, answers=answers(1))
    third = corrected(world, second, answers=answers(2))
    assert (third.replaces, third.replaces.replaces) == (second, first)
    with pytest.raises(ValidationError, match="corrected or withdrawn already"):
        corrected(world, first, answers=answers(3))


def test_S18_the_same_form_twice_is_one_correction(world: World) -> None:
    old = newest(world)
    form = meant(old, answers=answers(1))
    worker = world.actor("worker")
    first = correct_list(actor=worker, administration=old, corrected=form)
    assert correct_list(actor=worker, administration=old, corrected=form) == first
    assert AuditEvent.objects.filter(event="administration.corrected").count() == 1


def test_S18_score_and_date_of_a_former_system_can_be_corrected(world: World) -> None:
    former = FormerScore(
        world.mother, world.linde.children.get(), world.short, day(300), AdministrationMode.PAPER, 71
    )
    old = take_over_score(actor=world.actor("worker"), former=former)
    new = corrected(world, old, t_score=61, filled_on=day(310))
    assert (primary(new).t_score, new.filled_on, new.source, new.answers) == (
        61,
        day(310),
        "taken_over",
        None,
    )
    with pytest.raises(ValidationError, match="T score"):
        corrected(world, new, filled_on=day(311))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Nothing is different"),
        ({"filled_on": day(1), "reason": "  "}, "what was wrong"),
        ({"filled_on": day(-1)}, "lies in the future"),
        ({"filled_on": day(40)}, "already a list by this person"),
    ],
)
def test_a_correction_that_cannot_be_kept_changes_nothing(changes, sentence, world: World) -> None:
    old = newest(world)
    before = list(Administration.objects.order_by("pk").values())
    with pytest.raises(ValidationError, match=sentence):
        corrected(world, old, **changes)
    assert list(Administration.objects.order_by("pk").values()) == before


def test_a_list_does_not_move_to_another_family(world: World) -> None:
    ria = world.wilg.parents.get()
    with pytest.raises(ValidationError, match="another family"):
        corrected(world, newest(world), parent=ria, child=world.wilg.children.get())


def test_a_derived_list_is_corrected_at_its_source(world: World) -> None:
    short = Administration.objects.get(parent=world.mother, source="derived")
    with pytest.raises(ValidationError, match="Correct the long list"):
        corrected(world, short, filled_on=day(118))


# --- withdrawing ---


def test_S18_a_withdrawn_list_and_what_was_derived_stop_counting_and_stay_stored(world: World) -> None:
    long = Administration.objects.get(parent=world.mother, instrument_id="voorbeeld-34")
    worker = world.actor("worker")
    withdraw_list(actor=worker, administration=long, reason="Of another family.")
    for one in (long, long.derived):
        one.refresh_from_db()
        assert (one.is_current, one.withdrawn_reason) == (False, "Of another family.")
        assert (one.withdrawn_by, one.withdrawn_at is None) == (worker.label, False)
    event = AuditEvent.objects.latest("at")
    assert (event.event, event.object_id) == ("administration.withdrawn", str(long.pk))


def test_withdrawing_twice_is_withdrawing_once(world: World) -> None:
    old, worker = newest(world), world.actor("worker")
    withdraw_list(actor=worker, administration=old, reason="Double.")
    withdraw_list(actor=worker, administration=old, reason="Again.")
    old.refresh_from_db()
    assert old.withdrawn_reason == "Double."


def test_withdrawing_wants_a_reason(world: World) -> None:
    with pytest.raises(ValidationError, match="what was wrong"):
        withdraw_list(actor=world.actor("worker"), administration=newest(world), reason="")


def test_after_withdrawing_the_day_is_free_again(world: World) -> None:
    withdraw_list(actor=world.actor("worker"), administration=newest(world), reason="Wrong.")
    again = store_list(actor=world.actor("worker"), new=new_list(world, filled_on=day(6)))
    assert again.is_current


# --- who may ---


@pytest.mark.parametrize("who", ["scientist", "lead", "colleague", "stranger", "admin"])
def test_only_the_worker_of_the_family_corrects_and_withdraws(who, world: World) -> None:
    old, actor = newest(world), world.actor(who)
    with pytest.raises(NotAllowed):
        correct_list(actor=actor, administration=old, corrected=meant(old, filled_on=day(5)))
    with pytest.raises(NotAllowed):
        withdraw_list(actor=actor, administration=old, reason="Wrong.")
    corrected(world, old, filled_on=day(5))


def test_nobody_corrects_through_a_link(world: World) -> None:
    old = newest(world)
    parent = RespondentActor(world.organisation.pk, world.linde.pk)
    with pytest.raises(NotAllowed):
        correct_list(actor=parent, administration=old, corrected=meant(old, filled_on=day(5)))


def test_after_the_end_of_care_nothing_is_corrected(world: World) -> None:
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    with pytest.raises(WrongState):
        corrected(world, newest(world), filled_on=day(5))


# --- a form that is known ---


def test_a_known_form_of_somebody_else_is_refused_and_one_without_right_is_not_answered(world: World) -> None:
    new = new_list(world)
    store_list(actor=world.actor("worker"), new=new)
    with pytest.raises(ValidationError, match="for somebody else"):
        store_list(actor=world.actor("worker"), new=replace(new, parent=world.father))
    with pytest.raises(NotAllowed):
        store_list(actor=world.actor("colleague"), new=new)


def test_a_score_of_an_old_version_is_no_current_score(world: World) -> None:
    old = newest(world)
    corrected(world, old, answers=answers(1))
    assert not Score.objects.current().filter(administration=old).exists()
    assert Score.objects.filter(administration=old).exists()


def test_fill_in_still_stores_a_list(world: World) -> None:
    assert fill_in(world, world.mother, days_ago=3).is_current
