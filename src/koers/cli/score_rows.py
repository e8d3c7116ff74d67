"""Rows of scores as `koers signals` and `koers change` read them: checked, of one scale, in order of date."""

import sys
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from koers.cli.errors import CommandError
from koers.cli.score import progress
from koers.cli.tables import Batch, Table, open_table
from koers.psychometrics.score_series import ScoreSeries

NEEDED = ("respondent_id", "date", "t_score")
DEFAULT_SCALE = "total"
# T = 50 + 10z: no questionnaire reaches so far, and a raw sum or a date in this column mostly does.
LOWEST_T, HIGHEST_T = -50.0, 200.0


@dataclass(frozen=True, slots=True)
class ScoreRows:
    """frame: respondent_id, date, t_score, then every further column of the file, in the file's order.

    by_course: rows of the frame, course after course, ascending in date; courses in order of appearance.
    """

    frame: pl.DataFrame
    by_course: NDArray[np.intp]
    series: ScoreSeries


def read_scores(file: str, *, made_columns: tuple[str, ...], scale: str | None = None) -> ScoreRows:
    """made_columns: what the command adds, which no further column may be called. scale: the one to keep.

    Rows without a T-score, and of other scales, are left out, which standard error says. Raises
    CommandError at the first fault; nothing is asked of dates but that they are dates.
    """
    with progress(file, "Reading") as on_bytes, open_table(file, on_bytes=on_bytes) as table:
        table.require(NEEDED)
        for column in table.columns:
            if column in made_columns:
                raise CommandError(f"{table.file}: column {column} is one that this command makes: rename it")
        frames = [_checked(batch, table) for batch in table.batches]
    if not frames or not sum(frame.height for frame in frames):
        raise CommandError(f"{table.file} has no rows below its first")
    frame = _of_one_scale(pl.concat(frames), table.file, scale)
    without = frame["t_score"].null_count()
    if without:
        say(f"{table.file}: left out {_rows(without)} without a T-score")
        frame = frame.filter(pl.col("t_score").is_not_null())
    if not frame.height:
        raise CommandError(f"{table.file} has no row with a T-score")
    return _in_courses(frame)


def _checked(batch: Batch, table: Table) -> pl.DataFrame:
    scores = batch.numbers("t_score")
    is_absurd = (scores < LOWEST_T) | (scores > HIGHEST_T)
    if is_absurd.any():
        place = int(np.argmax(is_absurd))
        expected = f"expected a T-score from {LOWEST_T:g} to {HIGHEST_T:g}"
        raise batch.wrong(place, "t_score", f"{scores[place]:g} is no T-score: {expected}")
    needed = pl.DataFrame(
        {
            "respondent_id": batch.texts("respondent_id"),
            "date": batch.dates("date", today=date.max),
            "t_score": pl.Series(scores, nan_to_null=True),
        }
    )
    further = [column for column in table.columns if column not in NEEDED]
    return pl.concat([needed, batch.frame.select(further)], how="horizontal") if further else needed


def _of_one_scale(frame: pl.DataFrame, file: str, scale: str | None) -> pl.DataFrame:
    if "scale" not in frame.columns:
        return frame
    present = frame["scale"].cast(pl.String).unique().drop_nulls().to_list()
    if scale is None:
        scale = present[0] if len(present) == 1 else DEFAULT_SCALE
    kept = frame.filter(pl.col("scale").cast(pl.String) == scale)
    if not kept.height:
        known = ", ".join(sorted(present)) or "none"
        raise CommandError(f"{file}, column scale: no row of scale {scale}: found {known}")
    if kept.height < frame.height:
        say(f"{file}: left out {_rows(frame.height - kept.height)} of other scales than {scale}")
    return kept


def _in_courses(frame: pl.DataFrame) -> ScoreRows:
    course = frame["respondent_id"].rle_id().to_numpy().astype(np.int64)
    if frame["respondent_id"].n_unique() != int(course[-1]) + 1:  # rows of a respondent stand apart
        numbered = frame.select("respondent_id").with_row_index("row")
        first = numbered.select(pl.col("row").first().over("respondent_id"))
        course = first.to_series().to_numpy().astype(np.int64)
    day = frame["date"].to_physical().to_numpy().astype(np.int64)
    order = np.arange(len(day))
    key = course * 2**32 + (day + 2**31)
    if (np.diff(key) < 0).any():
        order = np.argsort(key, kind="stable")
    course, day = course[order], day[order]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(course)) + 1, [len(course)]])
    scores = frame["t_score"].to_numpy()[order].astype(np.float64)
    return ScoreRows(frame, order, ScoreSeries(t=scores, day=day, starts=starts))


def _rows(n: int) -> str:
    return f"{n} row{'s' if n > 1 else ''}"


def say(message: str) -> None:
    print(f"koers: {message}", file=sys.stderr)
