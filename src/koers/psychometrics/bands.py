"""Where a T-score stands against the borders of an instrument: the border convention, stated once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import floor

import numpy as np
import numpy.typing as npt

# A formula norm computes T by division, so a T that is exactly a border on paper may come out as
# 59.99999999999999. Differences below a thousand-millionth of a T point are float error, never a
# difference between two parents: no raw score of any instrument comes so near a border without being it.
BORDER_TOLERANCE = 1e-9


class Direction(StrEnum):
    """What a higher scale score means."""

    HIGHER_IS_WORSE = "higher_is_worse"
    HIGHER_IS_BETTER = "higher_is_better"


class Band(StrEnum):
    """Area of the T-axis. A missing T-score has no band at all, which is not the same as NONE."""

    NONE = "none"
    MILD = "mild"
    SERIOUS = "serious"


BANDS: tuple[Band, ...] = tuple(Band)  # the band codes of score arrays are places in this tuple


@dataclass(frozen=True, slots=True)
class BandBorder:
    """From this T-score upward (inclusive) the band holds, until the next border."""

    from_t: float
    band: Band


@dataclass(frozen=True, slots=True)
class BandBorders:
    """Borders per scale id, or under "*" for every scale without its own; ascending in from_t.

    Below the first border the band is NONE. Where a higher score is better the lowest T-scores are the
    worrying ones: there the first border's band also holds below it.
    """

    borders: Mapping[str, tuple[BandBorder, ...]]
    direction: Direction = Direction.HIGHER_IS_WORSE

    def __post_init__(self) -> None:
        for scale, borders in self.borders.items():
            starts = [border.from_t for border in borders]
            if any(later <= earlier for earlier, later in pairwise(starts)):
                raise ValueError(f"band borders of {scale!r} must ascend, got {starts}")

    def for_scale(self, scale: str) -> tuple[BandBorder, ...]:
        return self.borders.get(scale, self.borders.get("*", ()))

    def classify(self, t_score: float, scale: str) -> Band:
        """Band of an unrounded T-score; a T-score on a border belongs to the band above it.

        Raises ValueError when t_score is not a number: an absent score has no band.
        """
        if not np.isfinite(t_score):
            raise ValueError(f"t_score must be a number, got {t_score}")
        return BANDS[int(self.classify_many(np.array([t_score]), scale)[0])]

    def classify_many(self, t_scores: npt.NDArray[np.float64], scale: str) -> npt.NDArray[np.int8]:
        """Band codes (places in BANDS) of unrounded T-scores, shape (n,); -1 where the T-score is nan."""
        borders = self.for_scale(scale)
        codes = np.array([BANDS.index(band) for band in (self._below(borders), *(b.band for b in borders))])
        starts = np.array([border.from_t for border in borders])
        passed = np.searchsorted(starts, t_scores + BORDER_TOLERANCE, side="right")
        return np.where(np.isnan(t_scores), -1, codes[np.minimum(passed, len(borders))]).astype(np.int8)

    def _below(self, borders: tuple[BandBorder, ...]) -> Band:
        if borders and self.direction is Direction.HIGHER_IS_BETTER:
            return borders[0].band
        return Band.NONE


def shown_t(t_score: float) -> int:
    """The whole T-score that people read: rounded half up, so 58.5 -> 59 where the built-in round gives 58.

    Only for showing: bands, differences and signals use the unrounded T-score.
    """
    return floor(t_score + 0.5 + BORDER_TOLERANCE)
