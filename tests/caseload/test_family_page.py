"""The page of a family: whether it is on course, which step is due, what there is to talk about."""

import re

import pytest

from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.course_line import course_line, loop_of, loop_sentence
from koers.caseload.presenters.open_points import open_points
from koers.families.actions import NewParent
from koers.families.models import CareEpisode, Family, Relation
from koers.organisations.actions import save_settings
from koers.organisations.models import SignalExtent
from koers.trajectories.actions import skip_expectation
from koers.trajectories.models import PointState, StoredSignal
from koers.trajectories.signals.actions import answer_point
from koers.trajectories.signals.records import PointAnswer
from koers.trajectories.wording.dates import day as words_of
from tests.factories.households import at_home
from tests.factories.scored import course
from tests.factories.world import World, day, open_for

FLAT = ((130, 74), (110, 75), (90, 74), (70, 75), (50, 76), (30, 75), (10, 76))
FALLS = ((130, 74), (100, 69), (70, 64), (40, 59), (12, 53))
ADDRESS = "/families/{}/"


@pytest.fixture
def iep(world: World) -> Family:
    """A mother who stands still and a father who goes down; every list was looked at."""
    family = open_for(world, "worker", "Iep", [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)])
    mother, father = family.parents.all()
    course(world, mother, *FLAT)
    course(world, father, *FALLS)
    look(world, family)
    return family


def look(world: World, family: Family) -> None:
    newest = [parent.administrations.latest("filled_on") for parent in family.parents.all()]
    skip_expectation(actor=world.actor("worker"), administrations=newest)


def case(world: World, family: Family, name: str = "worker") -> Case:
    (found,) = read_cases(world.actor(name), at_home(family), today=day(0))
    return found


def due(case: Case) -> list[str]:
    return [step.name for step in loop_of(case) if step.state == "now"]


def answer(world: World, family: Family, state: PointState = PointState.RECOGNISED) -> None:
    for signal in StoredSignal.objects.current().filter(family=family, kind="stagnation"):
        answer_point(actor=world.actor("worker"), signal=signal, answer=PointAnswer(state))


# --- are we on the right way? ---


@pytest.mark.parametrize("name", ["worker", "scientist", "lead"])
def test_T1_one_line_on_top_says_whether_the_family_is_on_course(world, client_of, iep, name) -> None:
    page = client_of(world.person[name]).get(ADDRESS.format(iep.pk)).text
    line = re.sub(r"\s+", " ", re.sub("<.*?>", "", page[page.index('class="on-course"') - 3 :]))
    assert line.startswith(
        "Zijn we op de goede weg? Moeder: waarschijnlijk geen duidelijke daling. "
        "Vader: zeer waarschijnlijk een daling. "
        f"Nieuwste lijst op {words_of(day(10))}. Nog geen gesprek vastgelegd."
    )
    assert page.index('class="on-course"') < page.index('id="parents"')


def test_T1_before_the_first_list_there_is_no_line(world, client_of) -> None:
    assert course_line(case(world, world.wilg)) == ""
    assert (
        'class="on-course"' not in client_of(world.person["worker"]).get(ADDRESS.format(world.wilg.pk)).text
    )


@pytest.mark.parametrize(
    ("extent", "line"),
    [
        (
            SignalExtent.DIFFERENCE_ONLY,
            "Moeder: hoger dan bij de start, dat kan toeval zijn. "
            "Vader: lager dan bij de start, meer dan toeval. ",
        ),
        (SignalExtent.OFF, ""),
    ],
)
def test_T1_S9_the_line_goes_as_far_as_the_organisation_wants(world, iep, extent, line) -> None:
    save_settings(actor=world.actor("admin"), chosen={"signals": extent})
    facts = f"Nieuwste lijst op {words_of(day(10))}. Nog geen gesprek vastgelegd."
    assert course_line(case(world, iep)) == f"{line}{facts}"


def test_T1_a_label_by_scores_leaves_out_what_nobody_looked_at(world, iep) -> None:
    save_settings(actor=world.actor("admin"), chosen={"signals": SignalExtent.DIFFERENCE_ONLY})
    course(world, iep.parents.get(relation=Relation.MOTHER), (2, 40))
    assert "Moeder: hoger dan bij de start" in course_line(case(world, iep))
    look(world, iep)
    assert "Moeder: lager dan bij de start, meer dan toeval" in course_line(case(world, iep))


def test_T1_one_list_is_called_no_course(world) -> None:
    family = open_for(world, "worker", "Berk", [NewParent(Relation.MOTHER)])
    course(world, family.parents.get(), (3, 70))
    look(world, family)
    assert course_line(case(world, family)).startswith("Moeder: te vroeg om een verloop te zien.")
    save_settings(actor=world.actor("admin"), chosen={"signals": SignalExtent.DIFFERENCE_ONLY})
    assert course_line(case(world, family)).startswith("Moeder: één lijst, nog geen verloop.")


# --- the loop ---


def test_T8_the_loop_shows_six_steps_and_the_one_that_is_due(world, client_of, iep) -> None:
    assert [step.name for step in loop_of(case(world, iep))] == [
        "Meten",
        "Lezen",
        "Praten",
        "Besluiten",
        "Proberen",
        "Opnieuw kijken",
    ]
    assert due(case(world, iep)) == ["Praten"]
    assert loop_sentence(case(world, iep)) == "Nu aan de beurt: praten."
    page = client_of(world.person["worker"]).get(ADDRESS.format(iep.pk)).text
    assert page.count('aria-current="step"') == 1
    assert "Nu aan de beurt: praten." in page


def test_T8_a_new_list_is_read_first_and_an_answered_point_waits_for_the_next_list(world, iep) -> None:
    course(world, iep.parents.get(relation=Relation.MOTHER), (1, 75))
    assert due(case(world, iep)) == ["Lezen"]
    look(world, iep)
    assert due(case(world, iep)) == ["Praten"]
    answer(world, iep)
    assert due(case(world, iep)) == ["Meten"]
    assert loop_sentence(case(world, iep)).startswith("De volgende lijst is gepland op")


def test_T8_without_a_list_measuring_is_due(world) -> None:
    assert due(case(world, world.wilg)) == ["Meten"]
    assert loop_sentence(case(world, world.wilg)) == "Nu aan de beurt: meten."


# --- what there is to talk about ---


def test_open_points_stand_on_the_page_and_lead_to_where_they_are_answered(world, client_of, iep) -> None:
    page = client_of(world.person["worker"]).get(ADDRESS.format(iep.pk)).text
    assert f'href="/families/{iep.pk}/profile/#point-1"' in page
    (row,) = open_points(case(world, iep), sees_expected=True).rows
    assert row.level == "now"
    assert "geen duidelijke daling" in row.words
    assert row.said == "Nog niet beantwoord."
    answer(world, iep)
    (row,) = open_points(case(world, iep), sees_expected=True).rows
    assert row.said.startswith("Herkend: Worker")


def test_there_are_no_open_points_after_the_help_has_ended(world, iep) -> None:
    CareEpisode.objects.filter(family=iep).update(ended_on=day(0))
    assert open_points(case(world, iep), sees_expected=True).rows == ()


def test_each_parent_has_a_small_course(world, client_of, iep) -> None:
    page = client_of(world.person["worker"]).get(ADDRESS.format(iep.pk)).text
    assert "moeder: van T 74 naar T 76" in page
    assert "vader: van T 74 naar T 53" in page
