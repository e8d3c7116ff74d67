"""A family added by mistake: once is once, and while it is empty it can be taken away and brought back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.actions import NewChild, NewFamily, NewParent, give_sharing_consent, open_family
from koers.families.goals.actions import NewGoal, add_goal
from koers.families.handover.cases import grants_within
from koers.families.happenings.actions import NewHappening, add_happening
from koers.families.models import Family, HappeningKind, Relation
from koers.families.removal.actions import bring_back, take_away
from koers.measurements.inviting.actions import NewInvitation, issue
from tests.factories.world import World, day, fill_in

ADD = "/families/new/"
FILLED = {
    "name": "Berk",
    "birth_date": "2018-05-01",
    "relation_1": "mother",
    "relation_2": "father",
    "started_on": day(3).isoformat(),
}


@pytest.fixture
def berk(world: World) -> Family:
    new = NewFamily(
        name="Berk",
        team=world.teams["Noord"],
        responsible=world.person["worker"],
        started_on=day(0),
        parents=[NewParent(Relation.MOTHER), NewParent(Relation.FATHER)],
        children=[NewChild(birth_date=day(3000))],
        code="B-7",
    )
    return open_family(actor=world.actor("worker"), new=new)


def page_of(client) -> str:
    return client.get(ADD)["Location"]


# --- once ---


def test_the_address_of_the_form_keeps_its_key_so_that_back_and_save_is_one_family(
    world: World, client_of
) -> None:
    client = client_of(world.person["worker"])
    address = page_of(client)
    key = address.partition("form=")[2]
    for _press in range(2):
        assert f'name="form_key" value="{key}"' in client.get(address).content.decode()
        response = client.post(address, FILLED | {"form_key": key})
        family = Family.objects.get(name="Berk")
        assert response["Location"] == reverse("caseload:family", args=[family.pk])
    assert family.parents.count() == 2


def test_going_back_to_the_form_says_that_the_family_is_there(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    address = page_of(client)
    assert "al toegevoegd" not in client.get(address).content.decode()
    client.post(address, FILLED | {"form_key": address.partition("form=")[2]})
    page = client.get(address).content.decode()
    assert "gezin Berk</a> al toegevoegd" in page
    assert "Voeg nog een gezin toe" in page


def test_another_family_from_the_same_form_is_asked_about_and_then_added(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    address = page_of(client)
    sent = FILLED | {"form_key": address.partition("form=")[2]}
    client.post(address, sent)
    response = client.post(address, sent | {"name": "Els"})
    page = response.content.decode()
    assert "Met dit formulier heb je Berk al toegevoegd" in page
    assert not Family.objects.filter(name="Els").exists()
    assert 'value="Els"' in page
    assert 'href="#id_form_key"' not in page  # nothing to see there
    fresh = response.context["form"].key
    assert fresh != sent["form_key"]
    client.post(address, sent | {"name": "Els", "form_key": fresh})
    assert Family.objects.filter(name__in=["Berk", "Els"]).count() == 2


@pytest.mark.parametrize("changes", [{"birth_date": "2019-05-01"}, {"relation_2": ""}, {"name_1": "Ria"}])
def test_a_correction_in_the_same_form_is_not_swallowed(world: World, client_of, changes: dict) -> None:
    client = client_of(world.person["worker"])
    address = page_of(client)
    sent = FILLED | {"form_key": address.partition("form=")[2]}
    client.post(address, sent)
    assert "heb je Berk al toegevoegd" in client.post(address, sent | changes).content.decode()


def test_a_key_that_is_nonsense_gives_a_fresh_form(world: World, client_of) -> None:
    assert client_of(world.person["worker"]).get(f"{ADD}?form=x")["Location"].startswith(f"{ADD}?form=")


# --- taken away ---


def test_a_family_taken_away_is_gone_for_everybody_and_comes_back_whole(world: World, berk: Family) -> None:
    worker = world.actor("worker")
    take_away(actor=worker, family=berk)
    for name in ("worker", "scientist", "lead"):
        assert berk not in Family.objects.visible_to(world.actor(name))
    assert not grants_within(world.actor("admin")).filter(family=berk).exists()
    assert AuditEvent.objects.latest("at").event == "family.removed"
    bring_back(actor=worker, family_id=berk.pk)
    for name in ("worker", "scientist", "lead"):
        assert berk in Family.objects.visible_to(world.actor(name))
    assert grants_within(world.actor("admin")).filter(family=berk).exists()
    assert AuditEvent.objects.latest("at").event == "family.restored"
    assert (berk.parents.count(), berk.children.count(), berk.episodes.running().count()) == (2, 1, 1)


def with_a_list(world: World, family: Family) -> None:
    fill_in(world, family.parents.first(), days_ago=0)


def with_a_link(world: World, family: Family) -> None:
    new = NewInvitation(family.parents.first(), family.children.get(), world.short)
    assert issue(actor=world.actor("worker"), new=new)


def with_a_goal(world: World, family: Family) -> None:
    add_goal(actor=world.actor("worker"), family=family, new=NewGoal("Rust aan tafel", started_on=day(0)))


def with_an_event(world: World, family: Family) -> None:
    new = NewHappening(HappeningKind.FAMILY, "Verhuisd", happened_on=day(1))
    add_happening(actor=world.actor("worker"), family=family, new=new)


def with_a_consent(world: World, family: Family) -> None:
    owner, reader = family.parents.all()
    give_sharing_consent(actor=world.actor("worker"), owner=owner, reader=reader, given_on=day(0), how="talk")


@pytest.mark.parametrize("fill", [with_a_list, with_a_link, with_a_goal, with_an_event, with_a_consent])
def test_a_family_with_anything_in_it_is_never_taken_away(
    world: World, berk: Family, client_of, fill
) -> None:
    client, address = client_of(world.person["worker"]), reverse("caseload:family", args=[berk.pk])
    assert "Haal dit gezin weg" in client.get(address).content.decode()
    fill(world, berk)
    with pytest.raises(ValidationError, match="Er staat al iets in dit gezin"):
        take_away(actor=world.actor("worker"), family=berk)
    assert berk in Family.objects.visible_to(world.actor("worker"))
    assert "Haal dit gezin weg" not in client.get(address).content.decode()
    told = client.post(reverse("families:take_away", args=[berk.pk]), follow=True).content.decode()
    assert "Er staat al iets in dit gezin" in told


@pytest.mark.parametrize("name", ["colleague", "scientist", "lead", "admin"])
def test_only_the_own_worker_takes_a_family_away(world: World, berk: Family, name: str) -> None:
    with pytest.raises(NotAllowed):
        take_away(actor=world.actor(name), family=berk)


@pytest.mark.parametrize("name", ["colleague", "scientist", "admin"])
def test_only_who_took_it_away_brings_it_back(world: World, berk: Family, name: str) -> None:
    take_away(actor=world.actor("worker"), family=berk)
    with pytest.raises(NotAllowed):
        bring_back(actor=world.actor(name), family_id=berk.pk)


def test_its_code_and_its_form_can_be_used_again(world: World, berk: Family) -> None:
    worker, key = world.actor("worker"), uuid4()
    Family.objects.filter(pk=berk.pk).update(form_key=key)
    take_away(actor=worker, family=berk)
    new = NewFamily(
        name="Berk",
        team=world.teams["Noord"],
        responsible=world.person["worker"],
        started_on=day(0),
        parents=[NewParent(Relation.MOTHER)],
        children=[NewChild(birth_date=day(3000))],
        code="B-7",
        form_key=key,
    )
    assert open_family(actor=worker, new=new).pk != berk.pk
    with pytest.raises(ValidationError, match="B-7"):
        bring_back(actor=worker, family_id=berk.pk)


def test_U48_one_tap_takes_away_and_one_tap_on_the_next_page_brings_back(
    world: World, berk: Family, client_of
) -> None:
    client = client_of(world.person["worker"])
    response = client.post(reverse("families:take_away", args=[berk.pk]))
    assert response["Location"] == reverse("families:taken_away")
    page = client.get(response["Location"]).content.decode()
    assert "Gezin Berk staat nergens meer" in page
    assert "Berk" not in client.get("/").content.decode()
    assert client.get(reverse("caseload:family", args=[berk.pk])).status_code == 404
    back = client.post(response["Location"])
    assert back["Location"] == reverse("caseload:family", args=[berk.pk])
    assert "Berk staat er weer" in client.get(back["Location"]).content.decode()


def test_who_took_nothing_away_comes_to_the_start_page(world: World, client_of) -> None:
    assert client_of(world.person["worker"]).get(reverse("families:taken_away"))["Location"] == "/"


def test_the_next_number_skips_a_family_that_was_taken_away(world: World, berk: Family) -> None:
    numbered = open_family(
        actor=world.actor("worker"),
        new=NewFamily(
            name="Els",
            team=world.teams["Noord"],
            responsible=world.person["worker"],
            started_on=timezone.localdate() - timedelta(days=1),
            parents=[NewParent(Relation.MOTHER)],
            children=[NewChild(birth_date=day(3000))],
        ),
    )
    take_away(actor=world.actor("worker"), family=numbered)
    codes = set(Family.objects.filter(organisation=world.organisation).values_list("code", flat=True))
    assert len(codes) == 4
    assert numbered.code in codes
