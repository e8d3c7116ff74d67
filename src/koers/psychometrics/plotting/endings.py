"""Names at the ends of lines: in a column beside the plot where the line reaches it, else near its last
point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import hypot

from koers.psychometrics.plotting import courses
from koers.psychometrics.plotting.frames import Frame, Sheet
from koers.psychometrics.plotting.inputs import ProfileChart
from koers.psychometrics.plotting.lettering import ASCENT, wrap
from koers.psychometrics.plotting.margins import inside_plot
from koers.psychometrics.plotting.placing import LINE_PRICE, FreeSpace, spread
from koers.psychometrics.plotting.shapes import (
    Anchor,
    Box,
    Label,
    LabelKind,
    Marker,
    Point,
    Points,
    Rule,
    Run,
    label_height,
    label_width,
    make_label,
)

COLUMN_GAP = 10.0
SIGN_SPACE = 27.0  # a short piece of the line with its marker, as in a legend
MOST_NAME_WIDTH = 116.0
MOST_EXPECTED_WIDTH = 134.0
MOST_INSIDE_WIDTH = 150.0
END_GAP = 3.0
REACHES_END = 0.08  # of the time shown: a line that stops earlier is named where it stops
CLEARANCE = 11.0
CLOSE = 16.0  # so near its point, a text plainly belongs to it
LEADER_FROM = 9.0  # just outside the marker's halo
WORTH_A_LEADER = 5.0
FAINT_PRICE = 5.0  # thin and hollow lines may pass behind a text's halo sooner than a solid one


@dataclass(frozen=True)
class Ending:
    """A text that belongs at the end of a line, before its place is known."""

    kind: LabelKind
    slot: int
    on: date
    t: float
    lines: tuple[str, ...]
    tail: str
    is_beside: bool

    @property
    def indent(self) -> float:
        return SIGN_SPACE if self.kind is LabelKind.NAME else 0.0

    @property
    def width(self) -> float:
        return label_width(self.lines, self.tail) + self.indent


def endings(chart: ProfileChart, first: date, last: date, frame: Frame) -> list[Ending]:
    """Names and expectations of all respondents, in the order of their slots."""
    reach = REACHES_END * (last - first).days
    found = []
    for person in sorted(chart.persons, key=lambda person: person.slot):
        if person.scores:
            newest = courses.in_date_order(person.scores)[-1]
            is_beside = frame.is_wide and first < last and (last - newest.on).days <= reach
            lines = wrap(person.name, MOST_NAME_WIDTH, 2) or ("–",)
            tail = chart.words.shown_t(newest.t)
            found.append(Ending(LabelKind.NAME, person.slot, newest.on, newest.t, lines, tail, is_beside))
    return found + _expected_endings(chart, last, frame)


def _expected_endings(chart: ProfileChart, last: date, frame: Frame) -> list[Ending]:
    found = []
    for person in chart.persons:
        if person.expected:
            on, t = courses.expected_end(person.expected, last)
            lines = wrap(chart.words.expected(person.name), MOST_EXPECTED_WIDTH, 2)
            found.append(
                Ending(LabelKind.EXPECTED, person.slot, on, t, lines, "", frame.is_wide and on == last)
            )
    return found


def column_width(ends: Sequence[Ending]) -> float:
    """How much the plot must leave free at its right."""
    return max((COLUMN_GAP + end.width for end in ends if end.is_beside), default=0.0)


def beside_labels(sheet: Sheet, ends: Sequence[Ending]) -> tuple[list[Label], tuple[Rule, ...]]:
    """Labels of the column, kept apart, each with a leader to its line where it had to move."""
    beside = [end for end in ends if end.is_beside]
    wanted = [sheet.score.clipped_y(end.t) for end in beside]
    sizes = [label_height(end.lines) + END_GAP for end in beside]
    low, high = sheet.plot.top - 10, max(sheet.foot + 10, sheet.plot.top - 10 + sum(sizes))
    centres = spread(wanted, sizes, low, high)
    labels, leaders = [], []
    left = sheet.plot.right + COLUMN_GAP
    for end, want, centre in zip(beside, wanted, centres, strict=True):
        labels.append(_label(end, left, centre - label_height(end.lines) / 2))
        start = sheet.time.x(end.on) + LEADER_FROM
        if abs(centre - want) > WORTH_A_LEADER or left - start > 2 * sheet.frame.padding:
            leaders.append(Rule(start, want, left - 3, centre))
    return labels, tuple(leaders)


def _label(end: Ending, left: float, top: float) -> Label:
    label = make_label(end.kind, end.lines, (left + end.indent, top + ASCENT), Anchor.START, end.tail)
    box = Box(left, label.box.top, label.box.right, label.box.bottom)
    return replace(label, box=box, slot=end.slot)


def inside_labels(
    sheet: Sheet, ends: Sequence[Ending], points: Sequence[Marker], lines: Sequence[Run]
) -> list[Label]:
    """Labels within the plot, names first: those matter most, so they get the best places."""
    expected = {line.slot: line.points for line in lines if line.is_expected}
    space = _filled_space(sheet, points, lines)
    tips = {end: (sheet.time.clipped_x(end.on), sheet.score.clipped_y(end.t)) for end in ends}
    labels = []
    for end in (end for end in ends if not end.is_beside):
        spots = _along(expected[end.slot]) if end.kind is LabelKind.EXPECTED else [tips[end]]
        box = space.place(end.width, label_height(end.lines), spots, CLEARANCE)
        if box:
            others = [tip for other, tip in tips.items() if other.slot != end.slot]
            labels.append(_inside_label(end, box, tips[end], others))
    start = min((point for point in points if point.is_derived), key=lambda point: point.y, default=None)
    if start:
        text = wrap(sheet.chart.words.derived, MOST_INSIDE_WIDTH, 2)
        box = space.place(label_width(text), label_height(text), [(start.x, start.y)], CLEARANCE)
        if box:
            labels.append(make_label(LabelKind.DERIVED, text, (box.left, box.top + ASCENT), Anchor.START))
    return labels


def _along(points: Points) -> list[Point]:
    """Places on an expected course where its word may stand: its last stretch, from the end backward."""
    (x1, y1), (x2, y2) = points[-2:]
    return [(x2 + (x1 - x2) * part, y2 + (y1 - y2) * part) for part in (0.0, 0.2, 0.4, 0.6)]


def _inside_label(end: Ending, box: Box, near: Point, others: Sequence[Point]) -> Label:
    """A text close to its own line's end and to no other needs no sign; it leans to that end, so that
    a font narrower than the estimate leaves no gap. Else a piece of the line stands before it."""
    own = _distance(box, near)
    is_clear = own <= CLOSE and all(_distance(box, other) > own + CLOSE / 2 for other in others)
    if end.kind is LabelKind.NAME and not is_clear:
        return _label(end, box.left, box.top)
    anchors = {Anchor.START: box.left, Anchor.END: box.right, Anchor.MIDDLE: (box.left + box.right) / 2}
    anchor = min(anchors, key=lambda one: abs(anchors[one] - near[0]))
    label = make_label(end.kind, end.lines, (anchors[anchor], box.top + ASCENT), anchor, end.tail)
    return replace(label, box=box)


def _distance(box: Box, point: Point) -> float:
    """From a point to the nearest edge of a box; 0 inside it."""
    x, y = point
    return hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def _filled_space(sheet: Sheet, points: Sequence[Marker], lines: Sequence[Run]) -> FreeSpace:
    space = FreeSpace(inside_plot(sheet.plot))
    for point in points:
        space.add_point((point.x, point.y))
    for line in lines:
        space.add_line(line.points, FAINT_PRICE if line.is_thin or line.is_expected else LINE_PRICE)
    return space
