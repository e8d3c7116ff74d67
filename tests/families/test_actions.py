"""Opening a family and recording what parents share: what is kept, what is refused, what is written down."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.actions import (
    NewChild,
    NewFamily,
    NewParent,
    add_child,
    add_parent,
    give_sharing_consent,
    open_family,
    withdraw_sharing_consent,
)
from koers.families.models import CaseAssignment, Family, Relation, SharingConsent
from tests.factories.world import World, day


def new_family(world: World, **changes) -> NewFamily:
    new = NewFamily(
        name="Berk",
        team=world.teams["Noord"],
        responsible=world.person["worker"],
        started_on=day(0),
        parents=[NewParent(Relation.MOTHER), NewParent(Relation.FATHER)],
        children=[NewChild(birth_date=day(3000))],
    )
    return replace(new, **changes)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("at")


def test_T9_a_new_family_has_people_a_running_episode_and_a_responsible_worker(world: World) -> None:
    family = open_family(actor=world.actor("worker"), new=new_family(world))
    assert list(family.parents.values_list("relation", "slot")) == [("mother", 1), ("father", 2)]
    assert family.children.get().birth_date == day(3000)
    assert family.episodes.running().get().started_on == day(0)
    assert family.assignments.get().user == world.person["worker"]
    assert family in Family.objects.visible_to(world.actor("worker"))
    event = last_event()
    assert (event.event, event.family_id, event.actor_label) == ("family.created", family.pk, "Worker")


def test_families_without_a_code_are_numbered_on(world: World) -> None:
    first = open_family(actor=world.actor("worker"), new=new_family(world))
    second = open_family(actor=world.actor("worker"), new=new_family(world))
    assert (first.code, second.code) == ("G0003", "G0004")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parents": []}, "minstens één ouder"),
        ({"children": []}, "minstens één kind"),
        ({"started_on": day(-1)}, "start van de hulp ligt in de toekomst"),
        ({"children": [NewChild(birth_date=day(-1))]}, "geboortedatum van het kind ligt in de toekomst"),
        ({"code": "G0001"}, "al van een ander gezin"),
    ],
)
def test_a_wrong_family_is_refused_and_nothing_is_kept(world: World, changes: dict, sentence: str) -> None:
    before = Family.objects.count(), CaseAssignment.objects.count(), AuditEvent.objects.count()
    with pytest.raises(ValidationError) as caught:
        open_family(actor=world.actor("worker"), new=new_family(world, **changes))
    assert sentence in " ".join(caught.value.messages)
    assert (Family.objects.count(), CaseAssignment.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("name", ["scientist", "lead", "admin"])
def test_only_workers_open_a_family(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_family(actor=world.actor(name), new=new_family(world))


def test_a_further_parent_gets_the_next_slot_and_a_further_child_the_next_code(world: World) -> None:
    parent = add_parent(actor=world.actor("worker"), family=world.linde, new=NewParent(Relation.STEPPARENT))
    child = add_child(actor=world.actor("worker"), family=world.linde, new=NewChild(birth_date=day(1000)))
    assert (parent.slot, parent.code, child.code) == (3, "P3", "K2")


def give(world: World, given_on=None, **changes) -> SharingConsent:
    facts = {"actor": world.actor("worker"), "owner": world.mother, "reader": world.father, "how": "talk"}
    return give_sharing_consent(**(facts | changes), given_on=given_on or day(0))


def test_S2_consent_is_one_direction_dated_and_ends_after_half_a_year(world: World) -> None:
    consent = give(world)
    assert (consent.owner, consent.reader, consent.recorded_by) == (world.mother, world.father, "Worker")
    assert (consent.ends_on - consent.given_on).days == 183
    event = last_event()
    assert (event.event, event.person_id) == ("sharing.given", world.mother.pk)


def test_S2_consent_is_withdrawn_at_once_and_can_be_given_anew(world: World) -> None:
    give(world)
    withdraw_sharing_consent(actor=world.actor("worker"), owner=world.mother, reader=world.father)
    assert not SharingConsent.objects.in_force(on=day(0)).exists()
    assert last_event().event == "sharing.withdrawn"
    give(world)
    assert SharingConsent.objects.in_force(on=day(0)).count() == 1


def test_consent_that_ran_out_makes_room_for_a_new_one(world: World) -> None:
    give(world, given_on=day(200))
    give(world, given_on=day(0))
    assert SharingConsent.objects.in_force(on=day(0)).count() == 1


def test_consent_given_twice_or_across_families_is_refused(world: World) -> None:
    give(world)
    with pytest.raises(ValidationError):
        give(world)
    with pytest.raises(ValidationError, match="niet bij één gezin"):
        give(world, reader=world.wilg.parents.get())


def test_sharing_is_recorded_by_the_worker_of_the_family_only(world: World) -> None:
    for name in ("colleague", "scientist", "lead"):
        with pytest.raises(NotAllowed):
            give(world, actor=world.actor(name))
        with pytest.raises(NotAllowed):
            withdraw_sharing_consent(actor=world.actor(name), owner=world.mother, reader=world.father)
