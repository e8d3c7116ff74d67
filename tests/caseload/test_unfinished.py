"""A newest list that is too empty for a score: measuring stays due, the pages say what to do, once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from koers.audit.models import AuditEvent
from koers.caseload.presenters.course_line import loop_of, loop_sentence
from koers.caseload.presenters.families import why
from koers.caseload.steps import next_step
from koers.families.models import Family
from koers.measurements.models import Administration
from koers.trajectories.models import Expectation
from tests.caseload.test_attention import LOW, case, family_of, half_filled_in
from tests.factories.world import World, day, fill_in
from tests.measurements.entering import Phone, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world: World, client_of) -> Client:
    return client_of(world.person["worker"])


@pytest.fixture
def family(world: World) -> Family:
    """Everything was looked at, and then a list came in with half of the answers."""
    family = family_of(world, LOW)
    half_filled_in(world, family.parents.get())
    return family


def newest(family: Family) -> Administration:
    return family.administrations.latest("created_at")


def due(world: World, family: Family) -> list[tuple[str, str]]:
    return [(step.name, step.note) for step in loop_of(case(world, family)) if step.state == "now"]


def test_T8_measuring_stays_due_before_and_after_its_profile_was_opened(
    world: World, worker: Client, family: Family
) -> None:
    for _visit in range(2):
        assert due(world, family) == [("Meten", "nu")]
        assert loop_sentence(case(world, family)) == "Nu aan de beurt: meten. Een lijst heeft geen score."
        worker.get(f"/families/{family.pk}/profile/")


def test_both_pages_say_what_to_do(world: World, worker: Client, family: Family) -> None:
    found = case(world, family)
    assert "De lijst van moeder heeft geen score: vraag wat open bleef" in why(found)
    assert next_step(found, may_enter=True).text == "Vraag opnieuw"
    page = worker.get(f"/families/{family.pk}/").content.decode()
    assert "vul de lijst aan, of vraag om een nieuwe" in page
    assert reverse("measurements:correct", args=[family.pk, newest(family).pk]) in page
    form = worker.get(reverse("measurements:invite", args=[family.pk])).context["form"]
    assert form.initial["parents"] == [str(family.parents.get().pk)]


def test_who_may_not_enter_reads_it_without_a_link(world: World, client_of, family: Family) -> None:
    page = client_of(world.person["scientist"]).get(f"/families/{family.pk}/").content.decode()
    assert "vul de lijst aan, of vraag om een nieuwe" in page
    assert "Deze lijst aanvullen" not in page


def test_a_complete_list_ends_it(world: World, worker: Client, family: Family) -> None:
    parent = family.parents.get()
    Administration.objects.filter(pk=newest(family).pk).update(filled_on=day(1))
    fill_in(world, parent, days_ago=0)
    assert case(world, family).unfinished == ()
    assert due(world, family) == [("Lezen", "nu")]


def test_a_no_after_it_ends_it(world: World, family: Family) -> None:
    issued = ask(world, family.parents.get())
    phone = Phone()
    phone.begin(issued.code)
    key = str(issued.invitation.form_key)
    phone.client.post("/fill/stop/", {"reason": "not-now", "form_key": key})
    assert case(world, family).unfinished == ()


def test_T44_nobody_is_asked_what_to_expect_of_it(world: World, worker: Client, family: Family) -> None:
    page = worker.get(f"/families/{family.pk}/profile/").content.decode()
    assert 'name="shape"' not in page
    assert not Expectation.objects.filter(administration=newest(family)).exists()


def test_T29_a_second_visit_writes_nothing_but_the_line_in_the_log(
    world: World, worker: Client, family: Family
) -> None:
    address = f"/families/{family.pk}/profile/"
    worker.get(address)
    before = AuditEvent.objects.count()
    with CaptureQueriesContext(connection) as seen:
        worker.get(address)
    writes = [one["sql"] for one in seen if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 1
    assert "audit_auditevent" in writes[0]
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.latest("at").event == "profile.read"
