"""The posterior against the worked values, against direct conditioning, and its properties."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.psychometrics import Trajectory, TrajectoryPoint
from koers.psychometrics.normal import normal_cdf
from koers.psychometrics.posterior import (
    Posterior,
    change_since,
    posterior_after_each,
    posterior_newest,
)
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.trend_model import TrendModel
from tests.psychometrics.dense_gaussian import condition

MODEL = TrendModel(sem=4.0)
WINDOW_DAYS = 3 * 30.4375
WORKED = {
    "A": ([0, 31, 62, 91, 122, 153], [71, 68, 66, 62, 60, 57]),
    "B": ([0, 30, 61, 92, 120, 150], [70, 68, 71, 69, 70, 69]),
    "G": ([0, 40, 150, 165], [68, 66, 61, 60]),
}
PRINTED = {
    "A": (60.7924, 2.6013, -3.4931, 2.0205, -6.9291, 3.7154, 0.1620, 0.6197, 0.1004),
    "B": (69.0951, 2.5843, -0.2596, 2.0464, -0.5519, 3.6816, 0.7278, 0.9998, 0.7276),
    "G": (61.7114, 2.9008, -2.0288, 1.8939, -4.5463, 3.7903, 0.3900, 0.7224, 0.2818),
}
Course = tuple[list[int], list[float]]


def series(*courses: tuple[list[int], list[float]]) -> ScoreSeries:
    return ScoreSeries(
        t=np.array([t for _, scores in courses for t in scores], dtype=float),
        day=np.array([day for days, _ in courses for day in days]),
        starts=np.cumsum([0, *(len(days) for days, _ in courses)]),
    )


@st.composite
def courses(draw: st.DrawFn, least: int = 1, most: int = 9) -> Course:
    gaps = draw(st.lists(st.integers(0, 200), min_size=least - 1, max_size=most - 1))
    scores = draw(st.lists(st.floats(20, 110), min_size=len(gaps) + 1, max_size=len(gaps) + 1))
    return [int(day) for day in np.cumsum([0, *gaps])], scores


MODELS = st.builds(
    TrendModel,
    sem=st.floats(0.5, 12),
    trend_fade=st.sampled_from([0.0, 1e-9, 1e-4, 0.02, 0.2, 1.5]),
    trend_noise=st.floats(0.01, 2),
    level_noise=st.floats(0.01, 2),
    window=st.floats(0.5, 8),
)


def same(one: Posterior, other: Posterior, tolerance: float) -> None:
    for each in fields(Posterior):
        left, right = getattr(one, each.name), getattr(other, each.name)
        np.testing.assert_allclose(left, right, rtol=0, atol=tolerance, err_msg=each.name)


@pytest.mark.parametrize("name", list(WORKED))
def test_worked_values_come_out_to_the_printed_digits(name: str) -> None:
    newest = posterior_newest(series(WORKED[name]), MODEL)
    no_improvement = 1 - normal_cdf((-1.5 - newest.change_recent) / newest.change_recent_sd)
    elevated = 1 - normal_cdf((60 - newest.level) / newest.level_sd)
    found = [
        *(newest.level, newest.level_sd, newest.change_recent, newest.change_recent_sd),
        *(newest.change_start, newest.change_start_sd),
        *(no_improvement, elevated, no_improvement * elevated),
    ]
    assert [round(float(value[0]), 4) for value in found] == list(PRINTED[name])


@settings(deadline=None, max_examples=30)
@given(courses(least=2), MODELS)
def test_S10_posterior_is_that_of_direct_conditioning(course: Course, model: TrendModel) -> None:
    days, scores = course
    found = posterior_after_each(series(course), model)
    for k in range(len(days)):
        since = max(days[0], days[k] - model.window * 30.4375)
        mean, cov = condition(days[: k + 1], scores[: k + 1], [days[k], since, days[0]], model)
        assert found.level[k] == pytest.approx(mean[0], abs=1e-9)
        assert found.level_sd[k] ** 2 == pytest.approx(cov[0, 0], abs=1e-9)
        for place, value, sd in (
            (1, found.change_recent, found.change_recent_sd),
            (2, found.change_start, found.change_start_sd),
        ):
            if days[k] == days[0]:
                assert np.isnan(value[k])
                assert np.isnan(sd[k])
            else:
                assert value[k] == pytest.approx(mean[0] - mean[place], abs=1e-9)
                variance = cov[0, 0] + cov[place, place] - 2 * cov[0, place]
                assert sd[k] ** 2 == pytest.approx(variance, abs=2e-9)


@settings(deadline=None, max_examples=25)
@given(courses(least=2), st.integers(-20, 400), MODELS)
def test_change_since_a_remembered_day_is_that_of_direct_conditioning(
    course: Course, since: int, model: TrendModel
) -> None:
    days, scores = course
    found = change_since(series(course), np.array([since]), model)
    since = max(since, 0)
    if since >= days[-1]:
        assert np.isnan(found.value[0])
        return
    mean, cov = condition(days, scores, [days[-1], since], model)
    assert found.value[0] == pytest.approx(mean[0] - mean[1], abs=1e-9)
    assert found.sd[0] ** 2 == pytest.approx(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1], abs=2e-9)


@settings(deadline=None, max_examples=25)
@given(st.lists(courses(), min_size=1, max_size=12))
def test_a_course_has_the_same_posterior_alone_and_among_others(several: list[Course]) -> None:
    together = posterior_after_each(series(*several), MODEL)
    alone = [posterior_after_each(series(course), MODEL) for course in several]
    joined = Posterior(*(np.concatenate([getattr(p, f.name) for p in alone]) for f in fields(Posterior)))
    same(together, joined, 1e-12)


@settings(deadline=None, max_examples=25)
@given(st.lists(courses(), min_size=1, max_size=12))
def test_newest_is_the_last_of_after_each(several: list[Course]) -> None:
    data = series(*several)
    each = posterior_after_each(data, MODEL)
    last = Posterior(*(getattr(each, f.name)[data.newest] for f in fields(Posterior)))
    same(posterior_newest(data, MODEL), last, 1e-12)


@settings(deadline=None)
@given(courses(least=3))
def test_later_scores_never_change_what_was_said(course: Course) -> None:
    days, scores = course
    whole, part = series(course), series((days[:-1], scores[:-1]))
    before = Posterior(*(getattr(posterior_after_each(whole, MODEL), f.name)[:-1] for f in fields(Posterior)))
    same(posterior_after_each(part, MODEL), before, 1e-12)


@settings(deadline=None)
@given(courses(least=2), st.floats(-30, 30))
def test_a_shift_of_prior_and_scores_shifts_levels_and_nothing_else(course: Course, shift: float) -> None:
    days, scores = course
    moved = replace(MODEL, level_mean=MODEL.level_mean + shift)
    here = posterior_after_each(series(course), MODEL)
    there = posterior_after_each(series((days, [t + shift for t in scores])), moved)
    same(replace(here, level=here.level + shift), there, 1e-9)


def test_a_single_score_gives_the_shrunken_mean() -> None:
    found = posterior_newest(series(([0], [75.0])), MODEL)
    share = 100 / (100 + MODEL.error_variance)
    assert found.level[0] == pytest.approx(65 + 10 * share)
    assert found.level_sd[0] ** 2 == pytest.approx(100 * (1 - share))
    assert np.isnan([found.change_recent[0], found.change_recent_sd[0], found.change_start[0]]).all()


def test_more_error_of_measurement_never_makes_a_rise_surer_on_average() -> None:
    rng = np.random.default_rng(5)
    many = series(*([[0, 30, 60, 90], list(rng.normal(66, 8, 4))] for _ in range(400)))
    doubts = []
    for sem in (2.0, 4.0, 8.0):
        found = posterior_newest(many, replace(MODEL, sem=sem))
        doubts.append(np.abs(normal_cdf(found.change_recent / found.change_recent_sd) - 0.5).mean())
    assert doubts == sorted(doubts, reverse=True)


def test_two_scores_on_the_same_day_are_one_of_half_the_error() -> None:
    pair = posterior_newest(series(([0, 60, 60], [70, 60, 64])), MODEL)
    both = posterior_after_each(series(([0, 60], [70, 62])), replace(MODEL, sem=MODEL.sem))
    mean, cov = condition([0, 60, 60], [70, 60, 64], [60], MODEL)
    assert pair.level[0] == pytest.approx(mean[0])
    assert pair.level_sd[0] ** 2 == pytest.approx(cov[0, 0])
    assert pair.level_sd[0] < both.level_sd[1]


@pytest.mark.parametrize("fade", [0.0, 0.2])
@pytest.mark.parametrize("years", [40, 2000])
def test_a_gap_of_many_years_stays_a_number(years: int, fade: float) -> None:
    found = posterior_after_each(series(([0, 365 * years], [70, 50])), replace(MODEL, trend_fade=fade))
    assert all(np.isfinite(getattr(found, each.name)[1]) for each in fields(Posterior))
    assert found.change_recent_sd[1] > 0
    assert found.level_sd[1] <= np.sqrt(MODEL.error_variance)


def test_a_series_of_daily_scores_stands_beside_short_ones() -> None:
    rng = np.random.default_rng(2)
    long = (list(range(300)), list(rng.normal(65, 5, 300)))
    found = posterior_newest(series(long, ([0, 30], [60, 61]), long), MODEL)
    assert found.level[0] == found.level[2]
    mean, _ = condition(*long, [299], MODEL)
    assert found.level[0] == pytest.approx(mean[0], abs=1e-9)


def test_a_fade_of_nearly_nothing_is_that_of_nothing() -> None:
    near, none = (
        posterior_after_each(series(WORKED["G"]), replace(MODEL, trend_fade=fade)) for fade in (1e-12, 0)
    )
    same(near, none, 1e-9)


def test_series_of_trajectories_has_their_scores_and_days() -> None:
    first = date(2026, 1, 1)
    points = [TrajectoryPoint(first + timedelta(days=day), t) for day, t in zip(*WORKED["G"], strict=True)]
    made = ScoreSeries.of([Trajectory.of(points), Trajectory.of(points[:2])])
    assert len(made) == 2
    assert made.course.tolist() == [0, 0, 0, 0, 1, 1]
    same(
        posterior_newest(series(WORKED["G"]), MODEL),
        posterior_newest(ScoreSeries.of([Trajectory.of(points)]), MODEL),
        0,
    )


@pytest.mark.parametrize(
    ("t", "day", "starts", "message"),
    [
        ([60.0], [0], [0, 2], "must cover all scores"),
        ([60.0, 61], [0, 1], [0, 0, 2], "at least one score"),
        ([60.0, float("nan")], [0, 1], [0, 2], "must be a number"),
        ([60.0, 61], [1, 0], [0, 2], "must ascend"),
    ],
)
def test_a_series_that_is_none_is_refused(
    t: list[float], day: list[int], starts: list[int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        ScoreSeries(np.array(t), np.array(day), np.array(starts))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: TrendModel(level_variance=-1), "level_variance must be positive, at least 0.0001, got -1"),
        (lambda: TrendModel(sem=0), "sem must be positive"),
        (lambda: TrendModel(trend_fade=-0.1), "trend_fade must be 0 or more"),
        (lambda: TrendModel(trend_mean=float("nan")), "trend_mean must be a number"),
        (lambda: TrendModel(sem=1e300), "sem must be a number of at most 10000"),
    ],
)
def test_a_model_that_is_none_is_refused(make: Callable[[], TrendModel], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
