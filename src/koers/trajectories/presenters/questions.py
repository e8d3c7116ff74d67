"""The four reading questions with the facts that belong to each (T48)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from koers.families.wording import listed_name
from koers.trajectories.differences import Apart, Expected, Yardstick, between_persons, compare
from koers.trajectories.models import StoredSignal
from koers.trajectories.presenters.readings import course_facts, previous_facts
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import pages
from koers.trajectories.wording.expectations import NO_EXPECTATION, compared_words, expected_words
from koers.trajectories.wording.persons import difference_sentence
from koers.trajectories.wording.points import change_since_start, levels_apart


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
    """expected None: this reader may not see expectations, so question 4 is left out."""

    profile: Profile
    expected: Mapping[UUID, Expected] | None
    today: date
    signals: Mapping[UUID, StoredSignal] = field(default_factory=dict)

    def questions(self) -> list[Question]:
        yardstick = Yardstick.of(self.profile.instrument, self.profile.comparable_days)
        scored = self.profile.with_scores
        facts: dict[str, Iterator[Fact]] = {
            "course": (_about(one, course_facts(one, yardstick)) for one in self.profile.with_lists),
            "difference_between_parents": self._between(yardstick),
            "difference_with_last_time": (_about(one, previous_facts(one, yardstick)) for one in scored),
        }
        if self.expected is not None:
            facts["deviation_from_expectation"] = self._against(self.expected, yardstick)
        return [Question(name, str(pages.QUESTIONS[name]), tuple(lines)) for name, lines in facts.items()]

    def _between(self, yardstick: Yardstick) -> Iterator[Fact]:
        pairs = list(between_persons(self.profile.with_scores, yardstick))
        if not pairs:
            yield Fact("", str(pages.ONE_PERSON if self.profile.with_scores else pages.NO_SCORES))
        for pair in pairs:
            yield Fact("", f"{difference_sentence(pair)} {self._levels(pair)}".strip())

    def _levels(self, pair: Apart) -> str:
        """The difference of the two levels with its interval (T61)."""
        one, other = (self.signals.get(who.parent_id) for who in (pair.first, pair.second))
        return levels_apart(one, other, pair.second.name) if one and other and pair.difference else ""

    def _against(self, expected: Mapping[UUID, Expected], yardstick: Yardstick) -> Iterator[Fact]:
        for person in self.profile.with_scores:
            said = expected.get(person.parent_id)
            if said is None:
                yield _about(person, str(NO_EXPECTATION))
            else:
                yield _about(person, self._compared(said, person, yardstick))

    def _compared(self, said: Expected, person: Person, yardstick: Yardstick) -> str:
        comparison = compare(said, person, yardstick, today=self.today)
        signal = self.signals.get(person.parent_id)
        change = change_since_start(signal) if signal else ""
        return f"{expected_words(said)} {compared_words(said, comparison)} {change}".strip()


def _about(person: Person, sentence: str) -> Fact:
    return Fact(listed_name(person.name), sentence)
