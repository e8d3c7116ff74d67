"""What a stored signal estimates, from its own evidence: levels and changes with their 80 % interval.

The figures are those by which the signal was judged, so that a page never says more than the rules knew.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import hypot, sqrt

from koers.psychometrics import DEFAULT_MODEL, Certainty, SignalKind, parents_differ
from koers.psychometrics.evaluation import BAND_SHARE
from koers.psychometrics.normal import normal_quantile
from koers.trajectories.differences import (
    Comparison,
    Expected,
    Stage,
    Verdict,
    Yardstick,
    compare,
    stage_of,
)
from koers.trajectories.models import ExpectedCourse, StoredSignal
from koers.trajectories.profiles import Person

# Words above *possible*. A computed rise was true far less often than computed (SIGNALS § 3), and equality
# was never looked at: what leans on either stays at *possible*.
SURE = (Certainty.LIKELY, Certainty.VERY_LIKELY)
HALF_WIDTH = normal_quantile((1 + BAND_SHARE) / 2)  # standard deviations on each side, as in the chart


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate in T points and its 80 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, sd: float) -> "Interval":
        return cls(value, value - HALF_WIDTH * sd, value + HALF_WIDTH * sd)

    @property
    def is_below_zero(self) -> bool:
        return self.high < 0

    @property
    def is_above_zero(self) -> bool:
        return self.low > 0


def level(signal: StoredSignal) -> Interval:
    numbers = signal.evidence["numbers"]
    return Interval.of(numbers["level"], numbers["level_sd"])


def change_since_start(signal: StoredSignal) -> Interval | None:
    """None while it is too early to speak of a course."""
    return None if signal.kind == SignalKind.TOO_EARLY else _change(signal, "change_start")


def recent_change(signal: StoredSignal) -> Interval | None:
    """Over the last three months, or since the start of a shorter course."""
    return None if signal.kind == SignalKind.TOO_EARLY else _change(signal, "change_recent")


def _change(signal: StoredSignal, name: str) -> Interval | None:
    numbers = signal.evidence["numbers"]
    value, sd = numbers[name], numbers[f"{name}_sd"]
    return None if value is None or sd is None else Interval.of(value, sd)


def apart(one: StoredSignal, other: StoredSignal) -> Interval:
    """The first level minus the second, taken as independent (T61)."""
    first, second = one.evidence["numbers"], other.evidence["numbers"]
    return Interval.of(first["level"] - second["level"], hypot(first["level_sd"], second["level_sd"]))


def are_apart(one: StoredSignal, other: StoredSignal, *, days: int) -> bool:
    """Whether two persons' levels surely differ. days: how far apart their newest lists may lie."""
    on = [date.fromisoformat(signal.evidence["on"]) for signal in (one, other)]
    limit = one.evidence["thresholds"]["parents_apart"]
    model = replace(DEFAULT_MODEL, thresholds=replace(DEFAULT_MODEL.thresholds, parents_apart=limit))
    numbers = [signal.evidence["numbers"] for signal in (one, other)]
    first, second = ((each["level"], each["level_sd"]) for each in numbers)
    return abs((on[0] - on[1]).days) <= days and parents_differ(first, second, model)


# --- what was expected ---


@dataclass(frozen=True, slots=True)
class Estimated:
    """An expectation against an estimated change. is_probable: no further than *possible* otherwise."""

    verdict: Verdict
    change: Interval
    is_probable: bool = False


def against_expectation(
    expected: Expected, person: Person, signal: StoredSignal | None, yardstick: Yardstick
) -> Comparison | Estimated:
    """By the estimated change since the start; by the scores themselves where nothing was estimated (T47).

    What was expected until a day is held against the newest list, not against today.
    """
    if signal is None:
        newest = max((point.on for point in person.points), default=expected.said_on)
        return compare(expected, person, yardstick, today=newest)
    predicts = expected.shape not in {ExpectedCourse.DONT_KNOW, ExpectedCourse.OTHER}
    change = change_since_start(signal)
    if not predicts or change is None or stage_of(person) is not Stage.COURSE:
        return Comparison(Verdict.NOT_YET, None)
    if expected.shape is ExpectedCourse.DECLINE:
        return _decline(signal, change)
    if expected.shape is ExpectedCourse.STEADY:
        return _steady(signal, change)
    return _rise_then_decline(expected, person, signal, change)


def _decline(signal: StoredSignal, change: Interval) -> Estimated:
    """A sure fall since the start agrees, also when it has come to a stand. Standing still or rising differs,
    as surely as the signal says; so does a change that is surely less than a slight fall."""
    if change.is_below_zero:
        return Estimated(Verdict.AGREES, change, signal.is_own_model)
    is_off_course = signal.is_point and signal.certainty != Certainty.UNCLEAR
    if is_off_course or change.low > -signal.evidence["thresholds"]["slight_fall"]:
        return Estimated(Verdict.DIFFERS, change, signal.is_point and signal.certainty in SURE)
    return Estimated(Verdict.NOT_YET, change)


def _steady(signal: StoredSignal, change: Interval) -> Estimated:
    """The same when all that may have changed lies within the error of one difference between two scores, and
    no rule sees it move: not surely changed is not the same as equal."""
    if change.is_below_zero or change.is_above_zero:
        return Estimated(Verdict.DIFFERS, change, signal.is_own_model and change.is_below_zero)
    error = sqrt(2) * signal.evidence["numbers"]["sem"]
    moves = signal.kind in (SignalKind.DETERIORATION, SignalKind.IMPROVEMENT)
    is_same = not moves and -error <= change.low and change.high <= error
    return Estimated(Verdict.AGREES if is_same else Verdict.NOT_YET, change)


def _rise_then_decline(
    expected: Expected, person: Person, signal: StoredSignal, change: Interval
) -> Estimated:
    """A rise agrees up to the agreed day (S11), and after a rise a sure fall of the last three months.

    A sure fall without any score above the first differs; a small rise may have gone unseen.
    """
    recent = recent_change(signal)
    has_risen = recent is not None and change.value > recent.value
    if recent is not None and has_risen and recent.is_below_zero:
        return Estimated(Verdict.AGREES, change)
    if change.is_below_zero:
        never_rose = max(point.t for point in person.scored) <= person.scored[0].t
        verdict = Verdict.DIFFERS if never_rose else Verdict.NOT_YET
        return Estimated(verdict, change, signal.is_own_model)
    if not change.is_above_zero or expected.rise_until is None:
        return Estimated(Verdict.NOT_YET, change)
    is_in_time = person.scored[-1].on <= expected.rise_until
    return Estimated(Verdict.AGREES if is_in_time else Verdict.DIFFERS, change)
