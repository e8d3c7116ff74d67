"""Finding room for texts: along a line, in rows, and between the points of a plot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from koers.psychometrics.plotting.shapes import Box, Point, Points

Floats = npt.NDArray[np.float64]

# Prices of free_box in units of distance: covering a point is worth moving 60 px, a line 14 px per 10 px of
# it.
ASIDE_PRICE = 0.25
AWAY_PRICE = 1.0
POINT_PRICE = 60.0
LINE_PRICE = 14.0
SAMPLE_STEP = 10.0
POINT_RADIUS = 8.0
CANDIDATE_STEP = 4.0


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres as near as possible (least squares) to `wanted`, in the same order, none of the sizes
    overlapping, all within low..high when they fit there together.

    Subtracting what stands before each centre turns "apart" into "not decreasing", so this is isotonic
    regression by pooling adjacent violators (Barlow et al. 1972), then clipping to the room there is.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    offsets, before = [], 0.0
    for index in order:
        offsets.append(before + sizes[index] / 2)
        before += sizes[index]
    pools: list[tuple[float, int]] = []
    for index, offset in zip(order, offsets, strict=True):
        pools.append((wanted[index] - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (next_mean, next_count) = pools[-2:]
            total = count + next_count
            pools[-2:] = [((mean * count + next_mean * next_count) / total, total)]
    starts = [mean for mean, count in pools for _ in range(count)]
    room = max(high - before, low)
    centres = [0.0] * len(wanted)
    for index, start, offset in zip(order, starts, offsets, strict=True):
        centres[index] = min(max(start, low), room) + offset
    return centres


def keep_apart(intervals: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Indexes of intervals, given from old to new, that leave `gap` between them. The newest always stays,
    then the oldest, then whatever fits from left to right."""
    order = range(len(intervals))
    kept: list[int] = []
    for index in dict.fromkeys([*order[-1:], *order]):
        left, right = intervals[index]
        if all(right + gap <= intervals[other][0] or intervals[other][1] + gap <= left for other in kept):
            kept.append(index)
    return sorted(kept)


def pack_rows(intervals: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """The row of each interval such that those on one row stay `gap` apart; as few rows as possible."""
    ends: list[float] = []
    rows = [0] * len(intervals)
    for index in sorted(range(len(intervals)), key=lambda index: intervals[index]):
        left, right = intervals[index]
        row = next((row for row, end in enumerate(ends) if end + gap <= left), len(ends))
        ends[row : row + 1] = [right]
        rows[index] = row
    return rows


@dataclass
class FreeSpace:
    """The inside of the plot, with what is drawn there: text avoids points and lines, and never meets
    text."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)
    _spots: list[Point] = field(default_factory=list)
    _prices: list[float] = field(default_factory=list)

    def add_point(self, point: Point) -> None:
        self._spots.append(point)
        self._prices.append(POINT_PRICE)

    def add_line(self, points: Points, price: float = LINE_PRICE) -> None:
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(int(np.hypot(x2 - x1, y2 - y1) / SAMPLE_STEP), 1)
            spots = [(x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps)]
            self._spots.extend(spots)
            self._prices.extend([price] * steps)

    def place(self, width: float, height: float, spots: Sequence[Point], clearance: float) -> Box | None:
        """The cheapest free box of this size near one of `spots`, at least `clearance` beside, over or under
        it; taken from then on. None when every place meets another text."""
        best: tuple[float, Box] | None = None
        for near in spots:
            candidates = self._candidates(width, height, near, clearance)
            candidates = candidates[self._free(candidates)]
            if len(candidates):
                costs = self._costs(candidates, near)
                index = int(np.argmin(costs))
                if best is None or costs[index] < best[0]:
                    best = float(costs[index]), Box(*(float(edge) for edge in candidates[index]))
        if best is None:
            return None
        self.taken.append(best[1])
        return best[1]

    def _candidates(self, width: float, height: float, near: Point, clearance: float) -> Floats:
        x, y = near
        last_left = max(self.bounds.right - width, self.bounds.left)
        wanted = np.array([x - width / 2, x + clearance, x - clearance - width])
        lefts = np.clip(wanted, self.bounds.left, last_left)
        steps = int((self.bounds.height - height) / CANDIDATE_STEP)
        over = y - clearance - height - CANDIDATE_STEP * np.arange(steps)
        beside_or_under = y - height / 2 + CANDIDATE_STEP * np.arange(steps)
        tops = np.concatenate([over, beside_or_under])
        tops = tops[(tops >= self.bounds.top) & (tops <= self.bounds.bottom - height)]
        grid_left, grid_top = (grid.ravel() for grid in np.meshgrid(lefts, tops))
        return np.column_stack([grid_left, grid_top, grid_left + width, grid_top + height])

    def _free(self, boxes: Floats) -> npt.NDArray[np.bool_]:
        free = np.ones(len(boxes), dtype=np.bool_)
        for taken in self.taken:
            apart_in_x = (boxes[:, 2] + 4 <= taken.left) | (taken.right + 4 <= boxes[:, 0])
            apart_in_y = (boxes[:, 3] <= taken.top) | (taken.bottom <= boxes[:, 1])
            free &= apart_in_x | apart_in_y
        return free

    def _costs(self, boxes: Floats, near: Point) -> Floats:
        x, y = near
        aside = np.abs((boxes[:, 0] + boxes[:, 2]) / 2 - x) * ASIDE_PRICE
        away = np.maximum(np.maximum(boxes[:, 1] - y, y - boxes[:, 3]), 0) * AWAY_PRICE
        cost: Floats = aside + away
        if self._spots:
            spots, prices = np.array(self._spots), np.array(self._prices)
            margin = np.where(prices == POINT_PRICE, POINT_RADIUS, 0.0)
            inside_x = (spots[:, 0] > boxes[:, :1] - margin) & (spots[:, 0] < boxes[:, 2:3] + margin)
            inside_y = (spots[:, 1] > boxes[:, 1:2] - margin) & (spots[:, 1] < boxes[:, 3:] + margin)
            cost = cost + (inside_x & inside_y) @ prices
        return cost
