"""Numbers, direction and certainty against the words, case by case."""

import pytest
from django.utils import translation

from koers.measurements.models import AdministrationSource
from koers.psychometrics import Band, Direction, Reason
from koers.trajectories.differences import (
    Expected,
    Turn,
    Weight,
    Yardstick,
    between_persons,
    compare,
    since_previous,
)
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.presenters.questions import QuestionFacts
from koers.trajectories.presenters.readings import PersonReading, course_facts, course_of, fluctuation
from koers.trajectories.wording import bands, courses, sources
from koers.trajectories.wording.courses import since_previous_sentence
from koers.trajectories.wording.dates import day, raw_number, short_day, signed
from koers.trajectories.wording.expectations import SHAPE_BUTTONS, SHAPE_NAMES, compared_words, expected_words
from koers.trajectories.wording.persons import difference_sentence
from tests.trajectories.courses import SHORT, START, person, point, profile

YARDSTICK = Yardstick.of(SHORT)


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ((), "Nog geen lijst ingevuld."),
        (((0, None),), "Nog geen score: er zijn te weinig vragen beantwoord."),
        (((0, 58.5),), "Nu 59. Nog geen verloop."),
        (((0, 74), (30, 71)), "Van 74 naar 71. Te vroeg om een verloop te zien."),
        (
            ((0, 74), (30, 55)),
            "Van 74 naar 55, meer dan toeval. Toch te vroeg om een verloop te zien.",
        ),
        (
            ((0, 74), (40, 60), (80, 55)),
            "Sinds de start gedaald van 74 naar 55. Dat is meer dan toeval bij deze lijst. "
            "Mooi om te vertellen.",
        ),
        (
            ((0, 55), (40, 60), (80, 74)),
            "Sinds de start gestegen van 55 naar 74. Dat is meer dan toeval bij deze lijst. "
            "Is er iets gebeurd?",
        ),
        (((0, 70), (40, 69), (80, 66)), "Lager dan bij de start: van 70 naar 66. Dat kan toeval zijn."),
        (((0, 66), (40, 69), (80, 70)), "Hoger dan bij de start: van 66 naar 70. Dat kan toeval zijn."),
        (((0, 69), (40, 60), (80, 69)), "Gelijk aan de start: toen 69, nu 69."),
    ],
)
def test_T32_T34_T40_one_sentence_says_what_the_scores_allow(scores, sentence):
    assert course_of(person("moeder", *scores), YARDSTICK) == sentence


def test_T34_a_fall_is_no_good_news_where_higher_is_better():
    yardstick = Yardstick(4.8, Direction.HIGHER_IS_BETTER)
    fall = course_of(person("moeder", (0, 74), (40, 60), (80, 55)), yardstick)
    rise = course_of(person("moeder", (0, 55), (40, 60), (80, 74)), yardstick)
    assert fall.endswith("Is er iets gebeurd?")
    assert rise.endswith("Mooi om te vertellen.")


@pytest.mark.parametrize(
    ("before", "after", "end"),
    [
        (55, 70, "Hoger, en meer dan toeval."),
        (70, 55, "Lager, en meer dan toeval."),
        (58, 55, "Lager; dat kan toeval zijn."),
        (55, 58, "Hoger; dat kan toeval zijn."),
        (55, 55, "Gelijk."),
    ],
)
def test_T31_the_change_since_last_time_in_words(before, after, end):
    difference = since_previous(person("moeder", (0, before), (30, after)), YARDSTICK)
    assert difference is not None
    assert since_previous_sentence(difference) == f"{after}, was {before} op 1 maart. {end}"


def test_T31_a_list_without_known_error_claims_no_certainty():
    unknown = Yardstick(None, Direction.HIGHER_IS_WORSE)
    difference = since_previous(person("moeder", (0, 70), (30, 50)), unknown)
    assert difference is not None
    assert since_previous_sentence(difference).endswith("Lager.")
    assert "meetfout" in course_of(person("moeder", (0, 70), (40, 60), (80, 50)), unknown)


def test_S10_two_scores_beyond_chance_are_still_no_course():
    assert "gedaald" not in course_of(person("moeder", (0, 80), (30, 40)), YARDSTICK)


def test_T57_going_up_and_down_is_described_not_flagged():
    restless = person("moeder", (0, 60), (30, 76), (60, 58), (90, 61))
    assert course_facts(restless, YARDSTICK) == "4 scores tussen 58 en 76, nu 61."
    words = "Gaat op en neer: tussen 58 en 76 in het laatste half jaar."
    assert fluctuation(restless, YARDSTICK) == words
    (course, *_) = QuestionFacts(profile(restless), None).questions()
    assert course.facts[0].sentence == f"4 scores tussen 58 en 76, nu 61. {words}"
    assert fluctuation(person("moeder", (0, 60), (30, 61)), YARDSTICK) == ""


def test_T31_a_newest_list_without_score_is_named_with_its_reason():
    reading = PersonReading.of(person("moeder", (0, 70), (30, None)), YARDSTICK)
    assert (
        "De lijst van 31 maart 2026 heeft geen score: er zijn te weinig vragen beantwoord." in reading.notes
    )


def test_T52_the_area_now_and_at_the_start_stand_under_the_sentence():
    changed = PersonReading.of(person("moeder", (0, 70), (30, 61)), YARDSTICK)
    same = PersonReading.of(person("moeder", (0, 70), (30, 64)), YARDSTICK)
    assert changed.notes == ("Gebied: milde problemen; bij de start ernstige problemen.",)
    assert same.notes == ("Gebied: ernstige problemen, net als bij de start.",)


@pytest.mark.parametrize(
    ("mother", "father", "sentence"),
    [
        (69, 55, "Moeder 69, vader 55. Moeder zit 14 punten hoger. Dat is meer dan toeval bij deze lijst."),
        (55, 58, "Moeder 55, vader 58. Moeder zit 3 punten lager. Dat kan toeval zijn."),
        (56, 55, "Moeder 56, vader 55. Moeder zit 1 punt hoger. Dat kan toeval zijn."),
        (60, 60, "Moeder en vader scoren allebei 60."),
    ],
)
def test_T61_the_difference_between_parents_in_words(mother, father, sentence):
    (apart,) = between_persons([person("moeder", (0, mother)), person("vader", (5, father))], YARDSTICK)
    assert difference_sentence(apart) == sentence


def test_T61_says_so_when_parents_cannot_be_compared():
    (apart,) = between_persons([person("moeder", (0, 69)), person("vader", (60, 55))], YARDSTICK)
    assert difference_sentence(apart) == (
        "Moeder en vader zijn nu niet te vergelijken: de nieuwste scores zijn van 1 maart en 30 april."
    )


@pytest.mark.parametrize(
    ("shape", "scores", "words"),
    [
        (ExpectedCourse.DECLINE, ((0, 75), (40, 66), (80, 60)), "komt overeen"),
        (ExpectedCourse.DECLINE, ((0, 60), (40, 66), (80, 75)), "wijkt daarvan af"),
        (ExpectedCourse.DECLINE, ((0, 70), (40, 69), (80, 68)), "Nog niet te vergelijken: van 70 naar 68"),
        (ExpectedCourse.DECLINE, ((0, 70),), "te vroeg"),
        (ExpectedCourse.OTHER, ((0, 70),), "Vergelijk het zelf"),
    ],
)
def test_T47_the_comparison_in_words(shape, scores, words):
    expected = Expected(shape, START, "Noor", text="eerst rust")
    comparison = compare(expected, person("moeder", *scores), YARDSTICK, today=START)
    assert words in compared_words(expected, comparison)


def test_T47_not_knowing_is_said_and_compared_with_nothing():
    expected = Expected(ExpectedCourse.DONT_KNOW, START, "Noor")
    comparison = compare(expected, person("moeder", (0, 70)), YARDSTICK, today=START)
    assert expected_words(expected) == "Op 1 maart wist je nog niet wat je verwachtte."
    assert compared_words(expected, comparison) == ""


def test_T44_the_four_answers_stand_in_the_order_of_the_toolkit():
    assert [str(text) for text in SHAPE_BUTTONS.values()] == [
        "Daling",
        "Eerst stijging, dan daling",
        "Gelijk",
        "weet ik niet",
    ]
    assert set(SHAPE_NAMES) == set(ExpectedCourse)


def test_every_member_has_its_words():
    assert set(sources.REASONS) == set(Reason)
    assert set(sources.SOURCE_NAMES) == set(AdministrationSource)
    assert set(bands.BAND_NAMES) == set(bands.BAND_NAMES_IN_GUTTER) == set(Band)
    possible = {(turn, weight) for turn in Turn for weight in Weight} - {(Turn.SAME, Weight.RELIABLE)}
    for table in (courses.SINCE_START, courses.OVER_THREE_MONTHS, courses.SINCE_PREVIOUS, courses.LABELS):
        assert set(table) == possible


def test_a_reliable_difference_is_never_equal_to_the_eye():
    assert (YARDSTICK.limit or 0) > 1, "else (SAME, RELIABLE) would need words"


def test_days_and_numbers_are_written_as_people_do():
    assert day(START) == "1 maart 2026"
    assert short_day(START) == "1 mrt"
    assert raw_number(21.0) == "21"
    assert raw_number(21.25) == "21,3"
    assert [signed(n) for n in (-3, 0, 2)] == ["−3", "0", "+2"]


def test_T42_a_derived_start_is_called_so_in_the_table():
    assert sources.source_name(point(0, 70, source=AdministrationSource.DERIVED).source) == (
        "afgeleid uit de lange lijst"
    )
