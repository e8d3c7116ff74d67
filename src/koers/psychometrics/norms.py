"""Raw score -> T-score per norm group of the child's age: a table, or mean and standard deviation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Reason(StrEnum):
    """Why there is no score. Stored and shown, so that nobody reads an absent score as a low one."""

    TOO_MANY_MISSING = "too_many_missing"
    NO_NORMS = "no_norms"
    AGE_UNKNOWN = "age_unknown"
    NO_NORM_FOR_AGE = "no_norm_for_age"
    NO_NORM_FOR_RAW = "no_norm_for_raw"
    NOT_DERIVABLE = "not_derivable"


REASONS: tuple[Reason, ...] = tuple(Reason)  # the reason codes of score arrays are places in this tuple


@dataclass(frozen=True, slots=True)
class Unscorable:
    """No score, and why. n_missing: unanswered items of the scale."""

    reason: Reason
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class NormGroup:
    """Children of age_from up to and including age_to, in whole years on the day of filling in."""

    label: str
    age_from: int
    age_to: int

    def __post_init__(self) -> None:
        if not 0 <= self.age_from <= self.age_to:
            raise ValueError(f"ages of norm group {self.label!r} must ascend from 0 or more")


@dataclass(frozen=True, slots=True)
class TValue:
    """An unrounded T-score (mean 50, standard deviation 10 in the norm group) and its group's label."""

    value: float
    group: str


@dataclass(frozen=True)
class TableNorm:
    """T-scores by whole raw score. A raw between two whole numbers (prorated) is rounded half up first."""

    group: NormGroup
    t_by_raw: Mapping[int, float]
    _dense: FloatArray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.t_by_raw:
            raise ValueError(f"norm table of group {self.group.label!r} is empty")
        low, high = min(self.t_by_raw), max(self.t_by_raw)
        dense = np.array([self.t_by_raw.get(raw, np.nan) for raw in range(low, high + 1)], dtype=np.float64)
        object.__setattr__(self, "_dense", dense)

    def t_scores(self, raws: FloatArray) -> FloatArray:
        """Shape (n,) -> (n,); nan where the table has no such raw: never the nearest one."""
        places = np.floor(raws + 0.5) - min(self.t_by_raw)
        inside = (places >= 0) & (places < len(self._dense))
        found = self._dense[np.where(inside, places, 0).astype(np.intp)]
        return np.where(inside, found, np.nan)


@dataclass(frozen=True, slots=True)
class FormulaNorm:
    """T = 50 + 10 · (raw − mean) / sd, unrounded, also for a prorated raw."""

    group: NormGroup
    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise ValueError(f"sd of norm group {self.group.label!r} must be positive, got {self.sd}")

    def t_scores(self, raws: FloatArray) -> FloatArray:
        return 50 + 10 * (raws - self.mean) / self.sd


GroupNorm = TableNorm | FormulaNorm


@dataclass(frozen=True, slots=True)
class Norms:
    """The norms of an instrument version: per scale id its age groups, ascending and without overlap."""

    by_scale: Mapping[str, tuple[GroupNorm, ...]]

    def __post_init__(self) -> None:
        for scale in self.by_scale:
            groups = self.groups_of(scale)
            if any(later.age_from <= earlier.age_to for earlier, later in pairwise(groups)):
                raise ValueError(f"norm groups of scale {scale!r} overlap or do not ascend")

    @property
    def groups(self) -> tuple[NormGroup, ...]:
        """Every distinct group, in the order of the scales."""
        return tuple(dict.fromkeys(group for scale in self.by_scale for group in self.groups_of(scale)))

    def groups_of(self, scale: str) -> tuple[NormGroup, ...]:
        return tuple(norm.group for norm in self.by_scale.get(scale, ()))

    def group_of(self, scale: str, age: int) -> NormGroup | None:
        """The group of a child of this age in whole years; None when no norm holds for it."""
        return next((g for g in self.groups_of(scale) if g.age_from <= age <= g.age_to), None)

    def t_score(self, scale: str, age: int, raw: float) -> TValue | Unscorable:
        """T-score of one raw score; the reason when there is none. Never clamped to the ends of a table."""
        if scale not in self.by_scale:
            return Unscorable(Reason.NO_NORMS)
        values, places = self.t_scores(scale, np.array([age], dtype=np.float64), np.array([raw]))
        if places[0] < 0:
            return Unscorable(Reason.NO_NORM_FOR_AGE)
        if np.isnan(values[0]):
            return Unscorable(Reason.NO_NORM_FOR_RAW)
        return TValue(float(values[0]), self.groups_of(scale)[int(places[0])].label)

    def t_scores(
        self, scale: str, ages: FloatArray, raws: FloatArray
    ) -> tuple[FloatArray, npt.NDArray[np.int16]]:
        """T-scores and the place of the group in groups_of(scale); arrays of shape (n,).

        ages in whole years, nan = unknown. No group for the age: T is nan and the place -1. A raw that is
        nan or stands in no table: T is nan, the place is that of the group.
        """
        values = np.full(len(raws), np.nan)
        places = np.full(len(raws), -1, dtype=np.int16)
        for place, norm in enumerate(self.by_scale.get(scale, ())):
            rows = np.flatnonzero((ages >= norm.group.age_from) & (ages <= norm.group.age_to))
            values[rows] = norm.t_scores(raws[rows])
            places[rows] = place
        return values, places
