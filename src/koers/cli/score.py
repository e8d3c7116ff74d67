"""`koers score`: answers of completed questionnaires to scores."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import typer

from koers.cli.errors import CommandError
from koers.cli.packages import load_instrument
from koers.cli.tables import Batch, Table, TableError, open_table, table_writer
from koers.psychometrics import BANDS, REASONS, AnswerError, Instrument, ScoreArrays, score_many

INPUT_COLUMNS = ("respondent_id", "date", "child_age")
OUTPUT_COLUMNS = ("respondent_id", "date", "scale", "raw", "t_score", "band", "n_missing", "note")

app = typer.Typer(rich_markup_mode=None)


@app.command()
def score(
    file: str = typer.Argument(metavar="FILE", help="Answers, CSV or .parquet; - is standard input."),
    instrument: str = typer.Option(
        ..., "--instrument", metavar="ID_OR_PATH", help="A shipped package, or a package directory or zip."
    ),
    output: str = typer.Option(
        "-", "-o", "--output", metavar="OUT", help="Where scores go; - is standard output."
    ),
) -> None:
    """Answers to scores, one row for every questionnaire and scale.

    Reads respondent_id, date, child_age and one column per item (empty = not answered).
    Writes respondent_id, date, scale, raw, t_score, band, n_missing, note, then every further column of the
    input as it was.

    raw and t_score are never rounded: whole numbers stand without decimals, others with all they need to
    read back as the same number. Without a T-score both t_score and band are empty, and note says why.

    note holds zero or more of, separated by ; : too_many_missing, no_norms, age_unknown, no_norm_for_age,
    no_norm_for_raw (why there is no score or no T), prorated (the raw score is estimated from the answered
    items), norms_demo (the norms are made up: use them for no real family).

    A fault in any row refuses the whole file and writes nothing. Rows are numbered as a spreadsheet does:
    the names of the columns are row 1 (in Parquet the first row is 1).

    Examples:

      koers score answers.csv --instrument voorbeeld-10 -o scores.csv

      koers score answers.parquet --instrument ./my-package.zip -o scores.parquet

    Exit codes: 0 fine, 1 refused data, 2 wrong usage.
    """
    _score_file(file, load_instrument(instrument), output)


def _score_file(file: str, instrument: Instrument, output: str) -> None:
    today = datetime.now().astimezone().date()
    with (
        progress(file) as on_bytes,
        open_table(file, on_bytes=on_bytes) as table,
        table_writer(output) as add,
    ):
        for frame in scored_frames(table, instrument, today=today):
            add(frame)


def scored_frames(table: Table, instrument: Instrument, *, today: date) -> Iterator[pl.DataFrame]:
    """The output of `koers score`, batch by batch. Raises CommandError at the first fault."""
    table.require((*INPUT_COLUMNS, *instrument.item_ids))
    extra = [column for column in table.columns if column not in (*INPUT_COLUMNS, *instrument.item_ids)]
    for column in extra:
        if column in OUTPUT_COLUMNS:
            raise CommandError(f"{table.file}: column {column} is one that koers score makes: rename it")
    seen = _Seen(table.file)
    for batch in table.batches:
        ids, dates = batch.texts("respondent_id"), batch.dates("date", today=today)
        seen.add(ids, dates, batch)
        scores = _score_batch(batch, instrument)
        who = pl.DataFrame({"respondent_id": ids, "date": dates})
        yield _scored_frame(who, scores, batch.frame.select(extra), is_demo=instrument.fictitious)
    seen.refuse_doubles()


def _score_batch(batch: Batch, instrument: Instrument) -> list[ScoreArrays]:
    ages = batch.whole_numbers("child_age")
    if (ages < 0).any():
        place = int(np.argmax(ages < 0))
        raise batch.wrong(place, "child_age", f"{ages[place]:g} lies before birth: expected 0 or more")
    answers = np.column_stack([batch.whole_numbers(item) for item in instrument.item_ids])
    try:
        return list(score_many(instrument, answers, ages).values())
    except AnswerError as error:
        raise batch.wrong(error.row, error.item, str(error)) from error


def _scored_frame(
    who: pl.DataFrame, scores: list[ScoreArrays], extra: pl.DataFrame, *, is_demo: bool
) -> pl.DataFrame:
    """One row per questionnaire and scale, in the order of the file and of the instrument."""
    n_scales = len(scores)
    order = np.arange(who.height * n_scales)
    questionnaire, scale = order // n_scales, order % n_scales
    columns = {
        "scale": pl.Series([one.scale for one in scores]).gather(scale),
        "raw": _numbers([one.raw for one in scores]),
        "t_score": _numbers([one.t for one in scores]),
        "band": _labels([str(band) for band in BANDS], np.column_stack([one.band for one in scores])),
        "n_missing": pl.Series(np.column_stack([one.n_missing for one in scores]).ravel()),
        "note": _notes(scores, is_demo),
    }
    beside = [extra[questionnaire]] if extra.width else []
    return pl.concat([who[questionnaire], pl.DataFrame(columns), *beside], how="horizontal")


def _numbers(columns: list[npt.NDArray[np.float64]]) -> pl.Series:
    return pl.Series(np.column_stack(columns).ravel(), nan_to_null=True)


def _labels(labels: list[str], codes: npt.NDArray[np.integer]) -> pl.Series:
    """The label of each code; nothing for -1."""
    return pl.Series([None, *labels], dtype=pl.String).gather(codes.ravel().astype(np.int64) + 1)


def _notes(scores: list[ScoreArrays], is_demo: bool) -> pl.Series:
    reason = np.column_stack([one.reason for one in scores]).astype(np.int64) + 1
    is_prorated = np.column_stack([(one.n_missing > 0) & ~np.isnan(one.raw) for one in scores])
    has_demo_t = is_demo & np.column_stack([~np.isnan(one.t) for one in scores])
    reasons = ["", *(str(known) for known in REASONS)]
    notes = [
        ";".join(part for part in (why, prorated, demo) if part)
        for why in reasons
        for prorated in ("", "prorated")
        for demo in ("", "norms_demo")
    ]
    return pl.Series([note or None for note in notes], dtype=pl.String).gather(
        (reason * 4 + is_prorated * 2 + has_demo_t).ravel()
    )


class _Seen:
    """Refuses a respondent's second row on the same date, anywhere in the file, in 24 bytes a row.

    Two hashes of 64 bits with different seeds: that two different keys of a file of a hundred million rows
    share both has a chance below 1 in 10^22.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._keys: list[npt.NDArray[np.uint64]] = []
        self._rows: list[npt.NDArray[np.int64]] = []

    def add(self, ids: pl.Series, dates: pl.Series, batch: Batch) -> None:
        keys = pl.DataFrame([ids.alias("respondent_id"), dates.alias("date")])
        self._keys.append(np.stack([keys.hash_rows(seed=seed).to_numpy() for seed in (1, 2)]))
        self._rows.append(batch.rows)

    def refuse_doubles(self) -> None:
        if not any(len(rows) for rows in self._rows):
            raise CommandError(f"{self._file} has no rows below its first")
        keys, rows = np.concatenate(self._keys, axis=1), np.concatenate(self._rows)
        order = np.lexsort((rows, keys[1], keys[0]))
        is_double = (keys[:, order[1:]] == keys[:, order[:-1]]).all(axis=0)
        if is_double.any():
            pairs = np.stack([rows[order[1:]], rows[order[:-1]]])[:, is_double]
            later, earlier = pairs[:, np.argmin(pairs[0])]
            raise TableError(
                self._file,
                int(later),
                "date",
                f"row {earlier} has the same respondent_id and date: expected each questionnaire once",
            )


@contextmanager
def progress(file: str, doing: str = "Scoring") -> Iterator[Callable[[int], None]]:
    """A bar on standard error while a file is read; nothing in a pipe, or when the length is unknown."""
    if not sys.stderr.isatty() or not Path(file).is_file():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=Path(file).stat().st_size)
        yield lambda done: bar.update(task, completed=done)
