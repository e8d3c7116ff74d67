"""`koers signals`: the columns of the contract, the worked values, bad input, an own model."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from koers.cli.main import main
from koers.psychometrics.signal_model import DEFAULT_MODEL
from koers.psychometrics.signal_model_toml import read_model, write_model
from koers.psychometrics.trend_model import TrendModel
from tests.example_packages import package_files
from tests.psychometrics.dense_gaussian import condition

COLUMNS = [
    *("respondent_id", "date", "t_score", "level", "level_sd", "change_3m", "change_3m_sd", "change_start"),
    *("change_start_sd", "p_no_improvement", "p_elevated", "p_rise", "stagnation", "surprise"),
    *("signal", "strength", "notes"),
]
FIRST = date(2024, 1, 1)
WORKED = """respondent_id,date,t_score
A,2024-01-01,71\nA,2024-02-01,68\nA,2024-03-03,66\nA,2024-04-01,62\nA,2024-05-02,60\nA,2024-06-02,57
B,2024-01-01,70\nB,2024-01-31,68\nB,2024-03-02,71\nB,2024-04-02,69\nB,2024-04-30,70\nB,2024-05-30,69
"""
Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(Path(name).read_text(encoding="utf-8"))))


def signals(text: str, *options: str) -> Rows:
    Path("scores.csv").write_text(text, encoding="utf-8")
    assert main(["signals", "scores.csv", *options, "-o", "out.csv"]) == 0
    return read("out.csv")


def refused(text: str, capsys: pytest.CaptureFixture[str], *options: str, code: int = 1) -> str:
    Path("scores.csv").write_text(text, encoding="utf-8")
    assert main(["signals", "scores.csv", *options, "-o", "out.csv"]) == code
    assert not Path("out.csv").exists(), "nothing is half-written"
    told = capsys.readouterr().err.strip()
    assert "Traceback" not in told
    assert "\n" not in told
    return told


def monthly(n: int, seed: int = 1, scores: int = 6) -> str:
    rng = np.random.default_rng(seed)
    lines = ["respondent_id,date,t_score"]
    for respondent in range(n):
        t = rng.normal(66, 8) + np.cumsum(rng.normal(-0.5, 2, scores)) + rng.normal(0, 5, scores)
        lines += [f"r{respondent},{FIRST + timedelta(days=30 * k)},{value:.1f}" for k, value in enumerate(t)]
    return "\n".join(lines) + "\n"


def test_columns_are_those_of_the_contract_and_values_those_of_the_specification(folder: Path) -> None:
    found = signals(WORKED, "--sem", "4", "--border", "60")
    assert list(found[0]) == COLUMNS
    assert len(found) == 12
    last = {row["respondent_id"]: row for row in found}
    assert float(last["A"]["level"]) == pytest.approx(60.7924, abs=5e-5)
    assert float(last["A"]["change_3m_sd"]) == pytest.approx(2.0205, abs=5e-5)
    assert float(last["B"]["stagnation"]) == pytest.approx(0.7276, abs=5e-5)
    assert (last["A"]["signal"], last["A"]["strength"]) == ("improvement", "")
    assert (last["B"]["signal"], last["B"]["strength"]) == ("stagnation", "clear")


def test_a_first_score_has_empty_columns_of_change_and_no_nan_stands_anywhere(folder: Path) -> None:
    first = signals(WORKED)[0]
    assert all(first[name] for name in ("level", "level_sd", "p_elevated", "surprise"))
    empty = ("change_3m", "change_3m_sd", "change_start", "change_start_sd")
    chances = ("p_no_improvement", "p_rise", "stagnation", "strength", "notes")
    assert all(first[name] == "" for name in (*empty, *chances))
    assert first["signal"] == "too_early"
    assert "nan" not in Path("out.csv").read_text(encoding="utf-8").lower()


def test_last_gives_the_newest_row_of_each_respondent(folder: Path) -> None:
    assert signals(WORKED, "--last") == [row for k, row in enumerate(signals(WORKED)) if k in (5, 11)]


def test_S10_the_posterior_is_direct_conditioning_on_irregular_courses(folder: Path) -> None:
    rng = np.random.default_rng(99)
    lines, courses = ["respondent_id,date,t_score"], {}
    for name in "abcdefgh":
        days = np.cumsum([0, *rng.integers(1, 150, rng.integers(1, 11))]).tolist()
        t = rng.normal(64, 9, len(days)).round(2).tolist()
        courses[name] = (days, t)
        lines += [f"{name},{FIRST + timedelta(days=d)},{v}" for d, v in zip(days, t, strict=True)]
    found = signals("\n".join(lines), "--sem", "4.8", "--last")
    for row in found:
        days, t = courses[row["respondent_id"]]
        since = max(0, days[-1] - 3 * 30.4375)
        mean, cov = condition(days, t, [days[-1], since, 0], TrendModel(sem=4.8))
        assert float(row["level"]) == pytest.approx(mean[0], abs=1e-6)
        assert float(row["change_3m"]) == pytest.approx(mean[0] - mean[1], abs=1e-6)
        variance = cov[0, 0] + cov[2, 2] - 2 * cov[0, 2]
        assert float(row["change_start_sd"]) == pytest.approx(variance**0.5, abs=1e-6)


def test_the_order_of_rows_changes_nothing_and_further_columns_stay(folder: Path) -> None:
    lines = [f"{line},x{k}" for k, line in enumerate(WORKED.strip().split("\n"))]
    lines[0] = "respondent_id,date,t_score,remark"
    straight = signals("\n".join(lines))
    assert list(straight[0]) == [*COLUMNS, "remark"]
    shuffled = [lines[0], *np.random.default_rng(3).permutation(lines[1:])]
    by_place = {(row["respondent_id"], row["date"]): row for row in signals("\n".join(shuffled))}
    assert by_place == {(row["respondent_id"], row["date"]): row for row in straight}


def test_two_scores_on_one_day_and_forty_years_between_two_have_defined_results(folder: Path) -> None:
    found = signals("respondent_id,date,t_score\nA,1984-01-01,70\nA,1984-01-01,60\nA,2024-01-01,66\n")
    assert found[1]["change_3m"] == ""
    assert all(found[2][name] not in ("", "inf") for name in COLUMNS[3:14])


def test_a_thousand_scores_of_one_respondent_are_judged(folder: Path) -> None:
    text = "respondent_id,date,t_score\n" + "".join(
        f"A,{FIRST + timedelta(days=k)},{60 + k % 7}\n" for k in range(1000)
    )
    assert len(signals(text)) == 1000


def test_an_instrument_gives_scale_borders_error_and_the_note_of_made_up_norms(folder: Path) -> None:
    header, *lines = WORKED.strip().split("\n")
    text = "\n".join([f"{header},scale", *(f"{line},total" for line in lines), "A,2024-01-01,50,other"])
    found = signals(text, "--instrument", "voorbeeld-10", "--last")
    assert found[0]["notes"].split(";")[-1] == "norms_demo"
    by_hand = signals(WORKED, "--sem", "4.795831523312719", "--border", "60", "--last")
    assert [row["level"] for row in found] == [row["level"] for row in by_hand]


def test_of_several_scales_the_total_is_taken_and_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "respondent_id,date,t_score,scale\nA,2024-01-01,60,total\nA,2024-01-01,40,other\n"
    assert [row["t_score"] for row in signals(text)] == ["60"]
    assert "left out 1 row of other scales than total" in capsys.readouterr().err
    assert len(signals(text.replace("total", "other"))) == 2


def test_rows_without_a_t_score_are_left_out_and_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = signals("respondent_id,date,t_score\nA,2024-01-01,60\nA,2024-02-01,\nA,2024-03-01,\n")
    assert len(found) == 1
    assert "left out 2 rows without a T-score" in capsys.readouterr().err


def test_csv_and_parquet_and_pipes_give_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from_csv = signals(WORKED)
    pl.read_csv("scores.csv", try_parse_dates=True).write_parquet("scores.parquet")
    assert main(["signals", "scores.parquet", "-o", "out.parquet"]) == 0
    pl.read_parquet("out.parquet").write_csv("again.csv")
    again = read("again.csv")
    assert [float(row["level"]) for row in again] == [float(row["level"]) for row in from_csv]
    stdin = io.TextIOWrapper(io.BytesIO(WORKED.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["signals", "-"]) == 0
    assert capfdbinary.readouterr().out == Path("out.csv").read_bytes()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("A,2024-01-01,abc", "row 2, column t_score: abc expected a number or nothing"),
        ("A,2024-01-01,inf", "row 2, column t_score: inf expected a number"),
        ("A,2024-01-01,1e9", "row 2, column t_score: 1e+09 is no T-score"),
        ("A,2024-01-01,-400", "row 2, column t_score: -400 is no T-score"),
        (",2024-01-01,60", "row 2, column respondent_id: is empty"),
        ("A,2024-13-01,60", "row 2, column date: 2024-13-01 expected a date"),
        ("A,,60", "row 2, column date: is empty"),
        ("A,2024-01-01", "row 2: 2 fields: expected 3"),
        ("A,2024-01-01,", "no row with a T-score"),
    ],
)
def test_a_bad_row_is_refused_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], row: str, sentence: str
) -> None:
    Path("scores.csv").write_text(f"respondent_id,date,t_score\n{row}\n", encoding="utf-8")
    assert main(["signals", "scores.csv", "-o", "out.csv"]) == 1
    assert not Path("out.csv").exists()
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("respondent_id,date,t_score\n", "has no rows"),
        ("respondent_id,date\nA,2024-01-01\n", "column t_score missing"),
        (
            "respondent_id,date,t_score,level\nA,2024-01-01,60,1\n",
            "column level is one that this command makes",
        ),
        ("respondent_id,date,t_score,scale\nA,2024-01-01,60,a\nA,2024-01-01,60,b\n", "no row of scale total"),
    ],
)
def test_a_bad_file_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    assert sentence in refused(text, capsys)


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--sem", "-1"], 2, "--sem must be positive"),
        (["--sem", "nan"], 2, "--sem must be positive"),
        (["--sem", "1e300"], 2, "--sem must be positive, from 0.0001 to 10000"),
        (["--border", "nan"], 2, "--border must be a number"),
        (["--model", "nowhere.toml"], 1, "nowhere.toml: No such file"),
        (["--instrument", "nothing"], 1, "nothing"),
        (["--first"], 2, "--first"),
    ],
)
def test_a_bad_option_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, sentence: str
) -> None:
    assert sentence in refused(WORKED, capsys, *options, code=code)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'format = 1\nversion = "a"\n[trend]\nsmooth = 1\n', "smooth is unknown here"),
        (
            b'format = 1\nversion = "a"\n[trend]\ntrend_noise = -1\n',
            "trend_noise must be positive, at least 0.0001, got -1",
        ),
        (b"\xff\xfe", "is no text in UTF-8"),
    ],
)
def test_a_bad_model_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    Path("m.toml").write_bytes(content)
    assert sentence in refused(WORKED, capsys, "--model", "m.toml")


def test_an_instrument_in_which_higher_is_better_has_no_signals(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = folder / "mirrored"
    copy.mkdir()
    for name, content in package_files("voorbeeld-10").items():
        (copy / name).write_bytes(content)
    toml = (
        (copy / "instrument.toml").read_text(encoding="utf-8").replace("higher_is_worse", "higher_is_better")
    )
    head, rest = toml[: toml.index("[[bands]]")], toml[toml.index("[error]") :]
    bands = "".join(
        f'[[bands]]\nscale = "*"\nname = "{name}"\nfrom_t = {start}\n\n'
        for name, start in (("mild", 36), ("none", 40))
    )
    (copy / "instrument.toml").write_text(head + bands + rest, encoding="utf-8")
    assert "a higher score is better in it" in refused(WORKED, capsys, "--instrument", str(copy))


def test_parts_of_a_large_file_are_judged_as_the_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = monthly(9, scores=4)
    whole = signals(text)
    monkeypatch.setattr("koers.cli.signals.SCORES_AT_A_TIME", 10)
    assert signals(text) == whole


def test_fit_makes_a_model_that_signals_uses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.csv").write_text(monthly(60), encoding="utf-8")
    assert main(["signals", "fit", "own.csv", "-o", "own.toml", "--sem", "4.8", "--version", "own-7"]) == 0
    assert "60 courses, 360 scores" in capsys.readouterr().out
    model = read_model(Path("own.toml").read_text(encoding="utf-8"))
    assert (model.version, model.is_own) == ("own-7", True)
    found = signals(WORKED, "--model", "own.toml", "--last")
    assert found[0]["level"] != signals(WORKED, "--sem", "4.8", "--last")[0]["level"]


def test_fit_refuses_too_few_courses_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("own.csv").write_text(monthly(49), encoding="utf-8")
    assert main(["signals", "fit", "own.csv", "-o", "own.toml"]) == 1
    assert "at least 50 are needed" in capsys.readouterr().err
    assert not Path("own.toml").exists()


def test_a_model_that_does_not_fit_says_so_and_gives_no_signal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("own.csv").write_text(monthly(60), encoding="utf-8")
    assert main(["signals", "fit", "own.csv", "-o", "own.toml"]) == 0
    text = Path("own.toml").read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("sd_of_surprise"))
    Path("own.toml").write_text(text.replace(line, "sd_of_surprise = 1.4"), encoding="utf-8")
    capsys.readouterr()
    assert {row["signal"] for row in signals(WORKED, "--model", "own.toml")} == {"unclear"}
    assert "does not fit its own scores" in capsys.readouterr().err


def test_fit_of_scores_that_no_model_fits_ends_with_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"r{n},{FIRST + timedelta(days=30 * k)},{66}" for n in range(60) for k in range(5)]
    Path("own.csv").write_text("respondent_id,date,t_score\n" + "\n".join(lines), encoding="utf-8")
    assert main(["signals", "fit", "own.csv", "-o", "own.toml"]) == 1
    assert "DOES NOT FIT" in capsys.readouterr().out


def test_help_shows_the_options_of_the_plain_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signals", "--help"]) == 0
    told = capsys.readouterr().out
    assert "--last" in told
    assert "koers signals fit --help" in " ".join(told.split())


def test_the_default_model_is_the_file_it_writes() -> None:
    assert read_model(write_model(DEFAULT_MODEL)) == DEFAULT_MODEL
