"""The pages in words, without a client."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from koers.measurements.models import AdministrationSource
from koers.psychometrics.plotting import NARROW, WIDE, MarkKind
from koers.trajectories import marks
from koers.trajectories.differences import Expected
from koers.trajectories.marks import Mark
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.presenters.drawing import Drawing, Figures
from koers.trajectories.presenters.notable import Outcomes
from koers.trajectories.presenters.printed import room_for_rows
from koers.trajectories.presenters.profile import loop_steps, query_of, why_no_chart
from koers.trajectories.presenters.questions import QuestionFacts
from koers.trajectories.presenters.readings import readings_of
from koers.trajectories.presenters.table import rows_of
from koers.trajectories.profiles import Person, Profile
from tests.trajectories.courses import SHORT, START, person, point, profile

MOTHER = person("moeder", point(0, 74, source=AdministrationSource.DERIVED), (40, 70), (80, 66))
FATHER = person("vader", (2, 66), (41, None), (82, 50), slot=2)


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def svg_of(shown: Profile, **changes: object) -> str:
    drawing = Drawing(shown, {}, (), "omschrijving")
    return replace(drawing, **changes).svg(frame=WIDE, element_id="chart")  # type: ignore[arg-type]


def test_T43_the_table_holds_every_list_the_newest_first() -> None:
    rows = rows_of(profile(MOTHER, FATHER))
    assert [(row.day, row.name) for row in rows] == [
        ("22 mei 2026", "vader"),
        ("20 mei 2026", "moeder"),
        ("11 apr 2026", "vader"),
        ("10 apr 2026", "moeder"),
        ("3 mrt 2026", "vader"),
        ("1 mrt 2026", "moeder"),
    ]


def test_T59_a_row_says_score_area_source_and_change() -> None:
    newest, *_rest, start = rows_of(profile(FATHER))
    assert (newest.score, newest.area) == ("50", "geen noemenswaardige problemen")
    assert newest.change == "−16, meer dan toeval"
    assert (start.score, start.area, start.source, start.change) == (
        "66",
        "ernstige problemen",
        "ingevuld",
        "start",
    )


def test_T59_a_list_without_score_stands_in_the_table_with_its_reason() -> None:
    row = rows_of(profile(FATHER))[1]
    assert (row.score, row.area, row.change) == ("–", "geen score: er zijn te weinig vragen beantwoord", "")


def test_S4_an_open_question_is_marked_in_table_and_point() -> None:
    shown = profile(person("moeder", point(0, 70, n_missing=1)))
    assert rows_of(shown)[0].source == "ingevuld, 1 vraag opengelaten"
    assert "1 vraag opengelaten" in svg_of(shown)


def test_T42_a_derived_start_is_named_in_table_and_chart() -> None:
    assert rows_of(profile(MOTHER))[-1].source == "afgeleid uit de lange lijst"
    assert "uit de lange lijst" in svg_of(profile(MOTHER))


def test_T53_T33_the_chart_has_one_point_a_score_and_a_name_a_person() -> None:
    svg = svg_of(profile(MOTHER, FATHER))
    assert svg.count('class="k-point"') == 5
    assert "Vader, 22 mei 2026: 50, geen noemenswaardige problemen" in svg


def test_S6_a_change_of_age_group_is_marked() -> None:
    shown = profile(person("moeder", (0, 70), point(40, 66, norm_group="12-18")))
    assert "leeftijdsgroep wisselt" in svg_of(shown)
    assert "leeftijdsgroep wisselt" not in svg_of(profile(MOTHER))


def test_S8_four_people_are_drawn_and_the_fifth_is_in_the_table() -> None:
    people = [person(f"opvoeder {slot}", (0, 70), (40, 60), slot=slot) for slot in range(1, 6)]
    shown = profile(*people)
    assert [one.slot for one in Drawing(shown, {}, (), "").persons] == [1, 2, 3, 4]
    assert len(rows_of(shown)) == 10
    assert [one.slot for one in Drawing(shown.only([people[4].parent_id]), {}, (), "").persons] == [5]
    assert Figures.of(Drawing(shown.only([people[4].parent_id]), {}, (), "")).wide


def test_S5_example_norms_are_marked_in_both_figures() -> None:
    figures = Figures.of(Drawing(profile(MOTHER), {}, (), ""))
    assert "voorbeeldnormen" in figures.wide
    assert "voorbeeldnormen" in figures.narrow
    real = profile(MOTHER, instrument=replace(SHORT, fictitious=False))
    assert "voorbeeldnormen" not in svg_of(real)


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_T47_the_expectation_is_drawn_from_the_start(frame: object) -> None:
    expected = {MOTHER.parent_id: Expected(ExpectedCourse.DECLINE, START, "Noor")}
    drawn = svg_of(profile(MOTHER), expected=expected)
    assert "verwacht" in drawn
    assert "verwacht" not in svg_of(profile(MOTHER))
    unsure = {MOTHER.parent_id: Expected(ExpectedCourse.DONT_KNOW, START, "Noor")}
    assert "verwacht" not in svg_of(profile(MOTHER), expected=unsure)


def test_T58_marks_of_other_apps_stand_under_the_axis(monkeypatch: pytest.MonkeyPatch) -> None:
    class Talks:
        def marks(self, actor, family, child):
            yield Mark(MarkKind.CONVERSATION, START + timedelta(days=50), "gesprek")
            yield Mark(MarkKind.EVENT, START + timedelta(days=20), "nieuwe school")

    monkeypatch.setattr(marks, "_sources", [])
    source = Talks()
    marks.register(source)
    marks.register(source)
    shown = profile(MOTHER)
    found = marks.marks_for(None, shown.family, shown.child)  # type: ignore[arg-type]
    assert [one.label for one in found] == ["nieuwe school", "gesprek"]
    assert "Gesprekken" in svg_of(shown, marks=found)


def questions(shown: Profile, expected: dict | None) -> dict[str, list[str]]:
    found = QuestionFacts(shown, expected).questions()
    return {one.field: [f"{fact.name} {fact.sentence}".strip() for fact in one.facts] for one in found}


def test_T48_the_four_questions_have_their_facts() -> None:
    facts = questions(
        profile(MOTHER, FATHER), {MOTHER.parent_id: Expected(ExpectedCourse.DECLINE, START, "N")}
    )
    assert facts["course"] == [
        "Moeder 3 scores tussen 66 en 74, nu 66.",
        "Vader 2 scores tussen 50 en 66, nu 50.",
    ]
    assert facts["difference_between_parents"] == [
        "Moeder 66, vader 50. Moeder zit 16 punten hoger. Dat is meer dan toeval bij deze lijst."
    ]
    assert facts["difference_with_last_time"][0].startswith("Moeder 66, was 70 op 10 april. Lager;")
    assert facts["deviation_from_expectation"][0].startswith("Moeder Verwacht op 1 maart: een daling.")
    assert facts["deviation_from_expectation"][1] == "Vader Geen verwachting vastgelegd."


def test_T48_with_one_person_the_second_question_says_so() -> None:
    facts = questions(profile(MOTHER, Person(FATHER.parent_id, 2, "vader")), {})
    assert facts["difference_between_parents"] == ["Maar één persoon heeft scores."]


def test_T44_who_may_not_see_expectations_gets_no_fourth_question() -> None:
    assert "deviation_from_expectation" not in questions(profile(MOTHER), None)


def kinds(shown: Profile, expected: dict | None = None) -> list[str]:
    return [one.seen for one in Outcomes(shown, expected or {}).all(today=START)]


@pytest.mark.parametrize(
    ("before", "after", "n"),
    [(58, 59, 0), (58, 58 + 13.2, 1), (58, 58 + 13.3, 2), (75, 75 - 13.3, 2), (66, 90, 1), (63.9, 64.0, 1)],
)
def test_T55_a_jump_and_another_area_are_notable(before: float, after: float, n: int) -> None:
    assert len(kinds(profile(person("moeder", (0, before), (30, after))))) == n


def test_T55_each_notable_outcome_has_rule_and_numbers() -> None:
    (jump, area) = Outcomes(profile(person("moeder", (0, 55), (30, 70)))).all(today=START)
    assert jump.seen == "Moeder scoort 15 punten hoger dan de vorige keer. Is er iets gebeurd?"
    assert "13,3 punten" in jump.rule
    assert jump.numbers == "55 op 1 maart, 70 op 31 maart"
    assert area.seen == "Moeder ging van ‘geen noemenswaardige problemen’ naar ‘ernstige problemen’."


def test_T34_a_jump_for_the_better_asks_what_helped() -> None:
    assert kinds(profile(person("moeder", (0, 75), (30, 66), (60, 52))))[0].endswith("Wat heeft geholpen?")


def test_T55_parents_far_apart_and_a_course_against_the_expectation_are_notable() -> None:
    rising = person("moeder", (0, 66), (40, 73), (80, 80))
    expected = {rising.parent_id: Expected(ExpectedCourse.DECLINE, START, "Noor")}
    seen = kinds(profile(rising, person("vader", (82, 60), slot=2)), expected)
    assert any("wijkt af van wat je verwachtte (een daling)" in one for one in seen)
    assert any("20 punten hoger" in one and one.endswith("Hoe kijken zij daar zelf naar?") for one in seen)


def test_S5_without_norms_the_page_says_why_there_is_no_chart() -> None:
    bare = replace(SHORT, norms=None)
    shown = profile(person("moeder", point(0, None, raw=21.0, reason="no_norms")), instrument=bare)
    assert "geen normen" in why_no_chart(shown)
    assert rows_of(shown)[0].score == "ruw 21"


def test_S4_without_any_score_the_page_says_why() -> None:
    shown = profile(person("moeder", (0, None)))
    assert why_no_chart(shown) == (
        "Er is geen grafiek, want geen lijst heeft een score: er zijn te weinig vragen beantwoord."
    )


def test_T8_the_loop_stands_at_reading() -> None:
    steps = loop_steps(profile(MOTHER))
    assert [(one.name, one.state) for one in steps[:3]] == [
        ("Meten", "done"),
        ("Lezen", "now"),
        ("Praten", "todo"),
    ]
    assert steps[0].note == "20 mei"


def test_U33_the_description_of_the_chart_reads_every_person() -> None:
    readings = readings_of(profile(MOTHER, FATHER))
    assert [one.as_text.split(":")[0] for one in readings] == ["Moeder", "Vader"]


def test_the_address_of_a_list_is_quoted() -> None:
    child = profile(MOTHER).child.pk
    assert query_of(child, "a&b") == f"child={child}&list=a%26b"


def test_T60_what_the_figure_takes_the_table_gives() -> None:
    plain = profile(person("moeder", (0, 70), (40, 60)))
    tall = profile(person("moeder", (0, 39), point(40, 81, norm_group="12-18")))
    many = profile(*[person(f"opvoeder {slot}", (0, 70), slot=slot) for slot in range(1, 5)])
    assert room_for_rows(plain) > room_for_rows(tall) > 0
    assert room_for_rows(plain) > room_for_rows(many) > 0
