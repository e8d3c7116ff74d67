"""How often a method of signalling is right on simulated families, by definitions that are frozen.

Truth comes from the trend alone. Between what is truly fine and what is truly wrong lie neutral zones, in
which a flag counts neither way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.simulation import SimulatedFamilies

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FLAGGED_WITHIN = 6.0  # months after the onset
LEAST_FOLLOW_UP = 4.0  # months after the onset, else nobody could have seen it
NEUTRAL_AFTER_ONSET = 3.0  # months of standing still that make a stagnation
NEUTRAL_RISE_STAGNATION, NEUTRAL_RISE_DETERIORATION = 2.0, 1.5  # T above the lowest so far


@dataclass(frozen=True)
class Target:
    """What a method has to find. fine: (m,) measurements at which nothing is wrong. onset: (n,) months."""

    name: str
    fine: Bools
    onset: Floats
    counts_from: float  # months since the start; earlier flags do not count


@dataclass(frozen=True, slots=True)
class Result:
    """sensitivity: share of onsets flagged in time. false_alarms: episodes a parent-year. specificity: share
    of courses without an onset and without a flag while fine. delay: median months from onset to flag."""

    sensitivity: float
    false_alarms: float
    specificity: float
    delay: float
    onsets: int


def series_of(families: SimulatedFamilies) -> ScoreSeries:
    rows = families.occasions
    starts = np.concatenate([[0], np.flatnonzero(np.diff(rows.parent)) + 1, [len(rows.parent)]])
    return ScoreSeries(rows.t_score, rows.day.astype(np.int64), starts)


def targets(families: SimulatedFamilies) -> dict[str, Target]:
    rows, parents = families.occasions, families.parents
    since_onset = rows.months - parents.stagnation_onset[rows.parent]
    begins = (since_onset >= 0) & (since_onset < NEUTRAL_AFTER_ONSET)
    return {
        "stagnation": Target(
            "stagnation",
            ~rows.stagnating & ~begins & (rows.true_rise < NEUTRAL_RISE_STAGNATION),
            parents.stagnation_onset,
            2.5,
        ),
        "deterioration": Target(
            "deterioration",
            rows.true_rise < NEUTRAL_RISE_DETERIORATION,
            parents.deterioration_onset,
            0.5,
        ),
    }


def measure(families: SimulatedFamilies, flags: Bools, target: Target) -> Result:
    """flags: (m,), from what was known at each measurement."""
    rows, parents = families.occasions, families.parents
    counted = flags & (rows.months >= target.counts_from)
    follows = np.diff(rows.parent, prepend=-1) == 0
    before = np.concatenate([[False], counted[:-1]]) & follows
    episodes = counted & ~before & target.fine
    gap = np.diff(rows.months, prepend=0.0)
    fine_pair = target.fine & follows & np.concatenate([[False], target.fine[:-1]])
    watched = np.flatnonzero(target.onset + LEAST_FOLLOW_UP <= parents.follow_up)
    since = rows.months - target.onset[rows.parent]
    in_time = counted & (since >= 0) & (since <= FLAGGED_WITHIN)
    first = np.full(len(parents.family), np.inf)
    np.minimum.at(first, rows.parent[in_time], since[in_time])
    found = first[watched]
    never = np.isnan(target.onset)
    alarmed = np.zeros(len(parents.family), dtype=bool)
    alarmed[rows.parent[episodes]] = True
    return Result(
        sensitivity=_mean(np.isfinite(found)),
        false_alarms=_ratio(float(episodes.sum()), float(gap[fine_pair].sum()) / 12),
        specificity=_mean(~alarmed[never]),
        delay=float(np.median(found[np.isfinite(found)])) if np.isfinite(found).any() else np.nan,
        onsets=len(watched),
    )


def _mean(holds: Bools) -> float:
    return float(holds.mean()) if len(holds) else np.nan


def _ratio(number: float, years: float) -> float:
    return number / years if years else np.nan
