"""The log as the privacy officer reads it: by family and period, page by page, one line a visit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.audit.presenters import LINES_ON_A_PAGE
from koers.families.models import Family
from tests.factories.world import World

pytestmark = pytest.mark.django_db
ADDRESS = "/privacy/log/"
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)  # noon in Amsterdam


@pytest.fixture
def officer(world: World, client_of) -> Client:
    return client_of(world.person["privacy_officer"])


def line(world: World, at: datetime, event: Event = Event.FAMILY_READ, **changes: object) -> AuditEvent:
    facts = {
        "organisation_id": world.organisation.pk,
        "at": at,
        "event": event.value,
        "actor_id": world.person["worker"].pk,
        "actor_label": "Worker",
        "role": "worker",
        "family_id": world.linde.pk,
    }
    return AuditEvent.objects.create(**(facts | changes))


def shown(officer: Client, **query: object):
    return officer.get(ADDRESS, query).context["page"]


def on_that_day(officer: Client, **query: object):
    return shown(officer, since="2026-03-02", until="2026-03-02", **query)


def test_pages_of_one_family_opened_in_a_row_are_one_line_with_their_number(
    world: World, officer: Client
) -> None:
    for minutes, event in ((0, Event.FAMILY_READ), (3, Event.PROFILE_READ), (16, Event.CHART_READ)):
        line(world, NOON + timedelta(minutes=minutes), event)
    (found,) = on_that_day(officer).lines
    assert found.what == "bekeek 3 pagina's van een gezin"
    assert (found.began_at, found.at) == (NOON, NOON + timedelta(minutes=16))


@pytest.mark.parametrize(
    "other",
    [
        {"at": NOON + timedelta(minutes=16)},
        {"actor_id": None, "actor_label": "Somebody else"},
        {"family_id": None},
        {"event": Event.READING_STORED.value},
        {"outcome": 4},
        {"role": "behavioural_scientist"},
    ],
    ids=["later", "another person", "no family", "a change", "refused", "another role"],
)
def test_what_is_no_part_of_the_visit_stands_by_itself(
    world: World, officer: Client, other: dict[str, object]
) -> None:
    line(world, NOON)
    later = {"at": NOON + timedelta(minutes=1)} | other
    at = later.pop("at")
    event = Event(later.pop("event", Event.FAMILY_READ.value))
    line(world, at, event, **later)
    assert [one.began_at for one in on_that_day(officer).lines] == [None, None]


def test_lines_of_others_in_between_do_not_break_a_visit(world: World, officer: Client) -> None:
    line(world, NOON)
    line(world, NOON + timedelta(minutes=1), actor_id=world.person["scientist"].pk, actor_label="Scientist")
    line(world, NOON + timedelta(minutes=2))
    assert [one.who for one in on_that_day(officer).lines] == ["Worker", "Scientist"]


def test_one_family_is_found_by_its_code_in_any_case_of_letters(world: World, officer: Client) -> None:
    line(world, NOON)
    line(world, NOON, family_id=world.wilg.pk)
    (found,) = on_that_day(officer, family=world.wilg.code.lower()).lines
    assert found.reference == str(world.wilg.pk)[:8]
    assert "geen gezin heeft" in on_that_day(officer, family="G9999").nothing
    Family.objects.filter(pk=world.esdoorn.pk).update(code="ELDERS")
    line(world, NOON, family_id=world.esdoorn.pk, organisation_id=world.other_organisation.pk)
    assert on_that_day(officer, family="ELDERS").lines == []


def test_a_period_holds_its_first_and_its_last_day(world: World, officer: Client) -> None:
    for moment in (NOON - timedelta(hours=12, minutes=1), NOON - timedelta(hours=12), NOON):
        line(world, moment, Event.READING_STORED)
    line(world, NOON + timedelta(hours=12), Event.READING_STORED)
    assert [one.at for one in on_that_day(officer).lines] == [NOON, NOON - timedelta(hours=12)]
    assert "Niemand" in shown(officer, since="2020-01-01", until="2020-01-02").nothing


@pytest.mark.parametrize(
    "wrong", [{"since": "31-02-2026"}, {"since": "2026-03-02", "until": "2026-03-01"}, {"family": "x" * 41}]
)
def test_a_wrong_choice_is_said_and_filters_nothing(
    world: World, officer: Client, wrong: dict[str, str]
) -> None:
    response = officer.get(ADDRESS, wrong)
    assert response.context["form"].errors
    assert "error-summary" in response.content.decode()
    assert response.context["page"].lines


def test_fifty_lines_a_page_and_the_choice_goes_along(world: World, officer: Client) -> None:
    n = 2 * LINES_ON_A_PAGE + 1
    for minutes in range(n):
        line(world, NOON + timedelta(minutes=minutes), Event.READING_STORED)
    first, second, third = (on_that_day(officer, page=number) for number in (1, 2, 3))
    assert [len(page.lines) for page in (first, second, third)] == [50, 50, 1]
    assert (first.newer, third.older) == ("", "")
    assert second.newer == "?since=2026-03-02&until=2026-03-02&page=1"
    assert second.older == "?since=2026-03-02&until=2026-03-02&page=3"
    moments = [one.at for page in (first, second, third) for one in page.lines]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == n
    html = officer.get(ADDRESS, {"page": "2"}).content.decode()
    assert 'rel="prev"' in html
    assert 'aria-current="page"' in html


def test_a_visit_at_the_foot_of_a_page_is_counted_to_its_end(world: World, officer: Client) -> None:
    for minutes in range(LINES_ON_A_PAGE - 1):
        line(world, NOON + timedelta(hours=1, minutes=minutes), Event.READING_STORED)
    for minutes in (0, 10, 20, 30):
        line(world, NOON + timedelta(minutes=minutes))
        line(world, NOON + timedelta(minutes=minutes, seconds=1), Event.READING_STORED)
    first, second = on_that_day(officer), on_that_day(officer, page=2)
    assert first.lines[-1].what == "opgeslagen" or len(first.lines) == LINES_ON_A_PAGE
    (visit,) = [one for page in (first, second) for one in page.lines if one.began_at]
    assert visit.what == "bekeek 4 pagina's van een gezin"


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 30])
def test_nonsense_as_a_page_is_the_first(world: World, officer: Client, page: str) -> None:
    assert shown(officer, page=page).number == 1


def test_as_many_queries_for_many_lines_as_for_few(world: World, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(ADDRESS, {"family": world.linde.code})
        return len(seen)

    few = queries()
    for minutes in range(300):
        line(world, NOON + timedelta(minutes=minutes), Event.READING_STORED)
    assert queries() == few


@pytest.mark.parametrize(
    "asked", ["until=9999-12-31", "since=0001-01-01", "since=9999-12-31&until=9999-12-31", "until=0001-01-01"]
)
def test_a_day_beyond_every_log_is_one_sentence(world, client_of, asked) -> None:
    page = client_of(world.person["privacy_officer"]).get(f"/privacy/log/?{asked}")
    assert page.status_code == 200
    assert "Kies een dag in de jaren 2000 tot en met 2099." in page.text
