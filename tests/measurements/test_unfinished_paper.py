"""A paper list that is mostly empty is asked about once; a second list of one day leads to the first."""

import re
from html import unescape

import pytest
from django.urls import reverse

from koers.families.models import Parent
from koers.measurements.models import Administration, AdministrationState
from tests.factories.world import World, day, fill_in
from tests.measurements.entering import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world: World, client_of):
    return client_of(world.person["worker"])


def address(parent: Parent, **query: str) -> str:
    path = reverse("measurements:paper_entry", args=[parent.family_id, parent.pk])
    return f"{path}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


def form_of(page: str, *, answered: int, days_ago: int = 0) -> dict[str, str]:
    """What a browser sends when the first questions have an answer and the others are open."""
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key is not None
    names = list(dict.fromkeys(re.findall(r'name="(answer-\w+)"', page)))
    answers = dict.fromkeys(names[:answered], "2")
    return {"form_key": key[1], "filled_on": day(days_ago).isoformat(), **answers}


def test_a_list_without_a_score_is_asked_about_and_not_stored_yet(world: World, worker) -> None:
    ria = world.wilg.parents.get()
    form = form_of(worker.get(address(ria)).content.decode(), answered=10)
    response = worker.post(address(ria), form)
    words = main_of(response)
    assert response.status_code == 200
    assert "24 vragen staan nog open. Dan komt er geen score. Toch bewaren?" in words
    assert not ria.administrations.exists()
    page = response.content.decode()
    assert page.count(" checked") == 10
    assert form["form_key"] in page
    assert 'href="#id_answer-o11_0"' in page


def test_saved_anyway_it_is_stored_as_partly_and_asked_only_once(world: World, worker) -> None:
    ria = world.wilg.parents.get()
    page = worker.get(address(ria)).content.decode()
    found = re.search(r'action="([^"]+/paper/[^"]+)"', page)
    assert found is not None
    sent_to, form = unescape(found[1]), form_of(page, answered=10)
    worker.post(sent_to, form)
    for _press in range(2):
        assert worker.post(sent_to, {**form, "without_score": "1"}).status_code == 303
    long = ria.administrations.get(instrument_id="voorbeeld-34")
    assert long.state == AdministrationState.PARTLY


def test_ten_answers_on_the_long_list_point_to_the_list_of_ten(world: World, worker) -> None:
    ria = world.wilg.parents.get()
    page = worker.get(address(ria)).content.decode()
    asked = worker.post(address(ria), form_of(page, answered=10))
    assert "Heb je de lijst van 10 vragen voor je? Voer die in." in main_of(asked)
    other = worker.post(address(ria), form_of(page, answered=12))
    assert "Heb je de lijst van" not in main_of(other)


@pytest.mark.parametrize("answered", [9, 10])
def test_a_list_with_enough_answers_is_not_asked_about(world: World, worker, answered: int) -> None:
    page = worker.get(address(world.mother)).content.decode()
    assert worker.post(address(world.mother), form_of(page, answered=answered)).status_code == 303


def test_a_wrong_date_is_said_before_the_question(world: World, worker) -> None:
    page = worker.get(address(world.mother)).content.decode()
    words = main_of(worker.post(address(world.mother), form_of(page, answered=3, days_ago=-1)))
    assert "in de toekomst" in words
    assert "Toch bewaren?" not in words


def test_the_heading_names_the_number_of_questions(world: World, worker) -> None:
    assert "<h1>Papieren lijst van moeder: 10 vragen</h1>" in worker.get(address(world.mother)).text
    long = worker.get(address(world.mother, list="voorbeeld-34")).text
    assert "<h1>Papieren lijst van moeder: 34 vragen</h1>" in long


def correct_address(stored: Administration) -> str:
    return reverse("measurements:correct", args=[stored.family_id, stored.pk])


def test_a_second_list_of_one_day_leads_to_correcting_the_first(world: World, worker) -> None:
    page = worker.get(address(world.mother)).content.decode()
    refused = worker.post(address(world.mother), form_of(page, answered=10, days_ago=6)).content.decode()
    stored = world.mother.administrations.get(filled_on=day(6))
    assert f'href="{correct_address(stored)}">Verbeter die lijst</a>' in refused
    assert "Verbeter die lijst" not in page


def test_a_list_taken_from_the_long_one_leads_to_the_long_one(world: World, worker) -> None:
    ria = world.wilg.parents.get()
    long = fill_in(world, ria, days_ago=3, is_long=True)
    page = worker.get(address(ria)).content.decode()
    refused = worker.post(address(ria), form_of(page, answered=10, days_ago=3))
    assert f'href="{correct_address(long)}"' in refused.content.decode()
    assert "komt uit de lange lijst van die dag" in main_of(refused)
