"""Two people look at a list before it scores anybody."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from koers.access.errors import NotAllowed, WrongState
from koers.access.roles import Role
from koers.audit.models import AuditEvent
from koers.instruments.actions import activate_version, import_package, retire_version
from koers.instruments.models import InstrumentVersion
from koers.organisations.actions import setting_up
from tests.factories.world import hire
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def take_in(world, who: str = "admin", **package) -> InstrumentVersion:
    return import_package(actor=world.actor(who), files=small_package(**package))


def test_S26_an_imported_list_waits_for_a_second_person(world) -> None:
    version = take_in(world)
    assert (version.imported_by_id, version.is_active) == (world.person["admin"].pk, False)
    activate_version(actor=world.actor("scientist"), version=version)
    version.refresh_from_db()
    assert version.is_active
    assert version.activated_by_id == world.person["scientist"].pk
    events = AuditEvent.objects.filter(object_id=str(version.pk)).order_by("at")
    assert [event.event for event in events] == ["package.imported", "package.activated"]


def test_S26_who_imported_is_told_apart_by_account_and_not_by_name(world) -> None:
    setup = setting_up(world.organisation, label="tests")
    twin = hire(world, setup, "twin", Role.BEHAVIOURAL_SCIENTIST, "Noord")
    version = take_in(world)
    InstrumentVersion.objects.filter(pk=version.pk).update(
        imported_by_id=twin.pk, imported_by=world.actor("scientist").label
    )
    version.refresh_from_db()
    with pytest.raises(ValidationError, match="does not activate it"):
        activate_version(actor=world.actor("twin"), version=version)
    activate_version(actor=world.actor("scientist"), version=version)
    assert version.is_active


def test_S26_the_database_refuses_one_person_for_both(world) -> None:
    version = take_in(world)
    activate_version(actor=world.actor("scientist"), version=version)
    with pytest.raises(IntegrityError), transaction.atomic():
        InstrumentVersion.objects.filter(pk=version.pk).update(imported_by_id=version.activated_by_id)


@pytest.mark.parametrize("who", ["worker", "lead", "admin", "researcher", "privacy_officer"])
def test_S26_only_a_behavioural_scientist_puts_a_list_into_use_or_out(who, world) -> None:
    version = take_in(world)
    for action in (activate_version, retire_version):
        with pytest.raises(NotAllowed):
            action(actor=world.actor(who), version=version)


def test_S26_a_new_version_takes_the_earlier_one_out_of_use(world) -> None:
    first = take_in(world)
    second = take_in(world, instrument=changed(INSTRUMENT, "1.0.0", "1.1.0"))
    for version in (first, second):
        activate_version(actor=world.actor("scientist"), version=version)
    first.refresh_from_db()
    assert (first.is_active, second.is_active) == (False, True)
    activate_version(actor=world.actor("scientist"), version=first)
    second.refresh_from_db()
    assert (first.is_active, second.is_active) == (True, False)


def test_S26_a_version_out_of_use_cannot_be_taken_out_again(world) -> None:
    version = take_in(world)
    with pytest.raises(WrongState):
        retire_version(actor=world.actor("scientist"), version=version)
    activate_version(actor=world.actor("scientist"), version=version)
    retire_version(actor=world.actor("scientist"), version=version)
    version.refresh_from_db()
    assert not version.is_active
    assert version.retired_by == world.actor("scientist").label


def test_S26_the_same_version_with_other_content_is_refused_in_one_sentence(world) -> None:
    take_in(world)
    again = take_in(world)
    assert InstrumentVersion.objects.filter(instrument_id="klein-4").get() == again
    with pytest.raises(ValidationError) as refused:
        take_in(world, instrument=changed(INSTRUMENT, "eerste", "eerste vraag"))
    assert refused.value.messages == [
        "Version 1.0.0 of klein-4 is already here with other content. "
        "Give the changed package a new version number."
    ]


def test_T41_a_short_list_must_fit_the_long_list_in_use(world) -> None:
    source = changed(INSTRUMENT, 'from = "groot-9"', 'from = "voorbeeld-34"')
    version = take_in(world, instrument=source)
    with pytest.raises(ValidationError) as refused:
        activate_version(actor=world.actor("scientist"), version=version)
    assert "item a1 is taken from b1, which voorbeeld-34 1.0.0 does not have" in refused.value.messages[0]
    version.refresh_from_db()
    assert not version.is_active


def test_T41_a_long_list_must_fit_the_short_lists_in_use(world) -> None:
    long = changed(changed(INSTRUMENT, "klein-4", "voorbeeld-34"), "1.0.0", "2.0.0")
    version = take_in(world, instrument=long.partition("[derivation]")[0])
    with pytest.raises(ValidationError, match=r"which voorbeeld-34 2\.0\.0 does not have"):
        activate_version(actor=world.actor("scientist"), version=version)


def test_jobs_are_told_apart_by_name(world) -> None:
    setup = setting_up(world.organisation, label="one job")
    version = import_package(actor=setup, files=small_package())
    with pytest.raises(ValidationError):
        activate_version(actor=setup, version=version)
    activate_version(actor=setting_up(world.organisation, label="another"), version=version)
    assert version.is_active


def test_an_unknown_version_is_none_of_ours(world) -> None:
    assert not InstrumentVersion.objects.visible_to(world.actor("stranger")).filter(pk=uuid4()).exists()
    ours = InstrumentVersion.objects.visible_to(world.actor("admin"))
    theirs = InstrumentVersion.objects.visible_to(world.actor("stranger"))
    assert ours.count() == 2
    assert theirs.count() == 0
