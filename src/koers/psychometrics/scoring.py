"""Answers -> scores. One implementation over arrays; a single questionnaire is a batch of one."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from koers.psychometrics import package_faults as faults
from koers.psychometrics.bands import BANDS, Band
from koers.psychometrics.faults import Fault
from koers.psychometrics.instruments import Instrument, Scale
from koers.psychometrics.norms import REASONS, FloatArray, Reason, Unscorable

CodeArray = npt.NDArray[np.int8]


class AnswerError(ValueError):
    """An answer that the instrument does not know. row: place in the batch, 0 for a single questionnaire."""

    def __init__(self, item: str, fault: Fault, row: int = 0) -> None:
        super().__init__(str(fault))
        self.item = item
        self.fault = fault
        self.row = row


@dataclass(frozen=True, slots=True)
class TScore:
    """value: unrounded T. band: of the unrounded T. group: label of the norm group."""

    value: float
    band: Band
    group: str


@dataclass(frozen=True, slots=True)
class Score:
    """raw: sum of the scored answers, unrounded when prorated. t: the T-score, or why there is none."""

    scale: str
    raw: float
    n_missing: int
    t: TScore | Unscorable


@dataclass(frozen=True, slots=True)
class ScoreArrays:
    """Scores of n questionnaires on one scale; every array has shape (n,).

    raw, t: nan where there is none. band, reason, group: places in BANDS, in REASONS and in group_labels,
    -1 for none. reason says why raw is nan, or else why t is nan.
    """

    scale: str
    raw: FloatArray
    n_missing: npt.NDArray[np.int64]
    t: FloatArray
    band: CodeArray
    group: npt.NDArray[np.int16]
    reason: CodeArray
    group_labels: tuple[str, ...]

    def at(self, row: int) -> Score | Unscorable:
        n_missing = int(self.n_missing[row])
        raw = float(self.raw[row])
        if np.isnan(raw):
            return Unscorable(REASONS[self.reason[row]], n_missing)
        if self.reason[row] >= 0:
            return Score(self.scale, raw, n_missing, Unscorable(REASONS[self.reason[row]], n_missing))
        t = TScore(float(self.t[row]), BANDS[self.band[row]], self.group_labels[self.group[row]])
        return Score(self.scale, raw, n_missing, t)


def score(
    instrument: Instrument, answers: Mapping[str, int | None], *, child_age: int | None
) -> dict[str, Score | Unscorable]:
    """Scores of one completed questionnaire, by scale id in the order of the instrument.

    answers: item id -> value of an option; None or absent = not answered. child_age: whole years on the day
    of filling in, None = unknown (raw only). Raises AnswerError for an unknown item or a value that no
    option has.
    """
    for item in answers:
        if item not in instrument.item_ids:
            raise AnswerError(item, faults.NO_SUCH_ITEM(instrument=instrument.id, item=item))
    values = [answers.get(item) for item in instrument.item_ids]
    row = np.array([[np.nan if value is None else value for value in values]], dtype=np.float64)
    ages = np.array([np.nan if child_age is None else child_age], dtype=np.float64)
    return {scale: arrays.at(0) for scale, arrays in score_many(instrument, row, ages).items()}


def score_many(instrument: Instrument, answers: FloatArray, ages: FloatArray) -> dict[str, ScoreArrays]:
    """Scores of n questionnaires, by scale id in the order of the instrument.

    answers: shape (n, items in instrument order), values of options, nan = not answered.
    ages: shape (n,), whole years, nan = unknown.
    Scored item = answer, or (lowest + highest option) − answer when reversed; raw = their sum, prorated by
    the instrument's missing rule. Nothing is clamped or rounded, except that a table norm is entered with
    the prorated raw rounded half up. Raises AnswerError for the first value that no option has, ValueError
    when the shapes differ or an age is not a whole number of years.
    """
    _check_shapes(instrument, answers, ages)
    _check_options(instrument, answers)
    is_reversed = np.array([item.reversed for item in instrument.items])
    scored = np.where(is_reversed, instrument.min_value + instrument.max_value - answers, answers)
    return {scale.id: _score_scale(instrument, scale, scored, ages) for scale in instrument.scales}


def _check_shapes(instrument: Instrument, answers: FloatArray, ages: FloatArray) -> None:
    if answers.shape != (len(ages), len(instrument.items)):
        raise ValueError(
            f"answers must have shape ({len(ages)}, {len(instrument.items)}) for {instrument.id}, "
            f"got {answers.shape}"
        )
    if np.any(ages != np.floor(ages), where=~np.isnan(ages)):
        raise ValueError("ages must be whole years")


def _check_options(instrument: Instrument, answers: FloatArray) -> None:
    values = [option.value for option in instrument.options]
    bad = ~np.isnan(answers)
    for value in values:
        bad &= answers != value
    if not bad.any():
        return
    row, column = (int(place) for place in np.argwhere(bad)[0])
    item = instrument.items[column].id
    allowed = ", ".join(str(value) for value in values)
    fault = faults.NO_SUCH_ANSWER(value=f"{answers[row, column]:g}", item=item, known=allowed)
    raise AnswerError(item, fault, row)


def _score_scale(instrument: Instrument, scale: Scale, scored: FloatArray, ages: FloatArray) -> ScoreArrays:
    columns = [instrument.item_ids.index(item) for item in scale.items]
    raw, n_missing = _raw_scores(scored[:, columns], instrument.missing.allowed)
    reason = np.where(np.isnan(raw), REASONS.index(Reason.TOO_MANY_MISSING), -1).astype(np.int8)
    if instrument.norms is None or scale.id not in instrument.norms.by_scale:
        reason[reason < 0] = REASONS.index(Reason.NO_NORMS)
        t, group = np.full(len(raw), np.nan), np.full(len(raw), -1, dtype=np.int16)
    else:
        t, group = instrument.norms.t_scores(scale.id, ages, raw)
        reason[(reason < 0) & np.isnan(ages)] = REASONS.index(Reason.AGE_UNKNOWN)
        reason[(reason < 0) & (group < 0)] = REASONS.index(Reason.NO_NORM_FOR_AGE)
        reason[(reason < 0) & np.isnan(t)] = REASONS.index(Reason.NO_NORM_FOR_RAW)
        group = np.where(reason >= 0, -1, group).astype(np.int16)
    groups = instrument.norms.groups_of(scale.id) if instrument.norms else ()
    labels = tuple(norm_group.label for norm_group in groups)
    band = instrument.borders.classify_many(t, scale.id)
    return ScoreArrays(scale.id, raw, n_missing, t, band, group, reason, labels)


def _raw_scores(scored: FloatArray, allowed: int) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Sum per row and how many are empty; prorated with at most `allowed` (and not all) empty, else nan."""
    n_items = scored.shape[1]
    n_missing = np.isnan(scored).sum(axis=1)
    answered = n_items - n_missing
    # total × items / answered instead of mean × items: one rounding less, and a half stays exactly a half
    raw = np.nansum(scored, axis=1) * n_items / np.maximum(answered, 1)
    return np.where((n_missing > allowed) | (answered == 0), np.nan, raw), n_missing
