"""The rules that make of a posterior something to talk about, for one parent or for millions at once.

Rules, thresholds and their order are our own; the toolkit leaves the definition of stagnation open. Each row
is judged from the scores up to it, so that a signal is what could be known on its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.bands import BORDER_TOLERANCE, BandBorder, BandBorders
from koers.psychometrics.change import reliable_limit
from koers.psychometrics.normal import normal_cdf, normal_quantile
from koers.psychometrics.posterior import Posterior, posterior_after_each, posterior_newest
from koers.psychometrics.score_series import Floats, Ints, ScoreSeries
from koers.psychometrics.signal_model import SignalKind, SignalModel
from koers.psychometrics.trajectory import DAYS_PER_MONTH

Bools = NDArray[np.bool_]


class SignalStrength(StrEnum):
    """Only DETERIORATION and STAGNATION have one."""

    ATTENTION = "attention"
    CLEAR = "clear"


class SignalNote(StrEnum):
    """What stands beside the main signal; describes, never alarms."""

    JUMP = "jump"
    FLUCTUATING = "fluctuating"
    BAND_CHANGE = "band_change"
    PARENTS_DIFFER = "parents_differ"
    MISSING = "missing"
    NORMS_DEMO = "norms_demo"


KINDS: tuple[SignalKind, ...] = tuple(SignalKind)  # kind codes of arrays are places in this tuple
STRENGTHS: tuple[SignalStrength, ...] = tuple(SignalStrength)  # likewise; −1 for none
NO_STRENGTH = -1
# "niet op koers": the kinds that ask for a talk soon
OFF_COURSE = frozenset({SignalKind.DETERIORATION, SignalKind.STAGNATION})


@dataclass(frozen=True, slots=True)
class Borders:
    """Of an instrument's primary scale, ascending; empty where it has none."""

    bands: tuple[BandBorder, ...] = ()

    def lowest(self, model: SignalModel) -> float:
        """T from which the burden counts as elevated, inclusive."""
        return self.bands[0].from_t if self.bands else model.thresholds.border

    def codes(self, t: Floats) -> NDArray[np.int8]:
        return BandBorders({"*": self.bands}).classify_many(t, "*")


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Of claims about the true level, arrays of one shape; nan where a course has lasted no time.

    no_improvement: it fell by less than slight_fall in the window. rise: it rose in the window. elevated: it
    is at or above the lowest border. fall: it lies below where it was at the first score.
    """

    no_improvement: Floats
    elevated: Floats
    rise: Floats
    fall: Floats

    @property
    def stagnation(self) -> Floats:
        """A score for ranking, not a probability: level and change depend on each other."""
        return self.no_improvement * self.elevated

    @classmethod
    def of(cls, posterior: Posterior, model: SignalModel, border: float) -> "Probabilities":
        fall = model.thresholds.slight_fall
        return cls(
            no_improvement=normal_cdf((posterior.change_recent + fall) / posterior.change_recent_sd),
            elevated=normal_cdf((posterior.level - border) / posterior.level_sd),
            rise=normal_cdf(posterior.change_recent / posterior.change_recent_sd),
            fall=normal_cdf(-posterior.change_start / posterior.change_start_sd),
        )


@dataclass(frozen=True, slots=True)
class SignalArrays:
    """One entry for each judged row: rows of the series, kind (place in KINDS), strength (place in STRENGTHS,
    −1 for none), notes. n_scores and days: since and with the first score."""

    rows: Ints
    n_scores: Ints
    days: Ints
    posterior: Posterior
    probabilities: Probabilities
    kind: NDArray[np.int8]
    strength: NDArray[np.int8]
    notes: Mapping[SignalNote, Bools]


def signals_after_each(series: ScoreSeries, model: SignalModel, borders: Borders) -> SignalArrays:
    """A signal after every score, from the scores up to it. The model carries the instrument's SEM."""
    return _judged(
        series, np.arange(len(series.t)), posterior_after_each(series, model.trend), model, borders
    )


def signals_newest(series: ScoreSeries, model: SignalModel, borders: Borders) -> SignalArrays:
    """The signal after the last score of each course."""
    return _judged(series, series.newest, posterior_newest(series, model.trend), model, borders)


def _judged(
    series: ScoreSeries, rows: Ints, posterior: Posterior, model: SignalModel, borders: Borders
) -> SignalArrays:
    first = series.starts[:-1]
    first = first if len(rows) == len(first) else np.repeat(first, np.diff(series.starts))
    probabilities = Probabilities.of(posterior, model, borders.lowest(model))
    judge = _Judge(series, rows, first, model)
    kind, strength = judge.kinds(probabilities)
    return SignalArrays(
        rows=rows,
        n_scores=judge.n_scores,
        days=judge.days,
        posterior=posterior,
        probabilities=probabilities,
        kind=kind,
        strength=strength,
        notes={
            SignalNote.JUMP: (np.abs(posterior.surprise) > model.thresholds.jump) & (rows > first),
            SignalNote.FLUCTUATING: judge.fluctuates(),
            SignalNote.BAND_CHANGE: judge.changes_band(borders),
        },
    )


class _Judge:
    """The rules for some rows of a series; first: the row at which the course of each begins."""

    def __init__(self, series: ScoreSeries, rows: Ints, first: Ints, model: SignalModel) -> None:
        self._series, self._rows, self._first = series, rows, first
        self._thresholds, self._sem = model.thresholds, model.trend.sem
        self._model = model
        self.n_scores: Ints = rows - first + 1
        self.days: Ints = series.day[rows] - series.day[first]

    def kinds(self, chance: Probabilities) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """The first rule that holds wins."""
        limits = self._thresholds
        if not self._model.fits:
            silent = np.full(len(self._rows), KINDS.index(SignalKind.UNCLEAR), dtype=np.int8)
            return silent, np.full(len(self._rows), NO_STRENGTH, dtype=np.int8)
        risen_twice = self._risen_twice()
        deteriorates = (chance.rise >= limits.deterioration) | risen_twice
        rules = {
            SignalKind.DETERIORATION: deteriorates,
            SignalKind.TOO_EARLY: (self.n_scores < limits.least_scores) | (self.days < limits.least_days),
            SignalKind.STAGNATION: self._stagnates(chance),
            SignalKind.IMPROVEMENT: (chance.fall >= limits.improvement) | self._has_fallen(),
            SignalKind.IN_NORMAL_RANGE: 1 - chance.elevated >= limits.normal_range,
            SignalKind.ON_COURSE: 1 - chance.rise >= limits.on_course,
        }
        codes = [np.int8(KINDS.index(kind)) for kind in rules]
        unclear = np.int8(KINDS.index(SignalKind.UNCLEAR))
        kind = np.select(list(rules.values()), codes, unclear).astype(np.int8)
        clear = np.where(
            kind == KINDS.index(SignalKind.DETERIORATION),
            (chance.rise >= limits.deterioration_clear) | risen_twice,
            chance.stagnation >= limits.stagnation_clear,
        )
        off_course = np.isin(kind, [KINDS.index(each) for each in OFF_COURSE])
        return kind, np.where(off_course, clear, NO_STRENGTH).astype(np.int8)

    def _stagnates(self, chance: Probabilities) -> Bools:
        """No fall at a level that is surely elevated; while the course is short, more surely than later."""
        limits = self._thresholds
        wanted = limits.stagnation + limits.early_extra * (self.days < limits.early_days)
        stagnates: Bools = (chance.stagnation >= wanted) & (chance.elevated >= limits.least_elevated)
        return stagnates

    def _since_start(self, rows: Ints) -> Floats:
        change: Floats = self._series.t[rows] - self._series.t[self._first]
        return change

    def _limit(self) -> float:
        return reliable_limit(self._sem, self._thresholds.reliable) - BORDER_TOLERANCE

    def _has_fallen(self) -> Bools:
        fallen: Bools = -self._since_start(self._rows) >= self._limit()
        return fallen & (self.n_scores > 1)

    def _risen_twice(self) -> Bools:
        before = np.maximum(self._rows - 1, self._first)
        limit = self._limit()
        risen: Bools = (self._since_start(self._rows) >= limit) & (self._since_start(before) >= limit)
        return risen & (self.n_scores > 2)

    def changes_band(self, borders: Borders) -> Bools:
        codes = borders.codes(self._series.t)
        changed: Bools = codes[self._rows] != codes[np.maximum(self._rows - 1, self._first)]
        return changed

    def fluctuates(self) -> Bools:
        """A reliable rise and a reliable fall from one score to the next, both in the last months."""
        series, limits = self._series, self._thresholds
        step = np.diff(series.t, prepend=series.t[:1])
        step[series.starts[:-1]] = 0
        limit = reliable_limit(self._sem, limits.reliable_step) - BORDER_TOLERANCE
        months = limits.fluctuating_months
        earliest = series.day[self._rows].astype(np.float64) - months * DAYS_PER_MONTH
        return self._stepped(step >= limit, earliest) & self._stepped(-step >= limit, earliest)

    def _stepped(self, steps: Bools, earliest: Floats) -> Bools:
        """Whether such a step lies within the course and began on or after the earliest day."""
        places = np.arange(len(steps), dtype=np.intp)
        latest = np.maximum.accumulate(np.where(steps, places, 0))[self._rows]
        within: Bools = (latest > self._first) & (self._series.day[np.maximum(latest - 1, 0)] >= earliest)
        return within


def parents_differ(one: tuple[float, float], other: tuple[float, float], model: SignalModel) -> bool:
    """Whether two parents' levels, each as (level, sd) in T points, are surely apart.

    The 80 % interval of their difference, taken as independent, lies outside −5…+5 T.
    """
    difference = one[0] - other[0]
    half = normal_quantile(0.90) * float(np.hypot(one[1], other[1]))
    return abs(difference) - half > model.thresholds.parents_apart


def is_silent(days_since_last: int, planned_interval: int) -> bool:
    """No score for more than one and a half times the planned interval (days), and for six weeks at least."""
    return days_since_last > max(1.5 * planned_interval, SHORTEST_SILENCE)


SHORTEST_SILENCE = 42  # days
