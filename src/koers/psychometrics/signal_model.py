"""A version of the signalling rules: course parameters, thresholds, and what is known of its honesty."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from math import isfinite

from koers.psychometrics.certainty import Certainty, Recalibration
from koers.psychometrics.observed import OBSERVED
from koers.psychometrics.trend_model import TrendModel


class SignalKind(StrEnum):
    """The one main finding about a parent's course at a moment. Something to talk about, never a decision."""

    TOO_EARLY = "too_early"
    DETERIORATION = "deterioration"
    STAGNATION = "stagnation"
    IMPROVEMENT = "improvement"
    IN_NORMAL_RANGE = "in_normal_range"
    ON_COURSE = "on_course"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the rules draw their lines: our choice, tuned on simulated families and frozen (ADR 0006).

    Probabilities lie in 0..1; `…_clear` is the border of a clear signal. least_scores, least_days: below
    either a course is too early. least_elevated: stagnation also needs P(level >= border) of this or more.
    early_extra: added to `stagnation` while a course has lasted less than early_days, when what was expected
    beforehand still weighs as much as the scores (ADR 0011). slight_fall: T points; a fall of less in the
    window counts as no improvement. border: T; used where the instrument has none. reliable, reliable_step:
    confidence of the reliable change index, and of one step for FLUCTUATING in fluctuating_months. jump:
    |surprise|. parents_apart: T points. Raises ValueError for a value that cannot be one.
    """

    least_scores: int = 3
    least_days: int = 75
    slight_fall: float = 1.5
    border: float = 60.0
    deterioration: float = 0.75
    deterioration_clear: float = 0.90
    stagnation: float = 0.42
    stagnation_clear: float = 0.65
    least_elevated: float = 0.85
    early_extra: float = 0.15
    early_days: int = 105
    improvement: float = 0.90
    normal_range: float = 0.70
    on_course: float = 0.60
    reliable: float = 0.95
    reliable_step: float = 0.90
    fluctuating_months: float = 6.0
    jump: float = 2.33
    parents_apart: float = 5.0

    def __post_init__(self) -> None:
        shares = ("deterioration", "stagnation")
        for name in (*shares, *(f"{share}_clear" for share in shares), "improvement", "normal_range"):
            _refuse_outside(name, getattr(self, name))
        for name in ("on_course", "reliable", "reliable_step", "least_elevated"):
            _refuse_outside(name, getattr(self, name))
        for share in shares:
            if getattr(self, f"{share}_clear") < getattr(self, share):
                raise ValueError(f"{share}_clear must not lie below {share}")
        for each in fields(self):
            value = getattr(self, each.name)
            if not isfinite(value) or value < 0:
                raise ValueError(f"{each.name} must be 0 or more, got {value}")


def _refuse_outside(name: str, share: float) -> None:
    if not 0 < share < 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {share}")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of scores predicted from the ones before, how many lay inside an interval of this width (0..1)."""

    interval: float
    covered: float
    n: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of predictions of an event within a step of probability: their mean, and how often it came true."""

    event: str
    predicted: float
    observed: float
    n: int


@dataclass(frozen=True, slots=True)
class FitRecord:
    """On what a model was fitted and how well it predicts courses it was not fitted on (two-fold).

    is_own: on families of the organisation itself, which is what opens stronger words than *possible*.
    sd_of_surprise: of the standardised prediction errors; 1 when the model is right.
    """

    on: date
    courses: int
    scores: int
    is_own: bool
    sd_of_surprise: float
    coverage: tuple[Coverage, ...] = ()
    reliability: tuple[Reliability, ...] = ()


# Outside these the model does not fit (SIGNALS § 6): it says too much, or too little, of every score.
FITTING_SD = (0.8, 1.2)


@dataclass(frozen=True, slots=True)
class SignalModel:
    """Everything a signal depends on beside the scores; `version` is stored with every signal.

    recalibration: per kind of signal, from the computed probability of its claim to how often it was true in
    simulated families; without one the word is UNCLEAR.
    """

    version: str = "koers-1"
    trend: TrendModel = field(default_factory=TrendModel)
    thresholds: Thresholds = field(default_factory=Thresholds)
    recalibration: Mapping[SignalKind, Recalibration] = field(default_factory=dict)
    fit: FitRecord | None = None

    @property
    def fits(self) -> bool:
        """False when it was fitted and predicts so badly that only labels on differences may be shown."""
        least, most = FITTING_SD
        return self.fit is None or least <= self.fit.sd_of_surprise <= most

    @property
    def is_own(self) -> bool:
        """Fitted on the organisation's own families; until then words go no further than *possible*."""
        return self.fit is not None and self.fit.is_own

    @property
    def strongest_word(self) -> Certainty:
        """No stronger word may be used."""
        return Certainty.VERY_LIKELY if self.is_own else Certainty.POSSIBLE

    def with_sem(self, sem: float | None) -> "SignalModel":
        """With the standard error of an instrument version, T points; None keeps the model's own."""
        return self if sem is None else replace(self, trend=replace(self.trend, sem=sem))


DEFAULT_MODEL = SignalModel(recalibration={SignalKind(kind): found for kind, found in OBSERVED.items()})
