"""Scores of many courses in flat arrays, the form in which the posterior and the signals read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.trajectory import Trajectory

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True)
class ScoreSeries:
    """Scores of n courses, one course after the other: t and day (whole days) of shape (m,), ascending in day
    within a course; course i is rows starts[i]:starts[i+1], so starts has shape (n + 1,).

    Raises ValueError for an empty course, a score that is no number, days that do not ascend.
    """

    t: Floats
    day: Ints
    starts: Ints

    def __post_init__(self) -> None:
        if self.starts[0] != 0 or self.starts[-1] != len(self.t) or len(self.t) != len(self.day):
            raise ValueError("the courses must cover all scores: starts from 0 to the number of scores")
        if (np.diff(self.starts) < 1).any():
            raise ValueError("every course needs at least one score")
        if not np.isfinite(self.t).all():
            raise ValueError("every score must be a number")
        falls = np.diff(self.day) < 0
        falls[self.starts[1:-1] - 1] = False
        if falls.any():
            raise ValueError("the days of a course must ascend")

    @classmethod
    def of(cls, trajectories: Iterable[Trajectory]) -> Self:
        courses = [trajectory.points for trajectory in trajectories]
        points = [point for course in courses for point in course]
        return cls(
            t=np.array([point.t for point in points], dtype=np.float64),
            day=np.array([point.on.toordinal() for point in points], dtype=np.intp),
            starts=np.array([0, *accumulate(len(course) for course in courses)], dtype=np.intp),
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def course(self) -> Ints:
        """Place of the course that each score belongs to, (m,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @property
    def newest(self) -> Ints:
        """Row of the last score of each course, (n,)."""
        return self.starts[1:] - 1
