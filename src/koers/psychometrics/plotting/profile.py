"""The verloopprofiel laid out twice: wide (card, A4) and narrow (phone), each with a geometry of its own."""

from dataclasses import dataclass
from datetime import date

from koers.psychometrics.plotting import courses, margins
from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.early import at_the_edge, days_shown
from koers.psychometrics.plotting.endings import Ending, beside_labels, column_width, endings, inside_labels
from koers.psychometrics.plotting.frames import NARROW, WIDE, Frame, Sheet
from koers.psychometrics.plotting.inputs import MarkKind, PlottedMark, ProfileChart
from koers.psychometrics.plotting.lanes import LaneFrame, Lanes, lay_out_lanes
from koers.psychometrics.plotting.shapes import (
    Box,
    KeyEntry,
    Label,
    Marker,
    Missed,
    Polygon,
    ProfileLayout,
    Rule,
    Run,
    Tint,
)

__all__ = ["NARROW", "WIDE", "Frame", "lay_out_profile"]

BOTTOM_MARGIN = 4.0


@dataclass(frozen=True)
class _Under:
    """Everything below the plot."""

    bottom: float
    lanes: Lanes
    key: tuple[KeyEntry, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class _Around:
    """Texts in and beside the plot, with the lines that belong to them."""

    labels: tuple[Label, ...]
    leaders: tuple[Rule, ...]
    gutter_borders: tuple[Rule, ...]


def lay_out_profile(chart: ProfileChart, frame: Frame) -> ProfileLayout:
    """Where everything of the figure stands, in user units with y downward.

    Dates are to true scale; T-scores run upward from 40 to 80, and a score outside stands at the edge while
    its marker keeps the real value. Raises ValueError for a chart without a single score.
    """
    chart = at_the_edge(chart)
    first, last = days_shown(chart)
    ends = endings(chart, first, last, frame)
    sheet = _sheet(chart, frame, (first, last), ends)
    points = courses.markers(
        chart.persons, sheet.time, sheet.score, Box(0, 0, frame.width, sheet.plot.bottom)
    )
    runs, expectations = tuple(_runs(sheet)), tuple(_expectations(sheet))
    around = _around(sheet, ends, points, (*runs, *expectations))
    under = _under(sheet, points)
    return ProfileLayout(
        width=frame.width,
        height=under.bottom + BOTTOM_MARGIN,
        plot=sheet.plot,
        time=sheet.time,
        score=sheet.score,
        tints=tuple(_tints(sheet)),
        guides=tuple(_guides(sheet)),
        borders=tuple(Rule(sheet.plot.left, y, sheet.plot.right, y) for y in margins.border_heights(sheet)),
        gutter_borders=around.gutter_borders,
        bands=tuple(_bands(sheet)),
        expectations=expectations,
        ticks=tuple(margins.ticks(sheet, points)),
        runs=runs,
        missed=tuple(_missed(sheet)),
        markers=tuple(points),
        leaders=around.leaders,
        lane_rules=under.lanes.rules,
        glyphs=under.lanes.glyphs,
        key=under.key,
        labels=(*around.labels, *under.labels, *under.lanes.labels),
    )


def _around(sheet: Sheet, ends: list[Ending], points: list[Marker], lines: tuple[Run, ...]) -> _Around:
    beside, leaders = beside_labels(sheet, ends)
    gutter, gutter_borders = margins.gutter(sheet)
    numbers = (*margins.score_numbers(sheet), *margins.outside_numbers(sheet, points))
    inside = inside_labels(sheet, ends, points, lines)
    return _Around((*margins.header(sheet), *gutter, *numbers, *inside, *beside), leaders, gutter_borders)


def _bands(sheet: Sheet) -> list[Polygon]:
    bands = (courses.level_band(person, sheet.time, sheet.score) for person in sheet.chart.persons)
    return [band for band in bands if band]


def _sheet(chart: ProfileChart, frame: Frame, days: tuple[date, date], ends: list[Ending]) -> Sheet:
    right = frame.width - column_width(ends)
    time = TimeAxis.spanning(list(days), frame.plot_left + frame.padding, right - frame.padding)
    above, below = margins.outside_rows(chart, time)
    top = margins.header_height(chart.words, frame, right) + margins.outside_height(above)
    plot = Box(frame.plot_left, top, right, top + frame.plot_height)
    foot = plot.bottom + margins.outside_height(below)
    return Sheet(chart, frame, plot, time, ScoreAxis(plot.top, plot.bottom), foot)


def _runs(sheet: Sheet) -> list[Run]:
    persons = sheet.chart.persons
    gap = sheet.chart.planned_gap_days
    return [run for person in persons for run in courses.runs(person, sheet.time, sheet.score, gap)]


def _expectations(sheet: Sheet) -> list[Run]:
    return [
        Run(person.slot, courses.expected_line(person.expected, sheet.time, sheet.score), is_expected=True)
        for person in sheet.chart.persons
        if person.expected
    ]


def _tints(sheet: Sheet) -> list[Tint]:
    """Areas from each border to the next, numbered upward from 1; the lowest band has the colour of the
    paper."""
    heights = [sheet.score.clipped_y(border.t) for border in margins.ordered_borders(sheet.chart)]
    tops = [*heights[1:], sheet.plot.top]
    pairs = enumerate(zip(heights, tops, strict=False), start=1)
    boxes = [(level, Box(sheet.plot.left, top, sheet.plot.right, bottom)) for level, (bottom, top) in pairs]
    return [Tint(box, level) for level, box in boxes if box.height > 0]


def _guides(sheet: Sheet) -> list[Rule]:
    """Thin uprights where the approach changed or another norm group began: moments to read the line from."""
    kinds = (MarkKind.CHANGE, MarkKind.NORM_GROUP)
    marks = [mark for mark in sheet.chart.marks if mark.kind in kinds and not mark.is_early]
    spots = sorted({sheet.time.x(mark.on) for mark in marks})
    return [Rule(x, sheet.plot.top, x, sheet.plot.bottom) for x in spots]


def _missed(sheet: Sheet) -> list[Missed]:
    words = sheet.chart.words
    pairs = [(day, person.name) for person in sheet.chart.persons for day in person.missed]
    return [Missed(sheet.time.x(day), sheet.foot, words.missed_by(name, day)) for day, name in sorted(pairs)]


def _under(sheet: Sheet, points: list[Marker]) -> _Under:
    bottom, labels = margins.time_labels(sheet, points)
    frame = sheet.frame
    if not frame.is_wide:
        bottom, lower = margins.lower_direction(sheet, bottom)
        labels = (*labels, lower)
    lane_frame = LaneFrame(
        time=sheet.time,
        right=sheet.plot.right if frame.is_wide else frame.width,
        plot_left=frame.plot_left,
        gutter=frame.axis_right,
        name_in_gutter=frame.is_wide,
    )
    names = {kind: sheet.chart.words.lanes[kind] for kind in _kinds(sheet.chart.marks)}
    lanes = lay_out_lanes(sheet.chart.marks, names, lane_frame, bottom + margins.ROW_GAP)
    bottom, key, key_labels = margins.key_rows(sheet, lanes.bottom if lanes.labels else bottom)
    return _Under(bottom, lanes, key, (*labels, *key_labels))


def _kinds(marks: tuple[PlottedMark, ...]) -> set[MarkKind]:
    return {mark.kind for mark in marks}
