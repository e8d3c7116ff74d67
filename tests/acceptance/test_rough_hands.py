"""Rough hands on the page for paper: two tabs, the back button, foreign ids, odd methods and bodies."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from koers.families.models import Child, Parent
from koers.measurements.models import Administration
from tests.factories.world import World, day


def address(parent: Parent, **query: object) -> str:
    path = reverse("measurements:paper_entry", args=[parent.family_id, parent.pk])
    return path + "".join(f"?{name}={value}" for name, value in query.items())


def filled(client: Client, parent: Parent, answer: str = "2") -> dict[str, str]:
    html = client.get(address(parent)).text
    key = re.search(r'name="form_key" value="([^"]+)"', html)
    assert key is not None
    items = set(re.findall(r'name="(answer-\w+)"', html))
    return {"form_key": key[1], "filled_on": day(0).isoformat(), **dict.fromkeys(items, answer)}


@pytest.fixture
def worker(world: World, client_of) -> Client:
    return client_of(world.person["worker"])


def test_two_tabs_on_one_day_give_one_list_and_a_sentence(world: World, worker: Client) -> None:
    first, second = filled(worker, world.mother), filled(worker, world.mother, "3")
    before = Administration.objects.count()
    assert worker.post(address(world.mother), first).status_code == 303
    again = worker.post(address(world.mother), second)
    assert (again.status_code, Administration.objects.count()) == (200, before + 1)
    assert "al een lijst van deze persoon op deze dag" in again.text


def test_back_and_send_again_is_one_list_and_a_change_is_not_called_saved(
    world: World, worker: Client
) -> None:
    data = filled(worker, world.mother)
    before = Administration.objects.count()
    assert worker.post(address(world.mother), data).status_code == 303
    assert worker.post(address(world.mother), data).status_code == 303
    changed = worker.post(address(world.mother), {**data, "answer-k01": "4"})
    assert (changed.status_code, Administration.objects.count()) == (200, before + 1)
    assert "al eerder verstuurd" in changed.text


def test_a_form_of_one_parent_is_not_kept_for_another(world: World, worker: Client) -> None:
    data = filled(worker, world.mother)
    worker.post(address(world.mother), data)
    before = Administration.objects.count()
    assert worker.post(address(world.father), data).status_code == 200
    assert Administration.objects.count() == before


@pytest.mark.parametrize("who", ["other_worker", "stranger", "researcher", "admin"])
def test_others_get_nowhere_and_learn_nothing(world: World, client_of, worker: Client, who: str) -> None:
    data = filled(worker, world.mother)
    before = Administration.objects.count()
    other = client_of(world.person[who])
    assert other.post(address(world.mother), data).status_code in {403, 404}
    assert other.get(address(world.mother)).status_code in {403, 404}
    assert Administration.objects.count() == before


def test_ids_of_another_family_are_as_unknown_as_none(world: World, worker: Client) -> None:
    foreign = Child.objects.get(family=world.esdoorn)
    strange = world.esdoorn.parents.get()
    family = world.linde.pk
    profile = f"/families/{family}/profile/"
    for path in (
        address(world.mother, child=foreign.pk),
        address(world.mother, child=uuid4()),
        address(world.mother, child="%00"),
        address(world.mother, list="no-such-list"),
        address(world.mother, list="%00"),
        reverse("measurements:paper_entry", args=[family, strange.pk]),
        reverse("measurements:paper_entry", args=[world.esdoorn.pk, strange.pk]),
        f"{profile}?child={foreign.pk}",
        f"{profile}?child=%00",
        f"{profile}print/?person={strange.pk}",
        f"{profile}print/?person=%00",
    ):
        assert worker.get(path).status_code == 404, path


@pytest.mark.parametrize("value", ["", "\0", "💥", "9", "2\u202e", "２", "1e1", "x" * 100_000])
def test_strange_answers_are_refused_or_empty_and_never_an_error(
    world: World, worker: Client, value: str
) -> None:
    before = Administration.objects.count()
    for field in ("answer-k01", "filled_on", "form_key"):
        response = worker.post(address(world.mother), {**filled(worker, world.mother), field: value})
        is_open = field == "answer-k01" and value == ""
        assert response.status_code == (303 if is_open else 200), field
    assert Administration.objects.count() == before + int(value == "")


def test_strange_words_in_a_reading_come_back_as_words(world: World, worker: Client) -> None:
    html = worker.get(f"/families/{world.linde.pk}/profile/").text
    asked = re.findall(r'name="administration" value="([^"]+)"', html)
    worker.post(f"/families/{world.linde.pk}/expectation/", {"administration": asked, "skip": "1"})
    html = worker.get(f"/families/{world.linde.pk}/profile/").text
    hidden = dict(re.findall(r'name="(child|list|shown)" value="([^"]+)"', html))
    note = re.search(r'<textarea[^>]* name="([^"]+)"', html)
    assert note is not None
    path = f"/families/{world.linde.pk}/reading/"
    for words in ("<script>alert(1)</script>", "\0", "{{ 7*7 }}", "💥\u202e"):
        answer = worker.post(path, {**hidden, note[1]: words}, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_do_nothing(world: World, worker: Client, method: str) -> None:
    before = Administration.objects.count()
    for path in (address(world.mother), f"/families/{world.linde.pk}/profile/"):
        assert getattr(worker, method)(path).status_code == 405
    assert Administration.objects.count() == before


def test_a_huge_body_is_refused(world: World, worker: Client) -> None:
    data = {**filled(worker, world.mother), "filled_on": "x" * 12_000_000}
    assert worker.post(address(world.mother), data).status_code in {400, 413}
