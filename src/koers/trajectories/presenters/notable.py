"""Which outcomes are notable (T55): one source for each fact.

Where the rules judged a course, their notes speak of jumps, areas and going up and down; where nothing was
judged, the differences between raw scores do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from koers.psychometrics import SignalNote, is_silent
from koers.trajectories import estimates
from koers.trajectories.differences import (
    Apart,
    Expected,
    Verdict,
    Yardstick,
    between_persons,
    since_previous,
)
from koers.trajectories.estimates import Estimated
from koers.trajectories.items import LARGE_MOVE, Answers
from koers.trajectories.models import StoredSignal
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import notable
from koers.trajectories.wording.expectations import expectation_name
from koers.trajectories.wording.notable import Notable


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of one profile. signals: of whom there is one. last_lists: the newest list, of any kind, of who is
    still asked for lists."""

    profile: Profile
    expected: Mapping[UUID, Expected] = field(default_factory=dict)
    signals: Mapping[UUID, StoredSignal] = field(default_factory=dict)
    last_lists: Mapping[UUID, date] = field(default_factory=dict)

    def all(self, *, today: date) -> Iterator[Notable]:
        """In the order of the persons; the differences between them and who is silent after that."""
        yardstick = Yardstick.of(self.profile.instrument)
        for person in self.profile.with_scores:
            signal = self.signals.get(person.parent_id)
            yield from _noted(person, signal, yardstick) if signal else _since_last_time(person, yardstick)
            yield from self._unexpected(person, signal, yardstick)
        yield from self._apart(yardstick)
        yield from self._silent(today)

    def _unexpected(
        self, person: Person, signal: StoredSignal | None, yardstick: Yardstick
    ) -> Iterator[Notable]:
        said = self.expected.get(person.parent_id)
        if said is None:
            return
        found = estimates.against_expectation(said, person, signal, yardstick)
        if found.verdict is not Verdict.DIFFERS:
            return
        words = (expectation_name(said.shape), said.said_on)
        if isinstance(found, Estimated):
            yield notable.estimated_otherwise(person.name, found, words)
        elif found.difference:
            yield notable.against_expectation(person.name, found.difference, words)

    def _apart(self, yardstick: Yardstick) -> Iterator[Notable]:
        days = self.profile.comparable_days
        for pair in between_persons(self.profile.with_scores, yardstick, days=days):
            one, other = (self.signals.get(who.parent_id) for who in (pair.first, pair.second))
            if one and other:
                yield from _levels_apart(pair, one, other, days)
            elif pair.difference and pair.difference.is_reliable and yardstick.limit:
                yield notable.far_apart(pair, yardstick.limit, days)

    def _silent(self, today: date) -> Iterator[Notable]:
        """Silence can be something to talk about too (S30)."""
        interval = self.profile.interval_days
        for person in self.profile.with_lists:
            last = self.last_lists.get(person.parent_id)
            if last is not None and is_silent((today - last).days, interval):
                yield notable.silent(person.name, last, (today - last).days, interval)


def moved_questions(answers: Answers) -> Iterator[Notable]:
    """Whose single questions moved two or more answer steps; never which ones (T55)."""
    for one in answers.persons:
        n = one.large_moves(answers.instrument)
        if n:
            days = (one.lists[-2].on, one.lists[-1].on)
            yield notable.questions_moved(one.person.name, n, LARGE_MOVE, days)


# --- by the rules ---


def _noted(person: Person, signal: StoredSignal, yardstick: Yardstick) -> Iterator[Notable]:
    """What the rules noted beside the signal; it describes and never alarms (T57)."""
    difference = since_previous(person, yardstick)
    if difference and SignalNote.JUMP in signal.notes:
        yield notable.jumped(person.name, difference, signal.evidence)
    if difference and SignalNote.BAND_CHANGE in signal.notes:
        before, after = person.scored[-2].band, person.scored[-1].band
        yield notable.area_changed(person.name, (before, after), difference)
    if SignalNote.FLUCTUATING in signal.notes:
        yield notable.going_up_and_down(person.name, person.scored, signal.evidence["thresholds"])


def _levels_apart(pair: Apart, one: StoredSignal, other: StoredSignal, days: int) -> Iterator[Notable]:
    """Only while the newest lists can be laid side by side."""
    if pair.difference and estimates.are_apart(one, other, days=days):
        limit = one.evidence["thresholds"]["parents_apart"]
        yield notable.levels_far_apart(pair, estimates.apart(one, other), (limit, days))


# --- by raw scores ---


def _since_last_time(person: Person, yardstick: Yardstick) -> Iterator[Notable]:
    difference = since_previous(person, yardstick)
    if difference is None:
        return
    if difference.is_reliable and yardstick.limit:
        yield notable.large_jump(person.name, difference, yardstick.limit)
    before, after = person.scored[-2].band, person.scored[-1].band
    if before is not after:
        yield notable.area_changed(person.name, (before, after), difference)
