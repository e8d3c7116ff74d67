"""The standard normal distribution for whole arrays; numpy itself has no error function."""

from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_PER_UNIT = 128
_FARTHEST = 9  # Φ(−9) is 1e-19, below what a float can tell from 0 beside 1
_NODES = np.arange(-_FARTHEST * _PER_UNIT, _FARTHEST * _PER_UNIT + 1) / _PER_UNIT
_BELOW = np.array([erfc(-node / sqrt(2)) / 2 for node in _NODES.tolist()])
_DENSITY = np.exp(-(_NODES**2) / 2) / sqrt(2 * np.pi)


def normal_cdf(z: ArrayLike) -> Floats:
    """Φ(z) of any shape, within 1e-13; nan stays nan.

    Taylor's series of the fourth order from the nearest of 128 values a unit; Φ' = φ and φ' = −zφ.
    """
    inside = np.clip(np.asarray(z, dtype=np.float64), -_FARTHEST, _FARTHEST)
    node = np.rint(np.nan_to_num(inside) * _PER_UNIT).astype(np.intp) + _FARTHEST * _PER_UNIT
    at = _NODES[node]
    step = inside - at
    bend = (at**2 - 1) / 6 + step * (3 * at - at**3) / 24
    found: Floats = _BELOW[node] + _DENSITY[node] * step * (1 - step * (at / 2 - step * bend))
    return np.clip(found, 0.0, 1.0)


def normal_quantile(probability: float) -> float:
    """z with Φ(z) = probability. Raises ValueError outside 0..1, ends excluded."""
    if not 0 < probability < 1:
        raise ValueError(f"probability must lie between 0 and 1, got {probability}")
    return NormalDist().inv_cdf(probability)
