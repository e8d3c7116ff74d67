"""`koers score` gives the values computed by hand, for every way in and out."""

import csv
import io
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from koers.cli import csv_blocks
from koers.cli.score import scored_frames
from koers.cli.tables import open_table
from koers.psychometrics import parse_package
from tests.cli.answer_files import HEAD, ONE, TWO, Command, write
from tests.psychometrics.small_package import FORMULA, small_package

COLUMNS = "respondent_id,date,scale,raw,t_score,band,n_missing,note"
SCORES = [
    COLUMNS,
    "p1,2026-01-31,total,27,62,mild,0,norms_demo",
    "p2,2026-02-28,total,10,35,none,0,norms_demo",
]


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A package whose T has decimals and which says nothing about being made up."""
    folder = tmp_path / "klein-4"
    folder.mkdir()
    for name, content in small_package(FORMULA).items():
        (folder / name).write_text(
            content.replace("fictitious = true", "fictitious = false"), encoding="utf-8"
        )
    return folder


def test_scores_are_those_worked_out_by_hand(koers: Command, tmp_path: Path) -> None:
    code, out, err = koers("score", write(tmp_path, ONE, TWO), "--instrument", "voorbeeld-10")
    assert (code, lines(out), err) == (0, SCORES, "")


def test_every_scale_has_a_row_and_numbers_keep_their_decimals(
    koers: Command, tmp_path: Path, small: Path
) -> None:
    rows = [
        "p1,2026-01-31,3,4,1,,2",
        "p2,2026-01-31,12,4,1,3,2",
        "p3,2026-01-31,,1,4,1,1",
        "p4,2026-01-31,3,,,1,1",
    ]
    path = write(tmp_path, *rows, head="respondent_id,date,child_age,a1,a2,a3,a4")
    _, out, _ = koers("score", path, "--instrument", small)
    found = {(row["respondent_id"], row["scale"]): row for row in csv.DictReader(io.StringIO(out))}
    assert len(found) == 8
    prorated = found["p1", "total"]
    assert float(prorated["raw"]) == pytest.approx(40 / 3, abs=1e-12)
    assert float(prorated["t_score"]) == pytest.approx(50 + 10 * (40 / 3 - 8) / 2.5, abs=1e-9)
    assert (prorated["band"], prorated["n_missing"], prorated["note"]) == ("serious", "1", "prorated")
    assert list(found["p2", "total"].values())[3:] == ["13", "", "", "0", "no_norm_for_age"]
    assert list(found["p3", "total"].values())[3:] == ["4", "", "", "0", "age_unknown"]
    assert list(found["p4", "total"].values())[3:] == ["", "", "", "2", "too_many_missing"]
    assert list(found["p1", "part"].values())[3:] == ["8", "", "", "0", "no_norms"]


def test_S5_a_child_older_than_every_norm_has_no_t_and_that_is_no_error(
    koers: Command, tmp_path: Path
) -> None:
    path = write(tmp_path, ONE.replace(",3,1,", ",40,1,"))
    code, out, _ = koers("score", path, "--instrument", "voorbeeld-10")
    assert (code, lines(out)[1]) == (0, "p1,2026-01-31,total,27,,,0,no_norm_for_age")


def test_further_columns_are_kept_as_they_were(koers: Command, tmp_path: Path) -> None:
    path = write(tmp_path, f'007,{ONE},"a, ""b"""', head=f"team,{HEAD},remark")
    _, out, _ = koers("score", path, "--instrument", "voorbeeld-10")
    assert lines(out) == [f"{COLUMNS},team,remark", f'{SCORES[1]},007,"a, ""b"""']


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheets_byte_order_mark_separator_and_line_ends_are_read(
    koers: Command, tmp_path: Path, separator: str
) -> None:
    path = tmp_path / "answers.csv"
    text = "\r\n".join([HEAD, ONE, "", TWO, "", ""]).replace(",", separator)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert lines(koers("score", path, "--instrument", "voorbeeld-10")[1]) == SCORES


def test_quoted_cells_spaces_and_whole_numbers_with_a_point_are_read(koers: Command, tmp_path: Path) -> None:
    quoted = ",".join(f'"{cell}"' for cell in ONE.split(","))
    path = write(tmp_path, quoted, TWO.replace("4,4,4", " 4 ,4.0,4"))
    assert lines(koers("score", path, "--instrument", "voorbeeld-10")[1]) == SCORES


def test_standard_input_and_output_carry_csv(koers: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO("\n".join([HEAD, ONE, TWO]).encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert lines(koers("score", "-", "--instrument", "voorbeeld-10", "-o", "-")[1]) == SCORES


def test_parquet_goes_in_and_out_with_its_types(koers: Command, tmp_path: Path) -> None:
    frame = pl.read_csv(
        write(tmp_path, ONE, TWO.replace("4,4,4,4,4,4,4,4,4,4", "4,4,4,4,4,4,4,4,4,")), try_parse_dates=True
    )
    frame = frame.with_columns(pl.col("k10").cast(pl.Float64), team=pl.lit(7))
    frame.write_parquet(tmp_path / "answers.parquet")
    out = tmp_path / "scores.parquet"
    assert koers("score", tmp_path / "answers.parquet", "--instrument", "voorbeeld-10", "-o", out)[0] == 0
    found = pl.read_parquet(out)
    assert found.columns == [*COLUMNS.split(","), "team"]
    assert found.row(0) == ("p1", date(2026, 1, 31), "total", 27.0, 62.0, "mild", 0, "norms_demo", 7)
    assert found["n_missing"].to_list() == [0, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "answers.csv",
        "answers.parquet",
        "scores.parquet",
    ]


def test_the_size_of_blocks_changes_nothing(
    koers: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [",".join(str(1 + (n + k) % 4) for k in range(10)) for n in range(40)]
    rows = [f'"p{n}",2026-01-{1 + n % 28:02},{n % 25},{answers[n]},"x\n{n}"' for n in range(40)]
    path = write(tmp_path, *rows, "", head=f"{HEAD},remark")
    whole = koers("score", path, "--instrument", "voorbeeld-10")[1]
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", 150)
    assert koers("score", path, "--instrument", "voorbeeld-10")[1] == whole
    assert whole.count("norms_demo") > 20


def test_output_may_replace_its_own_input(koers: Command, tmp_path: Path) -> None:
    path = write(tmp_path, ONE, TWO)
    assert koers("score", path, "--instrument", "voorbeeld-10", "-o", path) == (0, "", "")
    assert lines(path.read_text()) == SCORES


def test_today_is_given_and_counts_as_past(tmp_path: Path) -> None:
    instrument = parse_package(small_package())
    path = write(tmp_path, "p1,2026-01-31,3,4,1,3,2", head="respondent_id,date,child_age,a1,a2,a3,a4")
    with open_table(str(path)) as table:
        frames = list(scored_frames(table, instrument, today=date(2026, 1, 31)))
    assert frames[0].height == 2


def test_a_terminal_gets_a_bar_and_a_pipe_none(
    koers: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, ONE, TWO)
    assert koers("score", path, "--instrument", "voorbeeld-10")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    code, out, err = koers("score", path, "--instrument", "voorbeeld-10")
    assert (code, lines(out)) == (0, SCORES)
    assert "Scoring" in err
