"""Title and source of a package in the language of the page, where the package has it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from koers.instruments.actions import activate_version, import_package
from koers.psychometrics import PackageErrors, parse_package
from tests.factories.world import World
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package

BOTH = changed(
    INSTRUMENT,
    'source = "Made for a test."',
    'source = { nl = "Gemaakt voor een proef.", en = "Made for a test." }',
)


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_title_and_source_follow_the_language_of_the_page(world: World, client_of) -> None:
    version = import_package(actor=world.actor("admin"), files=small_package(instrument=BOTH))
    addresses = (reverse("instruments:list"), reverse("instruments:detail", args=[version.pk]))
    client = client_of(world.person["scientist"])
    dutch = "".join(client.get(address).content.decode() for address in addresses)
    english = "".join(in_english(client).get(address).content.decode() for address in addresses)
    assert "Kleine lijst" in dutch
    assert "Gemaakt voor een proef." in dutch
    assert "Small list" not in dutch
    assert "Small list" in english
    assert "Made for a test." in english
    assert "Kleine lijst" not in english


def test_a_source_in_one_language_is_shown_as_it_stands(world: World, client_of) -> None:
    version = import_package(actor=world.actor("admin"), files=small_package())
    address = reverse("instruments:detail", args=[version.pk])
    client = client_of(world.person["scientist"])
    for reader in (client, in_english(client)):
        assert "Made for a test." in reader.get(address).content.decode()


def test_pages_of_a_family_and_of_the_import_name_a_list_in_english_too(world: World, client_of) -> None:
    version = import_package(actor=world.actor("admin"), files=small_package(instrument=BOTH))
    activate_version(actor=world.actor("scientist"), version=version)
    worker = in_english(client_of(world.person["worker"]))
    for rest in ("", "profile/copy/", "profile/print/"):
        page = worker.get(f"/families/{world.linde.pk}/{rest}").content.decode()
        assert "Example questionnaire (not the OBVL)" in page
        assert "Voorbeeldvragenlijst" not in page
    admin = in_english(client_of(world.person["admin"]))
    assert "Small list 1.0.0" in admin.get("/organisation/import/").content.decode()


def test_a_source_by_language_has_the_languages_of_the_list() -> None:
    without_dutch = changed(BOTH, 'nl = "Gemaakt voor een proef.", ', "")
    with pytest.raises(PackageErrors, match="source"):
        parse_package(small_package(instrument=without_dutch))
