"""The small course in a caseload row: every row has the same time and score scale, so rows compare by eye."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.courses import in_date_order, is_gap
from koers.psychometrics.plotting.inputs import BorderSide, PlottedPerson
from koers.psychometrics.plotting.shapes import Points, Rule, Run

# 45-78 instead of 40-80 makes a change of 5 T visible in a row of 44 px; what lies outside stands at the edge
# with an arrow, and the row's words carry the number.
MINI_LOWEST_T = 45.0
MINI_HIGHEST_T = 78.0
SIDE = 8.0
ARROW_SIDE = 15.0  # an arrow stands right of a last marker at the edge: over it there is no room
EDGE = 7.0


@dataclass(frozen=True)
class MiniFrame:
    """The period all rows share, and the size of the picture in user units."""

    first: date
    last: date
    border_t: float | None
    planned_gap_days: int = 30
    width: float = 96.0
    height: float = 40.0


@dataclass(frozen=True)
class MiniLayout:
    """`end` is the place of the last score, None when there is none in the period."""

    width: float
    height: float
    slot: int
    border: Rule | None
    runs: tuple[Run, ...]
    end: tuple[float, float] | None
    outside: BorderSide | None


def lay_out_mini_course(person: PlottedPerson, frame: MiniFrame) -> MiniLayout:
    """The scores of one respondent within the frame's period; `first` must lie before `last`."""
    time = TimeAxis(frame.first, frame.last, SIDE, frame.width - ARROW_SIDE)
    score = ScoreAxis(EDGE, frame.height - EDGE, MINI_LOWEST_T, MINI_HIGHEST_T)
    shown = [one for one in in_date_order(person.scores) if frame.first <= one.on <= frame.last]
    spots = [(time.x(one.on), score.clipped_y(one.t)) for one in shown]
    border = None
    if frame.border_t is not None:
        y = score.clipped_y(frame.border_t)
        border = Rule(0.0, y, frame.width, y)
    gaps = [is_gap(person, one.on, other.on, frame.planned_gap_days) for one, other in pairwise(shown)]
    return MiniLayout(
        width=frame.width,
        height=frame.height,
        slot=person.slot,
        border=border,
        runs=tuple(_runs(person.slot, spots, gaps)),
        end=spots[-1] if spots else None,
        outside=score.side(shown[-1].t) if shown else None,
    )


def _runs(slot: int, spots: Sequence[tuple[float, float]], gaps: Sequence[bool]) -> list[Run]:
    """Consecutive points joined; a gap is a thin run of its own."""
    found: list[Run] = []
    for (start, end), is_thin in zip(pairwise(spots), gaps, strict=True):
        step: Points = (start, end)
        if found and not is_thin and not found[-1].is_thin:
            found[-1] = Run(slot, (*found[-1].points, end), is_thin=False)
        else:
            found.append(Run(slot, step, is_thin))
    return found
