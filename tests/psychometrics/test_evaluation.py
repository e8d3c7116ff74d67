"""One parent's course for a page: word, evidence, what makes a signal go away, what was agreed."""

from dataclasses import replace
from datetime import date, timedelta
from math import isnan

import pytest

from koers.psychometrics import Band, BandBorder, Trajectory, TrajectoryPoint
from koers.psychometrics.certainty import Certainty, Recalibration, certainty_of, lowest_envelope
from koers.psychometrics.evaluation import (
    Evaluation,
    change_since_day,
    evaluate,
    evaluate_many,
    level_bands,
)
from koers.psychometrics.expectation import AgreedRise, is_held_back
from koers.psychometrics.signal_model import DEFAULT_MODEL, FitRecord, SignalKind, SignalModel
from koers.psychometrics.signals import SignalNote, SignalStrength

BORDERS = (BandBorder(60, Band.MILD), BandBorder(64, Band.SERIOUS))
FIRST = date(2026, 1, 1)
FITTED = FitRecord(on=FIRST, courses=60, scores=300, is_own=True, sd_of_surprise=1.0)
SAME = Recalibration(tuple(step / 100 for step in range(100)), tuple(step / 100 for step in range(100)))
OWN = replace(DEFAULT_MODEL, fit=FITTED, recalibration=dict.fromkeys(SignalKind, SAME))


def course(*scores: float, every: int = 30) -> Trajectory:
    return Trajectory.of(TrajectoryPoint(FIRST + timedelta(days=every * k), t) for k, t in enumerate(scores))


def judged(trajectory: Trajectory, model: SignalModel = DEFAULT_MODEL) -> Evaluation:
    return evaluate(trajectory, model, BORDERS, sem=4.0)


FLAT, RISING = course(70, 68, 71, 69, 70, 69), course(60, 63, 68, 73, 78)


def test_T86_evidence_holds_the_rule_s_numbers_and_the_version() -> None:
    found = judged(FLAT)
    assert found.kind is SignalKind.STAGNATION
    assert found.model_version == "koers-1"
    evidence = found.evidence
    assert (evidence.n_scores, evidence.days, evidence.t_first, evidence.t_last) == (6, 150, 70, 69)
    assert (evidence.border, evidence.sem) == (60, 4.0)
    assert evidence.reliable_difference == pytest.approx(11.087, abs=1e-3)
    assert evidence.stagnation == pytest.approx(evidence.p_no_improvement * evidence.p_elevated)


def test_a_first_score_has_a_level_and_no_change() -> None:
    found = judged(course(70))
    assert found.kind is SignalKind.TOO_EARLY
    assert found.certainty is Certainty.UNCLEAR
    assert found.release is None
    assert found.evidence.change_recent is None
    assert found.evidence.p_rise is None
    assert not any(isinstance(v, float) and isnan(v) for v in vars_of(found.evidence))


def vars_of(record: object) -> list[object]:
    return [getattr(record, name) for name in record.__slots__]  # type: ignore[attr-defined]


def test_many_are_judged_as_each_alone() -> None:
    agreed = AgreedRise(agreed_on=FLAT.last.on, until=date(2027, 1, 1))
    courses = [FLAT, course(70), RISING, FLAT]
    together = evaluate_many(courses, OWN, BORDERS, sem=4.0, expectations=[None, None, None, agreed])
    alone = [judged(each, OWN) for each in courses]
    assert together[:3] == alone[:3]
    assert together[3] == replace(alone[3], held_back=True)
    assert evaluate_many([], OWN, BORDERS) == []


def test_an_empty_trajectory_is_refused() -> None:
    with pytest.raises(ValueError, match="without scores"):
        judged(Trajectory(()))


def test_what_would_make_a_signal_go_away_does_and_one_point_more_does_not() -> None:
    release = judged(FLAT).release
    assert release is not None
    assert release.t_at_most is not None
    for t, is_off in ((release.t_at_most, False), (release.t_at_most + 1, True)):
        longer = Trajectory((*FLAT.points, TrajectoryPoint(release.on, float(t))))
        kind = judged(longer).kind
        assert (kind in {SignalKind.STAGNATION, SignalKind.DETERIORATION}) == is_off


def test_where_no_single_score_is_enough_the_release_says_so() -> None:
    # every score that is tried lies reliably above a first one of 5, for the second time running
    release = judged(course(5, 40, 40, 40)).release
    assert release is not None
    assert release.t_at_most is None


def test_S10_until_a_model_is_the_organisations_own_no_word_goes_beyond_possible() -> None:
    assert judged(FLAT).certainty is Certainty.POSSIBLE
    assert judged(RISING, OWN).certainty is Certainty.VERY_LIKELY
    assert judged(RISING, replace(OWN, recalibration={})).certainty is Certainty.UNCLEAR
    assert judged(RISING, replace(OWN, fit=replace(FITTED, is_own=False))).certainty is Certainty.POSSIBLE


def test_S10_a_word_follows_what_was_observed_not_what_was_computed() -> None:
    doubtful = replace(OWN, recalibration={SignalKind.DETERIORATION: Recalibration((0.0,), (0.62,))})
    assert judged(RISING, doubtful).certainty is Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.5999, Certainty.UNCLEAR),
        (0.60, Certainty.POSSIBLE),
        (0.7499, Certainty.POSSIBLE),
        (0.75, Certainty.LIKELY),
        (0.8999, Certainty.LIKELY),
        (0.90, Certainty.VERY_LIKELY),
    ],
)
def test_S10_words_begin_at_their_borders(probability: float, word: Certainty) -> None:
    assert certainty_of(probability) is word


def test_a_model_that_does_not_fit_leaves_only_labels() -> None:
    unfit = replace(OWN, fit=replace(FITTED, sd_of_surprise=0.7))
    found = judged(RISING, unfit)
    assert (found.kind, found.strength, found.labels_only) == (SignalKind.UNCLEAR, None, True)


def test_notes_stand_beside_the_signal() -> None:
    assert SignalNote.BAND_CHANGE in judged(course(58, 66)).notes


@pytest.mark.parametrize(
    ("predicted", "observed", "message"),
    [
        ((0.0, 0.5), (0.1,), "same length"),
        ((), (), "same length"),
        ((0.1,), (0.1,), "ascend from 0"),
        ((0.0, 0.5, 0.5), (0.1, 0.2, 0.3), "ascend from 0"),
        ((0.0, 0.5), (0.3, 0.2), "must not descend"),
        ((0.0, 0.5), (0.3, 1.2), "from 0 to 1"),
    ],
)
def test_a_recalibration_that_is_none_is_refused(
    predicted: tuple[float, ...], observed: tuple[float, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Recalibration(predicted, observed)


def test_the_envelope_is_the_lowest_of_all_scenarios_and_never_descends() -> None:
    found = lowest_envelope((0.0, 0.5, 0.8), ([0.2, 0.7, 0.6], [0.3, 0.5, 0.9]))
    assert found.observed == (0.2, 0.5, 0.6)
    assert (found.of(0.0), found.of(0.5), found.of(1.0)) == (0.2, 0.5, 0.6)


def test_the_level_band_is_that_of_each_day_and_holds_80_percent() -> None:
    bands = level_bands(FLAT, DEFAULT_MODEL, sem=4.0)
    assert [band.on for band in bands] == [point.on for point in FLAT.points]
    assert bands[:3] == level_bands(Trajectory(FLAT.points[:3]), DEFAULT_MODEL, sem=4.0)
    last, evidence = bands[-1], judged(FLAT).evidence
    assert last.high - last.level == pytest.approx(1.2816 * evidence.level_sd, abs=1e-3)
    assert level_bands(Trajectory(()), DEFAULT_MODEL) == []


def test_change_since_a_day_is_none_until_a_score_came_after_it() -> None:
    since = change_since_day(RISING, FIRST + timedelta(days=50), DEFAULT_MODEL, sem=4.0)
    assert since is not None
    assert since[0] > 0
    assert change_since_day(RISING, RISING.last.on, DEFAULT_MODEL) is None
    assert change_since_day(Trajectory(()), FIRST, DEFAULT_MODEL) is None


AGREED = AgreedRise(agreed_on=date(2026, 3, 1), until=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_S11_an_agreed_rise_holds_a_signal_back_for_three_months_at_most(on: date, held: bool) -> None:
    given = (SignalKind.DETERIORATION, SignalStrength.ATTENTION)
    assert is_held_back(*given, on=on, agreed=AGREED) == held


def test_S11_an_earlier_end_that_was_agreed_counts() -> None:
    short = replace(AGREED, until=date(2026, 3, 20))
    given = (SignalKind.STAGNATION, SignalStrength.CLEAR)
    assert is_held_back(*given, on=date(2026, 3, 20), agreed=short)
    assert not is_held_back(*given, on=date(2026, 3, 21), agreed=short)


def test_S11_a_clear_deterioration_is_never_held_back() -> None:
    agreed = AgreedRise(agreed_on=FIRST, until=date(2027, 1, 1))
    clear = evaluate(
        RISING, DEFAULT_MODEL, BORDERS, sem=4.0, expectation=replace(agreed, agreed_on=date(2026, 4, 1))
    )
    assert (clear.kind, clear.strength, clear.held_back) == (
        SignalKind.DETERIORATION,
        SignalStrength.CLEAR,
        False,
    )


def test_S11_what_is_held_back_stays_visible_as_what_it_is() -> None:
    agreed = AgreedRise(agreed_on=FLAT.last.on, until=date(2027, 1, 1))
    held = evaluate(FLAT, DEFAULT_MODEL, BORDERS, sem=4.0, expectation=agreed)
    assert (held.kind, held.held_back) == (SignalKind.STAGNATION, True)
    assert replace(held, held_back=False) == judged(FLAT)


def test_an_improvement_is_nothing_to_hold_back() -> None:
    assert not is_held_back(SignalKind.IMPROVEMENT, None, on=date(2026, 3, 2), agreed=AGREED)
    assert not is_held_back(SignalKind.STAGNATION, SignalStrength.CLEAR, on=date(2026, 3, 2), agreed=None)
