"""The small courses and the page of one family."""

import pytest
from django.utils import timezone

from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.family import FamilyPage, FamilyRows, family_page
from koers.caseload.presenters.sparks import key_mark, looked_at, spark
from koers.families.actions import NewParent, add_parent, give_sharing_consent
from koers.families.models import CaseAssignment, Family, Relation, SharingConsent
from koers.measurements.models import Score
from koers.trajectories.actions import skip_expectation
from tests.factories.households import at_home
from tests.factories.world import World, day, fill_in


def case_of(world: World, family: Family, name: str = "worker") -> Case:
    (case,) = read_cases(world.actor(name), at_home(family), today=day(0))
    return case


def respondents(world: World, name: str = "worker"):
    case = case_of(world, world.linde, name)
    return case, case.respondents


def test_T44_the_score_of_a_new_list_is_not_in_the_small_course(world: World) -> None:
    case, (mother, _) = respondents(world)
    assert [point.t for point in looked_at(mother)] == [85, 69, 53]
    assert 'aria-label="moeder: van T 85 naar T 53"' in spark(mother, case.profile, today=day(0))
    newest = world.mother.administrations.latest("created_at")
    skip_expectation(actor=world.actor("worker"), administrations=[newest])
    case, (mother, _) = respondents(world)
    assert 'aria-label="moeder: van T 85 naar T 35"' in spark(mother, case.profile, today=day(0))


@pytest.mark.parametrize("name", ["scientist", "lead"])
def test_T44_others_are_never_gated(world: World, name: str) -> None:
    _, (mother, _) = respondents(world, name)
    assert len(looked_at(mother)) == 4


def test_one_score_and_no_score_are_named_as_such(world: World) -> None:
    case = case_of(world, world.wilg, "lead")
    assert "pleegouder: nog geen verloop" in spark(case.respondents[0], case.profile, today=day(0))
    fill_in(world, world.wilg.parents.get(), days_ago=3, answer=4)
    case = case_of(world, world.wilg, "lead")
    assert "pleegouder: één score, T 35" in spark(case.respondents[0], case.profile, today=day(0))


def test_S8_a_fifth_person_has_words_but_no_mark(world: World) -> None:
    for _ in range(3):
        add_parent(actor=world.actor("worker"), family=world.linde, new=NewParent(Relation.OTHER))
    case, people = respondents(world)
    assert [person.parent.slot for person in people] == [1, 2, 3, 4, 5]
    assert [bool(spark(person, case.profile, today=day(0))) for person in people] == 4 * [True] + [False]
    assert [bool(key_mark(slot)) for slot in range(1, 6)] == 4 * [True] + [False]


def page_of(world: World, family: Family, name: str = "worker") -> FamilyPage:
    actor = world.actor(name)
    case = case_of(world, family, name)
    rows = FamilyRows(
        children=list(family.children.all()),
        lists=list(Score.objects.filter(administration__family=family, is_primary=True)),
        assignments=list(CaseAssignment.objects.filter(family=family)),
        consents=list(SharingConsent.objects.filter(owner__family=family)),
    )
    return family_page(actor, case, rows)


def test_a_new_family_is_led_to_its_first_list(world: World) -> None:
    page = page_of(world, world.wilg)
    assert not page.has_lists
    assert page.step is not None
    assert page.step.text == "Voer de eerste lijst in"
    assert [(person.name, person.own_name) for person in page.people] == [("Pleegouder", "Ria")]


def test_people_children_and_staff_are_named(world: World) -> None:
    page = page_of(world, world.linde)
    assert [person.name for person in page.people] == ["Moeder", "Vader"]
    assert page.people[0].sentence.endswith("6 dagen geleden. Nieuw, nog niet bekeken.")
    assert page.people[1].is_late
    assert [(child.name, child.age) for child in page.children] == [("Sam", "9 jaar")]
    assert [(row.role, row.words) for row in page.staff] == [("Verantwoordelijk", "Worker")]


def test_a_stand_in_is_named_with_the_last_day(world: World) -> None:
    CaseAssignment(
        family=world.linde,
        user=world.person["colleague"],
        kind="stand_in",
        from_at=timezone.now(),
        until_at=timezone.now().replace(month=6, day=5, year=2090, hour=12),
        granted_by="test",
    ).save()
    assert [row.role for row in page_of(world, world.linde).staff] == [
        "Verantwoordelijk",
        "Valt in tot 5 juni",
    ]


def test_a_list_says_how_it_came_and_why_it_has_no_score(world: World) -> None:
    fill_in(world, world.mother, days_ago=1, answer=4)
    Score.objects.filter(administration__filled_on=day(1)).update(
        t_score=None, band="", reason="too_many_missing"
    )
    row = next(row for row in page_of(world, world.linde).lists if row.state.startswith("Geen score"))
    assert (row.who, row.how, row.state) == (
        "Moeder",
        "op papier",
        "Geen score: er staan te veel vragen open.",
    )


@pytest.mark.parametrize(
    ("name", "may_enter", "sees_sharing", "may_share"),
    [("worker", True, True, True), ("scientist", False, True, False), ("lead", False, False, False)],
)
def test_each_role_sees_and_may_what_the_table_says(
    world: World, name: str, may_enter: bool, sees_sharing: bool, may_share: bool
) -> None:
    page = page_of(world, world.linde, name)
    assert bool(page.people[0].entry_address) is may_enter
    assert bool(page.sharing) is sees_sharing
    assert page.may_share is may_share


def test_sharing_stands_on_the_page(world: World) -> None:
    pair = {"owner": world.mother, "reader": world.father}
    give_sharing_consent(actor=world.actor("worker"), given_on=day(0), how="talk", **pair)
    sentences = [row.answer.sentence for row in page_of(world, world.linde).sharing]
    assert sentences[0].startswith("Ja. Sinds ")
    assert sentences[1] == "Nee. Er is nog niets vastgelegd."
