"""A parent who wants no more lists, or none this time, is left in peace; every list says why."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.course_line import loop_of, loop_sentence
from koers.caseload.presenters.families import families_page, why
from koers.caseload.steps import next_step
from koers.families.actions import NewParent
from koers.families.models import Family, Relation
from koers.measurements.inviting.actions import withdraw
from koers.measurements.models import Administration, Invitation, InvitationEnd
from koers.trajectories.actions import skip_expectation
from koers.trajectories.signals.attention import Level
from koers.trajectories.wording.dates import short_day
from tests.factories.households import at_home
from tests.factories.world import World, day, fill_in, open_for
from tests.measurements.entering import ask, main_of

EVERYBODY = ["worker", "scientist", "lead"]


@pytest.fixture
def berk(world: World) -> Family:
    """A mother on time and a father whose list is 100 days old; everything was looked at."""
    family = open_for(world, "worker", "Berk", [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)])
    mother, father = family.parents.all()
    fill_in(world, mother, days_ago=10)
    fill_in(world, father, days_ago=100)
    look(world, family)
    Administration.objects.update(created_at=timezone.now() - timedelta(days=9))
    return family


def look(world: World, family: Family) -> None:
    newest = [
        one.administrations.latest("filled_on")
        for one in family.parents.all()
        if one.administrations.exists()
    ]
    skip_expectation(actor=world.actor("worker"), administrations=newest)


def says(world: World, family: Family, reason: InvitationEnd, *, days_ago: int = 2) -> None:
    """The father of this family (the only parent where there is one) says no."""
    father = family.parents.order_by("-slot")[0]
    invitation = ask(world, father).invitation
    at = timezone.now() - timedelta(days=days_ago)
    Invitation.objects.filter(pk=invitation.pk).update(
        made_at=at - timedelta(hours=1), ended_at=at, ended_reason=reason
    )


def case(world: World, family: Family, name: str = "worker") -> Case:
    (found,) = read_cases(world.actor(name), at_home(family), today=day(0))
    return found


def names(respondents) -> list[str]:
    return [one.name for one in respondents]


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (InvitationEnd.STOPPED, "Vader: wil geen vragen meer, {}"),
        (InvitationEnd.REFUSED, "Vader: deze keer niet, {}"),
    ],
)
def test_U13_who_said_no_is_not_late_for_anybody_and_the_row_says_why(
    world: World, berk: Family, name: str, reason: InvitationEnd, words: str
) -> None:
    assert names(case(world, berk, name).late) == ["vader"]
    says(world, berk, reason)
    found = case(world, berk, name)
    assert found.late == ()
    assert found.level is Level.FOLLOW
    assert why(found) == words.format(short_day(day(2)))
    page = families_page(world.actor(name), [found], today=day(0), at=timezone.now())
    assert page.today == ()


@pytest.mark.parametrize("name", EVERYBODY)
def test_U13_the_family_page_says_so_too_without_chasing(world, client_of, berk: Family, name: str) -> None:
    says(world, berk, InvitationEnd.STOPPED)
    page = client_of(world.person[name]).get(f"/families/{berk.pk}/")
    assert "Wil geen vragen meer" in main_of(page)
    assert "te laat" not in main_of(page)
    assert 'class="late"' not in page.content.decode()


def test_U13_the_next_list_is_that_of_who_is_still_asked(world: World, berk: Family) -> None:
    says(world, berk, InvitationEnd.STOPPED)
    found = case(world, berk)
    assert found.next_list_on == day(-20)
    assert next_step(found, may_enter=True).text == f"Lijst op {short_day(day(-20))}"
    berk.parents.filter(relation=Relation.FATHER).update(left_on=day(1))
    assert case(world, berk).next_list_on == day(-20)


def test_U13_after_a_no_for_this_time_the_next_list_counts_from_there(world: World, berk: Family) -> None:
    berk.parents.filter(relation=Relation.MOTHER).update(left_on=day(1))
    says(world, berk, InvitationEnd.REFUSED)
    assert case(world, berk).next_list_on == day(-28)


def test_U13_where_everybody_stopped_nobody_is_chased(world: World) -> None:
    family = open_for(world, "worker", "Els", [NewParent(Relation.MOTHER)])
    fill_in(world, family.parents.get(), days_ago=70)
    look(world, family)
    Administration.objects.update(created_at=timezone.now() - timedelta(days=9))
    says(world, family, InvitationEnd.STOPPED)
    found = case(world, family)
    assert found.next_list_on is None
    assert next_step(found, may_enter=True).text == "Bekijk het profiel"
    assert loop_sentence(found) == "Nu wordt niemand om een lijst gevraagd."
    assert [step.note for step in loop_of(found)] == [""] * 6


def test_U13_without_a_list_a_stop_is_the_reason(world: World) -> None:
    says(world, world.wilg, InvitationEnd.STOPPED)
    found = case(world, world.wilg)
    assert why(found) == f"Nog geen lijst. Pleegouder: wil geen vragen meer, {short_day(day(2))}"
    assert found.level is Level.FOLLOW
    assert next_step(found, may_enter=True).text == "Bekijk het gezin"


def test_U13_a_paper_list_of_before_the_stop_takes_it_not_away_and_a_later_one_does(
    world: World, berk: Family
) -> None:
    says(world, berk, InvitationEnd.STOPPED)
    father = berk.parents.get(relation=Relation.FATHER)
    fill_in(world, father, days_ago=60)
    look(world, berk)
    assert case(world, berk).late == ()
    assert "wil geen vragen meer" in why(case(world, berk))
    fill_in(world, father, days_ago=1)
    look(world, berk)
    assert case(world, berk).respondents[1].request is None


def test_U13_a_link_withdrawn_afterwards_makes_nobody_late(world: World, berk: Family) -> None:
    says(world, berk, InvitationEnd.STOPPED)
    later = ask(world, berk.parents.get(relation=Relation.FATHER)).invitation
    Invitation.objects.filter(pk=later.pk).update(
        ended_at=timezone.now(), ended_reason=InvitationEnd.WITHDRAWN
    )
    assert case(world, berk).late == ()


def withdrawn_link(world: World, family: Family) -> str:
    """The newest link to the father is withdrawn; gives the words for it."""
    invitation = ask(world, family.parents.get(relation=Relation.FATHER)).invitation
    withdraw(actor=world.actor("worker"), invitation=invitation)
    return f"Link ingetrokken op {date_format(day(0), 'j F')}."


def test_U13_the_family_page_says_that_the_newest_link_was_withdrawn(
    world: World, client_of, berk: Family
) -> None:
    worker, lead = client_of(world.person["worker"]), client_of(world.person["lead"])
    words = withdrawn_link(world, berk)
    assert words in main_of(worker.get(f"/families/{berk.pk}/"))
    assert words not in main_of(lead.get(f"/families/{berk.pk}/"))
    assert names(case(world, berk).late) == ["vader"]
    ask(world, berk.parents.get(relation=Relation.FATHER))
    assert words not in main_of(worker.get(f"/families/{berk.pk}/"))
    words = withdrawn_link(world, berk)
    fill_in(world, berk.parents.get(relation=Relation.FATHER), days_ago=0)
    assert words not in main_of(worker.get(f"/families/{berk.pk}/"))


def test_U13_a_link_withdrawn_after_a_no_stands_beside_it(world: World, client_of, berk: Family) -> None:
    says(world, berk, InvitationEnd.REFUSED)
    words = withdrawn_link(world, berk)
    page = main_of(client_of(world.person["worker"]).get(f"/families/{berk.pk}/"))
    assert f"Wil liever niet deze keer ({date_format(day(2), 'j F')}). {words}" in page


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (InvitationEnd.STOPPED, "Vraag alleen weer als deze persoon dat zelf zegt."),
        (InvitationEnd.REFUSED, "Wil liever niet deze keer"),
    ],
)
def test_U13_handing_over_the_device_warns_as_asking_does(
    world, client_of, berk: Family, reason: InvitationEnd, words: str
) -> None:
    client, father = client_of(world.person["worker"]), berk.parents.get(relation=Relation.FATHER)
    pages = (f"/families/{berk.pk}/parents/{father.pk}/hand-over/", f"/families/{berk.pk}/invite/")
    assert [words in main_of(client.get(path)) for path in pages] == [False, False]
    says(world, berk, reason)
    assert [words in main_of(client.get(path)) for path in pages] == [True, True]
