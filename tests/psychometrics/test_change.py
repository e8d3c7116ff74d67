"""Measurement error, reliable differences and their names, with the check values of SIGNALS § 4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.psychometrics import (
    DifferenceClass,
    Direction,
    Population,
    classify_difference,
    cutoff_a,
    cutoff_b,
    cutoff_c,
    is_reliable,
    reliable_change,
    reliable_limit,
    sem_from_reliability,
)

T_SCORES = st.floats(0, 120)
ILL, WELL = Population(40, 7.5), Population(60, 7.5)


def test_the_example_of_jacobson_and_truax_comes_out() -> None:
    sem = sem_from_reliability(0.80, 7.5)
    assert sem == pytest.approx(3.354102, abs=1e-6)
    assert reliable_change(32.5, 47.5, sem=sem) == pytest.approx(3.162278, abs=1e-6)


def test_cut_offs_of_jacobson_and_truax_come_out() -> None:
    assert (cutoff_a(ILL, WELL), cutoff_b(ILL, WELL), cutoff_c(ILL, WELL)) == (55, 45, 50)


def test_cut_offs_mirror_where_lower_is_better() -> None:
    assert (cutoff_a(WELL, ILL), cutoff_b(WELL, ILL), cutoff_c(WELL, ILL)) == (45, 55, 50)


def test_the_wider_group_draws_cut_off_c_towards_the_narrower() -> None:
    assert cutoff_c(Population(40, 10), Population(60, 5)) == pytest.approx((10 * 60 + 5 * 40) / 15)


@pytest.mark.parametrize(("confidence", "limit"), [(0.95, 13.3), (0.90, 11.2), (0.80, 8.7)])
def test_limits_at_reliability_77_are_the_published_ones(confidence: float, limit: float) -> None:
    assert reliable_limit(sem_from_reliability(0.77), confidence) == pytest.approx(limit, abs=0.05)


def test_a_difference_that_reaches_the_limit_is_reliable() -> None:
    limit = reliable_limit(4.5)
    assert is_reliable(70, 70 - limit, sem=4.5)
    assert is_reliable(70, 70 + limit, sem=4.5)
    assert not is_reliable(70, 70 - limit + 0.01, sem=4.5)


@given(T_SCORES, T_SCORES)
def test_reliable_change_changes_its_sign_with_the_order(before: float, after: float) -> None:
    assert reliable_change(before, after, sem=4) == -reliable_change(after, before, sem=4)
    assert (reliable_change(before, after, sem=4) <= 0) == (after <= before)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (70, 57, DifferenceClass.RECOVERED),
        (70, 59.999, DifferenceClass.UNCHANGED),  # crosses the border, but 10 T is not reliable with sem 4
        (75, 60, DifferenceClass.IMPROVED),  # on the border is still in the band above it
        (75, 59.999, DifferenceClass.RECOVERED),
        (58, 45, DifferenceClass.IMPROVED),  # was in the normal range already
        (62, 55, DifferenceClass.UNCHANGED),
        (45, 58, DifferenceClass.DETERIORATED),
        (58, 75, DifferenceClass.DETERIORATED),
    ],
)
def test_classes_of_jacobson_and_truax(before: float, after: float, expected: DifferenceClass) -> None:
    assert classify_difference(before, after, sem=4, border=60) is expected


@given(T_SCORES, T_SCORES, st.floats(20, 100))
def test_classes_mirror_with_the_direction(before: float, after: float, border: float) -> None:
    """Reading the axis from the other end must give the same class; a border T itself is left out, because
    it belongs to the upper side whichever way the axis runs."""
    if min(abs(before - border), abs(after - border)) < 1e-6:
        return
    found = classify_difference(before, after, sem=4, border=border)
    mirrored = classify_difference(
        -before, -after, sem=4, border=-border, direction=Direction.HIGHER_IS_BETTER
    )
    assert found is mirrored


@pytest.mark.parametrize("sem", [0, -1])
def test_a_measurement_error_of_nothing_is_refused(sem: float) -> None:
    for refuse in (
        lambda: reliable_change(1, 2, sem=sem),
        lambda: reliable_limit(sem),
        lambda: is_reliable(1, 2, sem=sem),
        lambda: Population(50, sem),
    ):
        with pytest.raises(ValueError, match="must be positive"):
            refuse()


def test_impossible_reliability_and_confidence_are_refused() -> None:
    for reliability in (-0.1, 1, 1.5):
        with pytest.raises(ValueError, match="reliability must be"):
            sem_from_reliability(reliability)
    with pytest.raises(ValueError, match="sd must be positive"):
        sem_from_reliability(0.8, 0)
    for confidence in (0, 1):
        with pytest.raises(ValueError, match="confidence must lie"):
            reliable_limit(4, confidence)
