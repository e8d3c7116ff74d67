"""The rules one by one, at their borders, and in the order in which the first wins."""

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.psychometrics import Band, BandBorder, Trajectory, TrajectoryPoint
from koers.psychometrics.posterior import Posterior
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import DEFAULT_MODEL, FitRecord, SignalKind, SignalModel, Thresholds
from koers.psychometrics.signals import (
    KINDS,
    NO_STRENGTH,
    STRENGTHS,
    Borders,
    Probabilities,
    SignalNote,
    SignalStrength,
    _Judge,
    is_silent,
    parents_differ,
    signals_after_each,
    signals_newest,
)

MODEL = DEFAULT_MODEL.with_sem(4.0)
BORDERS = Borders((BandBorder(60, Band.MILD), BandBorder(64, Band.SERIOUS)))
FLAT = ([0, 30, 61, 92, 120, 150], [70, 68, 71, 69, 70, 69])
FALLING = ([0, 31, 62, 91, 122, 153], [71, 68, 66, 62, 60, 57])
RISING = ([0, 30, 60, 91, 121], [60, 63, 68, 73, 78])


def series(days: list[int], scores: list[float]) -> ScoreSeries:
    return ScoreSeries(np.array(scores, dtype=float), np.array(days), np.array([0, len(days)]))


def newest(
    days: list[int], scores: list[float], model: SignalModel = MODEL
) -> tuple[SignalKind, SignalStrength | None]:
    found = signals_newest(series(days, scores), model, BORDERS)
    code = int(found.strength[0])
    return KINDS[found.kind[0]], None if code == NO_STRENGTH else STRENGTHS[code]


def notes(days: list[int], scores: list[float]) -> set[SignalNote]:
    found = signals_newest(series(days, scores), MODEL, BORDERS)
    return {note for note, holds in found.notes.items() if holds[0]}


def judged(last_day: int = 120, **chances: float) -> tuple[SignalKind, SignalStrength | None]:
    """A course of five flat scores with these probabilities: the rules alone."""
    quiet = {"no_improvement": 0.5, "elevated": 0.5, "rise": 0.45, "fall": 0.5}
    chance = Probabilities(**{name: np.array([value]) for name, value in (quiet | chances).items()})
    data = series([0, 30, 60, 90, last_day], [65, 65, 65, 65, 65])
    kind, strength = _Judge(data, np.array([4]), np.array([0]), MODEL).kinds(chance)
    return KINDS[kind[0]], None if strength[0] == NO_STRENGTH else STRENGTHS[strength[0]]


CLEAR, ATTENTION = SignalStrength.CLEAR, SignalStrength.ATTENTION


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"rise": 0.75}, (SignalKind.DETERIORATION, ATTENTION)),
        ({"rise": 0.7499}, (SignalKind.UNCLEAR, None)),
        ({"rise": 0.90}, (SignalKind.DETERIORATION, CLEAR)),
        ({"no_improvement": 0.42, "elevated": 1.0}, (SignalKind.STAGNATION, ATTENTION)),
        ({"no_improvement": 0.4199, "elevated": 1.0}, (SignalKind.UNCLEAR, None)),
        ({"no_improvement": 0.7, "elevated": 0.85}, (SignalKind.STAGNATION, ATTENTION)),
        ({"no_improvement": 0.7, "elevated": 0.8499}, (SignalKind.UNCLEAR, None)),
        ({"no_improvement": 0.65, "elevated": 1.0}, (SignalKind.STAGNATION, CLEAR)),
        ({"fall": 0.90}, (SignalKind.IMPROVEMENT, None)),
        ({"fall": 0.8999}, (SignalKind.UNCLEAR, None)),
        ({"elevated": 0.30}, (SignalKind.IN_NORMAL_RANGE, None)),
        ({"elevated": 0.3001}, (SignalKind.UNCLEAR, None)),
        ({"rise": 0.40}, (SignalKind.ON_COURSE, None)),
        ({"rise": 0.4001}, (SignalKind.UNCLEAR, None)),
    ],
)
def test_S10_each_rule_holds_from_its_border(
    chances: dict[str, float], expected: tuple[SignalKind, SignalStrength | None]
) -> None:
    assert judged(**chances) == expected


@pytest.mark.parametrize(
    ("last_day", "no_improvement", "expected"),
    [
        (104, 0.57, SignalKind.STAGNATION),
        (104, 0.5699, SignalKind.UNCLEAR),
        (105, 0.5699, SignalKind.STAGNATION),
    ],
)
def test_S10_a_short_course_needs_more_to_stagnate(
    last_day: int, no_improvement: float, expected: SignalKind
) -> None:
    assert judged(last_day, no_improvement=no_improvement, elevated=1.0)[0] is expected


def test_S10_the_first_rule_that_holds_wins() -> None:
    everything = {"rise": 0.8, "no_improvement": 0.9, "elevated": 0.9, "fall": 0.95}
    assert judged(**everything)[0] is SignalKind.DETERIORATION
    assert judged(**everything | {"rise": 0.5})[0] is SignalKind.STAGNATION
    assert judged(**everything | {"rise": 0.3, "no_improvement": 0.2})[0] is SignalKind.IMPROVEMENT
    assert judged(rise=0.3, elevated=0.2)[0] is SignalKind.IN_NORMAL_RANGE


def test_a_flat_course_above_the_border_is_a_clear_stagnation() -> None:
    assert newest(*FLAT) == (SignalKind.STAGNATION, CLEAR)


def test_a_falling_course_is_an_improvement() -> None:
    assert newest(*FALLING) == (SignalKind.IMPROVEMENT, None)


def test_T90_a_rising_course_is_a_deterioration() -> None:
    assert newest(*RISING) == (SignalKind.DETERIORATION, CLEAR)


def test_T90_deterioration_needs_no_third_score_and_no_75_days() -> None:
    assert newest([0, 60], [60, 80]) == (SignalKind.DETERIORATION, ATTENTION)


@pytest.mark.parametrize(
    ("days", "scores"),
    [
        ([0], [70]),
        ([0, 90], [70, 70]),
        ([0, 30, 74], [70, 70, 70]),
        ([0, 0], [70, 71]),
        ([5, 5, 5], [70, 71, 99]),
    ],
)
def test_S10_below_three_scores_or_75_days_it_is_too_early(days: list[int], scores: list[float]) -> None:
    assert newest(days, scores)[0] is SignalKind.TOO_EARLY


def test_S10_from_three_scores_and_75_days_a_course_is_judged() -> None:
    assert newest([0, 30, 75], [70, 70, 70])[0] is SignalKind.STAGNATION


def test_a_reliable_rise_since_the_start_twice_running_is_clear_whatever_the_posterior() -> None:
    flat_after_rise = ([0, 30, 400, 800, 1200], [55, 55, 70, 70, 70])
    assert newest(*flat_after_rise) == (SignalKind.DETERIORATION, CLEAR)
    once = ([0, 30, 400, 800, 1200], [55, 55, 55, 55, 66.2])
    assert newest(*once)[0] is not SignalKind.DETERIORATION


def test_without_error_of_measurement_a_first_score_is_still_too_early() -> None:
    exact = MODEL.with_sem(0.0001)
    assert newest([0], [70], exact)[0] is SignalKind.TOO_EARLY
    assert newest([0, 0], [70, 70], exact)[0] is SignalKind.TOO_EARLY


def test_a_reliable_fall_since_the_start_is_an_improvement_whatever_the_posterior() -> None:
    strict = replace(MODEL, thresholds=Thresholds(improvement=0.9999))
    assert newest([0, 30, 60, 90], [70, 66, 62, 58.5], strict)[0] is SignalKind.IMPROVEMENT
    assert newest([0, 30, 60, 90], [70, 66, 62, 59.5], strict)[0] is not SignalKind.IMPROVEMENT


def test_a_model_that_does_not_fit_gives_no_signal() -> None:
    record = FitRecord(on=date(2026, 1, 1), courses=60, scores=300, is_own=True, sd_of_surprise=1.3)
    unfit = replace(MODEL, fit=record)
    assert not unfit.fits
    assert newest(*FLAT, unfit) == (SignalKind.UNCLEAR, None)
    assert replace(unfit, fit=replace(record, sd_of_surprise=1.2)).fits


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 90), st.floats(30, 100)), min_size=1, max_size=10))
def test_S10_a_signal_uses_only_what_was_known_on_its_day(steps: list[tuple[int, float]]) -> None:
    days = [int(day) for day in np.cumsum([gap for gap, _ in steps])]
    scores = [t for _, t in steps]
    each = signals_after_each(series(days, scores), MODEL, BORDERS)
    for k in range(len(days)):
        then = signals_newest(series(days[: k + 1], scores[: k + 1]), MODEL, BORDERS)
        assert each.kind[k] == then.kind[0]
        assert each.strength[k] == then.strength[0]
        assert {n: bool(v[k]) for n, v in each.notes.items()} == {
            n: bool(v[0]) for n, v in then.notes.items()
        }


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_exactly_one_kind_and_a_strength_for_two_of_them(a: float, b: float, c: float, d: float) -> None:
    kind, strength = judged(no_improvement=a, elevated=b, rise=c, fall=d)
    assert (strength is not None) == (kind in {SignalKind.DETERIORATION, SignalKind.STAGNATION})


def test_probabilities_are_those_of_the_claims() -> None:
    one = np.array([1.0])
    posterior = Posterior(*(one for _ in fields(Posterior)))
    chance = Probabilities.of(replace(posterior, level=np.array([61.0]), change_start=-one), MODEL, 60.0)
    assert chance.elevated[0] == pytest.approx(0.8413447)
    assert chance.rise[0] == pytest.approx(0.8413447)
    assert chance.fall[0] == pytest.approx(0.8413447)
    assert chance.no_improvement[0] == pytest.approx(0.9937903)
    assert chance.stagnation[0] == pytest.approx(0.9937903 * 0.8413447)


def test_a_jump_is_noted_from_the_second_score() -> None:
    assert SignalNote.JUMP in notes([0, 30, 60], [60, 61, 90])
    assert SignalNote.JUMP in notes([0, 30, 60], [75, 76, 45])
    assert notes([0], [110]) == set()
    assert SignalNote.JUMP not in notes([0, 30, 60], [60, 61, 62])


@pytest.mark.parametrize(
    ("scores", "noted"), [([58, 60], True), ([60, 63.9], False), ([63.9, 64], True), ([64, 59.9], True)]
)
def test_a_step_to_another_band_is_noted(scores: list[float], noted: bool) -> None:
    assert (SignalNote.BAND_CHANGE in notes([0, 30], scores)) == noted


@pytest.mark.parametrize(
    ("days", "scores", "noted"),
    [
        ([0, 30, 60], [60, 70, 60], True),
        ([0, 30, 60], [60, 70, 80], False),
        ([0, 30, 60], [60, 69, 60.1], False),  # 9 T is less than 1.645 · √2 · 4 = 9.31
        ([0, 30, 60, 300], [60, 70, 60, 61], False),  # more than six months ago
        ([0, 30, 60, 182], [60, 70, 60, 61], True),
    ],
)
def test_a_reliable_rise_and_fall_in_six_months_are_noted_as_fluctuating(
    days: list[int], scores: list[float], noted: bool
) -> None:
    assert (SignalNote.FLUCTUATING in notes(days, scores)) == noted


def test_steps_between_two_courses_are_no_steps() -> None:
    both = ScoreSeries(np.array([60.0, 61, 80, 70]), np.array([0, 30, 0, 30]), np.array([0, 2, 4]))
    found = signals_newest(both, MODEL, BORDERS)
    assert not found.notes[SignalNote.FLUCTUATING].any()
    assert found.n_scores.tolist() == [2, 2]
    assert found.days.tolist() == [30, 30]


def test_without_borders_the_models_own_counts() -> None:
    assert Borders().lowest(MODEL) == 60
    assert BORDERS.lowest(replace(MODEL, thresholds=Thresholds(border=55))) == 60


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [((70.0, 2.0), (60.0, 2.0), True), ((60.0, 2.0), (70.0, 2.0), True), ((68.0, 2.0), (60.0, 2.0), False)],
)
def test_parents_differ_when_the_interval_of_their_difference_lies_outside_five_points(
    one: tuple[float, float], other: tuple[float, float], apart: bool
) -> None:
    assert parents_differ(one, other, MODEL) == apart


@pytest.mark.parametrize(
    ("days", "planned", "silent"),
    [(46, 30, True), (45, 30, False), (42, 14, False), (43, 14, True), (91, 61, False)],
)
def test_S30_silence_is_one_and_a_half_intervals_and_six_weeks_at_least(
    days: int, planned: int, silent: bool
) -> None:
    assert is_silent(days, planned) == silent


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"stagnation": 0.0}, "stagnation must lie between 0 and 1"),
        ({"stagnation": 0.7}, "stagnation_clear must not lie below stagnation"),
        ({"reliable": 1.0}, "reliable must lie between 0 and 1"),
        ({"jump": -1.0}, "jump must be 0 or more"),
        ({"border": float("inf")}, "border must be 0 or more"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(values: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Thresholds(**values)  # type: ignore[arg-type]


def test_a_trajectory_with_a_gap_of_forty_years_has_a_defined_signal() -> None:
    points = [TrajectoryPoint(date(1986, 1, 1) + timedelta(days=d), 66.0) for d in (0, 40, 14_650)]
    found = signals_newest(ScoreSeries.of([Trajectory.of(points)]), MODEL, BORDERS)
    assert KINDS[found.kind[0]] in set(SignalKind)
    assert np.isfinite(found.probabilities.stagnation[0])
