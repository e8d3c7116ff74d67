"""What raw T-scores say: since the start, since last time, between persons, against the expectation.

Everything here is a difference with the measurement error of the list beside it. How sure one may be of a
level or a trend is another question, which needs a model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from math import sqrt

from koers.psychometrics import Direction, Instrument, is_reliable, reliable_limit, shown_t
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.profiles import COMPARABLE_DAYS, Person, ScoredPoint

FEWEST_SCORES = 3  # SIGNALS § 3, TOO_EARLY
FEWEST_DAYS = 75
THREE_MONTHS = 91
THREE_MONTHS_FROM, THREE_MONTHS_TO = 75, 121  # a monthly list comes up to a fortnight early or late
HALF_YEAR = 183
FLUCTUATING_CONFIDENCE = 0.90  # SIGNALS § 3, FLUCTUATING


class Turn(StrEnum):
    FELL = "fell"
    ROSE = "rose"
    SAME = "same"


class Weight(StrEnum):
    """Against the measurement error of the list."""

    RELIABLE = "reliable"
    MAY_BE_CHANCE = "may_be_chance"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How much of a course there is to speak of."""

    NO_LIST = "no_list"
    NO_SCORE = "no_score"
    ONE = "one"
    TOO_EARLY = "too_early"
    COURSE = "course"


class Verdict(StrEnum):
    """The expectation next to the observed course (T47)."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two scores, unrounded. `turn` is about the numbers as shown, `weight` about the unrounded ones."""

    before: float
    after: float
    weight: Weight
    is_better: bool
    before_on: date
    after_on: date

    @property
    def turn(self) -> Turn:
        before, after = shown_t(self.before), shown_t(self.after)
        if before == after:
            return Turn.SAME
        return Turn.FELL if after < before else Turn.ROSE

    @property
    def points(self) -> int:
        """As people would subtract the two numbers they see."""
        return shown_t(self.after) - shown_t(self.before)

    @property
    def is_reliable(self) -> bool:
        return self.weight is Weight.RELIABLE


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a difference is held against: error and direction of one list."""

    sem: float | None
    direction: Direction

    @classmethod
    def of(cls, instrument: Instrument) -> "Yardstick":
        return cls(instrument.sem or None, instrument.direction)

    @property
    def limit(self) -> float | None:
        """Smallest reliable difference in T points at 95 %; None when the error is not known."""
        return reliable_limit(self.sem) if self.sem else None

    def between(self, before: ScoredPoint, after: ScoredPoint) -> Difference:
        worse_is_up = self.direction is Direction.HIGHER_IS_WORSE
        return Difference(
            before=before.t,
            after=after.t,
            weight=self._weight(before.t, after.t),
            is_better=(after.t < before.t) is worse_is_up and after.t != before.t,
            before_on=before.on,
            after_on=after.on,
        )

    def _weight(self, before: float, after: float) -> Weight:
        if not self.sem:
            return Weight.UNKNOWN
        return Weight.RELIABLE if is_reliable(before, after, sem=self.sem) else Weight.MAY_BE_CHANCE

    def is_fluctuating(self, points: Sequence[ScoredPoint]) -> bool:
        """A reliable rise and a reliable fall, from any score to a later one, in the last half year."""
        if not self.sem or not points:
            return False
        recent = [point.t for point in points if (points[-1].on - point.on).days <= HALF_YEAR]
        moves = [
            after - before
            for before, after in combinations(recent, 2)
            if is_reliable(before, after, sem=self.sem, confidence=FLUCTUATING_CONFIDENCE)
        ]
        return any(move > 0 for move in moves) and any(move < 0 for move in moves)


def stage_of(person: Person) -> Stage:
    scored = person.scored
    if not scored:
        return Stage.NO_SCORE if person.points else Stage.NO_LIST
    if len(scored) == 1:
        return Stage.ONE
    is_early = len(scored) < FEWEST_SCORES or (scored[-1].on - scored[0].on).days < FEWEST_DAYS
    return Stage.TOO_EARLY if is_early else Stage.COURSE


def since_start(person: Person, yardstick: Yardstick) -> Difference | None:
    scored = person.scored
    return yardstick.between(scored[0], scored[-1]) if len(scored) > 1 else None


def since_previous(person: Person, yardstick: Yardstick) -> Difference | None:
    scored = person.scored
    return yardstick.between(scored[-2], scored[-1]) if len(scored) > 1 else None


def over_three_months(person: Person, yardstick: Yardstick) -> Difference | None:
    """From the score nearest to three months before the last one; None when none stands near enough, or when
    that is the start, of which another sentence speaks."""
    scored = person.scored
    if len(scored) < FEWEST_SCORES:
        return None
    wanted = scored[-1].on - timedelta(days=THREE_MONTHS)
    nearest = min(scored[:-1], key=lambda point: abs((point.on - wanted).days))
    days = (scored[-1].on - nearest.on).days
    if nearest is scored[0] or not THREE_MONTHS_FROM <= days <= THREE_MONTHS_TO:
        return None
    return yardstick.between(nearest, scored[-1])


@dataclass(frozen=True, slots=True)
class Apart:
    """Two persons compared. difference None: their newest scores lie too far apart in time."""

    first: Person
    second: Person
    first_on: date
    second_on: date
    difference: Difference | None


def between_persons(
    persons: Sequence[Person], yardstick: Yardstick, *, days: int = COMPARABLE_DAYS
) -> Iterator[Apart]:
    """Every pair of persons with scores, by their newest score (T61). days: how far apart these may lie."""
    for first, second in combinations([person for person in persons if person.scored], 2):
        one, other = first.scored[-1], second.scored[-1]
        is_near = abs((one.on - other.on).days) <= days
        is_near = is_near and one.point.version_id == other.point.version_id
        difference = yardstick.between(other, one) if is_near else None
        yield Apart(first, second, one.on, other.on, difference)


@dataclass(frozen=True, slots=True)
class Comparison:
    """difference None: nothing to compare yet, by lack of scores or because nothing was predicted."""

    verdict: Verdict
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What was expected for one person, as stored."""

    shape: ExpectedCourse
    said_on: date
    author: str
    text: str = ""
    rise_until: date | None = None


def compare(expected: Expected, person: Person, yardstick: Yardstick, *, today: date) -> Comparison:
    """Whether the observed course agrees with the expected one, as far as differences beyond chance say."""
    predicts = expected.shape not in {ExpectedCourse.DONT_KNOW, ExpectedCourse.OTHER}
    if not predicts or stage_of(person) is not Stage.COURSE:
        return Comparison(Verdict.NOT_YET, None)
    whole = since_start(person, yardstick)
    if whole is None or whole.weight is Weight.UNKNOWN:
        return Comparison(Verdict.NOT_YET, whole)
    if expected.shape is ExpectedCourse.RISE_THEN_DECLINE:
        return Comparison(_rise_then_decline(expected, person, yardstick, today=today), whole)
    if expected.shape is ExpectedCourse.STEADY:
        return Comparison(_steady(whole, yardstick), whole)
    if not whole.is_reliable:
        return Comparison(Verdict.NOT_YET, whole)
    return Comparison(Verdict.AGREES if whole.is_better else Verdict.DIFFERS, whole)


def _steady(whole: Difference, yardstick: Yardstick) -> Verdict:
    """Equal within one standard error of a difference; between that and a reliable one nothing is said.

    Not reliably different is not the same as equal: 58 to 71 may be chance and yet be no steady course.
    """
    if whole.is_reliable:
        return Verdict.DIFFERS
    error = sqrt(2) * (yardstick.sem or 0.0)
    return Verdict.AGREES if abs(whole.after - whole.before) <= error else Verdict.NOT_YET


def _rise_then_decline(expected: Expected, person: Person, yardstick: Yardstick, *, today: date) -> Verdict:
    """First worse than the start, then better than the worst; a rise agrees until the agreed day (S11)."""
    scored = person.scored
    worst_first = max if yardstick.direction is Direction.HIGHER_IS_WORSE else min
    worst = worst_first(scored, key=lambda point: point.t)
    rise, fall = yardstick.between(scored[0], worst), yardstick.between(worst, scored[-1])
    whole = yardstick.between(scored[0], scored[-1])
    if not rise.is_reliable:
        return Verdict.DIFFERS if whole.is_reliable and whole.is_better else Verdict.NOT_YET
    if fall.is_reliable:
        return Verdict.AGREES
    if expected.rise_until is None:
        return Verdict.NOT_YET
    return Verdict.AGREES if today <= expected.rise_until else Verdict.DIFFERS
