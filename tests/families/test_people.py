"""Correcting who is in a family: slots for life, nobody deleted, no score changed silently."""

import pytest
from django.core.exceptions import ValidationError

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.models import Child, Relation
from koers.families.people import actions
from koers.families.people.actions import ChildFacts, ParentFacts
from koers.measurements.models import Score
from tests.factories.world import World, day


def test_S8_any_number_of_people_is_added_on_the_page_and_a_slot_is_for_life(world: World, client_of) -> None:
    client, path = client_of(world.person["worker"]), f"/families/{world.linde.pk}/parents/new/"
    for relation in ("stepparent", "foster_parent", "other"):
        client.post(path, {"relation": relation, "name": ""})
    assert list(world.linde.parents.values_list("slot", flat=True)) == [1, 2, 3, 4, 5]
    step = world.linde.parents.get(slot=3)
    actions.mark_left(actor=world.actor("worker"), parent=step, on=day(0))
    client.post(path, {"relation": "other", "name": "Oma"})
    assert world.linde.parents.get(name="Oma").slot == 6


def test_S7_several_children_are_added_on_the_page(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    form = {"name": "Bo", "birth_date": day(2000).isoformat()}
    page = client.post(f"/families/{world.linde.pk}/children/new/", form, follow=True).text
    assert "Bo, 5 jaar" in page
    assert world.linde.children.count() == 2


def test_a_parent_gets_another_name_and_relation_and_keeps_slot_and_code(world: World, client_of) -> None:
    path = f"/families/{world.linde.pk}/parents/{world.father.pk}/"
    father = world.father
    client_of(world.person["worker"]).post(path, {"relation": "stepparent", "name": "Anton"})
    father.refresh_from_db()
    assert (father.relation, father.name, father.slot, father.code) == ("stepparent", "Anton", 2, "P2")
    assert AuditEvent.objects.latest("at").event == "family.changed"
    assert "Anton" not in str(AuditEvent.objects.values_list())


def test_U48_who_left_is_asked_nothing_more_and_comes_back_with_one_tap(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    path = f"/families/{world.linde.pk}/parents/{world.father.pk}/left/"
    page = client.post(path, {"left": "1"}, follow=True).text
    assert "Ongedaan maken" in page
    family = client.get(f"/families/{world.linde.pk}/").text
    assert "niet meer mee" in family
    assert f"/parents/{world.father.pk}/paper/" not in family
    assert Score.objects.filter(administration__parent=world.father).exists()
    client.post(path, {"back": "1"})
    assert world.linde.parents.taking_part().count() == 2


def test_the_last_who_takes_part_does_not_leave(world: World) -> None:
    with pytest.raises(ValidationError, match="minstens één"):
        actions.mark_left(actor=world.actor("worker"), parent=world.wilg.parents.get(), on=day(0))


def test_S6_another_birth_date_changes_no_stored_score_and_says_so(world: World, client_of) -> None:
    child: Child = world.linde.children.get()
    before = list(Score.objects.order_by("pk").values())
    path = f"/families/{world.linde.pk}/children/{child.pk}/"
    form = {"name": "Sam", "birth_date": day(15 * 366).isoformat()}
    page = client_of(world.person["worker"]).post(path, form, follow=True).text
    assert "blijven zoals ze zijn" in page
    assert list(Score.objects.order_by("pk").values()) == before
    assert world.linde.children.get().birth_date == day(15 * 366)


@pytest.mark.parametrize("name", ["scientist", "lead", "colleague"])
def test_only_the_worker_of_the_family_corrects_people(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.change_parent(
            actor=world.actor(name), parent=world.mother, facts=ParentFacts(Relation.OTHER, "x")
        )
    facts = ChildFacts("x", day(1000))
    with pytest.raises(NotAllowed):
        actions.change_child(actor=world.actor(name), child=world.linde.children.get(), facts=facts)
    with pytest.raises(NotAllowed):
        actions.rename_family(actor=world.actor(name), family=world.linde, name="x")


def test_a_family_gets_another_name(world: World, client_of) -> None:
    path = f"/families/{world.linde.pk}/name/"
    page = client_of(world.person["worker"]).post(path, {"name": "Lindeboom"}, follow=True).text
    assert "Gezin Lindeboom" in page
