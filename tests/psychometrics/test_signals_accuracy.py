"""The signals on simulated families of seeds that nothing was chosen on, and the yardstick itself by hand."""

from dataclasses import replace

import numpy as np
import pytest

from bench.accuracy.methods import Grid, at_same_alarms, cusum, ewma, other_scores, posterior_scores, slope
from bench.accuracy.report import judge
from bench.accuracy.training import TARGET, claims, claims_kinds, is_kind, truths
from bench.accuracy.yardstick import Target, measure, series_of, targets
from koers.psychometrics import DEFAULT_MODEL, OFF_COURSE, SignalKind, read_model, sem_from_reliability
from koers.psychometrics.certainty import certainty_of
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.simulation import BASE, SimulatedFamilies, simulate_families
from koers.psychometrics.simulation.scenarios import mix_of
from tests.example_packages import example_instrument

# A seed and a mix of the test's own.
MIX = mix_of(0.29, 0.19, 0.22, 0.12, 0.12, 0.06)


def families(reliability: float) -> SimulatedFamilies:
    scenario = replace(BASE, name="test", mix=MIX, reliability=reliability)
    return simulate_families(
        2500, np.random.default_rng(515_001), scenario, example_instrument("voorbeeld-10")
    )


@pytest.fixture(scope="module")
def reliable() -> SimulatedFamilies:
    return families(0.85)


@pytest.fixture(scope="module")
def published() -> SimulatedFamilies:
    return families(0.77)


def test_S10_signals_find_what_they_should_in_time(reliable: SimulatedFamilies) -> None:
    found, wanted = judge(reliable, DEFAULT_MODEL), targets(reliable)
    stagnation = measure(reliable, is_kind(found, *OFF_COURSE), wanted["stagnation"])
    worse = measure(reliable, is_kind(found, SignalKind.DETERIORATION), wanted["deterioration"])
    assert stagnation.sensitivity >= 0.74
    assert stagnation.false_alarms <= 0.24
    assert stagnation.delay <= 4
    assert worse.sensitivity >= 0.52
    assert worse.false_alarms <= 0.16


def test_S10_the_posterior_is_well_ahead_of_the_reliable_change_index(reliable: SimulatedFamilies) -> None:
    wanted = targets(reliable)
    grid = Grid.of(series_of(reliable), reliable.occasions.months)
    ours = posterior_scores(judge(reliable, DEFAULT_MODEL), DEFAULT_MODEL.thresholds)
    theirs = other_scores(grid, sem_from_reliability(0.85))["reliable change since the start"]
    for place, (name, alarms, ahead) in enumerate(
        (("stagnation", 0.24, 0.15), ("deterioration", 0.16, 0.10))
    ):
        rival = theirs[place]
        assert rival is not None
        mine, other = (
            at_same_alarms(reliable, score, wanted[name], alarms).sensitivity
            for score in (ours[place], rival)
        )
        assert mine >= other + ahead


def test_S10_intervals_of_80_percent_hold_80_percent_of_next_scores(
    reliable: SimulatedFamilies, published: SimulatedFamilies
) -> None:
    for simulated in (reliable, published):
        found = judge(simulated, DEFAULT_MODEL)
        later = found.n_scores > 1
        assert 0.76 <= (np.abs(found.posterior.surprise[later]) <= 1.2816).mean() <= 0.88


def test_S10_no_word_is_stronger_than_what_was_true(
    reliable: SimulatedFamilies, published: SimulatedFamilies
) -> None:
    least = {"possible": 0.60, "likely": 0.75, "very_likely": 0.90}
    demo = read_model(TARGET.read_text(encoding="utf-8"))
    for model, simulated in ((DEFAULT_MODEL, published), (demo, published), (demo, reliable)):
        found = judge(simulated, model)
        truth = truths(simulated, model.thresholds.border)
        for kind in claims_kinds():
            shown = np.flatnonzero(is_kind(found, kind))
            claim = claims(found)[kind][shown].tolist()
            words = np.array([certainty_of(model.recalibration[kind].of(each)) for each in claim])
            for word, share in least.items():
                said = words == word
                if said.sum() >= 200:
                    assert truth[kind][shown][said].mean() >= share, (model.version, kind, word)


def test_the_demo_model_is_fitted_fits_and_is_its_own() -> None:
    demo = read_model(TARGET.read_text(encoding="utf-8"))
    assert demo.is_own
    assert demo.fits
    assert set(demo.recalibration) == set(claims_kinds())


def test_false_alarms_are_episodes_at_fine_measurements_by_the_year(published: SimulatedFamilies) -> None:
    rows, parents = published.occasions, published.parents
    fine = np.ones(len(rows.parent), dtype=bool)
    never = Target("none", fine, np.full(len(parents.family), np.nan), 0.0)
    always = measure(published, fine, never)
    assert np.isnan(always.sensitivity), "without an onset there is no share of onsets"
    last = np.append(np.flatnonzero(np.diff(rows.parent)), len(rows.parent) - 1)
    years = rows.months[last].sum() / 12
    assert always.false_alarms == pytest.approx(len(parents.family) / years)
    assert always.specificity == 0


def test_a_flag_counts_within_six_months_of_an_onset_with_four_of_follow_up(
    published: SimulatedFamilies,
) -> None:
    rows, parents = published.occasions, published.parents
    onset = np.full(len(parents.family), 1.0)
    target = Target("all", np.zeros(len(rows.parent), dtype=bool), onset, 0.0)
    late = measure(published, rows.months > 7.0, target)
    in_time = measure(published, (rows.months >= 1.0) & (rows.months <= 7.0), target)
    assert late.sensitivity == 0
    assert in_time.sensitivity > 0.99
    assert in_time.onsets == (parents.follow_up >= 5).sum()


def one_course(*scores: float) -> Grid:
    months = np.arange(len(scores), dtype=float)
    series = ScoreSeries(np.array(scores), np.arange(len(scores)) * 30, np.array([0, len(scores)]))
    return Grid.of(series, months)


def test_the_other_methods_compute_what_their_names_say() -> None:
    grid = one_course(60, 62, 70, 66)
    trend, ratio = slope(grid)
    assert trend[0, 2:] == pytest.approx([5.0, np.polyfit(range(4), [60, 62, 70, 66], 1)[0]])
    assert ratio[0, 3] == pytest.approx(trend[0, 3] * 5**0.5)
    assert ewma(grid)[0] == pytest.approx([60, 60.6, 63.42, 64.194])
    assert cusum(grid, 4.0)[0, 1:] == pytest.approx([0.0, 2.0, 3.0])
    scores = other_scores(grid, 4.0)
    start, previous = (
        scores["reliable change since the start"][1],
        scores["reliable change since the previous score"][1],
    )
    plateau = scores["three-score plateau"][0]
    assert start is not None
    assert previous is not None
    assert plateau is not None
    assert start.tolist() == [-np.inf, 2, 10, 6]
    assert previous.tolist() == [-np.inf, 2, 8, -4]
    assert plateau.tolist() == [-np.inf, -np.inf, -10, -8]
