"""One respondent's scores about one child, in order of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

DAYS_PER_MONTH = 30.4375  # 365.25 / 12


@dataclass(frozen=True, slots=True)
class TrajectoryPoint:
    """t: unrounded T-score. is_derived: computed from a completed long form. n_missing: items prorated."""

    on: date
    t: float
    is_derived: bool = False
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class Trajectory:
    """points: ascending in date; two on the same day are allowed and keep the order in which they came.

    Raises ValueError when the points do not ascend: use `of` for points in any order.
    """

    points: tuple[TrajectoryPoint, ...]

    def __post_init__(self) -> None:
        days = [point.on for point in self.points]
        if days != sorted(days):
            raise ValueError("trajectory points must ascend in date")

    @classmethod
    def of(cls, points: Iterable[TrajectoryPoint]) -> Self:
        return cls(tuple(sorted(points, key=lambda point: point.on)))

    def __len__(self) -> int:
        return len(self.points)

    @property
    def first(self) -> TrajectoryPoint:
        """Raises IndexError when there are no points."""
        return self.points[0]

    @property
    def last(self) -> TrajectoryPoint:
        """Raises IndexError when there are no points."""
        return self.points[-1]

    @property
    def previous(self) -> TrajectoryPoint | None:
        """The point before the last; None with fewer than two."""
        return self.points[-2] if len(self.points) > 1 else None

    @property
    def change_since_start(self) -> float | None:
        """Last minus first in T points; None with fewer than two points."""
        return self.last.t - self.first.t if len(self.points) > 1 else None

    @property
    def change_since_previous(self) -> float | None:
        """Last minus the one before in T points; None with fewer than two points."""
        return self.last.t - self.previous.t if self.previous else None

    def months(self) -> tuple[float, ...]:
        """Months (of 30.4375 days) since the first point, one per point."""
        return tuple((point.on - self.first.on).days / DAYS_PER_MONTH for point in self.points)

    def until(self, day: date) -> "Trajectory":
        """What was known on that day: the points up to and including it."""
        return Trajectory(tuple(point for point in self.points if point.on <= day))
