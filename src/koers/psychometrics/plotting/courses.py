"""A respondent's marks in the plot: points, line, level band and expected course."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.inputs import CourseShape, ExpectedCourse, PlottedPerson, PlottedScore
from koers.psychometrics.plotting.lettering import wrap
from koers.psychometrics.plotting.shapes import (
    Box,
    Marker,
    Point,
    Points,
    Polygon,
    Run,
    Tip,
    label_height,
    label_width,
)

# A list may come three weeks late on a monthly plan before the line stops being solid: our choice, between
# one planned interval and two (UX U31: not solid over a missed measurement).
MOST_SOLID_INTERVALS = 1.75

# The expectation is a shape, not a forecast, so its slope is our choice: 1.5 T a month is the smallest
# change in three months that SIGNALS calls a change, and steep enough to be seen next to a flat line.
EXPECTED_T_PER_DAY = 1.5 / 30
RISE_DAYS = 60
SHORTEST_EXPECTATION = timedelta(days=60)

MARKER_RADIUS = 5.5  # UX 6.3: marker at least 11 px
HIDDEN_WITHIN = 3.0
GROWTH = 0.45  # makes a covered marker stick out on all sides from under the one on top of it

TIP_WIDTH = 240.0
TIP_PADDING = 8.0
TIP_DISTANCE = 16.0


def in_date_order(scores: Sequence[PlottedScore]) -> list[PlottedScore]:
    return sorted(scores, key=lambda score: (score.on, score.key))


def runs(person: PlottedPerson, time: TimeAxis, score: ScoreAxis, planned_gap_days: int) -> list[Run]:
    """The line of one person, cut where planned measurements were missed; there it is thin."""
    ordered = in_date_order(person.scores)
    solid: list[Point] = []
    found: list[Run] = []
    for before, after in pairwise(ordered):
        start, end = ((time.x(one.on), score.clipped_y(one.t)) for one in (before, after))
        if is_gap(person, before.on, after.on, planned_gap_days):
            found.append(Run(person.slot, (start, end), is_thin=True))
            found.extend(_solid_run(person.slot, solid))
            solid = []
        else:
            solid = solid or [start]
            solid.append(end)
    found.extend(_solid_run(person.slot, solid))
    return found


def _solid_run(slot: int, points: list[Point]) -> list[Run]:
    return [Run(slot, tuple(points), is_thin=False)] if points else []


def is_gap(person: PlottedPerson, before: date, after: date, planned_gap_days: int) -> bool:
    """Whether a planned measurement is missing between two scores: recorded as missed, or by the time
    passed."""
    if any(before < missed < after for missed in person.missed):
        return True
    return (after - before).days > MOST_SOLID_INTERVALS * planned_gap_days


def markers(persons: Sequence[PlottedPerson], time: TimeAxis, score: ScoreAxis, sheet: Box) -> list[Marker]:
    """All points in the order of their dates, across persons: the order of drawing and of the keyboard."""
    pairs = [(one.on, person.slot, one) for person in persons for one in person.scores]
    ordered = sorted(pairs, key=lambda pair: (pair[0], pair[1], pair[2].key))
    spots = [(time.x(on), score.clipped_y(one.t), slot) for on, slot, one in ordered]
    found = []
    for index, (on, slot, one) in enumerate(ordered):
        x, y, _ = spots[index]
        marker = Marker(
            key=one.key,
            slot=slot,
            on=on,
            t=one.t,
            x=x,
            y=y,
            words=one.words,
            tip=_tip(one.words, (x, y), sheet),
            outside=score.side(one.t),
            is_derived=one.is_derived,
            is_corrected=one.is_corrected,
            is_taken_over=one.is_taken_over,
            size=1 + GROWTH * _covers((x, y, slot), spots[index + 1 :]),
        )
        found.append(marker)
    return found


def _covers(spot: tuple[float, float, int], later: Sequence[tuple[float, float, int]]) -> int:
    """How many markers of other people are painted nearly on top of this one."""
    x, y, slot = spot
    near = {other for u, v, other in later if max(abs(u - x), abs(v - y)) < HIDDEN_WITHIN}
    return len(near - {slot})


def _tip(words: str, at: Point, sheet: Box) -> Tip:
    """Words of a point in a box over it, or under it where the drawing ends, always within the drawing."""
    x, y = at
    lines = wrap(words, min(TIP_WIDTH, sheet.width - 4 - 2 * TIP_PADDING))
    if not lines:
        return Tip(Box(x, y, x, y), ())
    width = label_width(lines) + 2 * TIP_PADDING
    height = label_height(lines) + 2 * TIP_PADDING
    left = min(max(x - width / 2, sheet.left + 2), sheet.right - 2 - width)
    top = y - TIP_DISTANCE - height
    if top < sheet.top + 2:
        top = y + TIP_DISTANCE
    return Tip(Box(left, top, left + width, top + height), lines)


def level_band(person: PlottedPerson, time: TimeAxis, score: ScoreAxis) -> Polygon | None:
    """The 80 % band as one outline: along the upper edge, back along the lower one."""
    if len(person.level) < 2:
        return None
    ordered = sorted(person.level, key=lambda point: point.on)
    upper = [(time.clipped_x(one.on), score.clipped_y(one.high_t)) for one in ordered]
    lower = [(time.clipped_x(one.on), score.clipped_y(one.low_t)) for one in reversed(ordered)]
    return Polygon(person.slot, tuple(upper + lower))


def expectation_end(expected: ExpectedCourse) -> date:
    """The day up to which the time axis must reach for the expectation to be visible at all."""
    return expected.since + SHORTEST_EXPECTATION


def expected_line(expected: ExpectedCourse, time: TimeAxis, score: ScoreAxis) -> Points:
    """The expected course within the plot; outside the score axis it follows the edge, as the scores do."""
    points: list[Point] = []
    for (on, t), (until, u) in pairwise(_expected_corners(expected, time.last)):
        crossings = [(edge - t) / (u - t) for edge in (score.lowest, score.highest) if u != t]
        parts = sorted({0.0, 1.0, *(part for part in crossings if 0 < part < 1)})
        start, width = time.clipped_x(on), time.clipped_x(until) - time.clipped_x(on)
        line = [(start + width * part, score.clipped_y(t + (u - t) * part)) for part in parts]
        points.extend(point for point in line if point not in points[-1:])
    return tuple(points)


def expected_end(expected: ExpectedCourse, last: date) -> tuple[date, float]:
    """Day and T-score (perhaps outside the axis) at which the expected course ends."""
    return _expected_corners(expected, last)[-1]


def _expected_corners(expected: ExpectedCourse, last: date) -> list[tuple[date, float]]:
    since, t = expected.since, expected.t
    if expected.shape is CourseShape.RISE_THEN_DECLINE:
        peak = min(expected.until or since + timedelta(days=RISE_DAYS), last)
        top = t + EXPECTED_T_PER_DAY * (peak - since).days
        corners = [(since, t), (peak, top), (last, top - EXPECTED_T_PER_DAY * (last - peak).days)]
        return corners if peak < last else corners[:2]
    end = min(expected.until or last, last)
    slope = EXPECTED_T_PER_DAY if expected.shape is CourseShape.DECLINE else 0.0
    return [(since, t), (end, t - slope * (end - since).days)]
