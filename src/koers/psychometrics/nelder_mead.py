"""Minimum of a function of a few numbers without derivatives (Nelder & Mead, 1965)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def minimise(
    function: Callable[[Floats], float], start: Floats, *, step: float = 0.3, most_steps: int = 1500
) -> Floats:
    """The best point found, (d,). Coefficients adapt to the dimension (Gao & Han, 2012, eq. 4.1).

    step: size of the first simplex. Stops when the simplex is flat to 1e-6 of the function, or after
    most_steps. function must return finite numbers.
    """
    d = len(start)
    expand, contract, shrink = 1 + 2 / d, 0.75 - 1 / (2 * d), 1 - 1 / d
    points = np.vstack([start, start + step * np.eye(d)])
    values = np.array([function(point) for point in points])
    for _ in range(most_steps):
        order = np.argsort(values, kind="stable")
        points, values = points[order], values[order]
        if values[-1] - values[0] <= 1e-6 * max(1.0, abs(values[0]) * 1e-3):
            break
        middle = points[:-1].mean(axis=0)
        away = middle - points[-1]
        tried = middle + away
        value = function(tried)
        if value < values[0]:
            farther = middle + expand * away
            beyond = function(farther)
            tried, value = (farther, beyond) if beyond < value else (tried, value)
        elif value >= values[-2]:
            tried = middle + (contract if value < values[-1] else -contract) * away
            value = function(tried)
            if value >= values[-1]:
                points[1:] = points[0] + shrink * (points[1:] - points[0])
                values[1:] = [function(point) for point in points[1:]]
                continue
        points[-1], values[-1] = tried, value
    best: Floats = points[np.argmin(values)]
    return best
