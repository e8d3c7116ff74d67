"""Each person read in words: the sentence above the chart, and the facts under the four questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from koers.families.wording import listed_name
from koers.psychometrics import SignalKind
from koers.trajectories.differences import (
    HALF_YEAR,
    Stage,
    Yardstick,
    over_three_months,
    since_previous,
    since_start,
    stage_of,
)
from koers.trajectories.models import StoredSignal
from koers.trajectories.presenters.drawing import slot_of
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import courses, pages
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.points import course_words
from koers.trajectories.wording.sources import reason_for_no_score


@dataclass(frozen=True, slots=True)
class PersonReading:
    """One person above the chart. sentence: the one to remember; notes: smaller, below it."""

    name: str
    slot: int
    sentence: str
    notes: tuple[str, ...]

    @classmethod
    def of(cls, person: Person, yardstick: Yardstick, signal: StoredSignal | None = None) -> Self:
        said = course_words(signal) if signal is not None and signal.kind != SignalKind.TOO_EARLY else ""
        notes = [said, _area(person), _three_months(person, yardstick), _newest_without_score(person)]
        return cls(
            name=listed_name(person.name),
            slot=slot_of(person.slot),
            sentence=course_of(person, yardstick),
            notes=tuple(note for note in notes if note),
        )

    @property
    def as_text(self) -> str:
        return f"{self.name}: {self.sentence}"


def course_of(person: Person, yardstick: Yardstick) -> str:
    """The sentence about one person, also when there is no score (U32)."""
    stage = stage_of(person)
    if stage is Stage.NO_LIST:
        return str(courses.NO_LIST)
    if stage is Stage.NO_SCORE:
        return courses.no_score_yet(reason_for_no_score(person.points[-1].reason))
    return courses.course_sentence(stage, since_start(person, yardstick), person.scored[-1].t)


def _area(person: Person) -> str:
    scored = person.scored
    if not scored:
        return ""
    then, now = band_name(scored[0].band), band_name(scored[-1].band)
    return courses.area_then_and_now(then, now, is_first=len(scored) == 1)


def _three_months(person: Person, yardstick: Yardstick) -> str:
    difference = over_three_months(person, yardstick)
    return courses.three_months_sentence(difference) if difference else ""


def _newest_without_score(person: Person) -> str:
    """A list that came after the last score and has none: silence about it would look like a lost list."""
    newest = person.points[-1] if person.points else None
    if newest is None or newest.t is not None or not person.scored:
        return ""
    return pages.list_without_score(newest.on, reason_for_no_score(newest.reason))


def course_facts(person: Person, yardstick: Yardstick) -> str:
    """Question 1: how many scores, between which, and whether they go up and down (T57)."""
    scored = person.scored
    if len(scored) < 2:
        return course_of(person, yardstick)
    values = [point.t for point in scored]
    facts = courses.scores_between(len(values), min(values), max(values), values[-1])
    if not yardstick.is_fluctuating(scored):
        return facts
    recent = [point.t for point in scored if (scored[-1].on - point.on).days <= HALF_YEAR]
    return f"{facts} {courses.fluctuating(min(recent), max(recent))}"


def previous_facts(person: Person, yardstick: Yardstick) -> str:
    """Question 3."""
    difference = since_previous(person, yardstick)
    return courses.since_previous_sentence(difference) if difference else str(pages.NO_PREVIOUS)


def readings_of(
    profile: Profile, signals: Mapping[UUID, StoredSignal] | None = None
) -> tuple[PersonReading, ...]:
    """Everybody of the profile, also who filled in nothing yet. signals: of whom there is one, as judged."""
    yardstick = Yardstick.of(profile.instrument)
    known = signals or {}
    return tuple(
        PersonReading.of(person, yardstick, known.get(person.parent_id)) for person in profile.persons
    )
