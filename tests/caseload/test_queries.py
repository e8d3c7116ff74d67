"""How many queries the main pages of staff take, with sign-in and line in the log: no more for more."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from koers.families.actions import NewParent, add_parent, give_sharing_consent
from koers.families.agreements.actions import set_block
from koers.families.goals.actions import GoalEdit, NewGoal, NewRating, add_goal, change_goal, rate_goal
from koers.families.happenings.actions import NewHappening, add_happening
from koers.families.models import Family, GoalStatus, HappeningKind, Relation, SafetyReason
from koers.measurements.correcting.actions import withdraw_list
from koers.organisations.actions import save_settings
from koers.trajectories.actions import skip_expectation, store_reading
from koers.trajectories.models import Experience, PointState, StoredSignal
from koers.trajectories.records import NewReading
from koers.trajectories.signals.actions import answer_point, confirm_stagnation, sign_reading, store_statement
from koers.trajectories.signals.records import NewStatement, PointAnswer
from tests.factories.scored import course, fill_in_t
from tests.factories.world import World, day, open_for
from tests.measurements.entering import ask
from tests.measurements.test_correcting import corrected

FLAT = ((130, 74), (110, 75), (90, 74), (70, 75), (50, 76), (30, 75), (10, 76))

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    """Of the second look: the first one writes down that a talking point was seen."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    assert page.status_code == 200
    return len(captured)


def full_family(world: World, name: str = "Iep") -> Family:
    """One of everything that the pages show, corrected and withdrawn lists too."""
    family = open_for(world, "worker", name, [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)])
    worker, child = world.actor("worker"), family.children.get()
    mother, father = family.parents.all()
    for parent in (mother, father):
        course(world, parent, *FLAT)
    newest = corrected(world, mother.administrations.latest("filled_on"), filled_on=day(9))
    withdraw_list(actor=worker, administration=fill_in_t(world, father, days_ago=3, t=70), reason="Twice.")
    shown = [newest, father.administrations.current().latest("filled_on")]
    skip_expectation(actor=worker, administrations=shown)
    for owner, reader in ((mother, father), (father, mother)):
        give_sharing_consent(actor=worker, owner=owner, reader=reader, given_on=day(0), how="talk")
    third = add_parent(actor=worker, family=family, new=NewParent(Relation.OTHER))
    set_block(actor=worker, one=mother, other=third, reason=SafetyReason.ASKED)
    ask(world, father)
    _talk(world, family)
    note = NewReading(family, child, [one.pk for one in shown], {"course": "rustiger"})
    sign_reading(
        actor=world.actor("scientist"), reading=store_reading(actor=worker, new=note), text="Mee eens."
    )
    return family


def _talk(world: World, family: Family) -> None:
    """Goals with numbers, an event, and stagnation that was established after a talk."""
    worker, child = world.actor("worker"), family.children.get()
    for text in ("samen eten", "op tijd naar bed"):
        goal = add_goal(actor=worker, family=family, new=NewGoal(text, day(60)))
        for days_ago in (40, 10):
            rate_goal(actor=worker, goal=goal, new=NewRating(5, day(days_ago), parent=family.parents.first()))
    change_goal(actor=worker, goal=goal, edit=GoalEdit(text, GoalStatus.REACHED, day(5)))
    add_happening(actor=worker, family=family, new=NewHappening(HappeningKind.FAMILY, "verhuizing", day(50)))
    said = NewStatement(family, child, Experience.SAME, day(1), parent=family.parents.first())
    store_statement(actor=worker, new=said)
    for signal in StoredSignal.objects.current().filter(family=family, kind="stagnation"):
        answered = answer_point(actor=worker, signal=signal, answer=PointAnswer(PointState.RECOGNISED))
    confirm_stagnation(actor=worker, signal=answered)


@pytest.fixture
def family(world: World) -> Family:
    save_settings(actor=world.actor("admin"), chosen={"interval_days": 28})
    return full_family(world)


def profile_of(family: Family) -> str:
    return f"/families/{family.pk}/profile/"


@pytest.mark.parametrize("name", ["worker", "scientist"])
def test_a_profile_with_everything_in_it_takes_twelve_queries(
    family: Family, world: World, client_of: Callable[..., Client], name: str
) -> None:
    client = client_of(world.person[name])
    assert queries(client, profile_of(family)) == 12
    page = client.get(profile_of(family)).text
    for shown in ("verhuizing", "samen eten", "Mee eens.", "Twice.", "Typed over wrongly.", "k-chart"):
        assert shown in page, shown


def test_the_numbers_of_goals_take_one_query_more_and_a_child_that_rates_another(
    family: Family, world: World, client_of: Callable[..., Client]
) -> None:
    client = client_of(world.person["worker"])
    address = f"{profile_of(family)}?goals=1"
    assert queries(client, address) == 13
    child = NewRating(6, day(2), child=family.children.get())
    rate_goal(actor=world.actor("worker"), goal=family.goals.first(), new=child)
    assert queries(client, address) == 14


@pytest.mark.parametrize(("name", "most"), [("worker", 14), ("scientist", 14), ("lead", 12)])
def test_a_family_with_everything_in_it_takes_fourteen_queries(
    family: Family, world: World, client_of: Callable[..., Client], name: str, most: int
) -> None:
    assert queries(client_of(world.person[name]), f"/families/{family.pk}/") == most


@pytest.mark.parametrize(("name", "most"), [("worker", 9), ("scientist", 9), ("lead", 9)])
def test_a_caseload_takes_as_many_queries_for_three_families_as_for_fifteen(
    family: Family, world: World, client_of: Callable[..., Client], name: str, most: int
) -> None:
    client = client_of(world.person[name])
    assert queries(client, "/families/") == most
    for place in range(12):
        full_family(world, f"Gezin {place}")
    assert queries(client, "/families/") == most


@pytest.mark.parametrize(("name", "most"), [("scientist", 8), ("lead", 7)])
def test_a_team_takes_as_many_queries_for_one_family_as_for_several(
    family: Family, world: World, client_of: Callable[..., Client], name: str, most: int
) -> None:
    """A scientist also hears of lists that wait to be put into use."""
    client = client_of(world.person[name])
    assert queries(client, "/team/") == most
    for place in range(3):
        full_family(world, f"Gezin {place}")
    assert queries(client, "/team/") == most


def test_the_families_of_a_worker_are_found_by_the_grants(world: World) -> None:
    """Among ten thousand families of an organisation each query of a page would try them all."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan of PostgreSQL depends on the number of rows")
    plan = Family.objects.visible_to(world.actor("worker")).explain()
    assert "(user_id=?)" in plan
    assert "organisation_id" not in plan


def test_a_grant_or_role_that_ended_counts_at_the_next_request(
    family: Family, world: World, client_of: Callable[..., Client]
) -> None:
    client = client_of(world.person["worker"])
    assert client.get(profile_of(family)).status_code == 200
    family.assignments.update(until_at=timezone.now())
    assert client.get(profile_of(family)).status_code == 404
    world.person["worker"].memberships.update(ended_on=timezone.localdate())
    assert client.get("/families/").status_code == 302
