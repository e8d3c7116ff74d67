"""`koers change`: first against last score, with the published example."""

import csv
import io
from pathlib import Path

import pytest

from koers.cli.main import main

COLUMNS = [
    *(
        "respondent_id",
        "date_first",
        "date_last",
        "t_first",
        "t_last",
        "difference",
        "rci",
        "reliable",
        "class",
    )
]
SCORES = """respondent_id,date,t_score
jt,2024-01-01,32.5\njt,2024-06-01,47.5
fell,2024-01-01,70\nfell,2024-03-01,66\nfell,2024-06-01,55
less,2024-06-01,62\nless,2024-01-01,76
same,2024-01-01,70\nsame,2024-06-01,60
rose,2024-01-01,58\nrose,2024-06-01,75
once,2024-01-01,70
"""


def change(folder: Path, *options: str) -> dict[str, dict[str, str]]:
    (folder / "scores.csv").write_text(SCORES, encoding="utf-8")
    out = folder / "out.csv"
    assert main(["change", str(folder / "scores.csv"), *options, "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert list(rows[0]) == COLUMNS
    return {row["respondent_id"]: row for row in rows}


def test_the_published_example_comes_out_exactly(tmp_path: Path) -> None:
    found = change(tmp_path, "--sem", "3.354102", "--border", "50", "--direction", "higher_is_better")["jt"]
    assert float(found["rci"]) == pytest.approx(3.162278, abs=1e-6)
    assert (found["difference"], found["reliable"], found["class"]) == ("15", "true", "improved")


def test_classes_follow_the_direction_in_which_higher_is_worse(tmp_path: Path) -> None:
    found = change(tmp_path, "--sem", "4.8", "--border", "60", "--method", "jt")
    classes = {name: row["class"] for name, row in found.items()}
    assert classes == {
        "jt": "deteriorated",
        "fell": "recovered",
        "less": "improved",
        "same": "unchanged",
        "rose": "deteriorated",
        "once": "",
    }
    assert found["less"]["date_first"] == "2024-01-01"
    assert found["same"]["reliable"] == "false"


def test_one_score_is_nothing_to_compare(tmp_path: Path) -> None:
    found = change(tmp_path, "--sem", "4.8", "--border", "60")["once"]
    assert found["t_first"] == found["t_last"] == "70"
    assert [found[name] for name in COLUMNS[5:]] == [""] * 4


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--sem", "0", "--border", "60"], 2, "--sem must be positive"),
        (["--sem", "4.8", "--border", "inf"], 2, "--border must be a number"),
        (["--sem", "4.8"], 2, "border"),
        (["--sem", "4.8", "--border", "60", "--method", "magic"], 2, "magic"),
    ],
)
def test_wrong_usage_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, sentence: str
) -> None:
    (tmp_path / "scores.csv").write_text(SCORES, encoding="utf-8")
    assert main(["change", str(tmp_path / "scores.csv"), *options]) == code
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
