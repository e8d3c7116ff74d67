"""Everything around the plot: words of the bands, numbers of both axes, numbers of values outside, the
key."""

from datetime import date
from itertools import pairwise
from math import ceil

from koers.psychometrics.plotting.axes import HIGHEST_T, LOWEST_T, TimeAxis
from koers.psychometrics.plotting.frames import Frame, Sheet
from koers.psychometrics.plotting.inputs import Border, BorderSide, ChartWords, ProfileChart
from koers.psychometrics.plotting.lettering import ASCENT, DESCENT, LINE_HEIGHT, shorten, text_width, wrap
from koers.psychometrics.plotting.placing import keep_apart, pack_rows, spread
from koers.psychometrics.plotting.shapes import (
    Anchor,
    Box,
    KeyEntry,
    KeySign,
    Label,
    LabelKind,
    Marker,
    Rule,
    label_height,
    make_label,
)

UP, DOWN = "↑ ", "↓ "  # no words: they read alike in every language
TEXT_HEIGHT = ASCENT + DESCENT
FIRST_BASELINE = ASCENT + 2
LEAST_TOP = 12.0  # half of the number 80 stands over the plot
HEADER_GAP = 10.0
ARROW_HEIGHT = 16.0  # from the edge to the first number
TICK = 6.0
DATE_TOP = 11.0
DATE_GAP = 6.0
ROW_GAP = 6.0
SIGN_WIDTH = 20.0
KEY_GAP = 20.0
GUTTER_GAP = 3.0
SLIGHT = 0.5  # off the edge of the drawing, so that rounding cuts nothing


def ordered_borders(chart: ProfileChart) -> list[Border]:
    return sorted(chart.borders, key=lambda border: border.t)


def border_heights(sheet: Sheet) -> list[float]:
    """Heights of the dotted lines; a border outside the axis has none."""
    inside = [border.t for border in ordered_borders(sheet.chart) if sheet.score.side(border.t) is None]
    return [sheet.score.y(t) for t in inside]


def header(sheet: Sheet) -> list[Label]:
    words, frame = sheet.chart.words, sheet.frame
    return _header(words, frame, sheet.plot.right)


def header_height(words: ChartWords, frame: Frame, right: float) -> float:
    bottoms = [label.box.bottom + HEADER_GAP for label in _header(words, frame, right)]
    return max([LEAST_TOP, *bottoms])


def _header(words: ChartWords, frame: Frame, right: float) -> list[Label]:
    """The note on the norms, right over the plot; on a phone also the upper direction, left."""
    note_text = shorten(words.norms_note, right)
    notes = (
        [make_label(LabelKind.NOTE, (note_text,), (right, FIRST_BASELINE), Anchor.END)] if note_text else []
    )
    if frame.is_wide:
        return notes
    direction = make_label(
        LabelKind.DIRECTION, (shorten(UP + words.higher, right),), (0.0, FIRST_BASELINE), Anchor.START
    )
    if notes and direction.box.right + 2 > notes[0].box.left:
        baseline = FIRST_BASELINE + LINE_HEIGHT + ROW_GAP
        direction = make_label(LabelKind.DIRECTION, direction.lines, (0.0, baseline), Anchor.START)
    return [*notes, direction]


def score_numbers(sheet: Sheet) -> list[Label]:
    half = TEXT_HEIGHT / 2
    tens = range(int(LOWEST_T), int(HIGHEST_T) + 1, 10)
    spots = [(t, (sheet.frame.axis_right, sheet.score.y(t) - half + ASCENT)) for t in tens]
    return [make_label(LabelKind.AXIS, (str(t),), spot, Anchor.END) for t, spot in spots]


def gutter(sheet: Sheet) -> tuple[list[Label], tuple[Rule, ...]]:
    """Band names beside their areas, moved apart where areas are lower than a name; with the dotted borders
    led on between them, except where a line would strike through a word."""
    entries = _gutter_entries(sheet)
    sizes = [label_height(lines) + GUTTER_GAP for _, lines, _ in entries]
    low, high = sheet.plot.top - TEXT_HEIGHT / 2, sheet.plot.bottom + TEXT_HEIGHT / 2
    centres = spread([wanted for _, _, wanted in entries], sizes, low, high)
    labels = [
        make_label(kind, lines, (0.0, centre - label_height(lines) / 2 + ASCENT), Anchor.START)
        for (kind, lines, _), centre in zip(entries, centres, strict=True)
    ]
    free = [y for y in border_heights(sheet) if not any(_strikes(y, label) for label in labels)]
    return labels, tuple(Rule(0.0, y, sheet.frame.words_width, y) for y in free)


def _strikes(y: float, label: Label) -> bool:
    return label.box.top + 1 < y < label.box.bottom - 1


def _gutter_entries(sheet: Sheet) -> list[tuple[LabelKind, tuple[str, ...], float]]:
    words, width = sheet.chart.words, sheet.frame.words_width
    borders = ordered_borders(sheet.chart)
    edges = [sheet.plot.bottom, *(sheet.score.clipped_y(border.t) for border in borders), sheet.plot.top]
    names = [words.lowest_band, *(border.above for border in borders)]
    areas = zip(names, pairwise(edges), strict=True)
    entries = [(LabelKind.BAND, wrap(name, width), (lower + upper) / 2) for name, (lower, upper) in areas]
    if sheet.frame.is_wide:
        half = TEXT_HEIGHT / 2
        entries.append((LabelKind.DIRECTION, wrap(UP + words.higher, width, 2), sheet.plot.top + half))
        entries.append((LabelKind.DIRECTION, wrap(DOWN + words.lower, width, 2), sheet.plot.bottom - half))
    return [entry for entry in entries if entry[1]]


def outside_rows(chart: ProfileChart, time: TimeAxis) -> tuple[int, int]:
    """How many rows of numbers stand over and under the plot."""
    scores = [score for person in chart.persons for score in person.scores]
    above = [(time.x(one.on), chart.words.shown_t(one.t)) for one in scores if one.t > HIGHEST_T]
    below = [(time.x(one.on), chart.words.shown_t(one.t)) for one in scores if one.t < LOWEST_T]
    return _row_count(above), _row_count(below)


def _row_count(numbers: list[tuple[float, str]]) -> int:
    return max(_number_rows(numbers), default=-1) + 1


def _number_rows(numbers: list[tuple[float, str]]) -> list[int]:
    widths = [text_width(text) for _, text in numbers]
    return pack_rows([(x - w / 2, x + w / 2) for (x, _), w in zip(numbers, widths, strict=True)], gap=4.0)


def outside_height(rows: int) -> float:
    return ARROW_HEIGHT + rows * LINE_HEIGHT if rows else 0.0


def outside_numbers(sheet: Sheet, points: list[Marker]) -> list[Label]:
    """The real value over or under each marker at the edge, in rows where they stand close together."""
    labels = []
    for side in BorderSide:
        own = [point for point in points if point.outside is side]
        numbers = [(point.x, sheet.chart.words.shown_t(point.t)) for point in own]
        for (x, text), row in zip(numbers, _number_rows(numbers), strict=True):
            if side is BorderSide.ABOVE:
                baseline = sheet.plot.top - ARROW_HEIGHT - row * LINE_HEIGHT - DESCENT
            else:
                baseline = sheet.plot.bottom + ARROW_HEIGHT + row * LINE_HEIGHT + ASCENT
            labels.append(make_label(LabelKind.OUTSIDE, (text,), (x, baseline), Anchor.MIDDLE))
    return labels


def ticks(sheet: Sheet, points: list[Marker]) -> list[Rule]:
    """One tick for each list; lists of one day share it."""
    return [Rule(x, sheet.foot, x, sheet.foot + TICK) for x in sorted({point.x for point in points})]


def time_labels(sheet: Sheet, points: list[Marker]) -> tuple[float, tuple[Label, ...]]:
    """Fill-in dates under their ticks, as many as can stand apart, and the years when there is more than one.

    Gives the y at which they end, and the labels.
    """
    baseline = sheet.foot + DATE_TOP + ASCENT
    days = sorted({point.on for point in points})
    labels = [
        _centred(LabelKind.DATE, sheet.chart.words.short_date(day), sheet.time.x(day), baseline, sheet)
        for day in days
    ]
    kept = keep_apart([(label.box.left, label.box.right) for label in labels], DATE_GAP)
    dates = [labels[index] for index in kept]
    years = _years(sheet, days, baseline + LINE_HEIGHT)
    rows = 2 if years else 1
    return sheet.foot + DATE_TOP + TEXT_HEIGHT + LINE_HEIGHT * (rows - 1), (*dates, *years)


def _years(sheet: Sheet, days: list[date], baseline: float) -> list[Label]:
    """Each year under its first list, when there is more than one; every other one where they do not fit."""
    first_days = {day.year: day for day in reversed(days)}
    if len(first_days) == 1:
        return []
    low, high = sheet.frame.plot_left - sheet.frame.padding, sheet.frame.width
    size = text_width("0000") + DATE_GAP
    step = ceil(size * len(first_days) / (high - low))
    years = sorted(first_days, reverse=True)[::step]
    centres = spread([sheet.time.x(first_days[year]) for year in years], [size] * len(years), low, high)
    return [
        _centred(LabelKind.YEAR, str(year), centre, baseline, sheet)
        for year, centre in zip(years, centres, strict=True)
    ]


def _centred(kind: LabelKind, text: str, x: float, baseline: float, sheet: Sheet) -> Label:
    """A label in the middle under `x`, moved aside only as far as the drawing's edge asks."""
    half = text_width(text) / 2 + SLIGHT
    middle = min(max(x, half), sheet.frame.width - half)
    return make_label(kind, (text,), (middle, baseline), Anchor.MIDDLE)


def lower_direction(sheet: Sheet, top: float) -> tuple[float, Label]:
    text = shorten(DOWN + sheet.chart.words.lower, sheet.frame.width)
    label = make_label(LabelKind.DIRECTION, (text,), (0.0, top + ROW_GAP + ASCENT), Anchor.START)
    return label.box.bottom, label


def key_rows(sheet: Sheet, top: float) -> tuple[float, tuple[KeyEntry, ...], list[Label]]:
    """The signs that occur and are not named in place, in rows under everything else."""
    left = sheet.plot.left if sheet.frame.is_wide else 0.0
    right = sheet.frame.width
    x, row = left, 0
    signs, labels = [], []
    for sign, slots, words in _key_texts(sheet.chart):
        indent = SIGN_WIDTH * len(slots)
        text = shorten(words, right - left - indent)
        width = indent + text_width(text)
        if x > left and x + width > right:
            x, row = left, row + 1
        baseline = top + ROW_GAP + 2 + row * LINE_HEIGHT + ASCENT
        labels.append(make_label(LabelKind.KEY, (text,), (x + indent, baseline), Anchor.START))
        middle = baseline - ASCENT + TEXT_HEIGHT / 2
        signs += [
            KeyEntry(sign, x + 8 + SIGN_WIDTH * place, middle, slot) for place, slot in enumerate(slots)
        ]
        x += width + KEY_GAP
    bottom = labels[-1].box.bottom if labels else top
    return bottom, tuple(signs), labels


def _key_texts(chart: ProfileChart) -> list[tuple[KeySign, list[int], str]]:
    """Each sign with the respondents whose marker it is drawn with: all for the hollow start, of which only
    one is named in the plot, else any."""
    words, persons = chart.words, chart.persons
    scores = [(person.slot, score) for person in persons for score in person.scores]
    derived = sorted({slot for slot, score in scores if score.is_derived})
    found = [
        (KeySign.DERIVED, derived if len(derived) > 1 else [], words.derived),
        (KeySign.MISSED, [person.slot for person in persons if person.missed][:1], words.missed),
        (KeySign.LEVEL, [person.slot for person in persons if len(person.level) > 1][:1], words.level),
        (KeySign.CORRECTED, [slot for slot, score in scores if score.is_corrected][:1], words.corrected),
        (KeySign.TAKEN_OVER, [slot for slot, score in scores if score.is_taken_over][:1], words.taken_over),
    ]
    return [(sign, slots, text) for sign, slots, text in found if slots]


def inside_plot(plot: Box) -> Box:
    """Where text may stand within the plot."""
    return Box(plot.left + 4, plot.top + 3, plot.right - 4, plot.bottom - 6)
