"""Who may look, expect, note and print: one set-up, allow and deny side by side."""

from collections.abc import Callable

import pytest

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.trajectories import policies
from tests.factories.world import World

OWN_FAMILY = {
    "worker": "read expect note print",
    "scientist": "read note print",
    "lead": "read",
    "colleague": "",
    "other_worker": "",
    "admin": "",
    "researcher": "",
    "privacy_officer": "",
    "stranger": "",
}
CHECKS: dict[str, Callable[..., None]] = {
    "read": policies.check_may_read,
    "expect": policies.check_may_expect,
    "note": policies.check_may_note,
    "print": policies.check_may_print,
}


def allows(check: Callable[..., None], actor: Actor, family_id: object) -> bool:
    try:
        check(actor, family_id)
    except NotAllowed:
        return False
    return True


def test_S12_each_role_may_do_its_own_part_in_its_own_families(world: World) -> None:
    for name, granted in OWN_FAMILY.items():
        actor = world.actor(name)
        allowed = {act for act, check in CHECKS.items() if allows(check, actor, world.linde.pk)}
        assert allowed == set(granted.split()), name


@pytest.mark.parametrize(
    ("name", "asked", "expectations", "readings"),
    [
        ("worker", True, True, True),
        ("scientist", False, True, True),
        ("lead", False, False, False),
    ],
)
def test_T44_only_the_worker_is_asked_first(
    world: World, name: str, asked: bool, expectations: bool, readings: bool
) -> None:
    actor = world.actor(name)
    assert policies.is_asked_first(actor) is asked
    assert policies.sees_expectations(actor) is expectations
    assert policies.sees_readings(actor) is readings
    assert policies.sees_together(actor)
