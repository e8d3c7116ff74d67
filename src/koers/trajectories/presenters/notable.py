"""Which outcomes are notable, as far as differences between raw scores go (T55)."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from uuid import UUID

from koers.trajectories.differences import (
    Expected,
    Verdict,
    Yardstick,
    between_persons,
    compare,
    since_previous,
)
from koers.trajectories.items import LARGE_MOVE, Answers
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import notable
from koers.trajectories.wording.expectations import expectation_name
from koers.trajectories.wording.notable import Notable


def notable_outcomes(profile: Profile, expected: Mapping[UUID, Expected], *, today: date) -> list[Notable]:
    """In the order of the persons; the differences between them after that."""
    yardstick = Yardstick.of(profile.instrument, profile.comparable_days)
    of_persons = [
        chain(_since_last_time(person, yardstick), _unexpected(person, expected, yardstick, today))
        for person in profile.with_scores
    ]
    return [*chain.from_iterable(of_persons), *_far_apart(profile, yardstick)]


def moved_questions(answers: Answers) -> Iterator[Notable]:
    """Whose single questions moved two or more answer steps; never which ones (T55)."""
    for one in answers.persons:
        n = one.large_moves(answers.instrument)
        if n:
            days = (one.lists[-2].on, one.lists[-1].on)
            yield notable.questions_moved(one.person.name, n, LARGE_MOVE, days)


def _since_last_time(person: Person, yardstick: Yardstick) -> Iterator[Notable]:
    difference = since_previous(person, yardstick)
    if difference is None:
        return
    if difference.is_reliable and yardstick.limit:
        yield notable.large_jump(person.name, difference, yardstick.limit)
    before, after = person.scored[-2].band, person.scored[-1].band
    if before is not after:
        yield notable.area_changed(person.name, (before, after), difference)


def _unexpected(
    person: Person, expected: Mapping[UUID, Expected], yardstick: Yardstick, today: date
) -> Iterator[Notable]:
    said = expected.get(person.parent_id)
    if said is None:
        return
    comparison = compare(said, person, yardstick, today=today)
    if comparison.verdict is Verdict.DIFFERS and comparison.difference:
        yield notable.against_expectation(
            person.name, expectation_name(said.shape), comparison.difference, said.said_on
        )


def _far_apart(profile: Profile, yardstick: Yardstick) -> Iterator[Notable]:
    for apart in between_persons(profile.with_scores, yardstick):
        if apart.difference and apart.difference.is_reliable and yardstick.limit:
            yield notable.far_apart(apart, yardstick.limit, yardstick.comparable_days)
