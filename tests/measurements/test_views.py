"""Entering a paper list in the browser: the way there, the way on, and errors that lose nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from koers.families.actions import NewChild, add_child
from koers.families.models import CareEpisode, Child, Parent
from koers.instruments.models import InstrumentVersion
from koers.measurements.models import Administration, AdministrationMode
from koers.organisations.models import Organisation
from tests.factories.world import World, day


def address(parent: Parent, **query: object) -> str:
    path = reverse("measurements:paper_entry", args=[parent.family_id, parent.pk])
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{path}?{words}" if words else path


def chooser(world: World) -> str:
    return reverse("measurements:paper", args=[world.linde.pk])


def form_data(page: str, *, filled_on: date | None = None, answer: str = "2") -> dict[str, str]:
    """What a browser sends of the page as it came, with the same answer to every question."""
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key is not None
    items = set(re.findall(r'name="(answer-\w+)"', page))
    return {"form_key": key[1], "filled_on": (filled_on or day(0)).isoformat()} | dict.fromkeys(items, answer)


@pytest.fixture
def worker(world: World, client_of):
    return client_of(world.person["worker"])


def test_J4_a_list_is_entered_and_the_profile_is_the_next_page(world: World, worker) -> None:
    page = worker.get(address(world.mother)).content.decode()
    response = worker.post(address(world.mother), form_data(page))
    assert response.status_code == 303
    assert response["Location"] == reverse("trajectories:profile", args=[world.linde.pk])
    administration = world.mother.administrations.latest("created_at")
    assert (administration.filled_on, administration.mode, administration.state) == (day(0), "paper", "sent")
    assert administration.answers["k01"] == 2


def test_the_date_is_filled_in_and_no_answer_is_chosen(world: World, worker) -> None:
    page = worker.get(address(world.mother)).content.decode()
    assert f'name="filled_on" value="{day(0).isoformat()}"' in page
    assert " checked" not in page


def test_a_double_click_gives_one_list(world: World, worker) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode())
    before = Administration.objects.count()
    answers = [worker.post(address(world.mother), data).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert Administration.objects.count() == before + 1


def test_open_questions_are_kept_as_partly_and_said(world: World, worker) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode())
    data |= {"answer-k01": "", "answer-k02": "", "without_score": "1"}
    response = worker.post(address(world.mother), data, follow=False)
    assert response.status_code == 303
    assert world.mother.administrations.latest("created_at").state == "partly"
    (message,) = list(response.wsgi_request._messages)
    assert "deels ingevuld" in str(message)


def test_the_first_time_the_long_list_is_offered_and_then_the_short_one(world: World, worker) -> None:
    ria = world.wilg.parents.get()
    page = worker.get(address(ria)).content.decode()
    assert "answer-o34" in page
    assert "list=voorbeeld-10" in page
    worker.post(address(ria), form_data(page))
    assert {row.instrument_id for row in ria.administrations.all()} == {"voorbeeld-34", "voorbeeld-10"}
    assert "answer-k01" in worker.get(address(ria)).content.decode()


def test_the_list_in_the_address_is_taken(world: World, worker) -> None:
    assert "answer-o34" in worker.get(address(world.mother, list="voorbeeld-34")).content.decode()
    assert worker.get(address(world.mother, list="unknown")).status_code == 404


@pytest.mark.parametrize(
    ("filled_on", "sentence"),
    [
        (day(-1), "in de toekomst"),
        (day(6), "al een lijst van deze persoon op deze dag"),
        (day(131), "voor de start van de hulp"),
    ],
)
def test_a_wrong_date_is_said_twice_and_no_answer_is_lost(
    world: World, worker, filled_on: date, sentence: str
) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode(), filled_on=filled_on, answer="3")
    before = Administration.objects.count()
    response = worker.post(address(world.mother), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(sentence) == 2
    assert 'href="#id_filled_on"' in page
    assert page.count('value="3" id=') == page.count(" checked") == 10
    assert data["form_key"] in page
    assert Administration.objects.count() == before


def test_before_the_birth_of_the_child_is_refused_with_a_sentence(world: World, worker) -> None:
    Child.objects.filter(family=world.linde).update(birth_date=day(20))
    data = form_data(worker.get(address(world.mother)).content.decode(), filled_on=day(30))
    assert "nog niet geboren" in worker.post(address(world.mother), data).content.decode()


def test_an_answer_outside_the_options_is_said_at_its_row(world: World, worker) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode()) | {"answer-k03": "9"}
    page = worker.post(address(world.mother), data).content.decode()
    assert page.count("hoort niet bij de mogelijkheden") == 2
    assert 'href="#id_answer-k03_0"' in page
    assert 'id="id_answer-k03_0"' in page


def test_an_empty_list_is_refused(world: World, worker) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode(), answer="")
    assert "nog geen vraag beantwoord" in worker.post(address(world.mother), data).content.decode()


def test_whose_list_is_asked_and_passed_over_with_one_parent(world: World, worker) -> None:
    page = worker.get(chooser(world)).content.decode()
    assert page.index("Vader") < page.index("Moeder")
    response = worker.get(reverse("measurements:paper", args=[world.wilg.pk]))
    assert response.status_code == 302
    assert response["Location"].startswith(address(world.wilg.parents.get()))


def test_with_two_children_the_child_is_chosen_first(world: World, worker) -> None:
    child = add_child(actor=world.actor("worker"), family=world.linde, new=NewChild(birth_date=day(2000)))
    assert worker.get(address(world.mother))["Location"] == chooser(world)
    assert worker.get(address(world.mother, child=child.pk)).status_code == 200
    for wrong in ("nobody", world.wilg.children.get().pk):
        assert worker.get(address(world.mother, child=wrong)).status_code == 404


def test_without_a_list_in_use_the_page_says_who_imports_one(world: World, worker) -> None:
    InstrumentVersion.objects.update(retired_at="2026-01-01T00:00Z")
    page = worker.get(address(world.mother)).content.decode()
    assert "Je beheerder importeert een lijst en een gedragswetenschapper neemt haar in gebruik" in page


def test_made_up_lists_are_neither_offered_nor_taken_for_a_real_family(world: World, worker) -> None:
    data = form_data(worker.get(address(world.mother)).content.decode())
    Organisation.objects.filter(pk=world.organisation.pk).update(is_demo=False)
    before = Administration.objects.count()
    for response in (worker.get(address(world.mother)), worker.post(address(world.mother), data)):
        assert "alleen voorbeeldlijsten met verzonnen normen" in response.content.decode()
    assert worker.get(address(world.mother, list="voorbeeld-10")).status_code == 200
    assert Administration.objects.count() == before


def test_after_care_has_ended_the_page_is_closed(world: World, worker) -> None:
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    assert worker.get(address(world.mother)).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"),
    [("scientist", 403), ("lead", 403), ("colleague", 404), ("stranger", 404), ("admin", 404)],
)
def test_insiders_without_the_right_get_403_and_outsiders_404(
    world: World, client_of, name: str, status: int
) -> None:
    client = client_of(world.person[name])
    assert client.get(address(world.mother)).status_code == status
    assert client.post(address(world.mother), {}).status_code == status
    assert client.get(chooser(world)).status_code == status


def test_a_parent_of_another_family_is_not_found(world: World, worker) -> None:
    path = reverse("measurements:paper_entry", args=[world.linde.pk, world.wilg.parents.get().pk])
    assert worker.get(path).status_code == 404


def test_T28_a_list_read_aloud_in_a_talk_is_kept_as_such(world: World, worker) -> None:
    path = address(world.wilg.parents.get())
    data = form_data(worker.get(path).content.decode())
    assert worker.post(path, data | {"mode": "own_device"}).status_code == 200
    assert worker.post(path, data | {"mode": "interview"}).status_code == 303
    assert Administration.objects.get(form_key=data["form_key"]).mode == AdministrationMode.INTERVIEW
