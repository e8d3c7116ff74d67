"""A package written by following the description of the format gives the values worked out by hand."""

import csv
from pathlib import Path

import pytest

from koers.cli.main import main
from tests.acceptance.by_hand import LISTS, PACKAGES, Filled


def csv_of(package: str) -> str:
    items, lists = LISTS[package]
    lines = [",".join(["respondent_id", "date", "child_age", *items])]
    for filled in lists:
        age = "" if filled.age is None else str(filled.age)
        lines.append(",".join([filled.name, "2026-03-31", age, *filled.answer_of(items).values()]))
    return "\n".join([*lines, ""])


@pytest.fixture(params=list(LISTS))
def package(request: pytest.FixtureRequest) -> str:
    return request.param


def test_check_finds_nothing_wrong(package: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["instrument", "check", str(PACKAGES / package)]) == 0
    assert "nothing wrong" in capfd.readouterr().out


def test_score_gives_the_values_worked_out_by_hand(package: str, tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "scores.csv"
    answers.write_text(csv_of(package), encoding="utf-8")
    assert main(["score", str(answers), "--instrument", str(PACKAGES / package), "-o", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as stream:
        rows = {(row["respondent_id"], row["scale"]): row for row in csv.DictReader(stream)}
    told = {(one.name, scale): one.told[scale] for one in LISTS[package][1] for scale in one.told}
    assert rows.keys() == told.keys()
    for key, (raw, t_score, band) in told.items():
        row = rows[key]
        assert (number(row["raw"]), number(row["t_score"])) == (about(raw), about(t_score)), key
        assert row["band"] == band, key
        assert bool(why(row["note"])) == (t_score is None), key
        assert ("prorated" in row["note"]) == (raw is not None and n_open(package, *key) > 0), key
        assert int(row["n_missing"]) == n_open(package, *key), key


def why(note: str) -> set[str]:
    """The reasons for having no T-score; the other notes say how a score was made."""
    return set(filter(None, note.split(";"))) - {"norms_demo", "prorated"}


def number(text: str) -> float | None:
    return float(text) if text else None


def about(value: float | None) -> object:
    """Also None: a value that is not there is not a zero."""
    return None if value is None else pytest.approx(value, abs=1e-9)


def n_open(package: str, name: str, scale: str) -> int:
    items, lists = LISTS[package]
    own: dict[str, list[str]] = {"rest": ["a2", "a5", "a7"], "order": ["f2", "f4", "f6"]}
    filled: Filled = next(one for one in lists if one.name == name)
    answers = filled.answer_of(items)
    return sum(answers[item] == "" for item in own.get(scale, items))
