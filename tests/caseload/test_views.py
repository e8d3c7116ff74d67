"""The first page and the page of a family: who comes there, what is written down, how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from koers.audit.models import AuditEvent
from koers.families.actions import NewParent
from koers.families.models import Family, Relation
from tests.factories.world import World, fill_in, open_for

LIST = "/families/"


def address(family: Family) -> str:
    return reverse("caseload:family", args=[family.pk])


def queries(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_start_page_of_a_worker_is_the_list_of_own_families(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    for path in ("/", LIST):
        page = client.get(path).content.decode()
        assert "Mijn gezinnen" in page
        assert page.index(">Linde<") < page.index(">Wilg<")


@pytest.mark.parametrize("n_more", [0, 13])
def test_the_list_needs_the_same_queries_for_two_and_for_fifteen_families(
    world: World, client_of, n_more: int
) -> None:
    for n in range(n_more):
        parents = [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)]
        family = open_for(world, "worker", f"Gezin {n}", parents)
        for parent in family.parents.all():
            fill_in(world, parent, days_ago=10)
    assert queries(client_of(world.person["worker"]), LIST) == 9


def test_the_page_of_a_family_needs_few_queries(world: World, client_of) -> None:
    assert queries(client_of(world.person["worker"]), address(world.linde)) == 14


def test_reading_is_written_down_before_the_page_is_shown(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    client.get(LIST)
    first = AuditEvent.objects.latest("at")
    client.get(address(world.linde))
    second = AuditEvent.objects.latest("at")
    assert (first.event, first.rows, first.family_id) == ("list.read", "worklist identity line signal", None)
    assert (second.event, second.family_id, second.actor_label) == ("family.read", world.linde.pk, "Worker")


def test_one_row_has_the_filled_button(world: World, client_of) -> None:
    page = client_of(world.person["worker"]).get(LIST).content.decode()
    assert page.count("next-step-first") == 1
    assert page.count("button-primary") == 0


def test_late_is_said_and_marked(world: World, client_of) -> None:
    page = client_of(world.person["lead"]).get(LIST).content.decode()
    assert 'course-when late">50 dagen, <strong class="strong">te laat</strong>' in page


def test_a_lead_sees_whose_family_it_is_and_a_worker_only_own(world: World, client_of) -> None:
    name = '<span class="muted">Worker ·</span>'
    assert client_of(world.person["lead"]).get(LIST).content.decode().count(name) == 2
    assert name not in client_of(world.person["worker"]).get(LIST).content.decode()
    assert queries(client_of(world.person["scientist"]), LIST) == 9


def test_without_families_the_page_says_what_to_do(world: World, client_of) -> None:
    page = client_of(world.person["colleague"]).get(LIST).content.decode()
    assert "Nog geen gezinnen" in page
    assert 'class="button button-primary" href="/families/new/"' in page


def test_a_lead_without_families_is_not_asked_to_add_one(world: World, client_of) -> None:
    world.person["lead"].memberships.update(team=world.teams["West"])
    page = client_of(world.person["lead"]).get(LIST).content.decode()
    assert "Zodra een hulpverlener van je teams een gezin toevoegt" in page
    assert "/families/new/" not in page


def test_a_practice_family_is_marked(world: World, client_of) -> None:
    Family.objects.filter(name="Wilg").update(is_practice=True)
    client = client_of(world.person["worker"])
    for path in (LIST, address(world.wilg)):
        assert client.get(path).content.decode().count('<span class="tag">oefengezin</span>') == 1


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("worker", (200, 200)),
        ("scientist", (200, 200)),
        ("lead", (200, 200)),
        ("colleague", (200, 404)),
        ("stranger", (200, 404)),
        ("admin", (403, 404)),
        ("researcher", (403, 404)),
        ("privacy_officer", (403, 404)),
    ],
)
def test_who_comes_to_the_list_and_to_the_family(
    world: World, client_of, name: str, statuses: tuple[int, int]
) -> None:
    client = client_of(world.person[name])
    assert (client.get(LIST).status_code, client.get(address(world.linde)).status_code) == statuses


def test_a_refused_family_leaves_no_line_of_reading(world: World, client_of) -> None:
    client_of(world.person["colleague"]).get(address(world.linde))
    assert not AuditEvent.objects.filter(event="family.read").exists()


def test_a_list_shows_no_score_before_it_was_looked_at(world: World, client_of) -> None:
    page = client_of(world.person["worker"]).get(address(world.linde)).content.decode()
    assert "6 dagen geleden. Nieuw, nog niet bekeken." in page
    assert "moeder: van T 85 naar T 53" in page
    assert "moeder: van T 85 naar T 35" not in page
