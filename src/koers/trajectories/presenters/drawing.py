"""From the facts of a profile to its figure, twice: for a wide and for a narrow place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from django.utils.safestring import SafeString

from koers.psychometrics import Band, Direction
from koers.psychometrics.plotting import (
    NARROW,
    WIDE,
    Border,
    ChartWords,
    CourseShape,
    ExpectedCourse,
    Frame,
    LevelPoint,
    MarkKind,
    PlottedMark,
    PlottedPerson,
    PlottedScore,
    ProfileChart,
    ProfileLayout,
    lay_out_profile,
)
from koers.trajectories.chart import Figure, profile_svg
from koers.trajectories.chart_signs import SCREEN_INK, Ink
from koers.trajectories.differences import Expected
from koers.trajectories.marks import Mark
from koers.trajectories.profiles import NormChange, Person, Profile
from koers.trajectories.wording import charts
from koers.trajectories.wording.bands import BAND_NAMES_IN_GUTTER, HIGHER_MEANS, LOWER_MEANS, band_name
from koers.trajectories.wording.dates import short_day, short_day_of_year, t_number

SLOTS = 4  # marker, dash and colour exist for four (UX § 6.3)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one figure is made of. description: the reading sentences, for whoever cannot see it.
    days: further days on the date axis, of what stands under the figure. levels: the band behind the dots.
    since: the start of care; what happened before it and before the first list stands at the left edge."""

    profile: Profile
    expected: Mapping[UUID, Expected]
    marks: Sequence[Mark]
    description: str
    days: tuple[date, ...] = ()
    levels: Mapping[UUID, tuple[LevelPoint, ...]] = field(default_factory=dict)
    since: date | None = None

    @property
    def persons(self) -> tuple[Person, ...]:
        """Who is drawn: the first four slots; one person alone always is."""
        with_scores = self.profile.with_scores
        return tuple(person for person in with_scores if person.slot <= SLOTS) or with_scores[:1]

    def svg(self, *, frame: Frame, element_id: str, ink: Ink = SCREEN_INK, margin: float = 0.0) -> SafeString:
        """One <svg> element. Raises ValueError when nobody has a T-score."""
        chart = self._chart()
        variant = "wide" if frame.is_wide else "narrow"
        words = chart.words
        figure = Figure(element_id, words.title, words.description, variant, ink, margin)
        return profile_svg(lay_out_profile(chart, frame), figure)

    def plot(self, frame: Frame) -> ProfileLayout:
        """Where the figure's own date axis stands, for what is drawn under it."""
        return lay_out_profile(self._chart(), frame)

    def _chart(self) -> ProfileChart:
        return ProfileChart(
            persons=tuple(self._plotted(person) for person in self.persons),
            borders=self._borders(),
            words=self._words(),
            planned_gap_days=self.profile.interval_days,
            marks=(*_plotted_marks(self.marks), *_norm_marks(self.profile.norm_changes)),
            days=self.days,
            since=self.since,
        )

    def _plotted(self, person: Person) -> PlottedPerson:
        return PlottedPerson(
            name=person.name,
            slot=slot_of(person.slot),
            scores=tuple(
                PlottedScore(
                    key=str(scored.point.administration_id),
                    on=scored.on,
                    t=scored.t,
                    words=charts.point_words(person.name, scored),
                    band_name=band_name(scored.band),
                    is_derived=scored.point.is_derived,
                    is_taken_over=scored.point.is_taken_over,
                    is_corrected=scored.point.is_corrected,
                )
                for scored in person.scored
            ),
            missed=person.missed,
            expected=self._expected(person),
            level=self.levels.get(person.parent_id, ()),
        )

    def _expected(self, person: Person) -> ExpectedCourse | None:
        """The shape from the start on. Its slopes are drawn for lists on which a decline is downward."""
        expected = self.expected.get(person.parent_id)
        is_upward_worse = self.profile.instrument.direction is Direction.HIGHER_IS_WORSE
        if expected is None or expected.shape.value not in set(CourseShape) or not is_upward_worse:
            return None
        start = person.scored[0]
        return ExpectedCourse(CourseShape(expected.shape.value), start.on, start.t, expected.rise_until)

    def _borders(self) -> tuple[Border, ...]:
        return tuple(
            Border(border.from_t, str(BAND_NAMES_IN_GUTTER[border.band]))
            for border in self.profile.instrument.borders.for_scale(self.profile.instrument.primary_scale.id)
        )

    def _words(self) -> ChartWords:
        instrument = self.profile.instrument
        days = [scored.on for person in self.persons for scored in person.scored]
        return ChartWords(
            title=charts.title(min(days), max(days)),
            description=self.description,
            lowest_band=self._lowest_band(),
            higher=str(HIGHER_MEANS[instrument.direction]),
            lower=str(LOWER_MEANS[instrument.direction]),
            derived=str(charts.DERIVED),
            missed=str(charts.MISSED),
            missed_by=charts.missed_by,
            expected=charts.expected_of,
            short_date=short_day,
            full_date=short_day_of_year,
            shown_t=t_number,
            corrected=str(charts.CORRECTED),
            taken_over=str(charts.TAKEN_OVER),
            level=str(charts.LEVEL),
            lanes={kind: str(name) for kind, name in charts.LANES.items()},
            norms_note=str(charts.EXAMPLE_NORMS) if instrument.fictitious else "",
        )

    def _lowest_band(self) -> str:
        instrument = self.profile.instrument
        borders = instrument.borders.for_scale(instrument.primary_scale.id)
        if not borders:
            return ""
        is_worst = instrument.direction is Direction.HIGHER_IS_BETTER
        return str(BAND_NAMES_IN_GUTTER[borders[0].band if is_worst else Band.NONE])


def slot_of(slot: int) -> int:
    """Marker, dash and colour of a slot; the fifth person wears those of the first, and is drawn alone."""
    return (slot - 1) % SLOTS + 1


def _plotted_marks(marks: Sequence[Mark]) -> list[PlottedMark]:
    return [PlottedMark(mark.kind, mark.on, mark.label, mark.until) for mark in marks]


def _norm_marks(changes: Sequence[NormChange]) -> list[PlottedMark]:
    return [
        PlottedMark(
            MarkKind.NORM_GROUP,
            change.on,
            charts.norm_change(change.group, is_new_version=change.is_new_version),
        )
        for change in changes
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    """The same figure laid out for a wide and for a narrow place; the stylesheet shows one."""

    wide: SafeString
    narrow: SafeString

    @classmethod
    def of(cls, drawing: Drawing, ink: Ink = SCREEN_INK, *, suffix: str = "") -> Self:
        """suffix: makes the ids of a second figure on one page its own."""
        return cls(
            wide=drawing.svg(frame=WIDE, element_id=f"chart-wide{suffix}", ink=ink),
            narrow=drawing.svg(frame=NARROW, element_id=f"chart-narrow{suffix}", ink=ink),
        )
