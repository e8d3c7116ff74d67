"""The posterior of a million courses, a signal for a page, `koers signals --last` on eight million scores."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from bench.measuring import run, tell
from koers.psychometrics import Trajectory, TrajectoryPoint
from koers.psychometrics.evaluation import evaluate
from koers.psychometrics.posterior import posterior_after_each, posterior_newest
from koers.psychometrics.score_series import ScoreSeries
from koers.psychometrics.signal_model import DEFAULT_MODEL

COURSES, MOST_SCORES, SCORES_IN_FILE = 1_000_000, 13, 8
MICRO, MILLI = 1e6, 1e3
PAGES = 200


def courses(n: int, most: int) -> ScoreSeries:
    rng = np.random.default_rng(20260102)
    lengths = rng.integers(2, most + 1, n)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    day = np.cumsum(rng.integers(23, 38, starts[-1]))
    return ScoreSeries(rng.normal(65, 8, starts[-1]), day, starts)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def write_scores(path: Path, respondents: int) -> None:
    rng = np.random.default_rng(20260103)
    respondent = np.repeat(np.arange(respondents), SCORES_IN_FILE)
    step = np.tile(np.arange(SCORES_IN_FILE) * 30, respondents) + rng.integers(0, 8, len(respondent))
    day = pl.Series(np.datetime64("2024-01-01") + step.astype("timedelta64[D]"))
    t = np.round(rng.normal(64, 8, len(respondent)), 1)
    pl.DataFrame(
        {"respondent_id": pl.Series(respondent).cast(pl.String), "date": day, "t_score": t}
    ).write_csv(path)


def main() -> None:
    series, trend = courses(COURSES, MOST_SCORES), DEFAULT_MODEL.trend
    posterior_newest(courses(1000, MOST_SCORES), trend)
    newest = min(seconds(lambda: posterior_newest(series, trend)) for _ in range(3))
    each = seconds(lambda: posterior_after_each(series, trend))
    command = "python -m bench signals"
    what = f"{COURSES:,} courses of 2 to {MOST_SCORES} scores"
    tell(f"newest posterior, {what}", f"{newest * MICRO / COURSES:.2f} µs a course", command)
    tell(f"posterior after each score, {what}", f"{each * MICRO / COURSES:.2f} µs a course", command)
    first = date(2026, 1, 1)
    flat = Trajectory.of(TrajectoryPoint(first + timedelta(days=30 * k), 66.0 + k % 3) for k in range(12))
    page = seconds(lambda: [evaluate(flat, DEFAULT_MODEL, ()) for _ in range(PAGES)]) / PAGES
    tell("signal of one page, 12 scores, with what would end it", f"{page * MILLI:.2f} ms", command)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_scores(folder / "scores.csv", COURSES)
        arguments = ["signals", "scores.csv", "--sem", "4.8", "--last", "-o", "newest.csv"]
        done = run(arguments, directory=folder)
    figure = f"{done.seconds:.1f} s, peak memory {done.peak_mib:.0f} MiB"
    tell(
        f"newest signal of {COURSES:,} respondents × {SCORES_IN_FILE}", figure, f"koers {' '.join(arguments)}"
    )
