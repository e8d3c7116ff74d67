"""Answers that give an intended T-score: backwards through norms and key, with a person's own habits."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics import Instrument, TValue

# Standard deviations in steps of the answer scale, our choice: a list that looks filled in by a person.
_HABIT = 0.55  # how a person leans to each item, always
_MOOD = 0.35  # and on one day


@dataclass(frozen=True, slots=True)
class Asked:
    """One list to be answered."""

    t_score: float
    child_age: int
    n_open: int = 0


class Respondent:
    """Answers the long list and the short one that is taken from it, always in the same style."""

    def __init__(self, long: Instrument, short: Instrument, rng: np.random.Generator) -> None:
        self.long, self.short, self.rng = long, short, rng
        self._habits = dict(zip(long.item_ids, rng.normal(0, _HABIT, len(long.items)), strict=True))

    def answer_short(self, asked: Asked) -> dict[str, int | None]:
        source = _source_items(self.short)
        habits = np.array([self._habits[source[item]] for item in self.short.item_ids])
        scored = self._scored(nearest_raw(self.short, asked), habits)
        answers = _as_answers(self.short, dict(zip(self.short.item_ids, scored.tolist(), strict=True)))
        return _leave_open(answers, asked.n_open, self.rng)

    def answer_long(self, asked: Asked) -> dict[str, int | None]:
        """The items of the short list give the intended score; the others are answered at the same level."""
        short = self.answer_short(Asked(asked.t_score, asked.child_age))
        taken = {source: short[item] for item, source in _source_items(self.short).items()}
        others = [item for item in self.long.item_ids if item not in taken]
        level = nearest_raw(self.short, asked) / len(self.short.items)
        habits = np.array([self._habits[item] for item in others])
        scored = self._scored(round(level * len(others)), habits)
        answers = _as_answers(self.long, dict(zip(others, scored.tolist(), strict=True)))
        return answers | taken

    def _scored(self, raw: int, habits: NDArray[np.float64]) -> NDArray[np.int64]:
        wish = raw / len(habits) + habits + self.rng.normal(0, _MOOD, len(habits))
        return with_sum(wish, raw, (self.short.min_value, self.short.max_value))


def with_sum(wish: NDArray[np.float64], total: int, bounds: tuple[int, int]) -> NDArray[np.int64]:
    """Whole numbers inside the bounds that lie close to the wish and add up to the total.

    Raises ValueError when no such numbers exist.
    """
    low, high = bounds
    if not low * len(wish) <= total <= high * len(wish):
        raise ValueError(f"{len(wish)} answers of {low} to {high} cannot add up to {total}")
    values = np.clip(np.rint(wish), low, high).astype(np.int64)
    while (lacking := total - int(values.sum())) != 0:
        step = 1 if lacking > 0 else -1
        is_free = (values + step >= low) & (values + step <= high)
        gain = np.where(is_free, step * (wish - values), -np.inf)
        values[int(np.argmax(gain))] += step
    return values


def nearest_raw(instrument: Instrument, asked: Asked) -> int:
    """The raw score of the primary scale whose T-score lies closest, for a child of this age."""
    norms = instrument.norms
    if norms is None:
        raise ValueError(f"{instrument.id} has no norms")
    scale, n_items = instrument.primary_scale.id, len(instrument.primary_scale.items)
    distance: dict[int, float] = {}
    for raw in range(n_items * instrument.min_value, n_items * instrument.max_value + 1):
        t = norms.t_score(scale, asked.child_age, raw)
        if isinstance(t, TValue):
            distance[raw] = abs(t.value - asked.t_score)
    return min(distance, key=lambda raw: (distance[raw], raw))


def _source_items(short: Instrument) -> Mapping[str, str]:
    if short.derivation is None:
        raise ValueError(f"{short.id} is taken from no other list")
    return short.derivation.items


def _as_answers(instrument: Instrument, scored: Mapping[str, int]) -> dict[str, int | None]:
    """From scored values to the answers as ticked; a reversed item is turned round."""
    ends = instrument.min_value + instrument.max_value
    return {item: ends - value if instrument.item(item).reversed else value for item, value in scored.items()}


def _leave_open(
    answers: Mapping[str, int | None], n_open: int, rng: np.random.Generator
) -> dict[str, int | None]:
    left = set(rng.choice(sorted(answers), n_open, replace=False).tolist())
    return {item: None if item in left else value for item, value in answers.items()}
