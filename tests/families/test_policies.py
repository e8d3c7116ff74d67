"""Who may open a family and record what parents share: truth tables."""

import pytest

from koers.access.errors import NotAllowed
from koers.families import policies
from koers.families.actions import give_sharing_consent
from tests.factories.world import World, day

STAFF = ("worker", "colleague", "other_worker", "scientist", "lead", "admin", "researcher", "privacy_officer")


def allows(check, *args) -> bool:
    try:
        check(*args)
    except NotAllowed:
        return False
    return True


def test_workers_open_families_and_nobody_else(world: World) -> None:
    allowed = {name for name in STAFF if allows(policies.check_may_open_family, world.actor(name))}
    assert allowed == {"worker", "colleague", "other_worker"}


def test_only_the_worker_of_the_family_records_sharing(world: World) -> None:
    linde = world.linde.pk
    allowed = {name for name in STAFF if allows(policies.check_may_record_sharing, world.actor(name), linde)}
    assert allowed == {"worker"}
    assert not allows(policies.check_may_record_sharing, world.actor("worker"), world.esdoorn.pk)


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ([], {("mother", "father"), ("father", "mother")}),
        ([("mother", "father")], {("father", "mother")}),
        ([("mother", "father"), ("father", "mother")], set()),
    ],
)
def test_showing_two_people_needs_the_consent_of_both(world: World, given: list, lacking: set) -> None:
    people = {"mother": world.mother, "father": world.father}
    for owner, reader in given:
        pair = {"owner": people[owner], "reader": people[reader]}
        give_sharing_consent(actor=world.actor("worker"), given_on=day(1), how="talk", **pair)
    found = policies.lacking_consent(list(people.values()), today=day(0))
    assert {(owner.relation, reader.relation) for owner, reader in found} == lacking


def test_data_of_one_person_alone_need_nobodys_consent(world: World) -> None:
    assert policies.lacking_consent([world.mother], today=day(0)) == []
