"""Who may do what, as truth tables."""

import pytest

from koers.access.actor import StaffActor
from koers.access.roles import ROLE_PERMISSIONS, ROLE_REACH, Permission, Reach, Role


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_rights_and_reach(role: Role) -> None:
    assert ROLE_PERMISSIONS[role]
    assert ROLE_REACH[role] in set(Reach)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RESEARCHER, Role.PRIVACY_OFFICER])
def test_roles_without_families_reach_none_and_read_no_scores(role: Role) -> None:
    assert ROLE_REACH[role] is Reach.NOTHING
    content = {Permission.SCORE_READ, Permission.ANSWERS_READ, Permission.LINE_READ, Permission.IDENTITY_READ}
    assert not ROLE_PERMISSIONS[role] & content


def test_a_team_lead_reads_lines_but_no_single_answers() -> None:
    rights = ROLE_PERMISSIONS[Role.TEAM_LEAD]
    assert Permission.LINE_READ in rights
    assert Permission.ANSWERS_READ not in rights
    assert Permission.ANSWERS_ENTER not in rights


def test_only_the_privacy_officer_reads_the_whole_log() -> None:
    holders = {role for role in Role if Permission.LOG_ALL_READ in ROLE_PERMISSIONS[role]}
    assert holders == {Role.PRIVACY_OFFICER}


def test_who_imports_a_package_cannot_activate_it() -> None:
    for role in Role:
        rights = ROLE_PERMISSIONS[role]
        assert not {Permission.PACKAGE_IMPORT, Permission.PACKAGE_ACTIVATE} <= rights


@pytest.mark.django_db
def test_S12_a_right_holds_for_reachable_families_only(world) -> None:
    worker: StaffActor = world.actor("worker")
    assert worker.can(Permission.LINE_READ, family_id=world.linde.pk)
    assert not worker.can(Permission.LINE_READ, family_id=world.esdoorn.pk)
    assert not world.actor("colleague").can(Permission.LINE_READ, family_id=world.linde.pk)
    assert world.actor("scientist").can(Permission.LINE_READ, family_id=world.linde.pk)
    assert not world.actor("admin").can(Permission.LINE_READ, family_id=world.linde.pk)
