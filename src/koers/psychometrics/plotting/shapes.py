"""What a layout consists of: frozen objects whose every coordinate is a float in user units, y downward."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.inputs import BorderSide, MarkKind
from koers.psychometrics.plotting.lettering import ASCENT, DESCENT, LINE_HEIGHT, text_width

Point = tuple[float, float]
Points = tuple[Point, ...]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def overlaps(self, other: "Box") -> bool:
        apart_in_x = self.right <= other.left or other.right <= self.left
        apart_in_y = self.bottom <= other.top or other.bottom <= self.top
        return not (apart_in_x or apart_in_y)

    def holds(self, other: "Box") -> bool:
        inside_x = self.left <= other.left and other.right <= self.right
        return inside_x and self.top <= other.top and other.bottom <= self.bottom


class LabelKind(StrEnum):
    BAND = "band"
    AXIS = "axis"
    DIRECTION = "direction"
    NOTE = "note"
    NAME = "name"
    EXPECTED = "expected"
    DERIVED = "derived"
    OUTSIDE = "outside"
    DATE = "date"
    YEAR = "year"
    LANE = "lane"
    MARK = "mark"
    KEY = "key"


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Label:
    """Text on one or more lines. `x`, `y`: anchor and first baseline; `box`: what the ink can cover at most.
    `tail` is the value after a name; `slot` the respondent whose small marker stands before the text."""

    kind: LabelKind
    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor
    box: Box
    tail: str = ""
    slot: int | None = None


def label_width(lines: tuple[str, ...], tail: str = "") -> float:
    last = f"{lines[-1]} {tail}" if tail else lines[-1]
    return max(text_width(line) for line in (*lines[:-1], last))


def label_height(lines: tuple[str, ...]) -> float:
    return ASCENT + DESCENT + LINE_HEIGHT * (len(lines) - 1)


def make_label(kind: LabelKind, lines: tuple[str, ...], at: Point, anchor: Anchor, tail: str = "") -> Label:
    """A label whose first baseline stands at `at`."""
    x, y = at
    width = label_width(lines, tail)
    left = {Anchor.START: x, Anchor.MIDDLE: x - width / 2, Anchor.END: x - width}[anchor]
    box = Box(left, y - ASCENT, left + width, y - ASCENT + label_height(lines))
    return Label(kind, lines, x, y, anchor, box, tail)


@dataclass(frozen=True)
class Tint:
    box: Box
    level: int


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Polygon:
    slot: int
    points: Points


@dataclass(frozen=True)
class Run:
    """Part of a respondent's line, thin where planned measurements were missed; or their expected course."""

    slot: int
    points: Points
    is_thin: bool = False
    is_expected: bool = False


@dataclass(frozen=True)
class Tip:
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Marker:
    """One score. `t` is the real value, also when the marker stands at the edge (`outside`); `size` > 1 where
    another respondent's marker would hide this one."""

    key: str
    slot: int
    on: date
    t: float
    x: float
    y: float
    words: str
    tip: Tip
    outside: BorderSide | None = None
    is_derived: bool = False
    is_corrected: bool = False
    is_taken_over: bool = False
    size: float = 1.0


@dataclass(frozen=True)
class Missed:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Glyph:
    """A mark in a lane: a bar from `box.left` to `box.right`, or a sign in the middle of its box."""

    kind: MarkKind
    box: Box
    is_bar: bool
    words: str


class KeySign(StrEnum):
    MISSED = "missed"
    LEVEL = "level"
    CORRECTED = "corrected"
    TAKEN_OVER = "taken_over"
    DERIVED = "derived"


@dataclass(frozen=True)
class KeyEntry:
    sign: KeySign
    x: float
    y: float
    slot: int


@dataclass(frozen=True)
class ProfileLayout:
    """Layers from back to front, as they must be painted."""

    width: float
    height: float
    plot: Box
    time: TimeAxis
    score: ScoreAxis
    tints: tuple[Tint, ...]
    guides: tuple[Rule, ...]
    borders: tuple[Rule, ...]
    gutter_borders: tuple[Rule, ...]
    bands: tuple[Polygon, ...]
    expectations: tuple[Run, ...]
    ticks: tuple[Rule, ...]
    runs: tuple[Run, ...]
    missed: tuple[Missed, ...]
    markers: tuple[Marker, ...]
    leaders: tuple[Rule, ...]
    lane_rules: tuple[Rule, ...]
    glyphs: tuple[Glyph, ...]
    key: tuple[KeyEntry, ...]
    labels: tuple[Label, ...]
