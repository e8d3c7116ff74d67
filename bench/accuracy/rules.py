"""Which rule of stagnation finds most at the same false alarms: `python -m bench.accuracy.rules`.

On training families of several mixes; the report runs other seeds and mixes. See ADR 0011.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bench.accuracy.methods import NEVER, at_same_alarms
from bench.accuracy.report import STAGNATION_ALARMS, row, table
from bench.accuracy.training import is_kind, judged, simulated
from bench.accuracy.yardstick import Floats, measure, targets
from koers.psychometrics.signal_model import DEFAULT_MODEL, SignalKind
from koers.psychometrics.signals import OFF_COURSE, SignalArrays
from koers.psychometrics.simulation import BASE
from koers.psychometrics.simulation.scenarios import HARDER_MIX, mix_of

FIRST_SEED = 4201
MORE_IMPROVERS = mix_of(0.31, 0.21, 0.21, 0.11, 0.11, 0.05)
TRAINING = (
    replace(BASE, name=".85", reliability=0.85),
    replace(
        BASE, name=".85, more improvers", reliability=0.85, mix=mix_of(0.31, 0.21, 0.21, 0.11, 0.11, 0.05)
    ),
    replace(BASE, name=".77"),
    replace(BASE, name=".75", reliability=0.75),
    replace(BASE, name=".85, harder mix, 40 % missing", reliability=0.85, mix=HARDER_MIX, missing=0.4),
)
LIMITS = DEFAULT_MODEL.thresholds


def figures(found: SignalArrays) -> dict[str, Floats]:
    """Name of a rule -> what is compared to its threshold at each measurement."""
    chance = found.probabilities
    short = found.days < LIMITS.early_days
    elevated = chance.elevated >= LIMITS.least_elevated
    return {
        "product": chance.stagnation,
        "product, surely elevated": np.where(elevated, chance.stagnation, NEVER),
        "product, more while short": chance.stagnation - LIMITS.early_extra * short,
        "both (taken)": np.where(elevated, chance.stagnation - LIMITS.early_extra * short, NEVER),
        "product, root of no fall": np.sqrt(chance.no_improvement) * chance.elevated,
    }


def lines() -> Iterator[str]:
    names: list[str] = []
    for place, scenario in enumerate(TRAINING):
        families = simulated(scenario, FIRST_SEED + place)
        found, wanted = judged(families, DEFAULT_MODEL), targets(families)["stagnation"]
        silent = (found.n_scores < LIMITS.least_scores) | (found.days < LIMITS.least_days)
        rising = is_kind(found, SignalKind.DETERIORATION)
        tried = {name: np.where(silent, NEVER, figure) for name, figure in figures(found).items()}
        if not names:
            names = list(tried)
            yield from table("training families", *names, "shipped: found", "false alarms")
        # A rise is "not on course" whatever the rule, so its alarms count in each of them.
        scores = (np.where(rising, np.inf, figure) for figure in tried.values())
        shares = [at_same_alarms(families, score, wanted, STAGNATION_ALARMS).sensitivity for score in scores]
        shipped = measure(families, is_kind(found, *OFF_COURSE), wanted)
        yield row(scenario.name, *shares, shipped.sensitivity, shipped.false_alarms)


if __name__ == "__main__":
    print("\n".join(lines()))
