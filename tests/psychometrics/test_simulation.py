"""Synthetic families have the mix, pairs, starts, dates, gaps and ages that their scenario says."""

from dataclasses import fields, replace

import numpy as np
import pytest

from koers.psychometrics import Score, TScore, score
from koers.psychometrics.simulation import BASE, KINDS, SCENARIOS, CourseKind, Scenario, simulate_families
from koers.psychometrics.simulation.families import SimulatedFamilies
from koers.psychometrics.simulation.occasions import draw_shared_state, draw_state, whole_years
from tests.example_packages import example_instrument

N = 4000


def simulate(scenario: Scenario = BASE, *, n: int = N, seed: int = 7) -> SimulatedFamilies:
    return simulate_families(n, np.random.default_rng(seed), scenario, example_instrument("voorbeeld-10"))


@pytest.fixture(scope="module")
def base() -> SimulatedFamilies:
    return simulate()


def pairs(values: np.ndarray, simulated: SimulatedFamilies) -> np.ndarray:
    """(families with two parents, 2)"""
    second = np.flatnonzero(simulated.parents.slot == 2)
    return np.column_stack([values[second - 1], values[second]])


@pytest.mark.parametrize("name", ["base", "harder"])
def test_every_course_kind_has_its_share(name: str) -> None:
    scenario = SCENARIOS[name]
    kind = simulate(scenario).parents.kind
    for place, each in enumerate(KINDS):
        assert np.mean(kind == place) == pytest.approx(scenario.mix[each], abs=0.025), each


def test_a_scenario_can_hold_one_kind_of_course_only() -> None:
    one_kind = dict.fromkeys(KINDS, 0.0) | {CourseKind.CRISES: 1.0}
    simulated = simulate(replace(BASE, mix=one_kind), n=20)
    assert set(simulated.parents.kind) == {KINDS.index(CourseKind.CRISES)}


def test_two_parents_follow_the_same_kind_of_course_in_six_of_ten_families(base: SimulatedFamilies) -> None:
    kinds = pairs(base.parents.kind, base)
    assert np.mean(kinds[:, 0] == kinds[:, 1]) == pytest.approx(0.6, abs=0.03)


def test_three_in_ten_families_have_one_parent(base: SimulatedFamilies) -> None:
    assert len(np.unique(base.parents.family)) == N
    assert np.mean(np.bincount(base.parents.family) == 1) == pytest.approx(0.3, abs=0.025)


def test_parents_of_one_family_share_child_start_day_and_follow_up(base: SimulatedFamilies) -> None:
    for values in (base.parents.birth_date, base.parents.first_day, base.parents.follow_up):
        both = pairs(values, base)
        assert (both[:, 0] == both[:, 1]).all()


def test_true_starts_have_the_mean_spread_and_correlation_of_the_scenario() -> None:
    no_floor = dict.fromkeys(KINDS, 0.2) | {CourseKind.FLOOR: 0.0}
    simulated = simulate(replace(BASE, mix=no_floor))
    first = simulated.occasions.true_level[simulated.occasions.months == 0]
    assert first.mean() == pytest.approx(66, abs=0.5)
    assert first.std() == pytest.approx(7.5, abs=0.3)
    assert np.corrcoef(pairs(first, simulated).T)[0, 1] == pytest.approx(0.45, abs=0.05)


def test_families_on_the_floor_start_below_the_border(base: SimulatedFamilies) -> None:
    start = base.occasions.true_level[base.occasions.months == 0]
    on_floor = base.parents.kind == KINDS.index(CourseKind.FLOOR)
    assert start[on_floor].mean() == pytest.approx(52, abs=1.5)


@pytest.mark.parametrize(("name", "missing"), [("base", 0.2), ("sparse", 0.4)])
def test_the_share_of_skipped_occasions_is_that_of_the_scenario(name: str, missing: float) -> None:
    scenario = replace(SCENARIOS[name], follow_up=(12.0, 12.0), jitter=0.0)
    simulated = simulate(scenario)
    n_filled = np.bincount(simulated.occasions.parent)
    # the first of 13 planned occasions is always filled in
    assert 1 - (n_filled - 1).mean() / 12 == pytest.approx(missing, abs=0.01)


@pytest.mark.parametrize(("name", "interval"), [("base", 1.0), ("two_monthly", 2.0)])
def test_dates_lie_within_a_quarter_interval_of_the_plan(name: str, interval: float) -> None:
    months = simulate(SCENARIOS[name]).occasions.months
    away = np.abs(months / interval - np.rint(months / interval))
    half_a_day = 0.5 / 30.4375 / interval
    assert 0.2 < away.max() <= 0.25 + half_a_day


def test_follow_up_lasts_six_to_fourteen_months(base: SimulatedFamilies) -> None:
    follow_up = base.parents.follow_up
    assert 6 <= follow_up.min() < 6.1
    assert 13.9 < follow_up.max() <= 14
    assert (base.occasions.months <= follow_up[base.occasions.parent] + 1e-9).all()


def test_rows_are_ordered_by_parent_and_day_and_begin_with_the_first_day(base: SimulatedFamilies) -> None:
    rows, parents = base.occasions, base.parents
    assert (np.diff(rows.parent) >= 0).all()
    assert (np.diff(rows.day)[np.diff(rows.parent) == 0] > np.timedelta64(0, "D")).all()
    first = np.searchsorted(rows.parent, np.arange(len(parents.family)))
    assert (rows.day[first] == parents.first_day).all()


def test_scores_are_those_of_the_scoring_of_the_answers(base: SimulatedFamilies) -> None:
    instrument = example_instrument("voorbeeld-10")
    for row in range(0, len(base.occasions.parent), 997):
        answers = dict(zip(base.item_ids, base.occasions.answers[row].tolist(), strict=True))
        total = score(instrument, answers, child_age=int(base.occasions.child_age[row]))["total"]
        assert isinstance(total, Score)
        assert isinstance(total.t, TScore)
        assert (total.raw, total.t.value) == (base.occasions.raw[row], base.occasions.t_score[row])


def test_every_answer_is_an_option_and_every_option_is_given(base: SimulatedFamilies) -> None:
    assert np.unique(base.occasions.answers).tolist() == [1, 2, 3, 4]


def test_scores_start_above_the_true_level_by_the_intake_peak_that_fades(base: SimulatedFamilies) -> None:
    rows = base.occasions
    calm = rows.months == 0
    late = (rows.months > 5) & (base.parents.kind[rows.parent] != KINDS.index(CourseKind.CRISES))
    # answers end at the ceiling of the list, which takes a little off the highest levels
    assert (rows.t_score - rows.true_level)[calm].mean() == pytest.approx(2.0, abs=0.35)
    assert (rows.t_score - rows.true_level)[late].mean() == pytest.approx(0.0, abs=0.25)


def test_a_state_has_its_spread_and_fades_by_one_e_in_a_month() -> None:
    months = np.tile([3.0, 0.0, 1.0, 1.0], (20000, 1))
    state = draw_state(months, BASE, np.random.default_rng(1))
    correlation = np.corrcoef(state.T)
    assert state.std(axis=0) == pytest.approx([2.5 * 0.5**0.5] * 4, abs=0.1), "shared and own make 2.5"
    assert correlation[1, 2] == pytest.approx(np.exp(-1), abs=0.03)
    assert correlation[0, 1] == pytest.approx(np.exp(-3), abs=0.03)
    assert (state[:, 2] == state[:, 3]).all(), "at one moment there is one state"


def test_the_shared_state_is_the_same_for_both_parents_of_a_family_only() -> None:
    family = np.repeat(np.arange(5000), 2)
    months = np.tile([0.0, 1.0], (10000, 1))
    state = draw_shared_state(months, family, BASE, np.random.default_rng(1))
    assert (state[0::2] == state[1::2]).all()
    assert abs(np.corrcoef(state[0:-2:2, 0], state[2::2, 0])[0, 1]) < 0.05


def test_ages_are_completed_years() -> None:
    birth = np.array(["2020-03-10"] * 3 + ["2020-02-29"] * 2, dtype="M8[D]")
    day = np.array(["2024-03-09", "2024-03-10", "2020-03-10", "2023-02-28", "2023-03-01"], dtype="M8[D]")
    assert whole_years(birth, day).tolist() == [3, 4, 0, 2, 3]


def test_the_same_seed_gives_the_same_families_and_another_seed_others(base: SimulatedFamilies) -> None:
    again, other = simulate(), simulate(seed=8)
    for part in ("parents", "occasions"):
        for each in fields(getattr(base, part)):
            first, second = (getattr(getattr(run, part), each.name) for run in (base, again))
            assert np.array_equal(first, second, equal_nan=first.dtype.kind == "f"), each.name
    assert not np.array_equal(base.parents.kind, other.parents.kind)


def test_no_family_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one family"):
        simulate(n=0)


def test_an_instrument_with_items_outside_its_primary_scale_is_refused() -> None:
    instrument = example_instrument("voorbeeld-10")
    nine = replace(instrument.primary_scale, items=instrument.primary_scale.items[:9])
    with pytest.raises(ValueError, match="items outside its primary scale"):
        simulate_families(2, np.random.default_rng(1), BASE, replace(instrument, scales=(nine,)))


def test_a_mix_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        replace(BASE, mix=dict.fromkeys(KINDS, 0.1))


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="missing of scenario base"):
        replace(BASE, missing=1.2)
