"""How far an organisation lets Koers go: off, differences alone, or all; at once, and on every page."""

import pytest
from django.test import Client

from koers.families.actions import NewParent
from koers.families.models import Parent, Relation
from koers.organisations.actions import save_settings
from koers.organisations.models import SignalExtent
from koers.trajectories.actions import store_expectation
from koers.trajectories.models import ExpectedCourse, StoredSignal
from koers.trajectories.records import ExpectationAnswer
from tests.factories.world import World, fill_in, open_for

pytestmark = pytest.mark.django_db
OFF, DIFFERENCE, FULL = SignalExtent.OFF, SignalExtent.DIFFERENCE_ONLY, SignalExtent.FULL
# What only a judgement says: points, sentences, labels, keys, estimates, the band behind the dots.
JUDGED = (
    "Herkennen jullie dit?",
    "Sleutel 2",
    "geen duidelijke daling",
    "Geschatte",
    "geschatte niveau",
    "80 % zeker",
    "waarschijnlijk",
    "mogelijk",
    "bespreekpunt zijn",
    "wisselend",
    "grote sprong",
    "Eerst bespreken",
    "stijgt",
)
PAGES = ("/families/", "/families/{}/", "/families/{}/profile/", "/families/{}/profile.svg")
PAGES += ("/families/{}/profile/print/", "/families/{}/profile/copy/")


@pytest.fixture
def mother(world: World) -> Parent:
    """Flat for months, then a jump: a talking point, a jump, an expectation that does not hold, a father far
    apart, who is silent."""
    family = open_for(world, "worker", "Iep", [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)])
    mother, father = family.parents.all()
    for place, answer in enumerate((2, 2, 2, 2, 1)):
        fill_in(world, mother, days_ago=125 - 30 * place, answer=answer)
    for place in range(3):
        fill_in(world, father, days_ago=125 - 30 * place, answer=4)
    newest = [one.administrations.latest("filled_on") for one in (mother, father)]
    for one in newest:
        answer = ExpectationAnswer(ExpectedCourse.DECLINE)
        store_expectation(actor=world.actor("worker"), administration=one, answer=answer)
    return mother


def choose(world: World, extent: SignalExtent) -> None:
    save_settings(actor=world.actor("admin"), chosen={"signals": extent})


def found(client: Client, mother: Parent, pages: tuple[str, ...] = PAGES) -> list[str]:
    """Which words of a judgement stand on which page."""
    told = []
    for path in pages:
        response = client.get(path.format(mother.family_id))
        assert response.status_code == 200, path
        told += [f"{path}: {words}" for words in JUDGED if words in response.content.decode()]
    return told


@pytest.mark.parametrize("extent", [OFF, DIFFERENCE])
@pytest.mark.parametrize("name", ["worker", "scientist", "lead"])
def test_S9_an_organisation_can_switch_points_off(world, client_of, mother, name, extent) -> None:
    client = client_of(world.person[name])
    pages = PAGES if name != "lead" else PAGES[:4]
    assert len(found(client, mother, pages)) > 8
    choose(world, extent)
    assert found(client, mother, pages) == []


@pytest.mark.parametrize("extent", [OFF, DIFFERENCE])
def test_S9_what_was_judged_stays_stored_and_shows_again(world, client_of, mother, extent) -> None:
    client = client_of(world.person["worker"])
    before = found(client, mother)
    stored = list(StoredSignal.objects.order_by("pk").values())
    choose(world, extent)
    assert found(client, mother) == []
    choose(world, FULL)
    assert list(StoredSignal.objects.order_by("pk").values()) == stored
    assert found(client, mother) == before


def test_S9_lists_are_judged_also_while_nothing_is_shown(world, client_of, mother) -> None:
    choose(world, OFF)
    fill_in(world, mother, days_ago=1, answer=1)
    newest = StoredSignal.objects.current().get(parent=mother)
    assert newest.administration == mother.administrations.latest("filled_on")


def test_S9_differences_alone_are_weighed_and_named(world, client_of, mother) -> None:
    choose(world, DIFFERENCE)
    page = client_of(world.person["worker"]).get(f"/families/{mother.family_id}/profile/").text
    for words in (
        "Wat opvalt",
        "punten hoger dan de vorige keer. Is er iets gebeurd?",
        "Dat is meer dan toeval bij deze lijst",
        "Waarom zie ik dit?",
    ):
        assert words in page


def test_S9_off_brings_nothing_forward_and_still_says_what_may_be_chance(world, client_of, mother) -> None:
    choose(world, OFF)
    page = client_of(world.person["worker"]).get(f"/families/{mother.family_id}/profile/").text
    assert "Wat opvalt" not in page
    assert "Waarom zie ik dit?" not in page
    assert "Vergelijk het zelf met " in page
    assert "toeval" in page, "the error of the list is no judgement: leaving it out would say too much"


@pytest.mark.parametrize("extent", [OFF, DIFFERENCE])
def test_S9_a_point_that_is_not_shown_cannot_be_answered(world, client_of, mother, extent) -> None:
    signal = StoredSignal.objects.current().get(parent=mother)
    client, sent = client_of(world.person["worker"]), {"signal": str(signal.pk), "state": "recognised"}
    choose(world, extent)
    for act in ("point", "point/confirm"):
        assert client.post(f"/families/{mother.family_id}/{act}/", sent).status_code == 404
    choose(world, FULL)
    assert client.post(f"/families/{mother.family_id}/point/", sent).status_code == 303


@pytest.mark.parametrize("extent", [OFF, DIFFERENCE])
def test_S9_nothing_counts_as_seen_while_it_is_not_shown(world, client_of, mother, extent) -> None:
    choose(world, extent)
    client_of(world.person["worker"]).get(f"/families/{mother.family_id}/profile/")
    assert not StoredSignal.objects.exclude(seen_at=None).exists()
