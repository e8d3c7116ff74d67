"""`koers change`: the first against the last score of every respondent."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
import polars as pl
import typer

from koers.cli.errors import WrongUsage
from koers.cli.score_rows import ScoreRows, read_scores
from koers.cli.tables import table_writer
from koers.psychometrics import Direction
from koers.psychometrics.change import (
    DIFFERENCE_CLASSES,
    are_reliable,
    classify_differences,
    reliable_changes,
)

COLUMNS = (*("date_first", "date_last", "t_first", "t_last", "difference", "rci", "reliable", "class"),)

app = typer.Typer(rich_markup_mode=None)


class Method(StrEnum):
    """How a difference is judged."""

    JACOBSON_TRUAX = "jt"


@dataclass(frozen=True, slots=True)
class Measure:
    """sem, border: T points."""

    sem: float
    border: float
    direction: Direction


@app.command()
def change(  # noqa: PLR0913 - the options of the command are its parameters
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Scores, CSV or .parquet; - is standard input.")
    ],
    sem: Annotated[float, typer.Option(metavar="X", help="Standard error of measurement, T points.")],
    border: Annotated[float, typer.Option(metavar="T", help="Where the problem band begins.")],
    method: Annotated[Method, typer.Option(help="jt: Jacobson & Truax (1991).")] = Method.JACOBSON_TRUAX,
    direction: Annotated[
        Direction, typer.Option(help="What a higher T-score means.")
    ] = Direction.HIGHER_IS_WORSE,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="- is standard output.")] = "-",
) -> None:
    """First against last score of every respondent: difference, reliable change index, class.

    Reads respondent_id, date, t_score, and scale where there are several (total is taken). Writes
    respondent_id, date_first, date_last, t_first, t_last, difference, rci, reliable, class: recovered,
    improved, unchanged or deteriorated. rci is the difference divided by √2 · SEM; from 1.96 it is reliable.
    Recovered: reliably better and across the border. A respondent with one score has nothing to compare and
    keeps the last four columns empty.

    Example:

      koers change scores.csv --sem 4.8 --border 60 -o change.csv

    Exit codes: 0 fine, 1 refused data, 2 wrong usage.
    """
    if not 0 < sem < math.inf:
        raise WrongUsage(f"--sem must be positive, got {sem}")
    if not math.isfinite(border):
        raise WrongUsage(f"--border must be a number, got {border}")
    rows = read_scores(file, made_columns=COLUMNS)
    judge = {Method.JACOBSON_TRUAX: jacobson_truax}[method]
    with table_writer(output) as add:
        add(judge(rows, Measure(sem, border, direction)))


def jacobson_truax(rows: ScoreRows, measure: Measure) -> pl.DataFrame:
    """One row a respondent, in order of appearance; the second of two scores on a day counts as the later."""
    series = rows.series
    first = rows.frame[rows.by_course[series.starts[:-1]]]
    last = rows.frame[rows.by_course[series.newest]]
    before, after = series.t[series.starts[:-1]], series.t[series.newest]
    has_two = pl.Series(np.diff(series.starts) > 1)
    classes = [str(each) for each in DIFFERENCE_CLASSES]
    codes = classify_differences(
        before, after, sem=measure.sem, border=measure.border, direction=measure.direction
    )
    judged = pl.DataFrame(
        {
            "difference": after - before,
            "rci": reliable_changes(before, after, sem=measure.sem),
            "reliable": are_reliable(before, after, sem=measure.sem),
            "class": pl.Series(classes).gather(codes.astype(np.int64)),
        }
    )
    return pl.DataFrame(
        {
            "respondent_id": first["respondent_id"],
            "date_first": first["date"],
            "date_last": last["date"],
            "t_first": before,
            "t_last": after,
        }
    ).hstack(judged.select(pl.when(has_two).then(pl.all())))
