"""Each person read in words: the sentence above the chart, and the facts under the four questions."""

from dataclasses import dataclass
from typing import Self

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
from koers.trajectories.presenters.drawing import slot_of
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.signals.reading import Points
from koers.trajectories.wording import courses, pages
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.points import course_words, held_words, says_something
from koers.trajectories.wording.sources import reason_for_no_score


@dataclass(frozen=True, slots=True)
class PersonReading:
    """One person above the chart. sentence: the one to remember; notes: smaller, below it."""

    name: str
    slot: int
    sentence: str
    notes: tuple[str, ...]

    @classmethod
    def of(cls, person: Person, yardstick: Yardstick, judged: str = "", remark: str = "") -> Self:
        """judged: what the rules found, then the sentence to remember, with the scores below it. Without it
        the scores speak for themselves. remark: what the rules could not say."""
        scores = scores_alone(person, yardstick) if judged else ""
        notes = [
            scores,
            remark,
            _area(person),
            _three_months(person, yardstick),
            _newest_without_score(person),
        ]
        return cls(
            name=listed_name(person.name),
            slot=slot_of(person.slot),
            sentence=judged or course_of(person, yardstick),
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


def scores_alone(person: Person, yardstick: Yardstick) -> str:
    """The scores since the start in one sentence, without question or praise: another sentence has those."""
    difference = since_start(person, yardstick)
    return courses.since_start_sentence(difference, is_bare=True) if difference else ""


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
    """Question 1: how many scores, and between which."""
    scored = person.scored
    if len(scored) < 2:
        return course_of(person, yardstick)
    values = [point.t for point in scored]
    return courses.scores_between(len(values), min(values), max(values), values[-1])


def fluctuation(person: Person, yardstick: Yardstick) -> str:
    """Whether the scores go up and down, by the scores alone (T57); empty when they do not."""
    scored = person.scored
    if not yardstick.is_fluctuating(scored):
        return ""
    recent = [point.t for point in scored if (scored[-1].on - point.on).days <= HALF_YEAR]
    return courses.fluctuating(min(recent), max(recent))


def previous_facts(person: Person, yardstick: Yardstick) -> str:
    """Question 3."""
    difference = since_previous(person, yardstick)
    return courses.since_previous_sentence(difference) if difference else str(pages.NO_PREVIOUS)


def readings_of(profile: Profile, points: Points | None = None) -> tuple[PersonReading, ...]:
    """Everybody of the profile, also who filled in nothing yet. points: what the rules found, if shown."""
    yardstick = Yardstick.of(profile.instrument)
    return tuple(PersonReading.of(person, yardstick, *_found(person, points)) for person in profile.persons)


def _found(person: Person, points: Points | None) -> tuple[str, str]:
    """The finding and, where there is none, the remark about it."""
    signal = points.by_person.get(person.parent_id) if points else None
    if points is None or signal is None or signal.kind == SignalKind.TOO_EARLY:
        return "", ""
    if points.is_held(signal):
        return held_words(signal), ""
    words = course_words(signal)
    return (words, "") if says_something(signal) else ("", words)
