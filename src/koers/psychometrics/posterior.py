"""Level and trend of many courses with their uncertainty: the Gaussian posterior given the scores so far.

A Kalman filter over arrays of courses, in a loop over occasions (Kalman, 1960; the model is in trend_model).
A remembered level X, such as the level three months ago, joins the state when its moment comes: later scores
then also teach us about X, by its covariance with the present state (fixed-point smoothing; Anderson & Moore,
1979, § 7.2). Cov(X, L) and Cov(X, S) are all it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.score_series import Ints, ScoreSeries
from koers.psychometrics.trajectory import DAYS_PER_MONTH
from koers.psychometrics.trend_model import Floats, Steps, TrendModel

# As many scores as stay in the processor's near memory with what is kept of each: measured, see bench.
_SCORES_AT_A_TIME = 65_536
_TABLED_DAYS = 1024  # gaps of whole days up to here are looked up; longer ones are computed
_LEAST_VARIANCE = 1e-9  # T²; rounding only: a change over time always has more


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known right after a score, from the scores up to it: arrays (m,), or (n,) of the newest only.

    level (T), its sd. trend: T a month. change_recent: level minus the level `window` months before, or since
    the first score where that is later; change_start: minus the level at the first score; each with its sd,
    nan while a course has lasted no time. surprise: (score − its prediction)/sd of the prediction;
    predicted_variance of the score, T².
    """

    level: Floats
    level_sd: Floats
    trend: Floats
    change_recent: Floats
    change_recent_sd: Floats
    change_start: Floats
    change_start_sd: Floats
    surprise: Floats
    predicted_variance: Floats


@dataclass(frozen=True, slots=True)
class Change:
    """Present level minus a remembered one, T points, and its sd; nan where there is nothing to compare."""

    value: Floats
    sd: Floats


def posterior_after_each(series: ScoreSeries, model: TrendModel) -> Posterior:
    """The posterior after every score, as it stood then: later scores never change it."""
    return _gathered(series, model, newest_only=False)


def posterior_newest(series: ScoreSeries, model: TrendModel) -> Posterior:
    """The posterior after the last score of each course."""
    return _gathered(series, model, newest_only=True)


def change_since(series: ScoreSeries, day: Ints, model: TrendModel) -> Change:
    """Newest level minus the level on a day of each course's own, such as the start of an intervention.

    day: (n,), counted as series.day. Before the first score the first score's day is taken; nan where the
    last score is not later than that day.
    """
    found = Change(np.full(len(series), np.nan), np.full(len(series), np.nan))
    for chunk in _chunks(series):
        kept = _filtered(series, chunk, model, newest_only=True)
        since = np.maximum(day[chunk.courses], kept.first_day).astype(np.float64)
        known = np.flatnonzero(kept.day[-1] > since)
        at = known + (kept.day.size - len(chunk.courses))
        change = _change_from(kept, at, since[known], model)
        found.value[chunk.courses[known]], found.sd[chunk.courses[known]] = change.value, change.sd
    return found


@dataclass(frozen=True, slots=True)
class _Chunk:
    """courses: (b,), the longest first. rows: (k, b) rows of the series, each course ending in the last line;
    where a course is shorter is_filler holds and the row is its first."""

    courses: Ints
    rows: Ints
    is_filler: NDArray[np.bool_] | None


def _chunks(series: ScoreSeries) -> Iterator[_Chunk]:
    """Courses of like length together, so that hardly a step is taken for nothing."""
    lengths = np.diff(series.starts)
    order = np.argsort(-lengths, kind="stable")
    ordered = lengths[order]
    begin = 0
    while begin < len(order):
        longest = int(ordered[begin])
        alike = int(np.searchsorted(-ordered, -(longest // 2), side="right"))
        end = max(begin + 1, min(alike, begin + _SCORES_AT_A_TIME // longest))
        courses = order[begin:end]
        rows = series.starts[courses + 1] + np.arange(-longest, 0)[:, None]
        first = series.starts[courses]
        even = ordered[end - 1] == longest
        yield _Chunk(courses, rows if even else np.maximum(rows, first), None if even else rows < first)
        begin = end


@dataclass(frozen=True, slots=True)
class _Filtered:
    """Of every occasion, (k, b): day and months since the one before; the state after its score; gains.

    pull = (score − prediction)/F, precision = 1/F, F being the predicted variance, trend_gain = P_LS/F.
    start…: the level at the first score, remembered; (1, b) where only the last occasion is asked for.
    """

    day: Floats
    steps: Steps
    level: Floats
    trend: Floats
    p_level: Floats
    p_both: Floats
    p_trend: Floats
    pull: Floats
    precision: Floats
    trend_gain: Floats
    start: Floats
    p_start: Floats
    p_start_level: Floats

    @property
    def first_day(self) -> Floats:
        """(b,)"""
        first: Floats = self.day[0]
        return first


def _filtered(series: ScoreSeries, chunk: _Chunk, model: TrendModel, *, newest_only: bool) -> _Filtered:
    shape = chunk.rows.shape
    day, score = series.day[chunk.rows], series.t[chunk.rows]
    kept = _room(shape, 1 if newest_only else shape[0], day, model)
    error = np.full((shape[0], 1), model.error_variance)
    if chunk.is_filler is not None:
        error = np.where(chunk.is_filler, np.inf, error)  # a score with infinite error teaches nothing
    level, trend = np.full(shape[1], model.level_mean), np.full(shape[1], model.trend_mean)
    p_level, p_trend = np.full(shape[1], model.level_variance), np.full(shape[1], model.trend_variance)
    p_both, start, p_start = np.zeros(shape[1]), level.copy(), p_level.copy()
    start_level, start_trend = p_level.copy(), np.zeros(shape[1])
    steps = kept.steps
    for k in range(shape[0]):
        if k:
            keep, move = steps.keep[k], steps.move[k]
            level = level + move * trend
            trend = keep * trend
            carried = p_both + move * p_trend
            p_level = p_level + move * (p_both + carried) + steps.level_noise[k]
            p_both = keep * carried + steps.both_noise[k]
            p_trend = keep * keep * p_trend + steps.trend_noise[k]
            start_level = start_level + move * start_trend
            start_trend = keep * start_trend
        precision = np.divide(1.0, p_level + error[k], out=kept.precision[k])
        pull = np.multiply(score[k] - level, precision, out=kept.pull[k])
        gain = np.multiply(p_both, precision, out=kept.trend_gain[k])
        lost = 1 - p_level * precision
        start = start + start_level * pull
        p_start = p_start - start_level * start_level * precision
        start_trend = start_trend - start_level * gain
        start_level = start_level * lost
        level = np.add(level, p_level * pull, out=kept.level[k])
        trend = np.add(trend, p_both * pull, out=kept.trend[k])
        p_trend = np.subtract(p_trend, p_both * gain, out=kept.p_trend[k])
        p_both = np.multiply(p_both, lost, out=kept.p_both[k])
        p_level = np.multiply(p_level, lost, out=kept.p_level[k])
        if not newest_only or k == shape[0] - 1:
            place = 0 if newest_only else k
            kept.start[place], kept.p_start[place], kept.p_start_level[place] = start, p_start, start_level
    return kept


def _room(shape: tuple[int, ...], n_starts: int, day: Ints, model: TrendModel) -> _Filtered:
    state = [np.empty(shape) for _ in range(8)]
    starts = [np.empty((n_starts, shape[1])) for _ in range(3)]
    return _Filtered(day.astype(np.float64), _steps_between(day, model), *state, *starts)


def _steps_between(day: Ints, model: TrendModel) -> Steps:
    """What passes before each occasion, (k, b); nothing before the first."""
    gaps = np.zeros_like(day)
    np.subtract(day[1:], day[:-1], out=gaps[1:])
    longest = int(gaps.max())
    if longest < min(_TABLED_DAYS, gaps.size):
        return Steps.over(np.arange(longest + 1) / DAYS_PER_MONTH, model).take(gaps)
    return Steps.over(gaps / DAYS_PER_MONTH, model)


def _change_from(kept: _Filtered, at: Ints, since: Floats, model: TrendModel) -> Change:
    """Level after the occasions `at` (places in the raveled arrays) minus that on the days `since`, which lie
    on or after the first score and before that occasion; both (j,)."""
    width = kept.day.shape[1]
    day = kept.day.ravel()
    lag = _occasions_later(day, at, since, width)
    order = np.argsort(-lag, kind="stable")
    at, since, lag = at[order], since[order], lag[order]
    level, p_level, p_both, p_trend, trend, keep, move, pull, precision, gain = (
        each.ravel()
        for each in (
            *(kept.level, kept.p_level, kept.p_both, kept.p_trend, kept.trend),
            *(kept.steps.keep, kept.steps.move, kept.pull, kept.precision, kept.trend_gain),
        )
    )
    base = at - lag * width
    until = Steps.over((since - day[base]) / DAYS_PER_MONTH, model)
    mean = level[base] + until.move * trend[base]
    carried = p_both[base] + until.move * p_trend[base]
    variance = p_level[base] + until.move * (p_both[base] + carried) + until.level_noise
    with_trend = until.keep * carried + until.both_noise
    onward = Steps.over((day[base + width] - since) / DAYS_PER_MONTH, model)
    with_level = variance + onward.move * with_trend
    with_trend *= onward.keep
    for step in range(1, int(lag[0]) + 1 if len(lag) else 1):
        n = int(np.searchsorted(-lag, -step, side="right"))
        place = base[:n] + step * width
        cov, cov_trend = with_level[:n], with_trend[:n]
        if step > 1:
            cov += move[place] * cov_trend
            cov_trend *= keep[place]
        mean[:n] += cov * pull[place]
        variance[:n] -= cov * cov * precision[place]
        cov_trend -= cov * gain[place]
        cov *= model.error_variance * precision[place]
    difference = _difference(level[at], p_level[at], mean, variance, with_level)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return Change(difference.value[back], difference.sd[back])


def _occasions_later(day: Floats, at: Ints, since: Floats, width: int) -> Ints:
    """How many occasions of the course, up to and including `at`, are later than `since`."""
    lag = np.ones(len(at), dtype=np.intp)
    open_, before = np.arange(len(at)), at - width
    while len(open_):
        later = day[before] > since[open_]
        open_, before = open_[later], before[later] - width
        lag[open_] += 1
    return lag


def _difference(
    level: Floats, p_level: Floats, remembered: Floats, p_remembered: Floats, covariance: Floats
) -> Change:
    variance = p_level + p_remembered - 2 * covariance
    return Change(level - remembered, np.sqrt(np.maximum(variance, _LEAST_VARIANCE)))


def _gathered(series: ScoreSeries, model: TrendModel, *, newest_only: bool) -> Posterior:
    size = len(series) if newest_only else len(series.t)
    found = Posterior(*(np.empty(size) for _ in fields(Posterior)))
    for chunk in _chunks(series):
        kept = _filtered(series, chunk, model, newest_only=newest_only)
        width = len(chunk.courses)
        if newest_only:
            places, at = chunk.courses, np.arange(width) + kept.day.size - width
        else:
            wanted = slice(None) if chunk.is_filler is None else ~chunk.is_filler.ravel()
            places, at = chunk.rows.ravel()[wanted], np.arange(kept.day.size)[wanted]
        part = _read(kept, at, model, newest_only=newest_only)
        for each in fields(Posterior):
            getattr(found, each.name)[places] = getattr(part, each.name)
    return found


def _read(kept: _Filtered, at: Ints, model: TrendModel, *, newest_only: bool) -> Posterior:
    """The posterior after the occasions `at`, places in the raveled arrays."""
    level, p_level = kept.level.ravel()[at], kept.p_level.ravel()[at]
    precision = kept.precision.ravel()[at]
    in_starts = at - (kept.day.size - kept.day.shape[1]) if newest_only else at
    start, p_start, covariance = (
        each.ravel()[in_starts] for each in (kept.start, kept.p_start, kept.p_start_level)
    )
    whole = _difference(level, p_level, start, p_start, covariance)
    day, first = kept.day.ravel()[at], kept.first_day[at % kept.day.shape[1]]
    lasted_none = day == first
    for each in (whole.value, whole.sd):
        each[lasted_none] = np.nan
    since = day - model.window * DAYS_PER_MONTH
    longer = np.flatnonzero(since > first)
    recent = replace(whole, value=whole.value.copy(), sd=whole.sd.copy())
    change = _change_from(kept, at[longer], since[longer], model)
    recent.value[longer], recent.sd[longer] = change.value, change.sd
    return Posterior(
        level=level,
        level_sd=np.sqrt(p_level),
        trend=kept.trend.ravel()[at],
        change_recent=recent.value,
        change_recent_sd=recent.sd,
        change_start=whole.value,
        change_start_sd=whole.sd,
        surprise=kept.pull.ravel()[at] / np.sqrt(precision),
        predicted_variance=1 / precision,
    )


def prediction_errors(series: ScoreSeries, model: TrendModel) -> tuple[Floats, Floats]:
    """surprise and predicted_variance (see Posterior) of every score, (m,); all that a likelihood needs."""
    surprise, variance = np.empty(len(series.t)), np.empty(len(series.t))
    for chunk in _chunks(series):
        kept = _filtered(series, chunk, model, newest_only=True)
        real = slice(None) if chunk.is_filler is None else ~chunk.is_filler
        places, precision = chunk.rows[real], kept.precision[real]
        surprise[places] = kept.pull[real] / np.sqrt(precision)
        variance[places] = 1 / precision
    return surprise, variance
