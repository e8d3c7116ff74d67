"""Own parameters for a SignalModel from own courses, and how well it predicts courses it never saw.

Parameters maximise the likelihood of every score given the ones before it, Σ −½ (log 2πF + z²) (Schweppe,
1965). The true level is never seen, so honesty is judged on the next score: two halves predict each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from koers.psychometrics.nelder_mead import minimise
from koers.psychometrics.normal import normal_cdf, normal_quantile
from koers.psychometrics.posterior import prediction_errors
from koers.psychometrics.score_series import Floats, Ints, ScoreSeries
from koers.psychometrics.signal_model import Coverage, FitRecord, Reliability, SignalModel
from koers.psychometrics.trajectory import DAYS_PER_MONTH
from koers.psychometrics.trend_model import TrendModel

LEAST_COURSES, LEAST_SCORES = 50, 3
# More courses than these change no parameter by anything that matters; every so-many-th is taken.
MOST_COURSES = 20_000
INTERVALS = (0.50, 0.80, 0.95)
EVENTS = ("elevated", "no_improvement", "rise")
_BINS = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
_MEANS = ("level_mean", "trend_mean")
# trend_fade and level_noise stay: they say what we call a trend and what a mood. Left free, moods of some
# weeks would be taken for the level, and every mood would become a signal (ADR 0006).
_SPREADS = ("level_variance", "trend_variance", "trend_noise", "day_sd")
# A parameter may move so far from its default (factor e^3): farther the courses say nothing of it.
_FARTHEST = 3.0


class FitRefused(ValueError):
    """One sentence: why nothing can be fitted on these courses."""


@dataclass(frozen=True, slots=True)
class FitOrder:
    """What a fit is told beside the scores: its day, the name of the version it makes, whose families."""

    on: date
    version: str
    is_own: bool = True


def fit_model(series: ScoreSeries, model: SignalModel, border: float, order: FitOrder) -> SignalModel:
    """`model` with parameters fitted on these courses and the record of the fit; thresholds stay.

    The SEM is the model's (give it the instrument's): a course shows only what measurement and day add
    together. border: T, of the reliability table. Raises FitRefused with fewer than 50 courses of 3 scores.
    """
    courses = _usable(series)
    if len(courses) < LEAST_COURSES:
        raise FitRefused(
            f"{len(courses)} courses of at least {LEAST_SCORES} scores: at least {LEAST_COURSES} are needed"
        )
    taken = _taken(series, courses[:: -(-len(courses) // MOST_COURSES)])
    halves = [_taken(taken, np.arange(half, len(taken), 2)) for half in (0, 1)]
    fitted = [fitted_trend(half, model.trend) for half in halves]
    checks = [_Check.of(halves[1 - half], fitted[half], model, border) for half in (0, 1)]
    record = FitRecord(
        on=order.on,
        courses=len(taken),
        scores=len(taken.t),
        is_own=order.is_own,
        sd_of_surprise=round(float(np.concatenate([check.surprise for check in checks]).std()), 3),
        coverage=tuple(_coverage(checks)),
        reliability=tuple(_reliability(checks)),
    )
    return replace(model, version=order.version, trend=fitted_trend(taken, model.trend), fit=record)


def _usable(series: ScoreSeries) -> Ints:
    long_enough: Ints = np.flatnonzero(np.diff(series.starts) >= LEAST_SCORES)
    return long_enough


def _taken(series: ScoreSeries, courses: Ints) -> ScoreSeries:
    lengths = np.diff(series.starts)[courses]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    rows = np.repeat(series.starts[courses] - starts[:-1], lengths) + np.arange(starts[-1])
    return ScoreSeries(series.t[rows], series.day[rows], starts)


def log_likelihood(series: ScoreSeries, model: TrendModel) -> float:
    """Of all scores, each given the earlier ones of its course."""
    surprise, variance = prediction_errors(series, model)
    return float(-0.5 * (np.log(2 * np.pi * variance) + surprise**2).sum())


def fitted_trend(series: ScoreSeries, start: TrendModel) -> TrendModel:
    """Parameters of greatest likelihood; trend_fade, level_noise, sem and window are start's."""

    def cost(moves: Floats) -> float:
        inside = np.clip(moves, -_FARTHEST, _FARTHEST)
        outside = float(((moves - inside) ** 2).sum())
        return -log_likelihood(series, _moved(start, inside)) / len(series) + outside

    moves = np.zeros(len(_MEANS) + len(_SPREADS))
    for step in (0.5, 0.2):  # a second start from the first end: a simplex can fall flat too early
        moves = minimise(cost, moves, step=step)
    return _moved(start, np.clip(moves, -_FARTHEST, _FARTHEST))


def _moved(start: TrendModel, moves: Floats) -> TrendModel:
    """Means by tens of T (level) and threes of T a month (trend), the rest by factors of e; rounded to six
    digits, so that a file says exactly what was judged."""
    level, trend = moves[:2].tolist()
    factors = dict(zip(_SPREADS, np.exp(moves[2:]).tolist(), strict=True))
    spreads = {name: getattr(start, name) * factor for name, factor in factors.items()}
    means = {"level_mean": start.level_mean + 10 * level, "trend_mean": start.trend_mean + 3 * trend}
    return replace(start, **{name: float(f"{value:.6g}") for name, value in (means | spreads).items()})


@dataclass(frozen=True, slots=True)
class _Check:
    """Scores of one half as the model of the other predicted them; first scores, which follow none, left out.

    came_true, predicted: (events, k)."""

    surprise: Floats
    predicted: Floats
    came_true: Floats

    @classmethod
    def of(cls, series: ScoreSeries, trend: TrendModel, model: SignalModel, border: float) -> "_Check":
        surprise, variance = prediction_errors(series, trend)
        later = np.ones(len(series.t), dtype=bool)
        later[series.starts[:-1]] = False
        spread = np.sqrt(variance[later])
        expected = series.t[later] - surprise[later] * spread
        before = series.t[_a_window_before(series, trend.window)[later]]
        limits = np.stack([np.full(len(before), border), before - model.thresholds.slight_fall, before])
        return cls(
            surprise=surprise[later],
            predicted=normal_cdf((expected - limits) / spread),
            came_true=(series.t[later] > limits).astype(np.float64),
        )


def _a_window_before(series: ScoreSeries, window: float) -> Ints:
    """Row of the newest score at least a window earlier, else of the first."""
    far = float(series.day.max() - series.day.min()) + window * DAYS_PER_MONTH + 1
    course = series.course
    key = course * far + (series.day - series.day.min())
    place = np.searchsorted(key, key - window * DAYS_PER_MONTH, side="right") - 1
    before: Ints = np.maximum(place, series.starts[course])
    return before


def _coverage(checks: list[_Check]) -> Iterator[Coverage]:
    surprise = np.concatenate([check.surprise for check in checks])
    for interval in INTERVALS:
        inside = np.abs(surprise) <= normal_quantile((1 + interval) / 2)
        yield Coverage(interval, round(float(inside.mean()), 3), len(surprise))


def _reliability(checks: list[_Check]) -> Iterator[Reliability]:
    predicted = np.concatenate([check.predicted for check in checks], axis=1)
    came_true = np.concatenate([check.came_true for check in checks], axis=1)
    for place, event in enumerate(EVENTS):
        step = np.clip(np.searchsorted(_BINS, predicted[place], side="right") - 1, 0, len(_BINS) - 2)
        for each in np.unique(step):
            some = step == each
            yield Reliability(
                event,
                round(float(predicted[place, some].mean()), 3),
                round(float(came_true[place, some].mean()), 3),
                int(some.sum()),
            )


def calibration_table(model: SignalModel) -> str:
    """For a terminal: what a model predicted of courses it was not fitted on, and what came.

    Raises ValueError for a model that was not fitted.
    """
    record = model.fit
    if record is None:
        raise ValueError(f"model {model.version} was not fitted")
    verdict = "" if model.fits else "  THE MODEL DOES NOT FIT (0.8 to 1.2 would)"
    lines = [
        f"{record.courses} courses, {record.scores} scores; two halves, each predicted by the other's fit",
        f"sd of the prediction errors, 1 when right: {record.sd_of_surprise:.3f}{verdict}",
        "",
        "interval  covered  scores",
        *(f"{100 * row.interval:7.0f}%  {100 * row.covered:6.1f}%  {row.n:6}" for row in record.coverage),
        "",
        "of the next score  predicted  came true  scores",
        *(
            f"{row.event:17}  {row.predicted:9.3f}  {row.observed:9.3f}  {row.n:6}"
            for row in record.reliability
        ),
    ]
    return "\n".join(lines)
