"""Other ways to raise an alarm, from the literature and from practice, each as a score: higher alarms sooner.

Thresholds are set afterwards so that all give the same number of false alarms on the same families. A row at
which a method can say nothing yet scores minus infinity. Courses are laid out as (n courses, k occasions).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bench.accuracy.yardstick import Bools, Floats, Result, Target, measure
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import Thresholds
from koers.psychometrics.signals import SignalArrays
from koers.psychometrics.simulation import SimulatedFamilies

NEVER = -np.inf
ELEVATED = 60.0
EWMA_WEIGHT = 0.3  # as usual in process control (Lucas & Saccucci, 1990)
CUSUM_SLACK = 0.5  # standard errors, for a shift of one (Page, 1954)
WINDOW = 3.0
BISECTIONS = 30


@dataclass(frozen=True)
class Grid:
    """t, months: (n, k), nan after the last score. rows: (n, k) places in the flat arrays, −1 for none."""

    t: Floats
    months: Floats
    rows: np.ndarray

    @classmethod
    def of(cls, series: ScoreSeries, months: Floats) -> "Grid":
        lengths = np.diff(series.starts)
        rows = series.starts[:-1, None] + np.arange(lengths.max())
        present = np.arange(lengths.max()) < lengths[:, None]
        rows = np.where(present, rows, -1)
        return cls(np.where(present, series.t[rows], np.nan), np.where(present, months[rows], np.nan), rows)

    def flat(self, values: Floats) -> Floats:
        """Back to the rows of the series, nan as NEVER."""
        out = np.full(int(self.rows.max()) + 1, NEVER)
        present = self.rows >= 0
        out[self.rows[present]] = np.where(np.isnan(values[present]), NEVER, values[present])
        return out


def since_start(grid: Grid) -> Floats:
    change = grid.t - grid.t[:, :1]
    change[:, 0] = np.nan
    return change


def since_previous(grid: Grid) -> Floats:
    return np.diff(grid.t, axis=1, prepend=np.nan)


def plateau(grid: Grid) -> Floats:
    """Three scores running that lie close together: minus their range."""
    three = np.stack([grid.t[:, 2:], grid.t[:, 1:-1], grid.t[:, :-2]])
    return np.pad(np.min(three, axis=0) - np.max(three, axis=0), ((0, 0), (2, 0)), constant_values=np.nan)


def slope(grid: Grid) -> tuple[Floats, Floats]:
    """Least-squares slope of all scores so far, T a month, and its ratio to its standard error, times SEM."""
    x, y = np.nan_to_num(grid.months), np.nan_to_num(grid.t)
    n = np.arange(1, x.shape[1] + 1)
    sx, sy = np.cumsum(x, axis=1), np.cumsum(y, axis=1)
    sxx = np.cumsum(x * x, axis=1) - sx**2 / n
    sxy = np.cumsum(x * y, axis=1) - sx * sy / n
    known = (n >= 3) & (sxx > 0) & ~np.isnan(grid.t)
    found = np.divide(sxy, sxx, out=np.full_like(sxx, np.nan), where=known)
    return found, found * np.sqrt(np.where(known, sxx, np.nan))


def ewma(grid: Grid) -> Floats:
    level = grid.t[:, 0]
    columns = [level]
    for column in grid.t.T[1:]:
        level = EWMA_WEIGHT * column + (1 - EWMA_WEIGHT) * level
        columns.append(level)
    return np.stack(columns, axis=1)


def ewma_change(grid: Grid, level: Floats) -> Floats:
    """Of the moving average over about three months."""
    change = np.full_like(level, np.nan)
    for k in range(1, level.shape[1]):
        before = np.maximum((grid.months[:, : k + 1] <= grid.months[:, [k]] - WINDOW).sum(axis=1) - 1, 0)
        change[:, k] = level[:, k] - level[np.arange(len(level)), before]
    return change


def cusum(grid: Grid, sem: float) -> Floats:
    """Sum of rises above the first score, in standard errors."""
    total = np.zeros(len(grid.t))
    columns = [np.full(len(grid.t), np.nan)]
    for column in grid.t.T[1:]:
        total = np.maximum(0, total + (column - grid.t[:, 0]) / sem - CUSUM_SLACK)
        columns.append(total)
    return np.stack(columns, axis=1)


def other_scores(grid: Grid, sem: float) -> Mapping[str, tuple[Floats | None, Floats | None]]:
    """Name -> (score for stagnation, score for deterioration); None where a method has none."""
    elevated = grid.t >= ELEVATED
    averaged = ewma(grid)
    trend, trend_ratio = slope(grid)
    since = since_start(grid)
    return {
        "reliable change since the previous score": (None, grid.flat(since_previous(grid))),
        "three-score plateau": (grid.flat(np.where(elevated, plateau(grid), np.nan)), None),
        "reliable change since the start": (grid.flat(np.where(elevated, since, np.nan)), grid.flat(since)),
        "least-squares slope": (grid.flat(np.where(elevated, trend, np.nan)), grid.flat(trend_ratio)),
        "EWMA": (
            grid.flat(np.where(averaged >= ELEVATED, ewma_change(grid, averaged), np.nan)),
            grid.flat(averaged - grid.t[:, :1]),
        ),
        "CUSUM": (None, grid.flat(cusum(grid, sem))),
    }


def posterior_scores(found: SignalArrays, limits: Thresholds) -> tuple[Floats, Floats]:
    """By the rules of the signals, with the figure that is compared to a threshold left open."""
    chance = found.probabilities
    silent: Bools = (found.n_scores < limits.least_scores) | (found.days < limits.least_days)
    silent = silent | (chance.elevated < limits.least_elevated)
    rise = np.where(np.isnan(chance.rise), NEVER, chance.rise)
    figure = chance.stagnation - limits.early_extra * (found.days < limits.early_days)
    return np.where(silent, NEVER, figure), rise


def at_same_alarms(families: SimulatedFamilies, score: Floats, target: Target, alarms: float) -> Result:
    """The method at the threshold that gives this many false alarms a parent-year, or just fewer."""
    known = score[np.isfinite(score)]
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        found = measure(families, score >= np.quantile(known, middle), target)
        low, high = (middle, high) if found.false_alarms > alarms else (low, middle)
    return measure(families, score >= np.quantile(known, high), target)
