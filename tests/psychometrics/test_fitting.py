"""Fitting finds what made the courses, refuses too few, and says when it does not fit; models as text."""

from dataclasses import replace
from datetime import date
from math import erf

import numpy as np
import pytest

from koers.psychometrics.certainty import Recalibration
from koers.psychometrics.fitting import (
    FitOrder,
    FitRefused,
    calibration_table,
    fit_model,
    fitted_trend,
    log_likelihood,
)
from koers.psychometrics.nelder_mead import minimise
from koers.psychometrics.normal import normal_cdf, normal_quantile
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import (
    DEFAULT_MODEL,
    Coverage,
    FitRecord,
    Reliability,
    SignalKind,
    SignalModel,
)
from koers.psychometrics.signal_model_toml import ModelError, read_model, write_model
from koers.psychometrics.trend_model import Steps, TrendModel

ORDER = FitOrder(on=date(2026, 11, 1), version="own-1")
TRUE = TrendModel(level_mean=60.0, level_variance=64.0, trend_mean=-1.5, trend_noise=0.3, day_sd=4.0)


def drawn(n: int, model: TrendModel, seed: int = 1, scores: int = 8) -> ScoreSeries:
    """Courses that truly follow the model, monthly."""
    rng = np.random.default_rng(seed)
    step = Steps.over(np.array([30 / 30.4375]), model)
    noise = np.array([[step.level_noise[0], step.both_noise[0]], [step.both_noise[0], step.trend_noise[0]]])
    level = rng.normal(model.level_mean, model.level_variance**0.5, n)
    trend = rng.normal(model.trend_mean, model.trend_variance**0.5, n)
    columns = []
    for _ in range(scores):
        columns.append(level + rng.normal(0, model.error_variance**0.5, n))
        shock = rng.multivariate_normal([0, 0], noise, n).T
        level, trend = level + step.move * trend + shock[0], step.keep * trend + shock[1]
    t = np.stack(columns, axis=1).ravel()
    return ScoreSeries(t, np.tile(np.arange(scores) * 30, n), np.arange(n + 1) * scores)


def test_fitting_finds_the_parameters_that_made_the_courses() -> None:
    found = fitted_trend(drawn(1500, TRUE), TrendModel())
    assert found.level_mean == pytest.approx(60, abs=0.6)
    assert found.level_variance == pytest.approx(64, rel=0.15)
    assert found.trend_mean == pytest.approx(-1.5, abs=0.25)
    assert found.day_sd == pytest.approx(4.0, abs=0.4)
    assert (found.sem, found.trend_fade, found.level_noise) == (4.5, 0.20, 0.20)


def test_fitted_parameters_are_likelier_than_those_it_began_with() -> None:
    data = drawn(120, TRUE)
    assert log_likelihood(data, fitted_trend(data, TrendModel())) > log_likelihood(data, TrendModel()) + 10


def test_likelihood_is_that_of_the_joint_normal_of_two_scores() -> None:
    model = TrendModel()
    data = ScoreSeries(np.array([66.0, 60.0]), np.array([0, 0]), np.array([0, 2]))
    cov = np.full((2, 2), model.level_variance) + model.error_variance * np.eye(2)
    away = data.t - model.level_mean
    joint = -0.5 * (np.log(np.linalg.det(2 * np.pi * cov)) + away @ np.linalg.solve(cov, away))
    assert log_likelihood(data, model) == pytest.approx(joint)


@pytest.fixture(scope="module")
def own() -> SignalModel:
    return fit_model(drawn(300, TRUE), DEFAULT_MODEL, 60.0, ORDER)


def test_a_fit_records_its_day_its_courses_and_how_it_predicts_what_it_never_saw(own: SignalModel) -> None:
    assert own.fit is not None
    assert (own.version, own.fit.on, own.fit.courses, own.fit.scores) == ("own-1", ORDER.on, 300, 2400)
    assert own.is_own
    assert own.fits
    assert own.fit.sd_of_surprise == pytest.approx(1, abs=0.06)
    assert [row.covered for row in own.fit.coverage] == pytest.approx([0.5, 0.8, 0.95], abs=0.04)
    assert {row.event for row in own.fit.reliability} == {"elevated", "no_improvement", "rise"}
    large = [row for row in own.fit.reliability if row.n > 150]
    assert all(abs(row.predicted - row.observed) < 0.12 for row in large)


def test_the_table_says_all_of_it(own: SignalModel) -> None:
    assert own.fit is not None
    table = calibration_table(own)
    assert "300 courses, 2400 scores" in table
    assert "DOES NOT FIT" not in table
    unfit = replace(own, fit=replace(own.fit, sd_of_surprise=1.31))
    assert "DOES NOT FIT" in calibration_table(unfit)
    with pytest.raises(ValueError, match="koers-1 was not fitted"):
        calibration_table(DEFAULT_MODEL)


def test_fewer_than_fifty_courses_of_three_scores_are_refused() -> None:
    with pytest.raises(FitRefused, match="49 courses of at least 3 scores: at least 50 are needed"):
        fit_model(drawn(49, TRUE), DEFAULT_MODEL, 60.0, ORDER)
    with pytest.raises(FitRefused, match="0 courses"):
        fit_model(drawn(200, TRUE, scores=2), DEFAULT_MODEL, 60.0, ORDER)


def test_a_fitted_model_says_the_same_after_a_file(own: SignalModel) -> None:
    assert read_model(write_model(own)) == own


def test_a_model_with_everything_in_it_reads_back() -> None:
    record = FitRecord(
        on=date(2026, 1, 2),
        courses=60,
        scores=300,
        is_own=False,
        sd_of_surprise=1.02,
        coverage=(Coverage(0.8, 0.81, 240),),
        reliability=(Reliability("rise", 0.4, 0.35, 80),),
    )
    words = {SignalKind.STAGNATION: Recalibration((0.0, 0.5), (0.2, 0.7))}
    model = replace(DEFAULT_MODEL, version='a "b" \\c', fit=record, recalibration=words)
    assert read_model(write_model(model)) == model
    assert read_model('format = 1\nversion = "koers-1"') == replace(DEFAULT_MODEL, recalibration={})
    assert read_model(write_model(DEFAULT_MODEL)) == DEFAULT_MODEL


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("format = ", "is no TOML"),
        ('version = "a"', "format is missing"),
        ('format = 2\nversion = "a"', "format must be 1"),
        ("format = 1", "version is missing"),
        ('format = 1\nversion = "a"\nx = 1', "x is unknown here"),
        ('format = 1\nversion = "a"\n[trend]\nsmooth = 1', "line 4: .trend.: smooth is unknown here"),
        (
            'format = 1\nversion = "a"\n[trend]\nlevel_noise = -0.2',
            "level_noise must be positive, at least 0.0001, got -0.2",
        ),
        ('format = 1\nversion = "a"\n[trend]\nsem = nan', "sem is NaN: expected a number"),
        ('format = 1\nversion = "a"\n[thresholds]\nstagnation = 2', "stagnation must lie between 0 and 1"),
        ('format = 1\nversion = "a"\n[recalibration.joy]\npredicted = [0]', "joy is unknown here"),
        ('format = 1\nversion = "a"\n[recalibration.stagnation]\npredicted = [0]', "observed is missing"),
        ('format = 1\nversion = "a"\n[fit]\non = 3', "courses is missing"),
        (
            'format = 1\nversion = "a"\n[fit]\non = 3\ncourses = 60\nscores = 300\nis_own = true\n'
            "sd_of_surprise = 1.0",
            "on is 3: expected a date",
        ),
    ],
)
def test_a_model_file_with_a_fault_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence) as refused:
        read_model(text, "m.toml")
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("m.toml")


def test_the_minimum_of_a_narrow_valley_is_found() -> None:
    found = minimise(
        lambda x: float(100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2),
        np.array([-1.2, 1.0]),
        most_steps=400,
    )
    assert found == pytest.approx([1, 1], abs=0.02)


def test_a_search_that_may_not_go_on_gives_the_best_so_far() -> None:
    found = minimise(lambda x: float((x**2).sum()), np.array([3.0, 4.0]), most_steps=3)
    assert (found**2).sum() < 25


def test_a_simplex_shrinks_where_nothing_better_lies_around() -> None:
    def rough(x: np.ndarray) -> float:
        return float((np.abs(x) + 0.5 * np.sin(400 * x)).sum())

    found = minimise(rough, np.array([0.7, -0.4, 1.1]), most_steps=200)
    assert rough(found) < rough(np.array([0.7, -0.4, 1.1]))


def test_normal_cdf_is_that_of_the_standard_library() -> None:
    z = np.linspace(-9, 9, 2001)
    assert normal_cdf(z) == pytest.approx([0.5 * (1 + erf(v / 2**0.5)) for v in z], abs=1e-13)
    assert normal_cdf([-np.inf, np.inf]) == pytest.approx([0, 1])
    assert np.isnan(normal_cdf(np.nan))


def test_a_quantile_needs_a_probability() -> None:
    assert normal_quantile(0.9) == pytest.approx(1.2815516)
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(1.0)
