"""Truth of stagnation and deterioration on courses made by hand."""

from collections.abc import Callable

import numpy as np
import pytest

from koers.psychometrics.simulation.courses import Courses, draw_courses
from koers.psychometrics.simulation.scenarios import KINDS, CourseKind
from koers.psychometrics.simulation.truth import Truth, truth_of

MONTHS = np.arange(0, 121) / 10  # a year in steps of a tenth of a month


def truth(course: Callable[[np.ndarray], np.ndarray], follow_up: float = 12.0) -> Truth:
    return truth_of(lambda months: np.atleast_2d(course(months)), MONTHS, np.array([follow_up]))


def holds_at(flags: np.ndarray, month: float) -> bool:
    return bool(flags[0, round(month * 10)])


def test_a_flat_course_at_66_stagnates_from_the_third_month_and_since_the_start() -> None:
    flat = truth(lambda months: np.full_like(months, 66.0))
    assert not holds_at(flat.stagnating, 2.9)
    assert holds_at(flat.stagnating, 3.0)
    assert flat.stagnation_onset[0] == pytest.approx(0.0)
    assert np.isnan(flat.deterioration_onset[0])


@pytest.mark.parametrize(("level", "stagnates"), [(59.9, False), (60.0, True)])
def test_standing_still_is_stagnation_from_level_60(level: float, stagnates: bool) -> None:
    assert truth(lambda months: np.full_like(months, level)).stagnating.any() == stagnates


@pytest.mark.parametrize(
    ("change_in_3_months", "stagnates"), [(-1.6, False), (-1.4, True), (2.9, True), (3.1, False)]
)
def test_stagnation_lies_between_a_fall_of_one_and_a_half_and_a_rise_of_three(
    change_in_3_months: float, stagnates: bool
) -> None:
    course = truth(lambda months: 75 + change_in_3_months / 3 * months)
    assert course.stagnating.any() == stagnates


def test_onset_of_stagnation_after_a_fall_is_where_the_fall_ended() -> None:
    # 2 T a month for 4 months: the change over 3 months passes −1.5 when it holds 0.75 month of the fall
    course = truth(lambda months: 72 - 2 * np.minimum(months, 4))
    assert course.stagnation_onset[0] == pytest.approx(3.3, abs=0.051)
    assert not holds_at(course.stagnating, 6.2)
    assert holds_at(course.stagnating, 6.4)


def test_deterioration_holds_from_five_above_the_minimum_and_began_at_that_minimum() -> None:
    # falls to 58 at month 2, stays there till 4, then rises 1 T a month
    course = truth(lambda months: 60 - np.minimum(months, 2) + np.maximum(months - 4, 0))
    assert not holds_at(course.deteriorating, 8.9)
    assert holds_at(course.deteriorating, 9.0)
    assert course.deterioration_onset[0] == pytest.approx(4.0)


def test_a_rise_of_less_than_five_is_no_deterioration() -> None:
    assert not truth(lambda months: 60 + 0.41 * months).deteriorating.any()


def test_nothing_begins_or_holds_after_the_follow_up() -> None:
    rising = truth(lambda months: 60 + np.maximum(months - 4, 0), follow_up=8.0)
    assert not rising.deteriorating.any()
    assert np.isnan(rising.deterioration_onset[0])
    assert not holds_at(rising.stagnating, 8.1)


def drawn(kind: CourseKind, n: int = 400) -> Courses:
    place = np.full(n, KINDS.index(kind))
    return draw_courses(place, np.full(n, 70.0), np.full(n, 12.0), np.random.default_rng(3))


def test_each_kind_of_course_is_what_its_name_says() -> None:
    at = np.array([0.0, 3.0, 12.0])
    trend = {kind: drawn(kind).trend(at) for kind in KINDS}
    change = {kind: levels[:, 2] - levels[:, 0] for kind, levels in trend.items()}
    late = {kind: levels[:, 2] - levels[:, 1] for kind, levels in trend.items()}
    assert change[CourseKind.IMPROVER].max() < -5
    assert change[CourseKind.EARLY_PLATEAU].mean() == pytest.approx(-6.5, abs=0.5)
    assert np.abs(late[CourseKind.EARLY_PLATEAU]).mean() < 1.5
    assert np.abs(change[CourseKind.NO_CHANGE]).mean() < 1.5
    assert change[CourseKind.DETERIORATION].min() > 2
    assert trend[CourseKind.FLOOR][:, 0] == pytest.approx(np.full(400, 56.0))


def test_a_crisis_rises_at_once_fades_and_is_no_part_of_the_trend() -> None:
    one = drawn(CourseKind.CRISES, 1)
    at, height, fade = one.crisis_at[0, 0], one.crisis_height[0, 0], one.crisis_fade[0, 0]
    before, peak, faded = one.crises(np.array([at - 0.01, at, at + 5 * fade]))[0]
    assert peak - before == pytest.approx(height, rel=0.1)
    assert faded < 0.5 * peak
    assert np.abs(np.diff(one.trend(np.array([at - 0.01, at])))).max() < 0.1


def test_only_crises_have_crises() -> None:
    heights = {kind: drawn(kind).crisis_height.max() for kind in KINDS}
    assert heights.pop(CourseKind.CRISES) > 6
    assert set(heights.values()) == {0.0}
