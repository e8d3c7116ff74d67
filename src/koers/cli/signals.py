"""`koers signals`: scores to the posterior and the signal after each. `koers signals fit`: an own model."""

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import typer
from numpy.typing import NDArray
from typer.core import TyperGroup

from koers.cli.errors import CommandError, WrongUsage
from koers.cli.packages import load_instrument
from koers.cli.score_rows import ScoreRows, read_scores, say
from koers.cli.tables import table_writer, write_text
from koers.psychometrics import Band, BandBorder, Direction, Instrument
from koers.psychometrics.fitting import FitOrder, FitRefused, calibration_table, fit_model
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import DEFAULT_MODEL, SignalModel
from koers.psychometrics.signal_model_toml import ModelError, read_model, write_model
from koers.psychometrics.signals import (
    KINDS,
    STRENGTHS,
    Borders,
    SignalArrays,
    SignalNote,
    signals_after_each,
    signals_newest,
)
from koers.psychometrics.trend_model import LARGEST, SMALLEST

MADE_COLUMNS = (
    *("level", "level_sd", "change_3m", "change_3m_sd", "change_start", "change_start_sd"),
    *("p_no_improvement", "p_elevated", "p_rise", "stagnation", "surprise", "signal", "strength", "notes"),
)
SCORES_AT_A_TIME = 1_000_000
EACH = "each"  # the name inside the group of the command without a name: `koers signals FILE`


class FileOrVerb(TyperGroup):
    """A first word that is no subcommand is FILE."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [EACH, *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return "" if name == EACH else name, command, rest


app = typer.Typer(cls=FileOrVerb, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Scores to signals: koers signals FILE, or koers signals fit FILE."""


@app.command(name=EACH, hidden=True)
def each(  # noqa: PLR0913 - the options of the command are its parameters
    file: str = typer.Argument(metavar="FILE", help="Scores, CSV or .parquet; - is standard input."),
    instrument: str = typer.Option(
        None, "--instrument", metavar="ID_OR_PATH", help="Takes borders, error and scale from this package."
    ),
    sem: float = typer.Option(None, "--sem", metavar="X", help="Standard error of measurement, T points."),
    border: float = typer.Option(None, "--border", metavar="T", help="From here a burden is elevated."),
    model: str = typer.Option(None, "--model", metavar="FILE", help="A model made by koers signals fit."),
    last: bool = typer.Option(False, "--last", help="Only the newest score of each respondent."),
    output: str = typer.Option("-", "-o", "--output", metavar="OUT", help="- is standard output."),
) -> None:
    """Scores to the level behind them, its change, and the signal after every score.

    Reads respondent_id, date, t_score, and scale where there are several (the instrument's, else total).
    Each row is judged from that respondent's scores up to it. Adds level, level_sd, change_3m, change_3m_sd,
    change_start, change_start_sd (T points), p_no_improvement, p_elevated, p_rise, stagnation, surprise,
    signal, strength, notes; every further column stays as it was. A first score has empty columns of change.
    Probabilities are computed ones, too sure to tell a family. An own model: koers signals fit --help.

    Examples:

      koers signals scores.csv --instrument voorbeeld-10 -o signals.csv

      koers signals scores.parquet --sem 4.8 --border 60 --last -o newest.parquet

    Exit codes: 0 fine, 1 refused data, 2 wrong usage.
    """
    package = load_instrument(instrument) if instrument else None
    judged_by = model_of(model, package, sem)
    borders = borders_of(package, border)
    if not judged_by.fits:
        say(f"{model} does not fit its own scores: no signals but unclear; see koers change")
    scale = package.primary_scale.id if package else None
    rows = read_scores(file, made_columns=MADE_COLUMNS, scale=scale)
    is_demo = package is not None and package.fictitious
    with table_writer(output) as add:
        for begin, end in _parts(rows.series):
            part = _slice(rows, begin, end)
            judge = signals_newest if last else signals_after_each
            add(_frame(part, judge(part.series, judged_by, borders), is_demo=is_demo))


def model_of(file: str | None, package: Instrument | None, sem: float | None) -> SignalModel:
    """--sem goes before the instrument's error, that before the model's own."""
    if sem is not None and not SMALLEST <= sem <= LARGEST:
        raise WrongUsage(f"--sem must be positive, from {SMALLEST:g} to {LARGEST:g}, got {sem}")
    model = DEFAULT_MODEL if file is None else _read(file)
    return model.with_sem(sem if sem is not None else package.sem if package else None)


def _read(file: str) -> SignalModel:
    try:
        return read_model(Path(file).read_text(encoding="utf-8"), Path(file).name)
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8: expected a model in TOML") from error
    except ModelError as error:
        raise CommandError(str(error)) from error


def borders_of(package: Instrument | None, border: float | None) -> Borders:
    if border is not None:
        if not np.isfinite(border):
            raise WrongUsage(f"--border must be a number, got {border}")
        return Borders((BandBorder(border, Band.MILD),))
    if package is None:
        return Borders()
    if package.direction is not Direction.HIGHER_IS_WORSE:
        raise CommandError(
            f"{package.id}: a higher score is better in it: signals need one where it is worse"
        )
    return Borders(package.borders.for_scale(package.primary_scale.id))


def _parts(series: ScoreSeries) -> list[tuple[int, int]]:
    """Runs of courses of about so many scores, so that memory holds one part's results."""
    wanted = np.arange(0, len(series.t), SCORES_AT_A_TIME)
    edges = np.unique([*np.searchsorted(series.starts, wanted), len(series)])
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _slice(rows: ScoreRows, begin: int, end: int) -> ScoreRows:
    series = rows.series
    first, past = int(series.starts[begin]), int(series.starts[end])
    part = ScoreSeries(series.t[first:past], series.day[first:past], series.starts[begin : end + 1] - first)
    return ScoreRows(rows.frame, rows.by_course[first:past], part)


def _frame(rows: ScoreRows, found: SignalArrays, *, is_demo: bool) -> pl.DataFrame:
    who = rows.frame[rows.by_course[found.rows]]
    posterior, chance = found.posterior, found.probabilities
    numbers = (
        *(posterior.level, posterior.level_sd, posterior.change_recent, posterior.change_recent_sd),
        *(posterior.change_start, posterior.change_start_sd),
        *(chance.no_improvement, chance.elevated, chance.rise, chance.stagnation, posterior.surprise),
    )
    columns = {
        name: pl.Series(values, nan_to_null=True)
        for name, values in zip(MADE_COLUMNS[: len(numbers)], numbers, strict=True)
    }
    labels = {
        "signal": _labels([str(kind) for kind in KINDS], found.kind),
        "strength": _labels([None, *(str(strength) for strength in STRENGTHS)], found.strength + 1),
        "notes": _notes(found, is_demo=is_demo),
    }
    made = pl.DataFrame(columns | labels)
    return pl.concat([who[:, :3], made, who[:, 3:]], how="horizontal")


def _labels(labels: list[str | None], codes: NDArray[np.integer]) -> pl.Series:
    return pl.Series(labels, dtype=pl.String).gather(codes.astype(np.int64))


def _notes(found: SignalArrays, *, is_demo: bool) -> pl.Series:
    """The notes of each row, joined; every combination is written once."""
    names = list(found.notes)
    code = sum(found.notes[name].astype(np.int64) << place for place, name in enumerate(names))
    always = [str(SignalNote.NORMS_DEMO)] if is_demo else []
    joined: list[str | None] = []
    for held in range(2 ** len(names)):
        notes = [str(name) for place, name in enumerate(names) if held >> place & 1]
        joined.append(";".join([*notes, *always]) or None)
    return _labels(joined, np.asarray(code))


@app.command()
def fit(  # noqa: PLR0913 - the options of the command are its parameters
    file: str = typer.Argument(metavar="FILE", help="Scores, CSV or .parquet; - is standard input."),
    output: str = typer.Option(..., "-o", "--output", metavar="MODEL", help="The TOML file to make."),
    instrument: str = typer.Option(
        None, "--instrument", metavar="ID_OR_PATH", help="Takes border, error and scale from this package."
    ),
    sem: float = typer.Option(None, "--sem", metavar="X", help="Standard error of measurement, T points."),
    border: float = typer.Option(None, "--border", metavar="T", help="From here a burden is elevated."),
    version: str = typer.Option(None, "--version", metavar="NAME", help="Of the model; default own-DATE."),
) -> None:
    """Fit the parameters of the signals on own scores, and say how well they predict.

    Needs 50 respondents with 3 scores or more; refuses fewer. Standard output gets a table: of each half of
    the courses, predicted by a fit on the other half, how many scores lay inside 50, 80 and 95 % intervals,
    and how often what was predicted of the next score came true. The same table stands in the model. Where
    the prediction errors have a standard deviation outside 0.8 to 1.2 the model does not fit: signals made
    with it say nothing.

    Example:

      koers signals fit scores.csv --instrument voorbeeld-10 -o model.toml

    Exit codes: 0 fine, 1 refused data or a model that does not fit, 2 wrong usage.
    """
    package = load_instrument(instrument) if instrument else None
    start = model_of(None, package, sem)
    lowest = borders_of(package, border).lowest(start)
    scale = package.primary_scale.id if package else None
    rows = read_scores(file, made_columns=(), scale=scale)
    today = datetime.now().astimezone().date()
    try:
        model = fit_model(rows.series, start, lowest, FitOrder(today, version or f"own-{today}"))
    except FitRefused as error:
        raise CommandError(f"{file}: {error}") from error
    write_text(output, write_model(model))
    print(calibration_table(model))
    if not model.fits:
        raise typer.Exit(1)
