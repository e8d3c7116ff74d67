"""The same facts as the chart, readable without it (T59)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from koers.trajectories.differences import Difference, Yardstick
from koers.trajectories.profiles import Person, Point, Profile
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.charts import CORRECTED
from koers.trajectories.wording.corrections import corrected_on
from koers.trajectories.wording.courses import CHANGE_IN_TABLE
from koers.trajectories.wording.dates import raw_number, short_day_of_year, signed, t_number
from koers.trajectories.wording.pages import left_open
from koers.trajectories.wording.sources import reason_for_no_score, source_name


@dataclass(frozen=True, slots=True)
class Row:
    day: str
    name: str
    score: str
    area: str
    source: str
    change: str
    correction: str = ""
    parent_id: UUID | None = None
    correct_id: UUID | None = None


def rows_of(profile: Profile) -> list[Row]:
    """Every list of every person, the newest first."""
    yardstick = Yardstick.of(profile.instrument)
    dated = [
        (point.on, person.slot, _row(person, point, changes.get(point.administration_id)))
        for person in profile.persons
        for changes in [_changes(person, yardstick)]
        for point in person.points
    ]
    return [row for _on, _slot, row in sorted(dated, key=lambda one: (-one[0].toordinal(), one[1]))]


def _changes(person: Person, yardstick: Yardstick) -> dict[object, Difference]:
    """Per list the difference with the same person's score before."""
    return {
        after.point.administration_id: yardstick.between(before, after)
        for before, after in pairwise(person.scored)
    }


def _row(person: Person, point: Point, change: Difference | None) -> Row:
    return Row(
        day=short_day_of_year(point.on),
        name=person.name,
        score=score_words(point),
        area=_area(point),
        source=", ".join(_source(point)),
        change=_change(point, change),
        correction=_correction(point),
        parent_id=person.parent_id,
        correct_id=point.correct_id,
    )


def score_words(point: Point) -> str:
    if point.t is not None:
        return t_number(point.t)
    if point.raw is not None:
        return _("raw %(raw)s") % {"raw": raw_number(point.raw)}
    return "–"


def _area(point: Point) -> str:
    if point.band is not None:
        return band_name(point.band)
    return _("no score: %(reason)s") % {"reason": reason_for_no_score(point.reason)}


def _source(point: Point) -> Iterator[str]:
    yield source_name(point.source)
    if point.is_corrected:
        yield str(CORRECTED)
    if point.n_missing:
        yield left_open(point.n_missing)


def _correction(point: Point) -> str:
    return corrected_on(point.corrected_on, point.correction_reason) if point.corrected_on else ""


def _change(point: Point, change: Difference | None) -> str:
    if point.t is None:
        return ""
    if change is None:
        return _("start")
    if change.points == 0:
        return "0"
    return str(CHANGE_IN_TABLE[change.weight]) % {"points": signed(change.points)}
