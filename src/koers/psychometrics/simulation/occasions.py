"""When parents fill in, and the moods they fill in with: jittered dates, skipped waves, passing states."""

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.simulation.scenarios import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]

DAYS_PER_MONTH = 30.4375
HALF_STATE = 0.5**0.5  # a parent's state is the sum of a shared and an own part of equal variance


def draw_occasions(
    follow_up: Floats, scenario: Scenario, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Bools]:
    """Days since the first questionnaire, and which occasions were filled in; both (n parents, k occasions).

    follow_up: months, (n,). The first occasion is on day 0 and always filled in.
    """
    n, most = len(follow_up), int(scenario.follow_up[1] / scenario.interval) + 1
    shift = rng.uniform(-scenario.jitter, scenario.jitter, (n, most))
    shift[:, 0] = 0
    months = (np.arange(most) + shift) * scenario.interval
    skipped = rng.random((n, most)) < scenario.missing
    skipped[:, 0] = False
    days = np.rint(months * DAYS_PER_MONTH).astype(np.int64)
    return days, ~skipped & (days <= follow_up[:, None] * DAYS_PER_MONTH)


def draw_state(months: Floats, scenario: Scenario, rng: np.random.Generator) -> Floats:
    """Half (in variance) of a passing state (stationary Ornstein–Uhlenbeck), T points. months: (n, k), in any
    order."""
    order = months.argsort(axis=1, kind="stable")
    gaps = np.diff(np.take_along_axis(months, order, axis=1), axis=1)
    kept = np.exp(-gaps / scenario.state_decay)
    shocks = scenario.state_sd * HALF_STATE * rng.standard_normal(months.shape)
    state = np.empty(months.shape)
    state[:, 0] = shocks[:, 0]
    for k in range(1, months.shape[1]):
        kept_here = kept[:, k - 1]
        state[:, k] = kept_here * state[:, k - 1] + np.sqrt(1 - kept_here**2) * shocks[:, k]
    in_given_order = np.empty(months.shape)
    np.put_along_axis(in_given_order, order, state, axis=1)
    return in_given_order


def draw_shared_state(months: Floats, family: Ints, scenario: Scenario, rng: np.random.Generator) -> Floats:
    """One state a family, met by each parent on their own dates.

    months: (n parents, k). family: (n,), ascending, at most two parents each.
    """
    width = months.shape[1]
    slot = np.concatenate([[0], (np.diff(family) == 0).astype(np.intp)])
    both = np.zeros((family[-1] + 1, 2 * width))
    columns = slot[:, None] * width + np.arange(width)
    both[family[:, None], columns] = months
    state: Floats = draw_state(both, scenario, rng)[family[:, None], columns]
    return state


def whole_years(birth: Days, day: Days) -> Ints:
    """Age in completed years; a child of 29 February has its birthday on 1 March in other years."""
    years = (day.astype("M8[Y]") - birth.astype("M8[Y]")).astype(np.intp)
    completed: Ints = years - (_place_in_year(day) < _place_in_year(birth))
    return completed


def _place_in_year(day: Days) -> Ints:
    month = day.astype("M8[M]")
    place: Ints = (month - day.astype("M8[Y]")).astype(np.intp) * 31 + (day - month).astype(np.intp)
    return place
