"""The four reading questions with the facts that belong to each (T48)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from koers.families.wording import listed_name
from koers.organisations.models import SignalExtent
from koers.trajectories import estimates
from koers.trajectories.differences import Apart, Expected, Yardstick, between_persons
from koers.trajectories.models import StoredSignal
from koers.trajectories.presenters.readings import course_facts, fluctuation, previous_facts
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import pages
from koers.trajectories.wording.expectations import (
    COMPARE_YOURSELF,
    NO_EXPECTATION,
    expected_words,
    held_against,
)
from koers.trajectories.wording.persons import difference_sentence, levels_apart


@dataclass(frozen=True, slots=True)
class Fact:
    """name: about whom, empty when the sentence says so itself."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Question:
    """field: the name of its note."""

    field: str
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """expected None: this reader may not see expectations, so question 4 is left out.

    signals: of whom there is one; extent: how far the organisation lets Koers go (S9).
    """

    profile: Profile
    expected: Mapping[UUID, Expected] | None
    signals: Mapping[UUID, StoredSignal] = field(default_factory=dict)
    extent: SignalExtent = SignalExtent.FULL

    def questions(self) -> list[Question]:
        yardstick = Yardstick.of(self.profile.instrument)
        scored = self.profile.with_scores
        facts: dict[str, Iterator[Fact]] = {
            "course": (_about(one, self._course(one, yardstick)) for one in self.profile.with_lists),
            "difference_between_parents": self._between(yardstick),
            "difference_with_last_time": (_about(one, previous_facts(one, yardstick)) for one in scored),
        }
        if self.expected is not None:
            facts["deviation_from_expectation"] = self._against(self.expected, yardstick)
        return [Question(name, str(pages.QUESTIONS[name]), tuple(lines)) for name, lines in facts.items()]

    def _course(self, person: Person, yardstick: Yardstick) -> str:
        """Going up and down is described here only where the rules did not look at it."""
        facts = course_facts(person, yardstick)
        if self.extent == SignalExtent.OFF or person.parent_id in self.signals:
            return facts
        return f"{facts} {fluctuation(person, yardstick)}".strip()

    def _between(self, yardstick: Yardstick) -> Iterator[Fact]:
        days = self.profile.comparable_days
        pairs = list(between_persons(self.profile.with_scores, yardstick, days=days))
        if not pairs:
            yield Fact("", str(pages.ONE_PERSON if self.profile.with_scores else pages.NO_SCORES))
        for pair in pairs:
            yield Fact("", f"{difference_sentence(pair)} {self._levels(pair)}".strip())

    def _levels(self, pair: Apart) -> str:
        """Beside the raw scores (T61); nothing when these cannot be compared, or nothing was estimated."""
        one, other = (self.signals.get(who.parent_id) for who in (pair.first, pair.second))
        if not (one and other and pair.difference):
            return ""
        return levels_apart(estimates.apart(one, other), pair.second.name)

    def _against(self, expected: Mapping[UUID, Expected], yardstick: Yardstick) -> Iterator[Fact]:
        for person in self.profile.with_scores:
            said = expected.get(person.parent_id)
            if said is None:
                yield _about(person, str(NO_EXPECTATION))
            else:
                yield _about(person, self._compared(said, person, yardstick))

    def _compared(self, said: Expected, person: Person, yardstick: Yardstick) -> str:
        if self.extent == SignalExtent.OFF:
            return f"{expected_words(said)} {COMPARE_YOURSELF}"
        signal = self.signals.get(person.parent_id)
        found = estimates.against_expectation(said, person, signal, yardstick)
        return f"{expected_words(said)} {held_against(said, found)}".strip()


def _about(person: Person, sentence: str) -> Fact:
    return Fact(listed_name(person.name), sentence)
