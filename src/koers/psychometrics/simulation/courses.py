"""True courses: what a parent's burden would be without the mood of the day and without measurement error."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.simulation.scenarios import KINDS, CourseKind

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

# Shapes of the kinds in T points and months: our choice, so that each kind is what its name says. Low and
# high of uniform draws: early drop, its time constant, later rise, months the rise takes, height of a crisis.
_SHAPES: dict[CourseKind, tuple[tuple[float, float], ...]] = {
    CourseKind.IMPROVER: ((8, 18), (2, 5), (0, 0), (1, 1), (0, 0)),
    CourseKind.EARLY_PLATEAU: ((4, 9), (0.6, 1.2), (0, 0), (1, 1), (0, 0)),
    CourseKind.NO_CHANGE: ((0, 0), (1, 1), (0, 0), (1, 1), (0, 0)),
    CourseKind.DETERIORATION: ((0, 4), (1, 2), (8, 16), (3, 6), (0, 0)),
    CourseKind.CRISES: ((0, 8), (2, 5), (0, 0), (1, 1), (6, 14)),
    CourseKind.FLOOR: ((0, 0), (1, 1), (0, 0), (1, 1), (0, 0)),
}
# A flat course is never quite flat (sd of its slope, T a month); an improver has no slope beside its drop.
_SLOPE_SD = dict.fromkeys(CourseKind, 0.12) | {CourseKind.IMPROVER: 0.0, CourseKind.DETERIORATION: 0.0}
# Families on the floor come in well below the border, so that nothing is left to fall.
FLOOR_DROP = 14.0
# A rise starts in this part of the follow-up; a crisis comes in the middle part and halves in some weeks.
_RISE_STARTS = (0.05, 0.6)
_CRISIS_AT = (0.15, 0.9)
_CRISIS_FADE = (0.5, 1.0)
_N_CRISES = 2


@dataclass(frozen=True, slots=True)
class Courses:
    """One course a parent: arrays with the parent as first axis; `crisis_…` have a second axis of crises."""

    start: Floats
    drop: Floats
    drop_constant: Floats
    rise: Floats
    rise_from: Floats
    rise_months: Floats
    slope: Floats
    crisis_height: Floats
    crisis_at: Floats
    crisis_fade: Floats

    def take(self, parents: Ints | slice) -> Self:
        return type(self)(*(getattr(self, part.name)[parents] for part in fields(self)))

    def trend(self, months: Floats) -> Floats:
        """True trend level in T points. months: since the first questionnaire, (k,) or (n, k) -> (n, k).

        Crises, moods and the intake peak pass and are no part of it: signals are about the trend.
        """
        fall = self.drop[:, None] * -np.expm1(-months / self.drop_constant[:, None])
        risen = np.clip((months - self.rise_from[:, None]) / self.rise_months[:, None], 0, 1)
        return self.start[:, None] - fall + self.rise[:, None] * risen + self.slope[:, None] * months

    def crises(self, months: Floats) -> Floats:
        """What crises add to the level: a sudden rise that fades. Shapes as for `trend`."""
        added = np.zeros((len(self.start), np.shape(months)[-1]))
        for crisis in range(self.crisis_height.shape[1]):
            since = months - self.crisis_at[:, crisis, None]
            fading = np.exp(-np.maximum(since, 0) / self.crisis_fade[:, crisis, None])
            added += np.where(since >= 0, self.crisis_height[:, crisis, None] * fading, 0)
        return added


def draw_courses(kind: Ints, start: Floats, follow_up: Floats, rng: np.random.Generator) -> Courses:
    """A course for each parent; all (n,). kind: place in KINDS; start: T points; follow_up: months."""
    n = len(kind)
    shapes = np.array([_SHAPES[each] for each in KINDS], dtype=float)[kind]
    low, high = shapes[..., 0], shapes[..., 1]
    drop, constant, rise, rise_months, _ = (low + (high - low) * rng.random((n, 5))).T
    height = low[:, 4, None] + (high - low)[:, 4, None] * rng.random((n, _N_CRISES))
    happens = np.column_stack([np.ones(n, dtype=bool), rng.random((n, _N_CRISES - 1)) < 0.5])
    on_floor = kind == KINDS.index(CourseKind.FLOOR)
    return Courses(
        start=start - FLOOR_DROP * on_floor,
        drop=drop,
        drop_constant=constant,
        rise=rise,
        rise_from=follow_up * rng.uniform(*_RISE_STARTS, n),
        rise_months=rise_months,
        slope=rng.standard_normal(n) * np.array([_SLOPE_SD[each] for each in KINDS])[kind],
        crisis_height=height * happens,
        crisis_at=follow_up[:, None] * rng.uniform(*_CRISIS_AT, (n, _N_CRISES)),
        crisis_fade=rng.uniform(*_CRISIS_FADE, (n, _N_CRISES)),
    )
