"""From an account to the hat it wears today."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from koers.access.roles import Role
from koers.accounts.models import User
from koers.organisations.actions import (
    NewMembership,
    create_organisation,
    give_role,
    save_settings,
    setting_up,
)
from koers.organisations.actors import actor_of, settings_with
from koers.organisations.backends import StaffBackend
from koers.organisations.models import Membership, Organisation, Team

pytestmark = pytest.mark.django_db


def test_an_account_without_a_live_membership_is_nobody(world) -> None:
    worker = world.person["worker"]
    assert actor_of(worker) is not None
    Membership.objects.filter(user=worker).update(ended_on=timezone.localdate())
    assert actor_of(worker) is None


def test_a_membership_of_tomorrow_does_not_count_yet(world) -> None:
    worker = world.person["worker"]
    Membership.objects.filter(user=worker).update(started_on=timezone.localdate() + timedelta(days=1))
    assert actor_of(worker) is None


def test_two_teams_of_one_role_count_together(world) -> None:
    setup = setting_up(world.organisation, label="tests")
    west = world.teams["West"]
    new = NewMembership(world.person["scientist"], Role.BEHAVIOURAL_SCIENTIST, timezone.localdate(), west)
    give_role(actor=setup, organisation=world.organisation, new=new)
    assert world.actor("scientist").team_ids == {world.teams["Noord"].pk, west.pk}


def test_the_account_of_a_session_comes_with_its_roles_and_the_newest_settings(
    world, django_assert_num_queries
) -> None:
    for days in (20, 40):
        save_settings(actor=world.actor("admin"), chosen={"interval_days": days})
    with django_assert_num_queries(1):
        user = StaffBackend().get_user(world.person["worker"].pk)
        found = actor_of(user)
        assert [one.interval_days for one in settings_with(user)] == [40]
    assert found == world.actor("worker")
    stranger = StaffBackend().get_user(world.person["stranger"].pk)
    assert [one.version for one in settings_with(stranger)] == [0]


def test_an_account_without_a_role_is_still_an_account(world) -> None:
    worker = world.person["worker"]
    Membership.objects.filter(user=worker).update(ended_on=timezone.localdate())
    found = StaffBackend().get_user(worker.pk)
    assert found == worker
    assert actor_of(found) is None
    assert settings_with(found) == []


def test_an_account_that_is_closed_is_out_at_its_next_request(world, client_of) -> None:
    client = client_of(world.person["worker"])
    assert client.get("/families/").status_code == 200
    User.objects.filter(username="worker").update(is_active=False)
    assert client.get("/families/").status_code == 302


def test_a_slug_is_taken_once(world) -> None:
    with pytest.raises(ValidationError):
        create_organisation(slug="vlierhof", name="Again", is_demo=False, label="tests")
    assert Organisation.objects.count() == 2


def test_a_membership_does_not_end_before_it_starts(world) -> None:
    membership = Membership.objects.get(user=world.person["worker"])
    membership.ended_on = membership.started_on - timedelta(days=1)
    with pytest.raises(IntegrityError):
        membership.save(update_fields=["ended_on"])


def test_who_may_not_see_the_organisation_sees_no_people_and_teams(world) -> None:
    researcher = world.actor("researcher")
    assert not Membership.objects.visible_to(researcher).exists()
    assert not Team.objects.visible_to(researcher).exists()
    assert Team.objects.visible_to(world.actor("admin")).count() == 2


def test_the_overview_names_people_and_no_family(world, client_of) -> None:
    page = client_of(world.person["privacy_officer"]).get("/organisation/")
    text = page.content.decode()
    assert "Scientist" in text
    assert "Linde" not in text
    assert "Stranger" not in text
