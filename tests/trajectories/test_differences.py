"""What raw differences say: stages, limits, fluctuation, pairs, expectations."""

from datetime import timedelta

import pytest

from koers.psychometrics import Direction, reliable_limit
from koers.trajectories.differences import (
    Expected,
    Stage,
    Turn,
    Verdict,
    Weight,
    Yardstick,
    between_persons,
    compare,
    over_three_months,
    since_previous,
    since_start,
    stage_of,
)
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.profiles import missed_between
from tests.trajectories.courses import SHORT, START, person, point

YARDSTICK = Yardstick.of(SHORT)
LIMIT = reliable_limit(SHORT.sem or 0)


@pytest.mark.parametrize(
    ("scores", "stage"),
    [
        ((), Stage.NO_LIST),
        (((0, None),), Stage.NO_SCORE),
        (((0, 70),), Stage.ONE),
        (((0, 70), (90, 60)), Stage.TOO_EARLY),
        (((0, 70), (30, 66), (74, 60)), Stage.TOO_EARLY),
        (((0, 70), (30, 66), (75, 60)), Stage.COURSE),
        (((0, 70), (30, None), (75, 60)), Stage.TOO_EARLY),
    ],
)
def test_T40_a_course_needs_three_scores_and_75_days(scores, stage):
    assert stage_of(person("mother", *scores)) is stage


@pytest.mark.parametrize(
    ("change", "weight"),
    [
        (LIMIT, Weight.RELIABLE),
        (-LIMIT, Weight.RELIABLE),
        (LIMIT - 0.01, Weight.MAY_BE_CHANCE),
        (0.0, Weight.MAY_BE_CHANCE),
    ],
)
def test_T31_a_difference_is_weighed_unrounded_against_the_limit(change, weight):
    difference = since_previous(person("mother", (0, 60.0), (30, 60.0 + change)), YARDSTICK)
    assert difference is not None
    assert difference.weight is weight


def test_T31_the_turn_is_that_of_the_numbers_people_see():
    same = since_previous(person("mother", (0, 60.4), (30, 59.6)), YARDSTICK)
    fell = since_previous(person("mother", (0, 60.5), (30, 60.4)), YARDSTICK)
    assert same is not None
    assert fell is not None
    assert (same.turn, same.points) == (Turn.SAME, 0)
    assert (fell.turn, fell.points) == (Turn.FELL, -1)


@pytest.mark.parametrize(
    ("direction", "is_better"), [(Direction.HIGHER_IS_WORSE, True), (Direction.HIGHER_IS_BETTER, False)]
)
def test_T31_better_follows_the_direction_of_the_list(direction, is_better):
    difference = since_start(person("mother", (0, 70), (30, 50)), Yardstick(4.0, direction))
    assert difference is not None
    assert difference.is_better is is_better


def test_T32_three_months_are_read_from_the_score_nearest_to_them():
    course = person("mother", (0, 74), (40, 70), (71, 68), (100, 66), (160, 69))
    difference = over_three_months(course, YARDSTICK)
    assert difference is not None
    assert difference.before == 68


@pytest.mark.parametrize("days", [(0, 40, 91), (0, 20, 160)])
def test_T32_three_months_are_silent_at_the_start_and_across_a_gap(days):
    assert over_three_months(person("mother", *[(day, 60) for day in days]), YARDSTICK) is None


def test_T57_fluctuation_needs_a_rise_and_a_fall_beyond_chance_in_half_a_year():
    wild = person("mother", (0, 60), (30, 75), (60, 58)).scored
    calm = person("mother", (0, 60), (30, 66), (60, 61)).scored
    long_ago = person("mother", (0, 60), (30, 75), (260, 58)).scored
    assert YARDSTICK.is_fluctuating(wild)
    assert not YARDSTICK.is_fluctuating(calm)
    assert not YARDSTICK.is_fluctuating(long_ago)


@pytest.mark.parametrize(("days_apart", "is_comparable"), [(0, True), (14, True), (15, False)])
def test_T61_persons_are_compared_at_most_a_fortnight_apart(days_apart, is_comparable):
    mother = person("mother", (0, 70), (100, 69))
    father = person("father", (100 + days_apart, 55), slot=2)
    (apart,) = between_persons([mother, father], YARDSTICK)
    assert (apart.difference is not None) is is_comparable


def test_T61_scores_of_two_versions_are_not_compared():
    mother = person("mother", (0, 70))
    other = point(0, 55, version_id=START)
    (apart,) = between_persons([mother, person("father", other, slot=2)], YARDSTICK)
    assert apart.difference is None


DOWN = ((0, 75), (40, 66), (80, 60))
UP = ((0, 60), (40, 68), (80, 75))
FLAT = ((0, 70), (40, 69), (80, 68))
HUMP = ((0, 60), (40, 75), (80, 58))


@pytest.mark.parametrize(
    ("shape", "scores", "verdict"),
    [
        (ExpectedCourse.DECLINE, DOWN, Verdict.AGREES),
        (ExpectedCourse.DECLINE, UP, Verdict.DIFFERS),
        (ExpectedCourse.DECLINE, FLAT, Verdict.NOT_YET),
        (ExpectedCourse.STEADY, FLAT, Verdict.AGREES),
        (ExpectedCourse.STEADY, ((0, 58), (40, 64), (80, 71)), Verdict.NOT_YET),
        (ExpectedCourse.STEADY, DOWN, Verdict.DIFFERS),
        (ExpectedCourse.STEADY, UP, Verdict.DIFFERS),
        (ExpectedCourse.RISE_THEN_DECLINE, HUMP, Verdict.AGREES),
        (ExpectedCourse.RISE_THEN_DECLINE, DOWN, Verdict.DIFFERS),
        (ExpectedCourse.RISE_THEN_DECLINE, FLAT, Verdict.NOT_YET),
        (ExpectedCourse.RISE_THEN_DECLINE, UP, Verdict.NOT_YET),
        (ExpectedCourse.DECLINE, DOWN[:2], Verdict.NOT_YET),
        (ExpectedCourse.DONT_KNOW, DOWN, Verdict.NOT_YET),
        (ExpectedCourse.OTHER, DOWN, Verdict.NOT_YET),
    ],
)
def test_T47_expectation_and_course_agree_differ_or_cannot_be_compared(shape, scores, verdict):
    expected = Expected(shape, START, "Noor")
    assert compare(expected, person("mother", *scores), YARDSTICK, today=START).verdict is verdict


@pytest.mark.parametrize(("today", "verdict"), [(100, Verdict.AGREES), (101, Verdict.DIFFERS)])
def test_T47_a_rise_agrees_until_the_agreed_day(today, verdict):
    until = START + timedelta(days=100)
    expected = Expected(ExpectedCourse.RISE_THEN_DECLINE, START, "Noor", rise_until=until)
    day = START + timedelta(days=today)
    assert compare(expected, person("mother", *UP), YARDSTICK, today=day).verdict is verdict


def test_T47_without_a_known_error_nothing_is_compared():
    expected = Expected(ExpectedCourse.DECLINE, START, "Noor")
    without = Yardstick(None, Direction.HIGHER_IS_WORSE)
    assert compare(expected, person("mother", *DOWN), without, today=START).verdict is Verdict.NOT_YET
    assert without.limit is None


@pytest.mark.parametrize(("gap", "n"), [(30, 0), (52, 0), (53, 1), (61, 1), (92, 2), (121, 3)])
def test_T43_missed_occasions_are_counted_by_the_planned_interval(gap, n):
    missed = missed_between([START, START + timedelta(days=gap)])
    assert len(missed) == n
    assert all(START < day < START + timedelta(days=gap) for day in missed)
