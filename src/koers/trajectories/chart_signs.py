"""Shapes, dashes and colours of the chart (UX 6.2 and 6.3).

Colours are written into the drawing because a stand-alone file and the PDF renderer read no stylesheet; on a
page css/chart.css puts the reader's theme over them.
"""

from dataclasses import dataclass

from koers.psychometrics.plotting.inputs import MarkKind
from koers.psychometrics.plotting.shapes import KeySign


@dataclass(frozen=True)
class Ink:
    """The colours of one drawing."""

    paper: str
    text: str
    muted: str
    line: str
    rule: str
    action: str
    selected: str
    focus: str
    tints: tuple[str, str]
    series: tuple[str, str, str, str]


SCREEN_INK = Ink(
    paper="#FFFFFF",
    text="#1B262C",
    muted="#3F4C54",
    line="#54636C",
    rule="#C2CCD1",
    action="#0B4A5C",
    selected="#DBEBEF",
    focus="#5B2170",
    tints=("#F3F6F7", "#E9EEF0"),
    series=("#2060BC", "#B3410A", "#140A30", "#916577"),
)
PRINT_INK = Ink(
    paper="#FFFFFF",
    text="#000000",
    muted="#000000",
    line="#000000",
    rule="#000000",
    action="#000000",
    selected="#FFFFFF",
    focus="#000000",
    tints=("#FFFFFF", "#FFFFFF"),
    series=("#000000", "#000000", "#000000", "#000000"),
)

# Drawn round (0, 0), so that a marker's place is its translation; half a unit wider than 11 px, because the
# halo takes that half.
MARKERS = {
    1: "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z",
    2: "M-5.5 -5.5H5.5V5.5H-5.5Z",
    3: "M0 -7L6.6 5H-6.6Z",
    4: "M0 -7L7 0L0 7L-7 0Z",
}
DASHES = {1: "", 2: "10 5", 3: "10 4 2 4", 4: "4 3"}
MINI_DASHES = {1: "", 2: "5 3", 3: "6 2 1.5 2", 4: "2.5 2"}  # a small course is often only 30 px long
OPEN_SLOT = 4  # the diamond is always open; a derived one gets a dot instead

ARROW_UP = "M-4.5 -10.5L0 -15L4.5 -10.5"
ARROW_DOWN = "M-4.5 10.5L0 15L4.5 10.5"
MINI_UP = "M8 2L11 -1.5L14 2"
MINI_DOWN = "M8 -2L11 1.5L14 -2"
CORRECTED_BAR = "M-6 10.5H6"
TAKEN_OVER_BAR = "M-6 -10.5H6"

# 18 x 18 round (0, 0)
GLYPHS = {
    MarkKind.CONVERSATION: "M-8 -7H8V4H-1.5L-5.5 8V4H-8Z",
    MarkKind.CHANGE: "M-7 5H-1.5L3.5 -5H7M4 -8L7.5 -5L4 -2",
    MarkKind.EVENT: "M-5 8.5V-7.5H6.5L3.5 -3.5L6.5 0.5H-5",
    MarkKind.NORM_GROUP: "M-2.5 -8V8M2.5 -8V8",
    MarkKind.APPROACH: "M-8 0H8",
}
FILLED_GLYPHS = frozenset({MarkKind.CONVERSATION})

KEY_SIGNS = {
    KeySign.MISSED: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z",
    KeySign.LEVEL: "M-7 -6H7V6H-7Z",
    KeySign.CORRECTED: "M-6 4.5H6M-4 -2A4 4 0 1 0 4 -2A4 4 0 1 0 -4 -2Z",
    KeySign.TAKEN_OVER: "M-6 -5.5H6M-4 2A4 4 0 1 0 4 2A4 4 0 1 0 -4 2Z",
}
