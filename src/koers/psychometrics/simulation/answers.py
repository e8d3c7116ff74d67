"""Answers from a true level: a graded response model, calibrated to the reliability that is asked for.

Samejima (1969): the chance of answering category c or higher is logistic in a·(θ − b_c). Items share one
discrimination a and differ in difficulty. θ has no unit of its own, so the true level is tied to it by two
demands, per norm group: the expected T-score at a level is that level, and the error of the T-score around
it has on average a variance of SEM². The second fixes a, the first the curve from level to θ. Both follow
exactly from the distribution of the sum of the items; nothing is fitted to drawn numbers.
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.bands import Direction
from koers.psychometrics.instruments import Instrument

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

_THETAS = np.linspace(-12.0, 12.0, 481)
_ITEM_SPREAD = 0.75  # the easiest and the hardest item lie this far either side of the middle: our choice
_STEP = 1.5  # between neighbouring categories of an item: our choice, only its product with a matters
_DISCRIMINATIONS = (0.05, 20.0)  # where the calibration looks
_NORM_SD = 10.0


@dataclass(frozen=True, slots=True)
class LevelSpread:
    """True levels (normal, T points) over which the error variance is averaged."""

    mean: float
    sd: float


def item_thresholds(n_items: int, n_options: int) -> Floats:
    """Shape (n_items, n_options − 1) on the θ axis, the same for every simulation."""
    difficulty = np.linspace(-_ITEM_SPREAD, _ITEM_SPREAD, n_items)
    steps = _STEP * (np.arange(n_options - 1) - (n_options - 2) / 2)
    return difficulty[:, None] + steps


def sum_distribution(discrimination: float, thresholds: Floats) -> Floats:
    """P(sum of categories | θ): shape (thetas, n_items · (n_options − 1) + 1), categories counted from 0."""
    n_items, n_steps = thresholds.shape
    total = np.zeros((len(_THETAS), n_items * n_steps + 1))
    total[:, 0] = 1.0
    for item in thresholds:
        at_least = 1 / (1 + np.exp(-discrimination * (_THETAS[:, None] - item)))
        edges = np.column_stack([np.ones(len(_THETAS)), at_least, np.zeros(len(_THETAS))])
        chances = edges[:, :-1] - edges[:, 1:]
        longer = chances[:, :1] * total
        for category in range(1, n_steps + 1):
            longer[:, category:] += chances[:, category, None] * total[:, :-category]
        total = longer
    return total


@dataclass(frozen=True, slots=True)
class LevelCurve:
    """For one norm group: the discrimination, and the expected T-score at each θ of the grid (ascending)."""

    discrimination: float
    expected_t: Floats

    @classmethod
    def calibrated(cls, t_by_raw: Floats, thresholds: Floats, sem: float, spread: LevelSpread) -> Self:
        """t_by_raw: T of every attainable raw, ascending. sem in T points. Bisects on the logarithm of a.

        Raises ValueError when no discrimination gives this error with these norms.
        """
        low, high = (math.log(bound) for bound in _DISCRIMINATIONS)
        if not _sem(math.exp(high), t_by_raw, thresholds, spread) < sem:
            raise ValueError(f"no answers to these items can have a standard error as small as {sem:.2f} T")
        for _ in range(40):
            middle = (low + high) / 2
            if _sem(math.exp(middle), t_by_raw, thresholds, spread) > sem:
                low = middle
            else:
                high = middle
        return cls(math.exp(high), _expected_t(math.exp(high), t_by_raw, thresholds)[0])

    def theta(self, level: Floats) -> Floats:
        """θ of true levels in T. Levels that the items cannot reach get the end of the scale."""
        return np.interp(level, self.expected_t, _THETAS)


def _expected_t(discrimination: float, t_by_raw: Floats, thresholds: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the T-score at each θ."""
    chances = sum_distribution(discrimination, thresholds)
    mean = chances @ t_by_raw
    return mean, chances @ t_by_raw**2 - mean**2


def _sem(discrimination: float, t_by_raw: Floats, thresholds: Floats, spread: LevelSpread) -> float:
    """Root of the error variance of T, averaged over the spread of true levels."""
    mean, variance = _expected_t(discrimination, t_by_raw, thresholds)
    z = np.linspace(-3, 3, 61)
    at_levels = np.interp(spread.mean + spread.sd * z, mean, variance)
    return math.sqrt(np.average(at_levels, weights=np.exp(-(z**2) / 2)))


@dataclass(frozen=True)
class AnswerModel:
    """Draws answers to the primary scale of an instrument. curve_of_age: child's age in years -> curve."""

    instrument: Instrument
    thresholds: Floats
    curve_of_age: tuple[LevelCurve, ...]

    @classmethod
    def of(cls, instrument: Instrument, *, reliability: float, spread: LevelSpread, oldest: int) -> Self:
        """reliability of the scale in a norm group; oldest: highest age of a child that will be asked for.

        Raises ValueError when the instrument has no T-score for some attainable raw up to that age, or when
        a higher T-score is better in it.
        """
        n_items = len(instrument.primary_scale.items)
        thresholds = item_thresholds(n_items, len(instrument.options))
        sem = _NORM_SD * math.sqrt(1 - reliability)
        curves: dict[bytes, LevelCurve] = {}
        ages = []
        for t_by_raw in _t_tables(instrument, oldest):
            key = t_by_raw.tobytes()
            if key not in curves:
                curves[key] = LevelCurve.calibrated(t_by_raw, thresholds, sem, spread)
            ages.append(curves[key])
        return cls(instrument, thresholds, tuple(ages))

    def draw(self, level: Floats, ages: Ints, rng: np.random.Generator) -> NDArray[np.int8]:
        """Answers (n, items of the primary scale). level: T points, (n,). ages: whole years, (n,)."""
        theta, noise = np.empty(len(level)), np.empty(len(level))
        for age in np.unique(ages):
            rows = np.flatnonzero(ages == age)
            theta[rows] = self.curve_of_age[age].theta(level[rows])
            noise[rows] = 1 / self.curve_of_age[age].discrimination
        values = np.array(sorted(option.value for option in self.instrument.options), dtype=np.int8)
        answers = np.empty((len(level), len(self.thresholds)), dtype=np.int8)
        for column, item in enumerate(self.instrument.primary_scale.items):
            # A logistic error and fixed thresholds give the same chances as the response function.
            tendency = theta + noise * rng.logistic(size=len(level))
            scored = values[np.searchsorted(self.thresholds[column], tendency)]
            reverse = self.instrument.item(item).reversed
            answers[:, column] = values[0] + values[-1] - scored if reverse else scored
        return answers


def _t_tables(instrument: Instrument, oldest: int) -> list[Floats]:
    """T by raw, for each age from 0 to the oldest."""
    scale, norms = instrument.primary_scale, instrument.norms
    if norms is None or instrument.direction is not Direction.HIGHER_IS_WORSE:
        raise ValueError(f"{instrument.id} cannot be simulated: it needs norms, and higher must be worse")
    n_items = len(scale.items)
    raws = np.arange(n_items * instrument.min_value, n_items * instrument.max_value + 1, dtype=np.float64)
    tables = []
    for age in range(oldest + 1):
        t_by_raw, _ = norms.t_scores(scale.id, np.full(len(raws), float(age)), raws)
        if np.isnan(t_by_raw).any():
            raise ValueError(f"{instrument.id} has no T-score of scale {scale.id} for every raw at age {age}")
        tables.append(t_by_raw)
    return tables
