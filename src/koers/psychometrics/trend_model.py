"""How a parent's hidden level and trend move between scores, and how a score shows them.

Time t in months, level L in T points, trend S in T points a month (an integrated Ornstein–Uhlenbeck
process with extra noise in the level):

    dS = −κ S dt + √q dW        dL = S dt + √q_l dB        score = L + e,  e ~ N(0, SEM² + σ_day²)

With κ a trend fades unless scores keep it up; q is what makes trends turn, q_l what moves the level itself.
"""

from dataclasses import dataclass, fields
from math import isfinite

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SERIES_BELOW = 0.1  # κ·d below which the difference of exponentials would lose digits
# Bounds of what a parameter may be, far outside any sense: beyond them the arithmetic itself would give way.
SMALLEST, LARGEST = 1e-4, 1e4
# (x − 2(1−e^−x) + (1−e^−2x)/2) / x³ = Σ (−1)^n (2 − 2^(n−1)) x^(n−3) / n!,  n = 3, 4, …
_SERIES = (1 / 3, -1 / 4, 7 / 60, -1 / 24, 31 / 2520, -1 / 320, 127 / 181440, -17 / 120960, 73 / 2851200)


@dataclass(frozen=True, slots=True)
class TrendModel:
    """Parameters of the hidden course; the defaults are our own start, to be fitted.

    level_mean (T), level_variance (T²): the level at the first score, before it is seen. trend_mean
    (T a month), trend_variance: the trend then. trend_fade: κ, a month. trend_noise: q. level_noise: q_l,
    T² a month. day_sd, sem: T points; what a day and what the questionnaire add to a score. window: months
    over which a recent change is counted.
    Raises ValueError for a parameter that is no number up to 10,000, a variance that is not positive, κ < 0.
    """

    level_mean: float = 65.0
    level_variance: float = 100.0
    trend_mean: float = -0.5
    trend_variance: float = 2.25
    trend_fade: float = 0.20
    trend_noise: float = 0.12
    level_noise: float = 0.20
    day_sd: float = 2.5
    sem: float = 4.5
    window: float = 3.0

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not isfinite(value) or abs(value) > LARGEST:
                raise ValueError(f"{each.name} must be a number of at most {LARGEST:g}, got {value}")
        for name in ("level_variance", "trend_variance", "trend_noise", "level_noise", "sem", "window"):
            if (value := getattr(self, name)) < SMALLEST:
                raise ValueError(f"{name} must be positive, at least {SMALLEST:g}, got {value}")
        for name in ("trend_fade", "day_sd"):
            if (value := getattr(self, name)) < 0:
                raise ValueError(f"{name} must be 0 or more, got {value}")

    @property
    def error_variance(self) -> float:
        """R = SEM² + σ_day², in T²."""
        return self.sem**2 + self.day_sd**2


@dataclass(frozen=True, slots=True)
class Steps:
    """What passing time does; arrays of one shape. keep: f = e^(−κd), the share of a trend that is left.

    move: g = (1 − f)/κ months, the level per unit of trend. level_noise, both_noise, trend_noise: what is
    added to P_LL, P_LS and P_SS.
    """

    keep: Floats
    move: Floats
    level_noise: Floats
    both_noise: Floats
    trend_noise: Floats

    @classmethod
    def over(cls, months: Floats, model: TrendModel) -> "Steps":
        """months >= 0. Written with κd so that κ → 0 and any length of gap need no special case."""
        faded = model.trend_fade * months
        once = _mean_decay(faded)
        return cls(
            keep=np.exp(-faded),
            move=months * once,
            level_noise=model.trend_noise * months**3 * _cubic(faded) + model.level_noise * months,
            both_noise=model.trend_noise * months**2 * once**2 / 2,
            trend_noise=model.trend_noise * months * _mean_decay(2 * faded),
        )

    def take(self, places: NDArray[np.intp]) -> "Steps":
        return Steps(*(getattr(self, each.name).take(places) for each in fields(self)))


def _mean_decay(x: Floats) -> Floats:
    """(1 − e^−x)/x, 1 at 0."""
    safe = np.where(x == 0, 1.0, x)
    return np.where(x == 0, 1.0, -np.expm1(-safe) / safe)


def _cubic(x: Floats) -> Floats:
    """(x − 2(1−e^−x) + (1−e^−2x)/2)/x³, 1/3 at 0."""
    near = np.zeros_like(x)
    small = np.minimum(x, _SERIES_BELOW)
    for factor in reversed(_SERIES):
        near = near * small + factor
    safe = np.maximum(x, _SERIES_BELOW)
    far = (safe + 2 * np.expm1(-safe) - np.expm1(-2 * safe) / 2) / safe**3
    return np.where(x < _SERIES_BELOW, near, far)
