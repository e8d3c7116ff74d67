"""The truth table of TRUST R-S3: persons present, consents, block and channel, from one set-up."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from koers.families.actions import NewParent, NewSharing, add_parent, record_sharing
from koers.families.models import (
    CareEpisode,
    Parent,
    Relation,
    SafetyBlock,
    SharingConsent,
    SharingScope,
)
from koers.families.sharing import lacking, may_be_shown_together
from tests.factories.world import World, day

STATES = ("none", "line", "items", "withdrawn", "expired")
SUFFICIENT = {SharingScope.LINE: {"line", "items"}, SharingScope.ITEMS: {"items"}}
SEATS = (("mother",), ("father",), ("mother", "father"))


def consent(owner: Parent, reader: Parent, state: str) -> None:
    if state == "none":
        return
    long_ago = state == "expired"
    SharingConsent.objects.create(
        owner=owner,
        reader=reader,
        scope="items" if state == "items" else "line",
        given_on=day(200) if long_ago else day(1),
        ends_on=day(17) if long_ago else day(-182),
        how="talk",
        recorded_by="test",
        withdrawn_at=timezone.now() if state == "withdrawn" else None,
    )


def block(one: Parent, other: Parent) -> None:
    SafetyBlock.objects.create(first=one, second=other, reason="threat", set_at=timezone.now(), set_by="test")


@contextmanager
def agreed(mother: Parent, father: Parent, states: tuple[str, str], is_blocked: bool) -> Iterator[None]:
    consent(mother, father, states[0])
    consent(father, mother, states[1])
    if is_blocked:
        block(mother, father)
    yield
    SharingConsent.objects.all().delete()
    SafetyBlock.objects.all().delete()


def is_allowed(seen_by, data_of, states, is_blocked, scope) -> bool:
    """The rule once more, from its words: everybody present holds the consent of everybody shown."""
    if is_blocked and {*seen_by, *data_of} == {"mother", "father"}:
        return False
    given = {("mother", "father"): states[0], ("father", "mother"): states[1]}
    pairs = [(owner, reader) for owner in data_of for reader in seen_by if owner != reader]
    return all(given[pair] in SUFFICIENT[scope] for pair in pairs)


def test_S2_every_row_of_the_truth_table_for_screen_and_page(world: World) -> None:
    people = {"mother": world.mother, "father": world.father}
    rows, wrong = 0, []
    for states, is_blocked in product(product(STATES, STATES), (False, True)):
        with agreed(people["mother"], people["father"], states, is_blocked):
            for seen_by, data_of, scope in product(SEATS, SEATS, SharingScope):
                found = may_be_shown_together(
                    [people[one] for one in seen_by], [people[one] for one in data_of], scope, day(0)
                )
                rows += 1
                if found != is_allowed(seen_by, data_of, states, is_blocked, scope):
                    wrong.append((seen_by, data_of, states, is_blocked, scope))
    assert wrong == []
    assert rows == 900


@pytest.fixture
def worker(world: World, client_of) -> Client:
    return client_of(world.person["worker"])


def sheet(client: Client, world: World, on_it: list[Parent], readers: list[Parent]) -> str:
    query = "&".join([*(f"person={p.pk}" for p in on_it), *(f"reader={p.pk}" for p in readers)])
    return client.get(f"/families/{world.linde.pk}/profile/print/?{query}").text


def test_S2_every_row_of_the_truth_table_for_prints(world: World, worker: Client) -> None:
    mother, father = world.mother, world.father
    prints = (((mother,), ()), ((father,), ()), ((mother,), (father,)), ((mother, father), ()))
    wrong = []
    for states, is_blocked in product([(one, "line") for one in STATES], (False, True)):
        with agreed(mother, father, states, is_blocked):
            for on_it, readers in prints:
                data_of = tuple(one.relation for one in on_it)
                seen_by = (*data_of, *(one.relation for one in readers))
                allowed = is_allowed(seen_by, data_of, states, is_blocked, SharingScope.LINE)
                page = sheet(worker, world, list(on_it), list(readers))
                if ("<article" in page) != allowed or ("ontbreekt" in page) == allowed:
                    wrong.append((data_of, seen_by, states, is_blocked))
    assert wrong == []


@pytest.mark.parametrize("is_blocked", [False, True])
def test_S3_staff_see_one_figure_and_with_a_block_two_until_they_ask(
    world: World, worker: Client, is_blocked: bool
) -> None:
    path = f"/families/{world.linde.pk}/profile/"
    while 'action="' + reverse("trajectories:expectation", args=[world.linde.pk]) in worker.get(path).text:
        asked = re.findall(r'name="administration" value="([^"]+)"', worker.get(path).text)
        worker.post(
            reverse("trajectories:expectation", args=[world.linde.pk]),
            {"administration": asked[:1], "skip": "1"},
        )
    if is_blocked:
        block(world.mother, world.father)
    assert worker.get(path).text.count('class="k-chart k-chart-wide"') == (2 if is_blocked else 1)
    assert worker.get(f"{path}?together=1").text.count('class="k-chart k-chart-wide"') == 1
    alone = worker.get(f"/families/{world.linde.pk}/profile.svg").text
    assert ("k-series-2" in alone) is not is_blocked


def test_S2_a_third_person_at_the_table_needs_the_consent_of_each(world: World) -> None:
    aunt = add_parent(actor=world.actor("worker"), family=world.linde, new=NewParent(Relation.OTHER))
    table = [world.mother, world.father, aunt]
    for owner, reader in ((world.mother, world.father), (world.father, world.mother)):
        consent(owner, reader, "line")
    assert may_be_shown_together(table[:2], table[:2], SharingScope.LINE, day(0))
    found = lacking(table, data_of=table[:2], scope=SharingScope.LINE, today=day(0))
    assert {(owner.relation, reader.relation) for owner, reader in found} == {
        ("mother", "other"),
        ("father", "other"),
    }


def test_S2_sharing_ends_with_the_help(world: World) -> None:
    consent(world.mother, world.father, "line")
    shown = ([world.father], [world.mother], SharingScope.LINE, day(0))
    assert may_be_shown_together(*shown)
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    assert not may_be_shown_together(*shown)


def test_S2_a_word_for_one_talk_holds_on_that_day_only(world: World) -> None:
    new = NewSharing(world.mother, world.father, day(0), "talk", only_that_day=True)
    record_sharing(actor=world.actor("worker"), new=new)
    shown = ([world.father], [world.mother], SharingScope.LINE)
    assert may_be_shown_together(*shown, day(0))
    assert not may_be_shown_together(*shown, day(-1))


def test_only_the_worker_makes_a_sheet_of_two(world: World, client_of) -> None:
    for owner, reader in ((world.mother, world.father), (world.father, world.mother)):
        consent(owner, reader, "line")
    both = [world.mother, world.father]
    assert "<article" in sheet(client_of(world.person["worker"]), world, both, [])
    refused = sheet(client_of(world.person["scientist"]), world, both, [])
    assert "<article" not in refused
    assert "Alleen de hulpverlener" in refused
    assert "<article" in sheet(client_of(world.person["scientist"]), world, both[:1], [])
