"""How sure, in words: a probability is first brought back to what was truly seen behind such a figure."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

# Lower borders of the words, inclusive; our choice.
POSSIBLE_FROM, LIKELY_FROM, VERY_LIKELY_FROM = 0.60, 0.75, 0.90


class Certainty(StrEnum):
    """What may be said of a claim. Words, because a bare percentage promises more than a short list can."""

    UNCLEAR = "unclear"
    POSSIBLE = "possible"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"


@dataclass(frozen=True, slots=True)
class Recalibration:
    """From a computed probability to the frequency with which such claims were true.

    predicted: ascending starts of steps, the first 0. observed: the frequency from there, not descending.
    Raises ValueError when that is not so.
    """

    predicted: tuple[float, ...]
    observed: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.predicted) != len(self.observed) or not self.predicted:
            raise ValueError("predicted and observed must be of the same length, at least one")
        if self.predicted[0] != 0 or any(later <= earlier for earlier, later in pairwise(self.predicted)):
            raise ValueError("predicted must ascend from 0")
        if any(later < earlier for earlier, later in pairwise(self.observed)):
            raise ValueError("observed must not descend")
        if not all(0 <= value <= 1 for value in (*self.predicted, *self.observed)):
            raise ValueError("predicted and observed must lie from 0 to 1")

    def of(self, probability: float) -> float:
        return self.observed[bisect_right(self.predicted, probability) - 1]


def certainty_of(probability: float, *, most: Certainty = Certainty.VERY_LIKELY) -> Certainty:
    """The word for a recalibrated probability, never stronger than `most`."""
    borders = (POSSIBLE_FROM, LIKELY_FROM, VERY_LIKELY_FROM)
    words = tuple(Certainty)
    return words[min(bisect_right(borders, probability), words.index(most))]


def lowest_envelope(starts: Iterable[float], frequencies: Iterable[Iterable[float]]) -> Recalibration:
    """The recalibration that holds in every scenario: per step the lowest frequency of all scenarios, and no
    step above a later one. frequencies: per scenario, per step."""
    lowest = [min(step) for step in zip(*frequencies, strict=True)]
    for place in range(len(lowest) - 2, -1, -1):
        lowest[place] = min(lowest[place], lowest[place + 1])
    return Recalibration(tuple(starts), tuple(lowest))
