"""A course is its scores in order of date."""

from datetime import date

import pytest

from koers.psychometrics import Trajectory, TrajectoryPoint

START = TrajectoryPoint(date(2026, 1, 1), 70, is_derived=True)
MIDDLE = TrajectoryPoint(date(2026, 2, 1), 66.5)
SAME_DAY = TrajectoryPoint(date(2026, 2, 1), 65)
LAST = TrajectoryPoint(date(2026, 3, 3), 62)


def test_points_in_any_order_become_a_course_and_two_on_a_day_keep_theirs() -> None:
    course = Trajectory.of([LAST, MIDDLE, SAME_DAY, START])
    assert course.points == (START, MIDDLE, SAME_DAY, LAST)
    assert (course.first, course.previous, course.last, len(course)) == (START, SAME_DAY, LAST, 4)


def test_a_course_out_of_order_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="must ascend"):
        Trajectory((LAST, START))


def test_changes_are_later_minus_earlier() -> None:
    course = Trajectory((START, MIDDLE, LAST))
    assert (course.change_since_start, course.change_since_previous) == (-8, -4.5)


def test_one_point_has_no_change() -> None:
    course = Trajectory((START,))
    assert (course.previous, course.change_since_start, course.change_since_previous) == (None, None, None)


def test_months_count_from_the_first_point() -> None:
    assert Trajectory((START, LAST)).months() == pytest.approx((0, 61 / 30.4375))


def test_what_was_known_on_a_day_includes_that_day() -> None:
    course = Trajectory((START, MIDDLE, LAST))
    assert course.until(date(2026, 2, 1)).points == (START, MIDDLE)
    assert course.until(date(2025, 1, 1)).points == ()
