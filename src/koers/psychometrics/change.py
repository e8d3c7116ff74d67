"""Is a difference between two T-scores more than measurement error, and what to call it."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.bands import BORDER_TOLERANCE, Direction

Floats = NDArray[np.float64]


class DifferenceClass(StrEnum):
    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


# Class codes of arrays are places in this tuple.
DIFFERENCE_CLASSES: tuple[DifferenceClass, ...] = tuple(DifferenceClass)


def sem_from_reliability(reliability: float, sd: float = 10) -> float:
    """Standard error of measurement in the units of sd: sd · √(1 − reliability) (classical test theory).

    sd is 10 for T-scores. Raises ValueError unless 0 <= reliability < 1 and sd > 0.
    """
    if not 0 <= reliability < 1:
        raise ValueError(f"reliability must be from 0 to below 1, got {reliability}")
    if sd <= 0:
        raise ValueError(f"sd must be positive, got {sd}")
    return sd * sqrt(1 - reliability)


def reliable_change(before: float, after: float, *, sem: float) -> float:
    """Difference in units of its own standard error √2 · sem (Jacobson & Truax, 1991, p. 14).

    before, after: unrounded T-scores. sem: standard error of measurement in T points, > 0.
    Returns z, negative when the score fell; |z| >= 1.96 is reliable at 95 %.
    Raises ValueError when sem is not positive.
    """
    return float(reliable_changes(np.array([before]), np.array([after]), sem=sem)[0])


def reliable_limit(sem: float, confidence: float = 0.95) -> float:
    """Smallest difference in T points that is reliable, two-sided: z · √2 · sem.

    Raises ValueError unless sem > 0 and 0 < confidence < 1.
    """
    if sem <= 0:
        raise ValueError(f"sem must be positive, got {sem}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(2) * sem


def is_reliable(before: float, after: float, *, sem: float, confidence: float = 0.95) -> bool:
    """Whether the difference, in either direction, reaches the reliable limit. T-scores unrounded."""
    return bool(are_reliable(np.array([before]), np.array([after]), sem=sem, confidence=confidence)[0])


def classify_difference(
    before: float,
    after: float,
    *,
    sem: float,
    border: float,
    direction: Direction = Direction.HIGHER_IS_WORSE,
) -> DifferenceClass:
    """Jacobson & Truax (1991): reliable at 95 %, for RECOVERED also across the border into the normal range.

    border: T-score from which (inclusive) the instrument's lower problem band begins; with
    HIGHER_IS_BETTER the T-score from which the normal range begins.
    Raises ValueError when sem is not positive.
    """
    pair = np.array([before]), np.array([after])
    code = classify_differences(*pair, sem=sem, border=border, direction=direction)[0]
    return DIFFERENCE_CLASSES[int(code)]


def reliable_changes(before: Floats, after: Floats, *, sem: float) -> Floats:
    """reliable_change of whole arrays, (n,)."""
    if sem <= 0:
        raise ValueError(f"sem must be positive, got {sem}")
    changes: Floats = (after - before) / (sqrt(2) * sem)
    return changes


def are_reliable(before: Floats, after: Floats, *, sem: float, confidence: float = 0.95) -> NDArray[np.bool_]:
    """is_reliable of whole arrays, (n,)."""
    reliable: NDArray[np.bool_] = np.abs(after - before) >= reliable_limit(sem, confidence) - BORDER_TOLERANCE
    return reliable


def classify_differences(
    before: Floats,
    after: Floats,
    *,
    sem: float,
    border: float,
    direction: Direction = Direction.HIGHER_IS_WORSE,
) -> NDArray[np.int8]:
    """classify_difference of whole arrays: places in DIFFERENCE_CLASSES, (n,)."""
    worse_is_up = direction is Direction.HIGHER_IS_WORSE
    is_worse = (after > before) == worse_is_up
    was_above, is_above = (t >= border - BORDER_TOLERANCE for t in (before, after))
    crossed = (was_above == worse_is_up) & (is_above != worse_is_up)
    classes = np.select(
        [~are_reliable(before, after, sem=sem), is_worse, crossed],
        [
            DIFFERENCE_CLASSES.index(DifferenceClass[name])
            for name in ("UNCHANGED", "DETERIORATED", "RECOVERED")
        ],
        DIFFERENCE_CLASSES.index(DifferenceClass.IMPROVED),
    )
    return classes.astype(np.int8)


@dataclass(frozen=True, slots=True)
class Population:
    """Mean and standard deviation of a group's scores, sd > 0."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise ValueError(f"sd must be positive, got {self.sd}")


def cutoff_a(dysfunctional: Population, functional: Population) -> float:
    """Two sd from the dysfunctional mean, towards the functional one (Jacobson & Truax, 1991)."""
    towards = 1 if functional.mean >= dysfunctional.mean else -1
    return dysfunctional.mean + towards * 2 * dysfunctional.sd


def cutoff_b(dysfunctional: Population, functional: Population) -> float:
    """Two sd from the functional mean, towards the dysfunctional one (Jacobson & Truax, 1991)."""
    return cutoff_a(functional, dysfunctional)


def cutoff_c(dysfunctional: Population, functional: Population) -> float:
    """Where a score is as likely in either group: (s₁·m₂ + s₂·m₁) / (s₁ + s₂) (Jacobson & Truax, 1991)."""
    weighted = dysfunctional.sd * functional.mean + functional.sd * dysfunctional.mean
    return weighted / (dysfunctional.sd + functional.sd)
