"""Two linear axes: days to the right, T-scores upward. Nothing is rounded here."""

from dataclasses import dataclass
from datetime import date, timedelta

from koers.psychometrics.plotting.inputs import BorderSide

LOWEST_T = 40.0  # TOOLKIT T51
HIGHEST_T = 80.0


@dataclass(frozen=True)
class TimeAxis:
    """True scale: `first` stands at `left`, `last` at `right`, every day is equally wide."""

    first: date
    last: date
    left: float
    right: float

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / (self.last - self.first).days

    def x(self, on: date) -> float:
        return self.left + (on - self.first).days * self.day_width

    def clipped_x(self, on: date) -> float:
        return min(max(self.x(on), self.left), self.right)

    def day(self, x: float) -> float:
        """Days after `first` that stand at `x`; the inverse of `x()`."""
        return (x - self.left) / self.day_width

    @staticmethod
    def spanning(days: list[date], left: float, right: float) -> "TimeAxis":
        """An axis from the first to the last of `days`; one day alone stands in the middle of two months."""
        first, last = min(days), max(days)
        if first == last:
            first, last = first - timedelta(days=30), last + timedelta(days=30)
        return TimeAxis(first, last, left, right)


@dataclass(frozen=True)
class ScoreAxis:
    """T `lowest` stands at `bottom`, T `highest` at `top` (the smaller y)."""

    top: float
    bottom: float
    lowest: float = LOWEST_T
    highest: float = HIGHEST_T

    @property
    def unit(self) -> float:
        return (self.bottom - self.top) / (self.highest - self.lowest)

    def y(self, t: float) -> float:
        return self.bottom - (t - self.lowest) * self.unit

    def clipped_y(self, t: float) -> float:
        return self.y(min(max(t, self.lowest), self.highest))

    def t(self, y: float) -> float:
        return self.lowest + (self.bottom - y) / self.unit

    def side(self, t: float) -> BorderSide | None:
        """The edge at which a T-score outside the axis stands; None for one inside."""
        if t > self.highest:
            return BorderSide.ABOVE
        return BorderSide.BELOW if t < self.lowest else None
