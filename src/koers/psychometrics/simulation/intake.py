"""Which families come in: one or two parents, their kinds of course, where they start, the index child."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koers.psychometrics.simulation.scenarios import KINDS, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Days = NDArray[np.datetime64]

# Youth care in the Netherlands ends at 18; the last follow-up of a child that came in at 17 may pass it.
_OLDEST_AT_START = 17


@dataclass(frozen=True, slots=True)
class Intake:
    """Arrays of shape (n parents,), ordered by family and slot (1, 2). start: true T; follow_up: months."""

    family: Ints
    slot: Ints
    kind: Ints
    start: Floats
    first_day: Days
    birth_date: Days
    follow_up: Floats


def draw_intake(n: int, rng: np.random.Generator, scenario: Scenario) -> Intake:
    second = rng.random(n) >= scenario.one_parent
    family = np.sort(np.concatenate([np.arange(n), np.flatnonzero(second)]))
    slot = np.concatenate([[0], (np.diff(family) == 0).astype(np.intp)])
    kinds = draw_kinds(n, rng, scenario)
    z = rng.standard_normal((n, 2))
    z[:, 1] = scenario.start_correlation * z[:, 0] + math.sqrt(1 - scenario.start_correlation**2) * z[:, 1]
    first = np.datetime64(scenario.first_day, "D") + rng.integers(0, scenario.intake_days, n)
    born = first - rng.integers(0, int(_OLDEST_AT_START * 365.25), n)
    return Intake(
        family=family,
        slot=slot + 1,
        kind=kinds[family, slot],
        start=scenario.start_mean + scenario.start_sd * z[family, slot],
        first_day=first[family],
        birth_date=born[family],
        follow_up=rng.uniform(*scenario.follow_up, n)[family],
    )


def draw_kinds(n: int, rng: np.random.Generator, scenario: Scenario) -> Ints:
    """Places in KINDS, (n, 2). The second parent copies the first so often that the share of equal kinds is
    `same_kind`, chance agreement included; both parents keep the mix of the scenario."""
    shares = np.array([scenario.mix[kind] for kind in KINDS])
    by_chance = float((shares**2).sum())
    copies = 0.0 if by_chance >= scenario.same_kind else (scenario.same_kind - by_chance) / (1 - by_chance)
    kinds = rng.choice(len(KINDS), size=(n, 2), p=shares / shares.sum())
    copied = rng.random(n) < copies
    kinds[copied, 1] = kinds[copied, 0]
    return kinds
