"""What a stored signal estimates, and an expectation held against it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from koers.demo.signal_model import signal_model
from koers.psychometrics import DEFAULT_MODEL
from koers.trajectories import estimates
from koers.trajectories.differences import Expected, Verdict, Yardstick, between_persons
from koers.trajectories.estimates import Estimated, Interval
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.presenters.notable import Outcomes
from koers.trajectories.presenters.questions import QuestionFacts
from koers.trajectories.profiles import Person
from koers.trajectories.wording.expectations import estimated_words
from koers.trajectories.wording.persons import levels_apart
from tests.trajectories.courses import SHORT, START, judged, person, profile

YARDSTICK = Yardstick.of(SHORT)
OWN = signal_model()  # fitted on the demo's own families, so that words above "possible" may be used
FALLS = ((0, 75), (30, 72), (60, 69), (91, 64), (122, 60), (152, 56))
FLAT = ((0, 70), (30, 68), (61, 71), (92, 69), (120, 70), (150, 69))
RISES = ((0, 56), (30, 58), (60, 62), (91, 66), (122, 70), (152, 74))
JUMPS = ((0, 62), (30, 61), (60, 60), (91, 61), (122, 61), (152, 84))
FELL_THEN_STOOD = ((0, 80), (30, 74), (60, 68), (91, 64), (122, 65), (152, 65), (183, 65), (213, 65))
SHAPES = ExpectedCourse


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def held_against(shape: ExpectedCourse, who: Person, model=DEFAULT_MODEL, until: int | None = None):
    rise_until = None if until is None else START + timedelta(days=until)
    expected = Expected(shape, START, "Noor", rise_until=rise_until)
    return estimates.against_expectation(expected, who, judged(who, model), YARDSTICK)


@pytest.mark.parametrize(
    ("shape", "scores", "until", "verdict"),
    [
        (SHAPES.DECLINE, FALLS, None, Verdict.AGREES),
        (SHAPES.DECLINE, FELL_THEN_STOOD, None, Verdict.AGREES),
        (SHAPES.DECLINE, FLAT, None, Verdict.DIFFERS),
        (SHAPES.DECLINE, RISES, None, Verdict.DIFFERS),
        (SHAPES.DECLINE, ((0, 61), (30, 60), (60, 60), (90, 58)), None, Verdict.NOT_YET),
        (SHAPES.STEADY, FLAT, None, Verdict.AGREES),
        (SHAPES.STEADY, FALLS, None, Verdict.DIFFERS),
        (SHAPES.STEADY, RISES, None, Verdict.DIFFERS),
        (SHAPES.STEADY, JUMPS, None, Verdict.NOT_YET),
        (SHAPES.RISE_THEN_DECLINE, RISES, 152, Verdict.AGREES),
        (SHAPES.RISE_THEN_DECLINE, RISES, 151, Verdict.DIFFERS),
        (SHAPES.RISE_THEN_DECLINE, RISES, None, Verdict.NOT_YET),
        (SHAPES.RISE_THEN_DECLINE, FALLS, 100, Verdict.DIFFERS),
        (SHAPES.RISE_THEN_DECLINE, FLAT, 100, Verdict.NOT_YET),
    ],
)
def test_T47_the_verdict_rests_on_the_estimated_change(shape, scores, until, verdict) -> None:
    found = held_against(shape, person("moeder", *scores), until=until)
    assert isinstance(found, Estimated)
    assert found.verdict is verdict


def test_T47_a_single_high_score_does_not_turn_the_verdict_by_itself() -> None:
    """The scores say that more than chance changed; the level, of which one score is one sign, does not."""
    who = person("moeder", *JUMPS)
    expected = Expected(SHAPES.STEADY, START, "Noor")
    by_scores = estimates.against_expectation(expected, who, None, YARDSTICK)
    assert by_scores.verdict is Verdict.DIFFERS
    assert held_against(SHAPES.STEADY, who).verdict is Verdict.NOT_YET


@pytest.mark.parametrize("shape", list(ExpectedCourse))
@pytest.mark.parametrize("scores", [FALLS[:1], FALLS[:2], ((0, 75), (30, 66), (60, 57))])
def test_T47_too_early_is_too_early_for_every_expectation(shape, scores) -> None:
    assert held_against(shape, person("moeder", *scores)).verdict is Verdict.NOT_YET


def test_T47_without_a_signal_the_scores_decide() -> None:
    expected = Expected(SHAPES.DECLINE, START, "Noor")
    found = estimates.against_expectation(expected, person("moeder", *FALLS), None, YARDSTICK)
    assert (found.verdict, isinstance(found, Estimated)) == (Verdict.AGREES, False)


@pytest.mark.parametrize(
    ("shape", "scores", "model", "end"),
    [
        (SHAPES.DECLINE, FALLS, OWN, "Dat komt waarschijnlijk overeen met de verwachting."),
        (SHAPES.DECLINE, FALLS, DEFAULT_MODEL, "Dat komt mogelijk overeen met de verwachting."),
        (SHAPES.DECLINE, FLAT, OWN, "Dat wijkt waarschijnlijk af van de verwachting."),
        (SHAPES.DECLINE, FLAT, DEFAULT_MODEL, "Dat wijkt mogelijk af van de verwachting."),
        (SHAPES.DECLINE, RISES, OWN, "Dat wijkt mogelijk af van de verwachting."),
        (SHAPES.STEADY, JUMPS, OWN, "Of dat overeenkomt met de verwachting, is nog niet te zeggen."),
    ],
)
def test_T47_the_word_is_no_stronger_than_the_model_allows(shape, scores, model, end) -> None:
    words = estimated_words(held_against(shape, person("moeder", *scores), model))
    assert words.startswith("Geschatte verandering van het niveau sinds de start: ")
    assert words.endswith(end)


def test_T47_the_fourth_question_shows_expectation_change_and_verdict() -> None:
    who = person("moeder", *FALLS)
    expected = {who.parent_id: Expected(SHAPES.DECLINE, START, "Noor")}
    facts = QuestionFacts(profile(who), expected, {who.parent_id: judged(who)}).questions()[-1].facts
    assert [one.sentence for one in facts] == [
        "Verwacht op 1 maart: een daling. Geschatte verandering van het niveau sinds de start: −7,9 punten "
        "(80 % zeker: −12,9 tot −2,9). Dat komt mogelijk overeen met de verwachting."
    ]


def test_T55_against_the_expected_course_is_notable_by_the_estimate() -> None:
    flat, jumps = person("moeder", *FLAT), person("vader", *JUMPS, slot=2)
    expected = {
        flat.parent_id: Expected(SHAPES.DECLINE, START, "Noor"),
        jumps.parent_id: Expected(SHAPES.STEADY, START, "Noor"),
    }
    signals = {who.parent_id: judged(who) for who in (flat, jumps)}
    seen = Outcomes(profile(flat, jumps), expected, signals).all(today=START)
    against = [one for one in seen if "verwacht (" in one.seen]
    assert [one.seen for one in against] == [
        "Moeder: het verloop wijkt mogelijk af van wat werd verwacht (een daling)."
    ]
    assert "80 % zeker" in against[0].numbers
    assert "80 %" in against[0].rule


# --- two persons ---


def test_T61_two_levels_are_compared_with_their_interval() -> None:
    mother, father = person("moeder", *FLAT), person("vader", *FALLS, slot=2)
    one, other = judged(mother), judged(father)
    between = estimates.apart(one, other)
    first, second = estimates.level(one), estimates.level(other)
    assert between.value == pytest.approx(first.value - second.value)
    widths = [level.high - level.low for level in (first, second)]
    assert (between.high - between.low) ** 2 == pytest.approx(sum(width**2 for width in widths))
    assert levels_apart(Interval(-3.44, -9.96, 3.08), "vader") == (
        "Tussen de geschatte niveaus: −3,4 punten tegenover vader (80 % zeker: −10,0 tot +3,1)."
    )


@pytest.mark.parametrize(("days", "is_shown"), [(14, False), (20, True)])
def test_T61_the_organisation_says_how_far_apart_lists_may_lie(days: int, is_shown: bool) -> None:
    mother = person("moeder", *FLAT)
    father = person("vader", *((day + 20, t) for day, t in FLAT), slot=2)
    signals = {who.parent_id: judged(who) for who in (mother, father)}
    shown = replace(profile(mother, father), comparable_days=days)
    facts = QuestionFacts(shown, {}, signals).questions()[1].facts
    assert ("Tussen de geschatte niveaus" in facts[0].sentence) is is_shown
    assert ("nu niet te vergelijken" in facts[0].sentence) is not is_shown
    assert (next(between_persons([mother, father], YARDSTICK, days=days)).difference is None) is not is_shown
