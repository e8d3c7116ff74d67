"""The pages of families: right of access, errors that lose nothing, and the way on."""

import pytest
from django.urls import reverse

from koers.families.models import Family, SharingConsent
from tests.factories.world import World, day

ADD = "/families/new/"
FILLED = {
    "name": "Berk",
    "birth_date": "2018-05-01",
    "relation_1": "mother",
    "relation_2": "father",
    "name_2": "Anton",
    "started_on": day(3).isoformat(),
}


def sharing_address(family: Family) -> str:
    return reverse("families:sharing", args=[family.pk])


def test_J7_a_worker_adds_a_family_and_comes_to_its_page(world: World, client_of) -> None:
    response = client_of(world.person["worker"]).post(ADD, FILLED)
    family = Family.objects.get(name="Berk")
    assert response.status_code == 302
    assert response["Location"] == reverse("caseload:family", args=[family.pk])
    assert family.team == world.teams["Noord"]
    assert [parent.name for parent in family.parents.all()] == ["", "Anton"]


def test_adding_starts_today_unless_said_otherwise(world: World, client_of) -> None:
    page = client_of(world.person["worker"]).get(ADD, follow=True).content.decode()
    assert f'value="{day(0).isoformat()}"' in page


def test_an_error_is_said_twice_and_nothing_typed_is_lost(world: World, client_of) -> None:
    page = (
        client_of(world.person["worker"])
        .post(ADD, FILLED | {"birth_date": "", "code": "B-7"})
        .content.decode()
    )
    assert page.count("Vul de geboortedatum van het kind in.") == 2
    assert 'href="#id_birth_date"' in page
    for kept in ('value="Berk"', 'value="Anton"', 'value="B-7"', f'value="{day(3).isoformat()}"'):
        assert kept in page
    assert '<option value="father" selected>' in page
    assert not Family.objects.filter(name="Berk").exists()


def test_a_code_that_is_taken_is_said_at_its_field(world: World, client_of) -> None:
    page = client_of(world.person["worker"]).post(ADD, FILLED | {"code": world.linde.code}).content.decode()
    assert 'href="#id_code"' in page
    assert "al van een ander gezin" in page


@pytest.mark.parametrize("name", ["scientist", "lead", "admin", "researcher", "privacy_officer"])
def test_only_workers_come_to_the_form(world: World, client_of, name: str) -> None:
    client = client_of(world.person[name])
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, FILLED).status_code == 403
    assert not Family.objects.filter(name="Berk").exists()


def test_a_worker_without_team_is_told_what_to_do(world: World, client_of) -> None:
    world.person["worker"].memberships.update(team=None)
    page = client_of(world.person["worker"]).get(ADD).content.decode()
    assert "Je zit nog in geen team" in page


def agreement(world: World) -> dict[str, str]:
    direction = f"{world.mother.pk}:{world.father.pk}"
    return {"direction": direction, "scope": "line", "how": "talk", "given_on": day(0).isoformat()}


def test_sharing_is_recorded_and_withdrawn(world: World, client_of) -> None:
    client, address = client_of(world.person["worker"]), sharing_address(world.linde)
    assert " checked" not in client.get(address).content.decode()
    assert client.post(address, agreement(world)).status_code == 302
    consent = SharingConsent.objects.get()
    assert (consent.owner, consent.reader) == (world.mother, world.father)
    page = client.get(address).content.decode()
    assert '<span class="tag">Ja</span>' in page
    client.post(address, {"withdraw": agreement(world)["direction"]})
    assert SharingConsent.objects.get().withdrawn_at is not None


def test_sharing_errors_keep_what_was_chosen(world: World, client_of) -> None:
    data = agreement(world) | {"how": ""}
    page = client_of(world.person["worker"]).post(sharing_address(world.linde), data).content.decode()
    assert page.count("Kies hoe het gevraagd is.") == 2
    assert f'value="{data["direction"]}" id="id_direction_0" checked' in page


def test_a_direction_of_another_family_is_not_recorded(world: World, client_of) -> None:
    stranger = world.esdoorn.parents.get().pk
    data = agreement(world) | {"direction": f"{stranger}:{world.father.pk}"}
    client = client_of(world.person["worker"])
    assert client.post(sharing_address(world.linde), data).status_code == 200
    client.post(sharing_address(world.linde), {"withdraw": data["direction"]})
    assert not SharingConsent.objects.exists()


def test_with_one_parent_there_is_nothing_to_share(world: World, client_of) -> None:
    page = client_of(world.person["worker"]).get(sharing_address(world.wilg)).content.decode()
    assert "Er is één ouder" in page


@pytest.mark.parametrize(
    ("name", "status"), [("worker", 200), ("scientist", 403), ("lead", 403), ("colleague", 404)]
)
def test_insiders_without_the_right_get_403_and_outsiders_404(
    world: World, client_of, name: str, status: int
) -> None:
    assert client_of(world.person[name]).get(sharing_address(world.linde)).status_code == status
