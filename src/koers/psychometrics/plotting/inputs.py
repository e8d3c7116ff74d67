"""What a chart is drawn from. Every text arrives translated: the core chooses where words stand, never
which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CourseShape(StrEnum):
    DECLINE = "decline"
    RISE_THEN_DECLINE = "rise_then_decline"
    STEADY = "steady"


class MarkKind(StrEnum):
    """Lanes under the time axis, in the order in which they are drawn."""

    CONVERSATION = "conversation"
    APPROACH = "approach"
    CHANGE = "change"
    EVENT = "event"
    NORM_GROUP = "norm_group"


@dataclass(frozen=True)
class PlottedScore:
    """One stored score. `t` is the unrounded T-score (any real number, lower is better); `words` is the whole
    sentence a screen reader says for the point, `band_name` the band in the instrument's words."""

    key: str
    on: date
    t: float
    words: str
    band_name: str = ""
    is_derived: bool = False
    is_corrected: bool = False
    is_taken_over: bool = False


@dataclass(frozen=True)
class ExpectedCourse:
    """The agreed shape, starting at T-score `t` on `since`. For RISE_THEN_DECLINE `until` is the day on which
    the rise is expected to end; for the other shapes it is the last day the expectation speaks about."""

    shape: CourseShape
    since: date
    t: float
    until: date | None = None


@dataclass(frozen=True)
class LevelPoint:
    """The 80 % interval of the smoothed level on one day, in T-scores."""

    on: date
    low_t: float
    high_t: float


@dataclass(frozen=True)
class PlottedPerson:
    """One respondent. `slot` (1-4) fixes marker, dash and colour for life; `scores` may be in any order."""

    name: str
    slot: int
    scores: tuple[PlottedScore, ...]
    missed: tuple[date, ...] = ()
    expected: ExpectedCourse | None = None
    level: tuple[LevelPoint, ...] = ()

    def __post_init__(self) -> None:
        if self.slot not in (1, 2, 3, 4):
            raise ValueError(
                f"A chart has four places for respondents, so slot must be 1 to 4, not {self.slot}."
            )


@dataclass(frozen=True)
class PlottedMark:
    """Something on the time line that is not a score; with `until` it lasts, without it is one day.
    `is_early`: it happened before the axis begins."""

    kind: MarkKind
    on: date
    label: str
    until: date | None = None
    is_early: bool = False


@dataclass(frozen=True)
class Border:
    """A band border of the norm version: the band named `above` begins at T-score `t`."""

    t: float
    above: str


class BorderSide(StrEnum):
    """Where a value outside the axis stands."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class ChartWords:
    """Every word in the figure. `lowest_band` names the band under the first border; `expected` gives the
    words beside an expected course for a respondent's name; soft hyphens (U+00AD) say where words may
    break."""

    title: str
    description: str
    lowest_band: str
    higher: str
    lower: str
    derived: str
    missed: str
    missed_by: Callable[[str, date], str]
    expected: Callable[[str], str]
    short_date: Callable[[date], str]
    full_date: Callable[[date], str]
    shown_t: Callable[[float], str]
    corrected: str
    taken_over: str
    level: str
    lanes: Mapping[MarkKind, str]
    norms_note: str = ""


@dataclass(frozen=True)
class ProfileChart:
    """The whole verloopprofiel of one family and index child. `planned_gap_days` > 0; `days` are further days
    that the date axis has to hold, for what is drawn below on the same axis; `since` is the start of care:
    marks and days before it and before the first list do not stretch the axis."""

    persons: tuple[PlottedPerson, ...]
    borders: tuple[Border, ...]
    words: ChartWords
    planned_gap_days: int = 30
    marks: tuple[PlottedMark, ...] = field(default=())
    days: tuple[date, ...] = ()
    since: date | None = None
