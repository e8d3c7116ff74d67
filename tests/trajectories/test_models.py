"""What the database itself refuses, and who sees which rows."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from koers.measurements.models import Administration
from koers.trajectories.actions import store_expectation, store_reading
from koers.trajectories.models import Expectation, ExpectedCourse, Reading, Written
from koers.trajectories.records import ExpectationAnswer, NewReading
from tests.factories.world import World


@pytest.fixture
def about(world: World) -> Administration:
    return world.mother.administrations.filter(instrument_id="voorbeeld-10").latest("filled_on")


@pytest.fixture
def kept(world: World, about: Administration) -> Expectation:
    answer = ExpectationAnswer(ExpectedCourse.DECLINE)
    return store_expectation(actor=world.actor("worker"), administration=about, answer=answer)


def row(world: World, about: Administration, **changes: object) -> Expectation:
    facts: dict[str, object] = {
        "parent": about.parent,
        "administration": about,
        "user": world.person["colleague"],
        "author": "Colleague",
        "shape": ExpectedCourse.DECLINE,
        "created_at": timezone.now(),
    }
    return Expectation(**(facts | changes))


def test_T45_an_expectation_is_not_changed_afterwards(kept: Expectation) -> None:
    kept.shape = ExpectedCourse.STEADY
    with pytest.raises(Written):
        kept.save()
    kept.refresh_from_db()
    assert kept.shape == ExpectedCourse.DECLINE


def test_T45_one_expectation_a_person_and_list(
    world: World, about: Administration, kept: Expectation
) -> None:
    row(world, about).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(world, about, user=world.person["worker"]).save()


@pytest.mark.parametrize(
    ("shape", "is_skipped", "is_fine"),
    [("decline", False, True), ("", True, True), ("", False, False), ("decline", True, False)],
)
def test_T46_an_expectation_is_given_or_skipped(
    world: World, about: Administration, shape: str, is_skipped: bool, is_fine: bool
) -> None:
    new = row(world, about, shape=shape, is_skipped=is_skipped)
    if is_fine:
        new.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            new.save()


def test_S12_expectations_and_readings_are_seen_with_the_family_only(world: World, kept: Expectation) -> None:
    shown = [kept.administration_id]
    store_reading(actor=world.actor("worker"), new=NewReading(world.linde, world.linde.children.get(), shown))
    for name, sees in (("worker", 1), ("scientist", 1), ("colleague", 0), ("admin", 0), ("stranger", 0)):
        actor = world.actor(name)
        assert Expectation.objects.visible_to(actor).count() == sees, name
        assert Reading.objects.visible_to(actor).count() == sees, name
