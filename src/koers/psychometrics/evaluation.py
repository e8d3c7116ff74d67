"""One parent's course judged for a page: signal, word, numbers, and what would make it go away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from koers.psychometrics.bands import BandBorder
from koers.psychometrics.certainty import Certainty, certainty_of
from koers.psychometrics.change import reliable_limit
from koers.psychometrics.expectation import AgreedRise, is_held_back
from koers.psychometrics.normal import normal_quantile
from koers.psychometrics.posterior import Change, change_since, posterior_after_each
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import SignalKind, SignalModel
from koers.psychometrics.signals import (
    KINDS,
    NO_STRENGTH,
    OFF_COURSE,
    STRENGTHS,
    Borders,
    Probabilities,
    SignalNote,
    SignalStrength,
    signals_newest,
)
from koers.psychometrics.trajectory import Trajectory

BAND_SHARE = 0.80  # of the band behind the dots
_NEXT_AFTER = timedelta(days=30)
_TRIED_SCORES = np.arange(20, 101)  # whole T-scores a next list may have, for "what would make it go away"


@dataclass(frozen=True, slots=True)
class LevelBand:
    """The level as estimated on a score's day from the scores up to it, and its 80 % interval; T points."""

    on: date
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers behind a signal, unrounded; None while there is no change to speak of.

    recent: over the model's window, or since the start of a shorter course. Probabilities are computed ones,
    not yet recalibrated: never show them as percentages. reliable_difference: T points, the smallest
    difference from the first score that is more than error (95 %).
    """

    n_scores: int
    days: int
    t_first: float
    t_last: float
    border: float
    sem: float
    reliable_difference: float
    level: float
    level_sd: float
    change_recent: float | None
    change_recent_sd: float | None
    change_start: float | None
    change_start_sd: float | None
    p_no_improvement: float | None
    p_elevated: float
    p_rise: float | None
    p_fall: float | None
    stagnation: float | None
    surprise: float


@dataclass(frozen=True, slots=True)
class Release:
    """What would make an alarming signal go away: a next score on that day of t_at_most or lower (whole T).

    None: no single next score would, it takes more than one.
    """

    on: date
    t_at_most: int | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """on: day of the newest score. held_back: as an agreed rise foresaw, see expectation. model_version says
    with which rules; labels_only: the model does not fit, nothing but differences may be shown."""

    on: date
    kind: SignalKind
    strength: SignalStrength | None
    certainty: Certainty
    notes: tuple[SignalNote, ...]
    evidence: Evidence
    release: Release | None
    held_back: bool
    model_version: str
    is_own_model: bool
    labels_only: bool


def evaluate(
    trajectory: Trajectory,
    model: SignalModel,
    borders: Sequence[BandBorder],
    *,
    sem: float | None = None,
    expectation: AgreedRise | None = None,
) -> Evaluation:
    """The signal after the newest score of one parent about one child.

    borders: of the instrument's primary scale, ascending. sem: of the instrument version in T points; None
    takes the model's. Give `trajectory.until(day)` for what was known on an earlier day.
    Raises ValueError when there is no score.
    """
    return evaluate_many([trajectory], model, borders, sem=sem, expectations=[expectation])[0]


def evaluate_many(
    trajectories: Sequence[Trajectory],
    model: SignalModel,
    borders: Sequence[BandBorder],
    *,
    sem: float | None = None,
    expectations: Sequence[AgreedRise | None] | None = None,
) -> list[Evaluation]:
    """As evaluate, for parents whose scores are of the same instrument version, in their order.

    expectations: one for each trajectory; None for none at all.
    """
    if not all(trajectory.points for trajectory in trajectories):
        raise ValueError("a trajectory without scores has no signal")
    if not trajectories:
        return []
    judge = _Judged(model.with_sem(sem), Borders(tuple(borders)), trajectories)
    agreed = expectations or [None] * len(trajectories)
    return [judge.evaluation(place, expected) for place, expected in enumerate(agreed)]


class _Judged:
    """What the rules found of some trajectories, told one by one."""

    def __init__(self, model: SignalModel, borders: Borders, trajectories: Sequence[Trajectory]) -> None:
        self._model, self._borders, self._trajectories = model, borders, trajectories
        self._found = signals_newest(ScoreSeries.of(trajectories), model, borders)

    def evaluation(self, place: int, agreed: AgreedRise | None) -> Evaluation:
        model, found, trajectory = self._model, self._found, self._trajectories[place]
        kind, code = KINDS[found.kind[place]], int(found.strength[place])
        strength = STRENGTHS[code] if code != NO_STRENGTH else None
        on = trajectory.last.on
        return Evaluation(
            on=on,
            kind=kind,
            strength=strength,
            certainty=certainty(kind, found.probabilities, model, place),
            notes=tuple(note for note, holds in found.notes.items() if holds[place]),
            evidence=self._evidence(place),
            release=_release(trajectory, model, self._borders) if kind in OFF_COURSE else None,
            held_back=is_held_back(kind, strength, on=on, agreed=agreed),
            model_version=model.version,
            is_own_model=model.is_own,
            labels_only=not model.fits,
        )

    def _evidence(self, place: int) -> Evidence:
        trajectory, model, found = self._trajectories[place], self._model, self._found
        posterior, chance = found.posterior, found.probabilities
        return Evidence(
            n_scores=int(found.n_scores[place]),
            days=int(found.days[place]),
            t_first=trajectory.first.t,
            t_last=trajectory.last.t,
            border=self._borders.lowest(model),
            sem=model.trend.sem,
            reliable_difference=reliable_limit(model.trend.sem, model.thresholds.reliable),
            level=float(posterior.level[place]),
            level_sd=float(posterior.level_sd[place]),
            change_recent=_known(posterior.change_recent[place]),
            change_recent_sd=_known(posterior.change_recent_sd[place]),
            change_start=_known(posterior.change_start[place]),
            change_start_sd=_known(posterior.change_start_sd[place]),
            p_no_improvement=_known(chance.no_improvement[place]),
            p_elevated=float(chance.elevated[place]),
            p_rise=_known(chance.rise[place]),
            p_fall=_known(chance.fall[place]),
            stagnation=_known(chance.stagnation[place]),
            surprise=float(posterior.surprise[place]),
        )


def certainty(kind: SignalKind, chance: Probabilities, model: SignalModel, row: int = 0) -> Certainty:
    """The word for the claim that a signal of this kind makes, in this row of the arrays."""
    probability, recalibration = claim(kind, chance, row), model.recalibration.get(kind)
    if probability is None or recalibration is None:
        return Certainty.UNCLEAR
    return certainty_of(recalibration.of(probability), most=model.strongest_word)


def claim(kind: SignalKind, chance: Probabilities, row: int = 0) -> float | None:
    """The computed probability of what a signal of this kind says; None where it says nothing or nothing is
    known. A rise for DETERIORATION, no clear fall for STAGNATION, and so on."""
    claims = {
        SignalKind.DETERIORATION: chance.rise,
        SignalKind.STAGNATION: chance.no_improvement,
        SignalKind.IMPROVEMENT: chance.fall,
        SignalKind.IN_NORMAL_RANGE: 1 - chance.elevated,
        SignalKind.ON_COURSE: 1 - chance.rise,
    }
    return _known(claims[kind][row]) if kind in claims else None


def level_bands(trajectory: Trajectory, model: SignalModel, *, sem: float | None = None) -> list[LevelBand]:
    """The band behind the dots, one entry for each score, each from the scores up to it."""
    if not trajectory.points:
        return []
    found = posterior_after_each(ScoreSeries.of([trajectory]), model.with_sem(sem).trend)
    half = normal_quantile((1 + BAND_SHARE) / 2) * found.level_sd
    return [
        LevelBand(point.on, float(level), float(level - width), float(level + width))
        for point, level, width in zip(trajectory.points, found.level, half, strict=True)
    ]


def change_since_day(
    trajectory: Trajectory, day: date, model: SignalModel, *, sem: float | None = None
) -> tuple[float, float] | None:
    """Newest level minus the level on that day (or on the first score's, when later) and its sd, T points;
    None when no score came after it. For the effect of an intervention that began then."""
    if not trajectory.points:
        return None
    days = np.array([day.toordinal()])
    found: Change = change_since(ScoreSeries.of([trajectory]), days, model.with_sem(sem).trend)
    value, sd = _known(found.value[0]), _known(found.sd[0])
    return None if value is None or sd is None else (value, sd)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _release(trajectory: Trajectory, model: SignalModel, borders: Borders) -> Release:
    """Every score that a list of a month later may have is tried by the rules themselves."""
    on = trajectory.last.on + _NEXT_AFTER
    so_far = ScoreSeries.of([trajectory])
    n_tried, length = len(_TRIED_SCORES), len(so_far.t) + 1
    tried = ScoreSeries(
        t=np.column_stack([np.tile(so_far.t, (n_tried, 1)), _TRIED_SCORES]).astype(np.float64).ravel(),
        day=np.tile(np.append(so_far.day, on.toordinal()), n_tried),
        starts=np.arange(n_tried + 1) * length,
    )
    found = signals_newest(tried, model, borders)
    alarming = np.isin(found.kind, [KINDS.index(each) for each in OFF_COURSE])
    quiet_below = int(np.argmax(alarming)) if alarming.any() else len(alarming)
    return Release(on, int(_TRIED_SCORES[quiet_below - 1]) if quiet_below else None)
