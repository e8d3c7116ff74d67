"""What is learned from synthetic training families: the demo organisation's model, and the words of koers-1.

`python -m bench.accuracy.training` writes both. Its seeds are used nowhere else; the report runs other ones.
"""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from bench.accuracy.yardstick import Bools, Floats, measure, series_of, targets
from koers.cli.packages import load_instrument
from koers.psychometrics import sem_from_reliability
from koers.psychometrics.certainty import Recalibration, lowest_envelope
from koers.psychometrics.fitting import FitOrder, fit_model
from koers.psychometrics.signal_model import DEFAULT_MODEL, SignalKind, SignalModel
from koers.psychometrics.signal_model_toml import write_model
from koers.psychometrics.signals import KINDS, OFF_COURSE, Borders, SignalArrays, signals_after_each
from koers.psychometrics.simulation import BASE, SCENARIOS, Scenario, SimulatedFamilies, simulate_families
from koers.psychometrics.simulation.scenarios import HARDER_MIX

TARGET = Path(__file__).parents[2] / "src" / "koers" / "demo" / "signal-model.toml"
WORDS = TARGET.parents[1] / "psychometrics" / "observed.py"
FIT_SEED, THRESHOLD_SEED, WORD_SEED = 4101, 4102, 4103
FIT_FAMILIES, FAMILIES = 2000, 8000
FITTED_ON = date(2026, 11, 28)
# False alarms a parent-year on training families of the base scenario. Alarms of deterioration are kept fewer
# than they might be: they also count as "not on course" where nothing is wrong.
MOST_STAGNATION_ALARMS, MOST_DETERIORATION_ALARMS = 0.24, 0.10
CLEAR_STEPS = (0.25, 0.15)  # from attention to clear, as in the default thresholds
STEPS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99)
SAMPLING_MARGIN = 0.02  # taken off each frequency: other seeds and mixes come out a little lower
LEAST_ROWS = 300  # fewer say nothing of a frequency; the step before stands


def simulated(scenario: Scenario, seed: int, families: int = FAMILIES) -> SimulatedFamilies:
    return simulate_families(families, np.random.default_rng(seed), scenario, load_instrument("voorbeeld-10"))


def judged(families: SimulatedFamilies, model: SignalModel) -> SignalArrays:
    sem = sem_from_reliability(families.scenario.reliability)
    return signals_after_each(series_of(families), model.with_sem(sem), Borders())


def is_kind(found: SignalArrays, *kinds: SignalKind) -> Bools:
    return np.isin(found.kind, [KINDS.index(kind) for kind in kinds])


def truths(families: SimulatedFamilies, border: float) -> Mapping[SignalKind, Bools]:
    """Whether what a signal of this kind says is true of the trend, at each measurement."""
    rows = families.occasions
    start = rows.true_level[series_of(families).starts[:-1]][rows.parent]
    return {
        SignalKind.DETERIORATION: rows.true_change > 0,
        SignalKind.STAGNATION: rows.true_change > -1.5,
        SignalKind.IMPROVEMENT: rows.true_level < start,
        SignalKind.IN_NORMAL_RANGE: rows.true_level < border,
        SignalKind.ON_COURSE: rows.true_change <= 0,
    }


def claims(found: SignalArrays) -> Mapping[SignalKind, Floats]:
    """The computed probability of the same."""
    chance = found.probabilities
    return {
        SignalKind.DETERIORATION: chance.rise,
        SignalKind.STAGNATION: chance.no_improvement,
        SignalKind.IMPROVEMENT: chance.fall,
        SignalKind.IN_NORMAL_RANGE: 1 - chance.elevated,
        SignalKind.ON_COURSE: 1 - chance.rise,
    }


def with_thresholds(model: SignalModel, stagnation: float, deterioration: float) -> SignalModel:
    return replace(
        model,
        thresholds=replace(
            model.thresholds,
            stagnation=stagnation,
            stagnation_clear=round(stagnation + CLEAR_STEPS[0], 2),
            deterioration=deterioration,
            deterioration_clear=min(0.95, round(deterioration + CLEAR_STEPS[1], 2)),
        ),
    )


def tuned(model: SignalModel, families: SimulatedFamilies) -> SignalModel:
    """The lowest thresholds, in steps of .01, with no more alarms than wanted."""
    wanted = targets(families)
    for deterioration in (step / 100 for step in range(55, 95)):
        tried = with_thresholds(model, model.thresholds.stagnation, deterioration)
        flags = is_kind(judged(families, tried), SignalKind.DETERIORATION)
        if measure(families, flags, wanted["deterioration"]).false_alarms <= MOST_DETERIORATION_ALARMS:
            break
    for stagnation in (step / 100 for step in range(30, 80)):
        tried = with_thresholds(model, stagnation, deterioration)
        flags = is_kind(judged(families, tried), *OFF_COURSE)
        if measure(families, flags, wanted["stagnation"]).false_alarms <= MOST_STAGNATION_ALARMS:
            return tried
    raise SystemExit("no threshold gives as few alarms as wanted")


def recalibrated(model: SignalModel) -> dict[SignalKind, Recalibration]:
    """Per kind the lowest frequency over all scenarios at each step of the computed probability."""
    kinds = tuple(claims_kinds())
    frequencies: dict[SignalKind, list[list[float]]] = {kind: [] for kind in kinds}
    hardest = replace(BASE, name="hardest", mix=HARDER_MIX, reliability=0.85)
    for place, scenario in enumerate([*SCENARIOS.values(), hardest]):
        families = simulated(scenario, WORD_SEED + place)
        found = judged(families, model)
        claim, truth = claims(found), truths(families, model.thresholds.border)
        for kind in kinds:
            shown = is_kind(found, kind)
            frequencies[kind].append(_by_step(claim[kind][shown], truth[kind][shown]))
    return {kind: lowest_envelope(STEPS, rows) for kind, rows in frequencies.items()}


def claims_kinds() -> tuple[SignalKind, ...]:
    return tuple(kind for kind in SignalKind if kind not in (SignalKind.TOO_EARLY, SignalKind.UNCLEAR))


def _by_step(claim: Floats, truth: Bools) -> list[float]:
    """Frequency of truth in each step; with too few rows in a step, that of the nearest below, or above."""
    step = np.searchsorted(STEPS, claim, side="right") - 1
    counts = np.bincount(step, minlength=len(STEPS))
    hits = np.bincount(step, weights=truth, minlength=len(STEPS))
    known = [
        round(max(float(hit / count) - SAMPLING_MARGIN, 0.0), 3) if count >= LEAST_ROWS else None
        for hit, count in zip(hits, counts, strict=True)
    ]
    filled: list[float] = []
    for place, value in enumerate(known):
        later = next((each for each in known[place:] if each is not None), None)
        filled.append(value if value is not None else filled[-1] if filled else later or 0.0)
    return filled


def made() -> SignalModel:
    start = DEFAULT_MODEL.with_sem(sem_from_reliability(BASE.reliability))
    training = series_of(simulated(BASE, FIT_SEED, FIT_FAMILIES))
    order = FitOrder(FITTED_ON, "demo-1")
    model = fit_model(training, start, start.thresholds.border, order)
    model = tuned(model, simulated(BASE, THRESHOLD_SEED))
    return replace(model, recalibration=recalibrated(model))


def words_module(words: Mapping[SignalKind, Recalibration]) -> str:
    """Python text: the core reads no files."""
    lines = [
        '"""How often what koers-1 says was true in simulated training families, by computed probability.',
        "",
        "Made by `python -m bench.accuracy.training`: per step the lowest frequency over its scenarios.",
        '"""',
        "",
        "from koers.psychometrics.certainty import Recalibration",
        "",
        f"_STEPS = {STEPS}",
        "OBSERVED = {",
        *(f'    "{kind}": Recalibration(_STEPS, {found.observed}),' for kind, found in words.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    WORDS.write_text(words_module(recalibrated(DEFAULT_MODEL)), encoding="utf-8", newline="\n")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(WORDS)], check=True)
    text = "# Made by `python -m bench.accuracy.training` from synthetic families, for the demo only.\n"
    TARGET.write_text(text + write_model(made()), encoding="utf-8", newline="\n")
    print(f"written: {WORDS.name}, {TARGET.name}")


if __name__ == "__main__":
    main()
