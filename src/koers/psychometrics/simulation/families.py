"""Synthetic families from a given generator: the true courses, the answers, the T-scores and the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.instruments import Instrument
from koers.psychometrics.scoring import score_many
from koers.psychometrics.simulation.answers import AnswerModel, LevelSpread
from koers.psychometrics.simulation.courses import Courses, draw_courses
from koers.psychometrics.simulation.intake import Intake, draw_intake
from koers.psychometrics.simulation.occasions import (
    DAYS_PER_MONTH,
    draw_occasions,
    draw_shared_state,
    draw_state,
    whole_years,
)
from koers.psychometrics.simulation.scenarios import Scenario
from koers.psychometrics.simulation.truth import truth_of

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]

# The error of measurement is set over the levels that courses pass through: from starts down to where
# improvers end. Our choice; in a norm group the reliability then comes within .01 of the scenario's.
_PASSED_BELOW_START, _PASSED_SD = 3.0, 9.0
_PARENTS_AT_A_TIME = 2000  # the truth looks at every day; more parents at once would not fit a small machine


@dataclass(frozen=True, slots=True)
class SimulatedParents:
    """Arrays of shape (n parents,), ordered by family and slot (1, 2). Two parents share one index child.

    kind: place in KINDS. follow_up: months. Onsets: months since first_day, nan when never.
    """

    family: Ints
    slot: Ints
    kind: Ints
    first_day: Days
    birth_date: Days
    follow_up: Floats
    stagnation_onset: Floats
    deterioration_onset: Floats


@dataclass(frozen=True, slots=True)
class SimulatedOccasions:
    """Completed questionnaires, arrays of shape (m,), ordered by parent and day.

    parent: row of SimulatedParents. months since the parent's first questionnaire. answers: (m, items of the
    instrument's primary scale). raw and t_score of that scale. true_level: the trend in T points, without
    crises, moods and the intake peak; true_change: its change over the last 3 months (or since the start);
    true_rise: above its lowest so far.
    """

    parent: Ints
    day: Days
    months: Floats
    child_age: Ints
    answers: NDArray[np.int8]
    raw: Floats
    t_score: Floats
    true_level: Floats
    true_change: Floats
    true_rise: Floats
    stagnating: Bools
    deteriorating: Bools


@dataclass(frozen=True, slots=True)
class SimulatedFamilies:
    """item_ids name the columns of the answers."""

    scenario: Scenario
    item_ids: tuple[str, ...]
    parents: SimulatedParents
    occasions: SimulatedOccasions


def simulate_families(
    n: int, rng: np.random.Generator, scenario: Scenario, instrument: Instrument
) -> SimulatedFamilies:
    """n synthetic families; the same generator state gives the same families.

    instrument: one whose only items are those of its primary scale, with norms and higher is worse, such as
    voorbeeld-10. Raises ValueError for another one, or when n < 1.
    """
    if n < 1:
        raise ValueError(f"at least one family is needed, got {n}")
    if set(instrument.primary_scale.items) != set(instrument.item_ids):
        raise ValueError(f"{instrument.id} has items outside its primary scale; simulate a short form")
    intake = draw_intake(n, rng, scenario)
    courses = draw_courses(intake.kind, intake.start, intake.follow_up, rng)
    days, filled = draw_occasions(intake.follow_up, scenario, rng)
    months = days / DAYS_PER_MONTH
    level = courses.trend(months) + courses.crises(months)
    level += draw_shared_state(months, intake.family, scenario, rng) + draw_state(months, scenario, rng)
    level += scenario.intake_peak * np.exp(-months / scenario.intake_decay)
    truth = _DailyTruth.of(courses, intake.follow_up, days)
    return SimulatedFamilies(
        scenario=scenario,
        item_ids=instrument.primary_scale.items,
        parents=_parents(intake, truth),
        occasions=_Measured(intake, days, filled, level).occasions(truth, instrument, scenario, rng),
    )


@dataclass(frozen=True, slots=True)
class _DailyTruth:
    """Truth at the padded occasions (n, k), from the trend on every day of the follow-up."""

    true_level: Floats
    true_change: Floats
    true_rise: Floats
    stagnating: Bools
    deteriorating: Bools
    stagnation_onset: Floats
    deterioration_onset: Floats

    @classmethod
    def of(cls, courses: Courses, follow_up: Floats, days: NDArray[np.int64]) -> "_DailyTruth":
        grid = np.arange(days.max() + 1) / DAYS_PER_MONTH
        parts = []
        for begin in range(0, len(follow_up), _PARENTS_AT_A_TIME):
            some = slice(begin, begin + _PARENTS_AT_A_TIME)
            trend = courses.take(some).trend
            truth = truth_of(trend, grid, follow_up[some])
            parts.append(
                (
                    trend(days[some] / DAYS_PER_MONTH),
                    np.take_along_axis(truth.change, days[some], axis=1),
                    np.take_along_axis(truth.rise, days[some], axis=1),
                    np.take_along_axis(truth.stagnating, days[some], axis=1),
                    np.take_along_axis(truth.deteriorating, days[some], axis=1),
                    truth.stagnation_onset,
                    truth.deterioration_onset,
                )
            )
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _parents(intake: Intake, truth: _DailyTruth) -> SimulatedParents:
    return SimulatedParents(
        family=intake.family,
        slot=intake.slot,
        kind=intake.kind,
        first_day=intake.first_day,
        birth_date=intake.birth_date,
        follow_up=intake.follow_up,
        stagnation_onset=truth.stagnation_onset,
        deterioration_onset=truth.deterioration_onset,
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """Padded occasions (n, k): level is what the parent answers from, passing things included."""

    intake: Intake
    days: NDArray[np.int64]
    filled: Bools
    level: Floats

    def occasions(
        self, truth: _DailyTruth, instrument: Instrument, scenario: Scenario, rng: np.random.Generator
    ) -> SimulatedOccasions:
        parent, column = np.nonzero(self.filled)
        days = self.days[parent, column]
        day = self.intake.first_day[parent] + days
        ages = whole_years(self.intake.birth_date[parent], day)
        spread = LevelSpread(scenario.start_mean - _PASSED_BELOW_START, _PASSED_SD)
        model = AnswerModel.of(
            instrument, reliability=scenario.reliability, spread=spread, oldest=int(ages.max())
        )
        answers = model.draw(self.level[parent, column], ages, rng)
        total = score_many(instrument, _in_instrument_order(answers, instrument), ages.astype(np.float64))
        scores = total[instrument.primary_scale.id]
        return SimulatedOccasions(
            parent=parent,
            day=day,
            months=days / DAYS_PER_MONTH,
            child_age=ages,
            answers=answers,
            raw=scores.raw,
            t_score=scores.t,
            true_level=truth.true_level[parent, column],
            true_change=truth.true_change[parent, column],
            true_rise=truth.true_rise[parent, column],
            stagnating=truth.stagnating[parent, column],
            deteriorating=truth.deteriorating[parent, column],
        )


def _in_instrument_order(answers: NDArray[np.int8], instrument: Instrument) -> Floats:
    places = [instrument.primary_scale.items.index(item) for item in instrument.item_ids]
    return answers[:, places].astype(np.float64)
