"""Answers have the reliability that the scenario asks for, and T-scores lie round the true level."""

from dataclasses import replace

import numpy as np
import pytest

from koers.psychometrics import Direction, Instrument, score_many
from koers.psychometrics.simulation.answers import AnswerModel, LevelSpread, item_thresholds, sum_distribution
from tests.example_packages import example_instrument

CARE = LevelSpread(63, 9)
AGES = (0, 8, 18)


def model(reliability: float, instrument: Instrument | None = None) -> AnswerModel:
    listed = instrument or example_instrument("voorbeeld-10")
    return AnswerModel.of(listed, reliability=reliability, spread=CARE, oldest=18)


def t_scores(levels: np.ndarray, age: int, reliability: float = 0.77, seed: int = 1) -> np.ndarray:
    ages = np.full(len(levels), age)
    answers = model(reliability).draw(levels, ages, np.random.default_rng(seed))
    return score_many(example_instrument("voorbeeld-10"), answers.astype(float), ages.astype(float))[
        "total"
    ].t


@pytest.mark.parametrize("reliability", [0.75, 0.77, 0.85])
@pytest.mark.parametrize("age", AGES)
def test_error_of_measurement_is_that_of_the_reliability(reliability: float, age: int) -> None:
    levels = np.random.default_rng(5).normal(CARE.mean, CARE.sd, 20000)
    error = t_scores(levels, age, reliability) - levels
    assert error.std() == pytest.approx(10 * np.sqrt(1 - reliability), abs=0.12)


@pytest.mark.parametrize("reliability", [0.75, 0.77, 0.85])
def test_two_fillings_in_a_norm_group_correlate_with_the_reliability(reliability: float) -> None:
    levels = np.random.default_rng(5).normal(50, 10 * np.sqrt(reliability), 20000)
    twice = [t_scores(levels, 8, reliability, seed) for seed in (1, 2)]
    assert np.corrcoef(twice)[0, 1] == pytest.approx(reliability, abs=0.02)


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("level", [45, 55, 60, 66, 75])
def test_the_mean_score_at_a_true_level_is_that_level(level: float, age: int) -> None:
    assert t_scores(np.full(10000, float(level)), age).mean() == pytest.approx(level, abs=0.2)


def test_a_level_that_the_items_cannot_reach_gets_the_end_of_the_scale() -> None:
    assert t_scores(np.array([0.0, 150.0]), 8).tolist() == [35, 85]


def test_the_distribution_of_the_sum_is_that_of_drawn_answers() -> None:
    thresholds = item_thresholds(2, 3)
    at_least = 1 / (1 + np.exp(-1.3 * (0.0 - thresholds)))
    chances = [np.array([1 - low, low - high, high]) for low, high in at_least]
    by_hand = np.convolve(*chances)
    middle = sum_distribution(1.3, thresholds)[240]  # θ = 0
    assert middle == pytest.approx(by_hand, abs=1e-12)
    assert middle.sum() == pytest.approx(1)


def test_reversed_items_are_answered_the_other_way_round() -> None:
    instrument = example_instrument("voorbeeld-10")
    plain = replace(instrument, items=tuple(replace(item, reversed=False) for item in instrument.items))
    levels, ages = np.full(50, 70.0), np.full(50, 8)
    turned = model(0.77).draw(levels, ages, np.random.default_rng(1))
    straight = model(0.77, plain).draw(levels, ages, np.random.default_rng(1))
    assert (turned == 5 - straight).all()
    assert straight.mean() > 2.6, "much burden is a high answer to an item that is not reversed"


def test_an_instrument_without_norms_is_refused() -> None:
    with pytest.raises(ValueError, match="needs norms"):
        model(0.77, replace(example_instrument("voorbeeld-10"), norms=None))


def test_an_instrument_in_which_higher_is_better_is_refused() -> None:
    better = replace(example_instrument("voorbeeld-10"), direction=Direction.HIGHER_IS_BETTER)
    with pytest.raises(ValueError, match="higher must be worse"):
        model(0.77, better)


def test_an_age_without_norms_is_refused() -> None:
    with pytest.raises(ValueError, match="no T-score of scale total for every raw at age 19"):
        AnswerModel.of(example_instrument("voorbeeld-10"), reliability=0.77, spread=CARE, oldest=19)


def test_a_reliability_beyond_reach_of_the_items_is_refused() -> None:
    with pytest.raises(ValueError, match="standard error as small as"):
        model(0.9999)
