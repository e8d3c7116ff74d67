"""`koers score` on a million filled-in lists of ten questions."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from bench.measuring import run, tell

ROWS = 1_000_000
ITEMS = [f"k{number:02}" for number in range(1, 11)]
SHARE_EMPTY = 0.02
FIRST_DAY = date(2024, 1, 1)


def write_answers(path: Path, rows: int) -> None:
    rng = np.random.default_rng(20260101)
    answers = rng.integers(1, 5, size=(rows, len(ITEMS))).astype(float)
    answers[rng.random(answers.shape) < SHARE_EMPTY] = np.nan
    days = rng.integers(0, 700, size=rows)
    columns = {
        "respondent_id": np.char.add("r", np.arange(rows).astype(str)),
        "date": [FIRST_DAY + timedelta(days=int(day)) for day in days],
        "child_age": rng.integers(0, 19, size=rows),
    }
    items = {item: pl.Series(answers[:, at]).fill_nan(None).cast(pl.Int8) for at, item in enumerate(ITEMS)}
    pl.DataFrame({**columns, **items}).write_csv(path)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_answers(folder / "answers.csv", ROWS)
        command = ["score", "answers.csv", "--instrument", "voorbeeld-10", "-o", "scores.csv"]
        done = run(command, directory=folder)
    figure = f"{ROWS / done.seconds:,.0f} rows/s ({done.seconds:.1f} s), peak memory {done.peak_mib:.0f} MiB"
    tell(f"scoring of {ROWS:,} lists of {len(ITEMS)} questions", figure, f"koers {' '.join(command)}")
