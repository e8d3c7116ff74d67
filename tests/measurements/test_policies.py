"""Who may enter a list, and with which package: truth tables."""

import pytest

from koers.access.errors import NotAllowed, WrongState
from koers.families.models import CareEpisode
from koers.measurements import policies
from tests.factories.world import World, day

STAFF = ("worker", "colleague", "other_worker", "scientist", "lead", "admin", "researcher", "privacy_officer")


def test_only_the_worker_of_the_family_enters_lists(world: World) -> None:
    linde = world.linde
    for name in STAFF:
        if name == "worker":
            policies.check_may_enter(world.actor(name), linde)
            continue
        with pytest.raises(NotAllowed):
            policies.check_may_enter(world.actor(name), linde)


def test_after_care_has_ended_nothing_is_entered(world: World) -> None:
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    with pytest.raises(WrongState):
        policies.check_may_enter(world.actor("worker"), world.linde)


@pytest.mark.parametrize(
    ("is_fictitious", "is_demo", "is_practice", "may"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (False, False, False, True),
    ],
)
def test_made_up_norms_are_for_the_demo_and_for_practice_families(
    world: World, is_fictitious: bool, is_demo: bool, is_practice: bool, may: bool
) -> None:
    version, family = world.short, world.linde
    version.is_fictitious, family.is_practice, family.organisation.is_demo = (
        is_fictitious,
        is_practice,
        is_demo,
    )
    assert policies.may_use(version, family) is may
