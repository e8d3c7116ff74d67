"""What was truly going on: stagnation and deterioration of the true trend, and since when.

The definitions are ours and are frozen: every method is measured against them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STAGNATION_LEVEL = 60.0  # T; below it a course that stands still is no stagnation
STAGNATION_WINDOW = 3.0  # months
STAGNATION_CHANGE = (-1.5, 3.0)  # T over the window, both ends excluded
DETERIORATION_RISE = 5.0  # T above the lowest trend so far


@dataclass(frozen=True, slots=True)
class Truth:
    """stagnating, deteriorating, change, rise: (n parents, k moments). change: of the trend over the last 3
    months, or since the start where that is later; rise: above its lowest so far; T points. Onsets: (n,)
    months since the start, nan = never."""

    stagnating: Bools
    deteriorating: Bools
    change: Floats
    rise: Floats
    stagnation_onset: Floats
    deterioration_onset: Floats


def truth_of(trend: Callable[[Floats], Floats], months: Floats, follow_up: Floats) -> Truth:
    """The truth at each moment of an ascending grid that starts at 0.

    trend: months (k,) -> true trend in T (n, k), also asked for 3 months before each moment. months: (k,),
    fine enough for a running minimum (days). follow_up: (n,) months; nothing holds after it.
    Stagnating: trend >= 60 and a change over the last 3 months between −1.5 and +3; never in the first 3
    months, which have no such change. Its onset lies 3 months before it first holds. Deteriorating: trend at
    least 5 T above its running minimum. Its onset is the last moment of that minimum.
    """
    level = trend(months)
    watched = months <= follow_up[:, None] + 1e-9
    stagnating = _stagnates(level, trend(months - STAGNATION_WINDOW), months) & watched
    lowest = np.minimum.accumulate(level, axis=1)
    deteriorating = (level >= lowest + DETERIORATION_RISE) & watched
    return Truth(
        stagnating=stagnating,
        deteriorating=deteriorating,
        change=level - trend(np.maximum(months - STAGNATION_WINDOW, 0)),
        rise=level - lowest,
        stagnation_onset=_first(stagnating, months) - STAGNATION_WINDOW,
        deterioration_onset=_minimum_before(deteriorating, level, lowest, months),
    )


def _stagnates(level: Floats, level_before: Floats, months: Floats) -> Bools:
    least, most = STAGNATION_CHANGE
    change = level - level_before
    known = months >= STAGNATION_WINDOW
    return (level >= STAGNATION_LEVEL) & (change > least) & (change < most) & known


def _first(holds: Bools, months: Floats) -> Floats:
    return np.where(holds.any(axis=1), months[holds.argmax(axis=1)], np.nan)


def _minimum_before(holds: Bools, level: Floats, lowest: Floats, months: Floats) -> Floats:
    """The last moment at which the trend stood at the running minimum that it first left behind by 5 T."""
    first = holds.argmax(axis=1)
    at_minimum = level <= np.take_along_axis(lowest, first[:, None], axis=1) + 1e-9
    earlier = at_minimum & (np.arange(len(months)) <= first[:, None])
    last = len(months) - 1 - earlier[:, ::-1].argmax(axis=1)
    return np.where(holds.any(axis=1), months[last], np.nan)
