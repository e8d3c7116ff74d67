"""What is new and what is late, and the order that follows from it."""

import pytest
from django.utils import timezone

from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.families import families_page, why
from koers.caseload.steps import Urgency, next_step, urgency_of
from koers.families.actions import NewParent
from koers.families.households import households
from koers.families.models import CareEpisode, Family, Parent, Relation
from koers.trajectories.actions import skip_expectation
from tests.factories.households import at_home
from tests.factories.world import World, day, fill_in, open_for


def case(world: World, family: Family, *, name: str = "worker") -> Case:
    (found,) = read_cases(world.actor(name), at_home(family), today=day(0))
    return found


def look(world: World, *parents: Parent) -> None:
    """The worker has looked at the newest list of these parents."""
    newest = [parent.administrations.latest("created_at") for parent in parents]
    skip_expectation(actor=world.actor("worker"), administrations=newest)


def names(respondents) -> list[str]:
    return [one.name for one in respondents]


def test_a_list_is_new_until_its_worker_looked(world: World) -> None:
    assert names(case(world, world.linde).new) == ["moeder", "vader"]
    look(world, world.mother)
    assert names(case(world, world.linde).new) == ["vader"]
    fill_in(world, world.mother, days_ago=1)
    assert names(case(world, world.linde).new) == ["moeder", "vader"]


@pytest.mark.parametrize("name", ["scientist", "lead"])
def test_nothing_is_new_to_who_is_never_asked(world: World, name: str) -> None:
    assert case(world, world.linde, name=name).new == ()


@pytest.mark.parametrize(("days_ago", "is_late"), [(45, False), (46, True)])
def test_a_parent_is_late_half_an_interval_after_the_planned_one(
    world: World, days_ago: int, is_late: bool
) -> None:
    family = open_for(world, "worker", "Berk", [NewParent(Relation.MOTHER)])
    fill_in(world, family.parents.get(), days_ago=days_ago)
    assert bool(case(world, family).late) is is_late


def test_without_a_list_the_start_of_the_help_counts(world: World) -> None:
    assert names(case(world, world.wilg).late) == ["pleegouder"]
    CareEpisode.objects.filter(family=world.wilg).update(started_on=day(10))
    assert case(world, world.wilg).late == ()


def test_after_care_has_ended_nobody_is_late(world: World) -> None:
    CareEpisode.objects.update(ended_on=day(1))
    found = case(world, world.wilg)
    assert found.late == ()
    assert why(found) == "De hulp is afgesloten"


def test_the_course_is_that_of_the_list_with_most_points(world: World) -> None:
    found = case(world, world.linde)
    assert found.profile is not None
    assert found.profile.instrument.id == "voorbeeld-10"
    mother = found.respondents[0].person
    assert mother is not None
    assert [point.t for point in mother.scored] == [85, 69, 53, 35]


def test_the_order_is_new_then_late_then_not_begun_then_by_name(world: World) -> None:
    for name in ("Zwaluw", "Abeel", "Iep"):
        family = open_for(world, "worker", name, [NewParent(Relation.MOTHER)])
        if name != "Iep":
            fill_in(world, family.parents.get(), days_ago=5)
            look(world, family.parents.get())
    CareEpisode.objects.filter(family__name="Iep").update(started_on=day(2))
    actor = world.actor("worker")
    cases = read_cases(actor, households(Family.objects.visible_to(actor)), today=day(0))
    page = families_page(actor, cases, today=day(0), at=timezone.now())
    waiting, quiet = page.levels
    assert [row.name for row in waiting] == ["Linde", "Wilg", "Iep"]
    assert [row.name for row in quiet] == ["Abeel", "Zwaluw"]
    assert [row.step.text for row in waiting] == [
        "Bekijk het profiel",
        "Vraag de ouders",
        "Vraag de ouders",
    ]
    assert page.today == ("2 nieuwe lijsten", "2 ouders te laat")


def test_the_reason_stands_in_words(world: World) -> None:
    assert (
        why(case(world, world.linde))
        == "Nieuwe lijsten van moeder en vader. Al 50 dagen geen lijst van vader"
    )
    assert why(case(world, world.wilg)) == "Nog geen lijst van pleegouder"
    look(world, world.mother, world.father)
    jump = "Grote sprong omlaag bij moeder en vader. Wat heeft geholpen?"
    assert why(case(world, world.linde)) == f"{jump} Al 50 dagen geen lijst van vader"
    for days_ago in (5, 4, 3):
        for parent in (world.father, world.mother):
            fill_in(world, parent, days_ago=days_ago, answer=4)
    look(world, world.father, world.mother)
    for name in ("worker", "lead"):
        words = "Moeder: zeer waarschijnlijk een daling sinds de start"
        assert why(case(world, world.linde, name=name)) == words


@pytest.mark.parametrize(
    ("family", "name", "text"),
    [
        ("linde", "worker", "Bekijk het profiel"),
        ("wilg", "worker", "Vraag de ouders"),
        ("linde", "lead", "Bekijk het profiel"),
        ("wilg", "lead", "Bekijk het gezin"),
    ],
)
def test_the_next_step_is_one_that_the_reader_may_take(
    world: World, family: str, name: str, text: str
) -> None:
    found = case(world, getattr(world, family), name=name)
    assert next_step(found, may_enter=name == "worker").text == text


def test_when_all_is_seen_the_next_step_is_the_next_list(world: World) -> None:
    family = open_for(world, "worker", "Berk", [NewParent(Relation.MOTHER)])
    fill_in(world, family.parents.get(), days_ago=10)
    look(world, family.parents.get())
    found = case(world, family)
    assert urgency_of(found) is Urgency.QUIET
    assert found.next_list_on == day(-20)
    assert next_step(found, may_enter=True).text == f"Lijst op {_short(day(-20))}"


def _short(on) -> str:
    months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    return f"{on.day} {months[on.month - 1]}"
