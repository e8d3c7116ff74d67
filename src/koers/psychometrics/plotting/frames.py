"""The fixed measures of the two layouts, and the sheet on which one chart is laid out."""

from dataclasses import dataclass

from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.inputs import ProfileChart
from koers.psychometrics.plotting.shapes import Box


@dataclass(frozen=True)
class Frame:
    """Widths in user units. Left to right: band words, score numbers ending at `axis_right`, the plot; dates
    keep `padding` from its sides, so that a marker never leaves it."""

    width: float
    words_width: float
    axis_right: float
    plot_left: float
    plot_height: float
    padding: float
    is_wide: bool


# 784 = the column of 840 px less its card's padding; 328 = a phone of 360 px less its margins (mocks 04 and
# 05).
WIDE = Frame(784, words_width=196, axis_right=222, plot_left=230, plot_height=300, padding=14, is_wide=True)
NARROW = Frame(328, words_width=92, axis_right=117, plot_left=123, plot_height=340, padding=12, is_wide=False)


@dataclass(frozen=True)
class Sheet:
    """One chart with its axes in place. `foot` is the y of the time axis: lower than the plot's bottom when
    values under the axis need room for their numbers."""

    chart: ProfileChart
    frame: Frame
    plot: Box
    time: TimeAxis
    score: ScoreAxis
    foot: float
