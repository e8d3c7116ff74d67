"""What cannot be scored is refused in one sentence with its place, and nothing is written."""

import io
import sys
from pathlib import Path

import polars as pl
import pytest

from koers.cli import csv_blocks
from koers.cli.errors import CommandError
from tests.cli.answer_files import HEAD, ONE, TWO, Command, write


def score(koers: Command, path: Path) -> str:
    """The refusal, after checking that an output of before keeps its content and nothing lies beside it."""
    out = path.parent / "scores.csv"
    out.write_text("earlier")
    before = sorted(path.parent.iterdir())
    message = koers.refused("score", path, "--instrument", "voorbeeld-10", "-o", out)
    assert out.read_text() == "earlier"
    assert sorted(path.parent.iterdir()) == before
    assert koers.refused("score", path, "--instrument", "voorbeeld-10") == message
    return message


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ONE.replace("3,4,1,2", "3,5,1,2", 1), "k04: 5 is no answer to k04: expected one of 1, 2, 3, 4"),
        (ONE.replace("3,4,1,2", "3,0,1,2", 1), "k04: 0 is no answer to k04: expected one of 1, 2, 3, 4"),
        (ONE.replace("3,4,1,2", "3,4.5,1,2", 1), "k04: 4.5 expected a whole number or nothing"),
        (ONE.replace("3,4,1,2", "3,nan,1,2", 1), "k04: nan expected a whole number or nothing"),
        (ONE.replace("3,4,1,2", "3,inf,1,2", 1), "k04: inf expected a whole number or nothing"),
        (ONE.replace("3,4,1,2", "3,vaak,1,2", 1), "k04: vaak expected a whole number or nothing"),
        (ONE.replace(",3,1,", ",-1,1,", 1), "child_age: -1 lies before birth: expected 0 or more"),
        (ONE.replace(",3,1,", ",3.5,1,", 1), "child_age: 3.5 expected a whole number or nothing"),
        (
            ONE.replace("2026-01-31", "2126-01-31"),
            "date: 2126-01-31 lies in the future: expected a date up to ",
        ),
        (ONE.replace("2026-01-31", "2026-02-30"), "date: 2026-02-30 expected a date as 2026-01-31"),
        (ONE.replace("2026-01-31", "2026-1-31"), "date: 2026-1-31 expected a date as 2026-01-31"),
        (ONE.replace("2026-01-31", "31-01-2026"), "date: 31-01-2026 expected a date as 2026-01-31"),
        (ONE.replace("2026-01-31", ""), "date: is empty: expected a value"),
        (ONE.replace("p1", " "), "respondent_id: is empty: expected a value"),
        (TWO.replace("p2", "p2 "), "date: row 3 has the same respondent_id and date"),
    ],
)
def test_a_bad_row_is_refused_with_row_and_column(
    koers: Command, tmp_path: Path, row: str, message: str
) -> None:
    path = write(tmp_path, "", TWO, row, "p9,2026-01-01,3,1,1,1,1,1,1,1,1,1,1")
    assert score(koers, path).startswith(f"answers.csv, row 4, column {message}")


@pytest.mark.parametrize(
    ("row", "n_fields"),
    [(ONE.removesuffix(",2"), 12), (f"{ONE},", 14)],
)
def test_a_row_with_too_few_or_too_many_fields_is_refused(
    koers: Command, tmp_path: Path, row: str, n_fields: int
) -> None:
    path = write(tmp_path, TWO, row)
    assert score(koers, path) == f"answers.csv, row 3: {n_fields} fields: expected 13, as in the first row"


def test_doubled_rows_are_found_far_apart(
    koers: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", 60)
    between = [TWO.replace("p2", f"q{place}") for place in range(20)]
    assert score(koers, write(tmp_path, ONE, *between, ONE)) == (
        "answers.csv, row 23, column date: row 2 has the same respondent_id and date: "
        "expected each questionnaire once"
    )


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (HEAD.replace("k04", "k4"), ": column k04 missing: expected respondent_id, date, child_age"),
        (
            HEAD.replace("date,child_age", "day,age"),
            ": columns date, child_age missing: expected respondent_id, date",
        ),
        (HEAD.replace("k04", "k03"), ", row 1: column k03 stands there twice"),
        (HEAD.replace("k04", ""), ", row 1: column 7 has no name"),
        (f"{HEAD},band", ": column band is one that koers score makes: rename it"),
    ],
)
def test_a_wrong_or_missing_column_is_refused(
    koers: Command, tmp_path: Path, head: str, message: str
) -> None:
    assert score(koers, write(tmp_path, ONE, head=head)).startswith(f"answers.csv{message}")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(koers: Command, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    assert score(koers, path) == ("answers.csv is empty: expected a first row with the names of the columns")


@pytest.mark.parametrize("rows", [[], ["", " ".strip()]])
def test_a_file_with_a_header_only_is_refused(koers: Command, tmp_path: Path, rows: list[str]) -> None:
    assert score(koers, write(tmp_path, *rows)) == "answers.csv has no rows below its first"


def test_a_latin1_file_is_refused_with_its_row(koers: Command, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("\n".join([HEAD, ONE, TWO.replace("p2", "André")]).encode("latin-1"))
    assert score(koers, path) == "answers.csv, row 3: byte 0xe9 is not UTF-8: save the file as CSV UTF-8"
    path.write_bytes(HEAD.replace("k10", "kéy").encode("latin-1"))
    assert score(koers, path).startswith("answers.csv, row 1: byte 0xe9 is not UTF-8")


def test_a_spreadsheet_file_is_refused_with_what_to_do(koers: Command, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"PK\x03\x04rest")
    assert score(koers, path).endswith("save it as CSV (UTF-8) or Parquet")


def test_quotes_that_do_not_close_are_refused(
    koers: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, TWO, f'"{ONE}', TWO.replace("p2", "p3"))
    assert score(koers, path) == "answers.csv, row 3: a quote is opened and never closed"
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", 40)
    monkeypatch.setattr(csv_blocks, "MAX_RECORD_BYTES", 60)
    assert score(koers, path) == "answers.csv, row 3: a quote is opened and never closed"


def test_quotes_that_another_reader_would_pair_otherwise_are_refused() -> None:
    blocks = csv_blocks.CsvBlocks(io.BytesIO(b'a\nx"y\nz"w\n'), "answers.csv")
    with pytest.raises(CommandError, match="rows 2 to 2: quotes do not stand in pairs"):
        list(blocks)


def test_a_missing_file_a_folder_and_a_missing_target_folder_are_refused(
    koers: Command, tmp_path: Path
) -> None:
    ten = ("--instrument", "voorbeeld-10")
    assert koers.refused("score", tmp_path / "no.csv", *ten) == f"{tmp_path / 'no.csv'}: no such file"
    assert koers.refused("score", tmp_path, *ten) == f"{tmp_path}: no such file"
    target = tmp_path / "none" / "out.csv"
    assert "No such file or directory" in koers.refused("score", write(tmp_path, ONE), *ten, "-o", target)


def test_broken_parquet_and_columns_of_another_type_are_refused(koers: Command, tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(b"no parquet")
    assert score(koers, path) == "answers.parquet is no Parquet file that can be read"
    frame = pl.read_csv(write(tmp_path, ONE, TWO), try_parse_dates=True)
    frame.with_columns(k03=pl.col("date")).write_parquet(path)
    assert score(koers, path) == "answers.parquet: column k03 holds Date: expected whole numbers"
    frame.with_columns(date=pl.lit(None, dtype=pl.Date)).write_parquet(path)
    assert score(koers, path).startswith("answers.parquet, row 1, column date: is empty")
    frame.with_columns(k03=pl.lit(9)).write_parquet(path)
    assert score(koers, path).startswith("answers.parquet, row 1, column k03: 9 is no answer")


def test_standard_input_is_named_so(koers: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1,2\n")))
    assert koers.refused("score", "-", "--instrument", "voorbeeld-10").startswith("standard input: columns")


def test_an_instrument_that_is_none_is_refused(koers: Command, tmp_path: Path) -> None:
    path = write(tmp_path, ONE)
    message = koers.refused("score", path, "--instrument", "obvl-k")
    assert message == (
        "obvl-k is no instrument package: expected a directory, a zip or one of voorbeeld-10, voorbeeld-34"
    )
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "instrument.toml").write_text("format = 1\n")
    assert "more: koers instrument check" in koers.refused("score", path, "--instrument", broken)
    (broken / "instrument.toml").write_text("format = \n")
    assert ": instrument.toml, line 1: not TOML" in koers.refused("score", path, "--instrument", broken)
