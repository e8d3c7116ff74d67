"""A list that came in waits for a second person, who reads so on the first page after signing in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from koers.instruments.actions import activate_version, import_package
from koers.instruments.models import InstrumentVersion
from tests.factories.world import World
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package


@pytest.fixture
def scientist(world: World, client_of) -> Client:
    return client_of(world.person["scientist"])


def take_in(world: World, *, by: str = "admin", **sources: str) -> InstrumentVersion:
    return import_package(actor=world.actor(by), files=small_package(**sources))


def newer(version: str) -> str:
    return changed(INSTRUMENT, 'version = "1.0.0"', f'version = "{version}"')


def test_S26_the_scientist_reads_that_a_list_waits_and_comes_to_it(world: World, scientist: Client) -> None:
    assert scientist.get("/").context["waiting"] is None
    version = take_in(world)
    address = reverse("instruments:detail", args=[version.pk])
    page = scientist.get("/").content.decode()
    assert "wacht tot je ernaar kijkt en haar in gebruik neemt" in page
    assert f'href="{address}"' in page
    activate_version(actor=world.actor("scientist"), version=version)
    assert scientist.get("/").context["waiting"] is None


def test_several_lists_lead_to_the_page_of_all(world: World, scientist: Client) -> None:
    take_in(world)
    take_in(world, instrument=newer("1.1.0"))
    waiting = scientist.get("/").context["waiting"]
    assert "2 geïmporteerde lijsten" in waiting.sentence
    assert waiting.address == reverse("instruments:list")


def test_the_administrator_reads_how_many_wait_for_the_second_person(world: World, client_of) -> None:
    admin = client_of(world.person["admin"])
    words = "1 wacht op een gedragswetenschapper"
    assert words not in admin.get("/organisation/").content.decode()
    take_in(world)
    assert words in admin.get("/organisation/").content.decode()


def test_a_team_lead_is_not_told(world: World, client_of) -> None:
    take_in(world)
    assert client_of(world.person["lead"]).get("/").context["waiting"] is None


def test_a_version_that_a_later_one_passed_by_waits_no_more(world: World, scientist: Client) -> None:
    take_in(world)
    later = take_in(world, instrument=newer("1.1.0"))
    activate_version(actor=world.actor("scientist"), version=later)
    with translation.override("nl"):
        assert scientist.get("/").context["waiting"] is None


def test_what_was_taken_out_of_use_does_not_wait(world: World, scientist: Client) -> None:
    InstrumentVersion.objects.update(retired_at="2026-01-01T00:00Z", retired_by="x")
    assert scientist.get("/").context["waiting"] is None
