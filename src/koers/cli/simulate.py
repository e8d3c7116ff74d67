"""Synthetic families as files: what was answered, what it scores, and what was truly going on."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import numpy as np
import polars as pl
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from koers import __version__
from koers.cli.errors import CommandError, WrongUsage
from koers.cli.packages import load_instrument
from koers.cli.score import scored_frames
from koers.cli.tables import open_table, table_writer
from koers.psychometrics import Instrument
from koers.psychometrics.simulation import KINDS, SCENARIOS, Scenario, SimulatedFamilies, simulate_families

INSTRUMENT = "voorbeeld-10"
# One batch is held in memory at a time; part of what a seed means, so changing it changes every file.
FAMILIES_IN_A_BATCH = 20_000

app = typer.Typer(rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; the same order gives the same bytes."""

    n_families: int
    seed: int
    scenario: Scenario


@app.command(
    epilog="Example: koers simulate --families 200 --seed 1 --scenario sparse -o practice. "
    f"Scenarios: {', '.join(SCENARIOS)}."
)
def simulate(
    families: Annotated[int, typer.Option(min=1, help="How many families to make up.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same files, byte for byte.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to make; it may exist when it is empty.")
    ],
    scenario: Annotated[str, typer.Option(help="Which mix of courses, gaps and reliability.")] = "base",
) -> None:
    """Make up families with known true courses, to try Koers or to test a method.

    Writes answers.csv, scores.csv, truth.csv and a README. Nobody in these files exists.
    """
    if scenario not in SCENARIOS:
        raise WrongUsage(f"there is no scenario {scenario!r}: choose one of {', '.join(SCENARIOS)}")
    _refuse_used(output)
    write_folder(Order(families, seed, SCENARIOS[scenario]), output)


def write_folder(order: Order, folder: Path) -> None:
    """Everything is written elsewhere first, so that the folder holds all files or does not exist."""
    instrument = load_instrument(INSTRUMENT)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_tables(order, instrument, unfinished)
        (unfinished / "README").write_text(_readme(order, instrument), encoding="utf-8", newline="\n")
        unfinished.chmod(0o755)
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished)
        raise


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} exists and is not an empty folder: give the name of a new one")


def _write_tables(order: Order, instrument: Instrument, folder: Path) -> None:
    answers, scores, truth = (str(folder / name) for name in ("answers.csv", "scores.csv", "truth.csv"))
    with table_writer(answers) as add_answers, table_writer(truth) as add_truth:
        for first_family, simulated in _batches(order, instrument):
            who = _Respondents.of(simulated, first_family)
            add_answers(_answers(simulated, who))
            add_truth(_truth(simulated, who))
    # The way of `koers score` itself; made-up dates may lie in any machine's future.
    with open_table(answers) as table, table_writer(scores) as add_scores:
        for frame in scored_frames(table, instrument, today=date.max):
            add_scores(frame)


def _batches(order: Order, instrument: Instrument) -> Iterator[tuple[int, SimulatedFamilies]]:
    starts = range(0, order.n_families, FAMILIES_IN_A_BATCH)
    seeds = np.random.SeedSequence(order.seed).spawn(len(starts))
    batches = list(zip(starts, seeds, strict=True))
    console = Console(stderr=True)
    for start, seed in track(
        batches, "Families", console=console, transient=True, disable=not console.is_terminal
    ):
        n = min(FAMILIES_IN_A_BATCH, order.n_families - start)
        yield start, simulate_families(n, np.random.default_rng(seed), order.scenario, instrument)


@dataclass(frozen=True, slots=True)
class _Respondents:
    """The columns that say who and when, one row a completed questionnaire."""

    family_id: pl.Series
    respondent_id: pl.Series
    date: pl.Series

    @classmethod
    def of(cls, simulated: SimulatedFamilies, first_family: int) -> "_Respondents":
        parents, parent = simulated.parents, simulated.occasions.parent
        families = [f"F{number + first_family + 1:06d}" for number in parents.family.tolist()]
        respondents = [
            f"{family}-{slot}" for family, slot in zip(families, parents.slot.tolist(), strict=True)
        ]
        return cls(
            family_id=pl.Series("family_id", families).gather(parent),
            respondent_id=pl.Series("respondent_id", respondents).gather(parent),
            date=pl.Series("date", simulated.occasions.day),
        )


def _answers(simulated: SimulatedFamilies, who: _Respondents) -> pl.DataFrame:
    rows = simulated.occasions
    items = {item: rows.answers[:, column] for column, item in enumerate(simulated.item_ids)}
    return pl.DataFrame(
        {"respondent_id": who.respondent_id, "date": who.date, "child_age": rows.child_age, **items}
    )


def _truth(simulated: SimulatedFamilies, who: _Respondents) -> pl.DataFrame:
    rows, parents = simulated.occasions, simulated.parents
    return pl.DataFrame(
        {
            "family_id": who.family_id,
            "respondent_id": who.respondent_id,
            "date": who.date,
            "months": rows.months.round(4),
            "course": pl.Series([kind.value for kind in KINDS]).gather(parents.kind[rows.parent]),
            "true_level": rows.true_level.round(3),
            "stagnating": rows.stagnating,
            "deteriorating": rows.deteriorating,
            "stagnation_onset": _onset(parents.stagnation_onset[rows.parent]),
            "deterioration_onset": _onset(parents.deterioration_onset[rows.parent]),
        }
    )


def _onset(months: NDArray[np.float64]) -> pl.Series:
    """Empty when it never began."""
    return pl.Series(months.round(4)).fill_nan(None)


def _readme(order: Order, instrument: Instrument) -> str:
    command = f"koers simulate --families {order.n_families} --seed {order.seed}"
    listed = f"{instrument.id} {instrument.version}"
    return f"""SYNTHETIC DATA. Nobody in these files exists. Families, courses, answers and dates come from
`{command} --scenario {order.scenario.name}`
of Koers {__version__}. The questionnaire ({listed}) and its norms are made up too.
Use them to try Koers, to train and to test methods; no figure in them says anything about real families.

answers.csv  respondent_id, date, child_age (whole years), then the answers; a row a questionnaire.
scores.csv   what `koers score answers.csv --instrument {instrument.id}` makes of them.
truth.csv    what no method may see:
  months               since the respondent's first questionnaire (days / 30.4375)
  course               {", ".join(KINDS)}
  true_level           trend in T points, without crises, moods, the peak at intake and error of measurement
  stagnating           trend 60 or more, and changed by more than -1.5 and less than +3 in the last 3 months
  deteriorating        trend 5 or more above its lowest so far
  stagnation_onset     months; 3 before it first held; empty when it never did
  deterioration_onset  months; the moment of that lowest trend; empty when it never did
"""
