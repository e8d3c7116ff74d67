"""The text for the file: what stood on the screen, per person, and nothing of another family."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from koers.audit.models import AuditEvent
from koers.families.models import Parent
from koers.trajectories.actions import store_reading
from koers.trajectories.profiles import FamilyScores
from koers.trajectories.records import NewReading
from tests.factories.world import World


@pytest.fixture
def worker(world: World, client_of) -> Client:
    client = client_of(world.person["worker"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield client


def text_of(client: Client, world: World, query: str = "") -> str:
    return client.get(f"/families/{world.linde.pk}/profile/copy/{query}").context["page"].text


def read(world: World) -> None:
    actor = world.actor("worker")
    scores = FamilyScores.read(actor, world.linde)
    profile = scores.profile(scores.choices()[0])
    notes = {"difference_between_parents": "Talk about bedtimes."}
    shown = [point.administration_id for point in profile.points]
    store_reading(actor=actor, new=NewReading(world.linde, profile.child, shown, notes, discuss_next=True))


def test_U47_the_text_has_date_course_of_each_person_and_what_was_noted(world: World, worker: Client) -> None:
    Parent.objects.filter(pk=world.mother.pk).update(name="Kanarie")
    read(world)
    text = text_of(worker, world)
    assert f"file {world.linde.code}" in text
    assert "Mother: " in text
    assert "Father: " in text
    assert "Newest score: 35" in text
    assert "Talk about bedtimes." in text
    assert "To be discussed with the parents next time." in text
    assert "Kanarie" not in text
    assert world.linde.name not in text


def test_U47_a_text_about_one_of_two_people_holds_nothing_of_the_other(world: World, worker: Client) -> None:
    read(world)
    text = text_of(worker, world, f"?person={world.father.pk}")
    assert "Father: " in text
    assert "other" not in text.replace("Father", "").split("version")[1].split("Newest")[0]
    assert "Talk about bedtimes." not in text


def test_two_people_kept_apart_are_not_in_one_text_unasked(world: World, worker: Client, monkeypatch) -> None:
    monkeypatch.setattr("koers.trajectories.copy_views.staff_figure_is_separate", lambda ids: True)
    assert "Father" not in text_of(worker, world)


def test_making_the_text_stands_in_the_log(world: World, worker: Client) -> None:
    text_of(worker, world, f"?person={world.mother.pk}")
    event = AuditEvent.objects.filter(event="copy.made").get()
    assert (event.family_id, event.person_id, event.rows) == (world.linde.pk, world.mother.pk, "print line")


def test_without_script_the_text_can_be_selected(world: World, worker: Client) -> None:
    page = worker.get(f"/families/{world.linde.pk}/profile/copy/").content.decode()
    assert "readonly" in page
    assert 'data-copy="copy-text"' in page
    assert page.split('data-copy="copy-text"')[1].split(">")[0].endswith("hidden")


def test_only_people_of_the_family_stand_in_it_and_only_who_prints_makes_it(
    world: World, worker: Client, client_of
) -> None:
    address = f"/families/{world.linde.pk}/profile/copy/"
    assert worker.get(f"{address}?person={world.wilg.parents.get().pk}").status_code == 404
    assert client_of(world.person["lead"]).get(address).status_code == 403
