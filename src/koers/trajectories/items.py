"""The answers behind the scores: each question over time, per person (T54)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from koers.measurements.models import Score
from koers.psychometrics import Direction, Instrument, Item
from koers.trajectories.profiles import Person, Profile

LARGE_MOVE = 2  # answer steps from one list to the next that are worth a look (T55)


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The answers of one list, by item; None was left open."""

    on: date
    answers: Mapping[str, int | None]
    is_derived: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One question from one list to the next. steps: by the order of the options, up is a higher answer."""

    steps: int
    since: date


@dataclass(frozen=True)
class PersonAnswers:
    """lists ascend in date; without_answers: days of which a former system gave a score alone."""

    person: Person
    lists: tuple[FilledIn, ...]
    without_answers: tuple[date, ...]

    def move(self, item: Item, instrument: Instrument) -> Move | None:
        """From the list before to the newest. None: there is no other list, or the item was open in one."""
        if len(self.lists) < 2:
            return None
        before, after = self.lists[-2:]
        old, new = before.answers.get(item.id), after.answers.get(item.id)
        if old is None or new is None:
            return None
        places = {value: place for place, value in enumerate(sorted(one.value for one in instrument.options))}
        return Move(places[new] - places[old], before.on)

    def large_moves(self, instrument: Instrument) -> int:
        """How many questions moved two or more answer steps since the list before."""
        moves = [self.move(item, instrument) for item in instrument.items]
        return sum(abs(move.steps) >= LARGE_MOVE for move in moves if move)


@dataclass(frozen=True)
class Answers:
    """The answers of everybody of one profile, in the order of their slots."""

    instrument: Instrument
    persons: tuple[PersonAnswers, ...]

    @classmethod
    def of(cls, profile: Profile, scores: Iterable[Score]) -> Self:
        """For who may read answers. scores: those that the profile was put together from."""
        answers = {score.administration.pk: score.administration.answers for score in scores}
        persons = tuple(_of(person, answers) for person in profile.with_lists)
        return cls(profile.instrument, persons)

    def changed_most_first(self) -> list[Item]:
        """By the largest move of anybody; equal ones in the order of the list."""
        return sorted(self.instrument.items, key=lambda item: -self._largest(item))

    def _largest(self, item: Item) -> int:
        moves = [one.move(item, self.instrument) for one in self.persons]
        return max((abs(move.steps) for move in moves if move), default=0)


def _of(person: Person, answers: Mapping[UUID, Mapping[str, int | None] | None]) -> PersonAnswers:
    filled = [
        FilledIn(point.on, given, point.is_derived, point.is_corrected)
        for point in person.points
        if (given := answers.get(point.administration_id)) is not None
    ]
    without = tuple(point.on for point in person.points if point.is_taken_over)
    return PersonAnswers(person, tuple(filled), without)


def high_answer_is_burden(item: Item, instrument: Instrument) -> bool:
    """A positively worded question of a list on which high scores mean stress is scored in reverse."""
    return (instrument.direction is Direction.HIGHER_IS_WORSE) != item.reversed
