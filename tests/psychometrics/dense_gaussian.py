"""A second, slow way to the same posterior: the joint Gaussian of levels and scores, conditioned directly.

Nothing is shared with the filter: covariances come from the integral of the trend's response, by quadrature.
"""

from collections.abc import Sequence

import numpy as np

from koers.psychometrics.trend_model import TrendModel

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(60)


def response(months: np.ndarray, model: TrendModel) -> np.ndarray:
    """How far the level has moved, so long after the trend was one T a month."""
    if model.trend_fade == 0:
        return months
    return -np.expm1(-model.trend_fade * months) / model.trend_fade


def covariance(one: float, other: float, model: TrendModel) -> float:
    """Of the levels at two times, months since the first score."""
    shared = min(one, other)
    moments = shared * (1 + _NODES) / 2
    kicks = response(one - moments, model) * response(other - moments, model)
    from_trend = response(np.array(one), model) * response(np.array(other), model) * model.trend_variance
    return float(
        model.level_variance
        + from_trend
        + model.trend_noise * shared / 2 * (_WEIGHTS @ kicks)
        + model.level_noise * shared
    )


def condition(
    days: Sequence[float], scores: Sequence[float], wanted: Sequence[float], model: TrendModel
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the levels on the wanted days, given the scores; days as those of the scores."""
    moments = (np.array([*wanted, *days], dtype=float) - days[0]) / 30.4375
    prior = np.array([[covariance(one, other, model) for other in moments] for one in moments])
    mean = model.level_mean + response(moments, model) * model.trend_mean
    k = len(wanted)
    seen = prior[k:, k:] + model.error_variance * np.eye(len(days))
    weights = np.linalg.solve(seen, prior[k:, :k]).T
    return mean[:k] + weights @ (np.array(scores) - mean[k:]), prior[:k, :k] - weights @ prior[k:, :k]
