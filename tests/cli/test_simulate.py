"""`koers simulate`: the columns of the contract, the same bytes for the same seed, all files or none."""

import csv
from datetime import date
from pathlib import Path

import pytest

from koers.cli import simulate
from koers.cli.main import main
from koers.psychometrics import Score, TScore, score
from koers.psychometrics.simulation import CourseKind
from tests.example_packages import example_instrument

FILES = ["README", "answers.csv", "scores.csv", "truth.csv"]
ITEMS = [f"k{number:02}" for number in range(1, 11)]
COLUMNS = {
    "answers.csv": ["respondent_id", "date", "child_age", *ITEMS],
    "scores.csv": ["respondent_id", "date", "scale", "raw", "t_score", "band", "n_missing", "note"],
    "truth.csv": [
        *("family_id", "respondent_id", "date", "months", "course", "true_level"),
        *("stagnating", "deteriorating", "stagnation_onset", "deterioration_onset"),
    ],
}


def run(folder: Path, *options: str, families: int = 40, seed: int = 3) -> int:
    asked = ["simulate", "--families", str(families), "--seed", str(seed), "-o", str(folder)]
    return main([*asked, *options])


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "forty"
    assert run(folder) == 0
    return folder


def test_the_folder_holds_three_tables_and_a_readme(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == FILES
    assert [path.name for path in made.parent.iterdir()] == ["forty"]


@pytest.mark.parametrize("name", list(COLUMNS))
def test_columns_are_those_of_the_contract(made: Path, name: str) -> None:
    assert list(rows(made, name)[0]) == COLUMNS[name]


def test_the_readme_says_that_everything_is_made_up_and_how_to_make_it_again(made: Path) -> None:
    readme = (made / "README").read_text(encoding="utf-8")
    assert readme.startswith("SYNTHETIC DATA. Nobody in these files exists.")
    assert "koers simulate --families 40 --seed 3 --scenario base" in readme


def test_the_three_tables_have_a_row_for_the_same_questionnaires(made: Path) -> None:
    keys = [[(row["respondent_id"], row["date"]) for row in rows(made, name)] for name in COLUMNS]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys[0])) == len(keys[0])
    assert len({row["family_id"] for row in rows(made, "truth.csv")}) == 40


def test_scores_are_those_of_the_answers(made: Path) -> None:
    instrument = example_instrument("voorbeeld-10")
    for answered, scored in zip(rows(made, "answers.csv"), rows(made, "scores.csv"), strict=True):
        answers = {item: int(answered[item]) for item in ITEMS}
        total = score(instrument, answers, child_age=int(answered["child_age"]))["total"]
        assert isinstance(total, Score)
        assert isinstance(total.t, TScore)
        assert (float(scored["raw"]), float(scored["t_score"])) == (total.raw, total.t.value)
        assert (scored["band"], scored["n_missing"], scored["note"]) == (total.t.band, "0", "norms_demo")


def test_scores_are_the_bytes_that_koers_score_makes_of_the_answers(made: Path, tmp_path: Path) -> None:
    output = tmp_path / "scores.csv"
    asked = ["score", str(made / "answers.csv"), "--instrument", "voorbeeld-10", "-o", str(output)]
    assert main(asked) == 0
    assert output.read_bytes() == (made / "scores.csv").read_bytes()


def test_truth_counts_months_from_the_first_questionnaire_and_names_a_course(made: Path) -> None:
    first: dict[str, date] = {}
    for row in rows(made, "truth.csv"):
        day = date.fromisoformat(row["date"])
        since = (day - first.setdefault(row["respondent_id"], day)).days
        assert float(row["months"]) == pytest.approx(since / 30.4375, abs=1e-4)
        assert CourseKind(row["course"])
        assert {row["stagnating"], row["deteriorating"]} <= {"true", "false"}


def test_onset_of_stagnation_lies_three_months_before_it_holds(made: Path) -> None:
    stagnating = [row for row in rows(made, "truth.csv") if row["stagnating"] == "true"]
    assert stagnating
    for row in stagnating:
        assert 0 <= float(row["stagnation_onset"]) <= float(row["months"]) - 3 + 0.04
    assert any(row["stagnation_onset"] == "" for row in rows(made, "truth.csv"))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(made: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "again") == run(tmp_path / "other", seed=4) == 0
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (made / name).read_bytes()
        assert (tmp_path / "other" / name).read_bytes() != (made / name).read_bytes()


def test_batches_are_joined_without_a_second_header_or_a_family_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulate, "FAMILIES_IN_A_BATCH", 15)
    assert run(tmp_path / "batches") == 0
    truth = rows(tmp_path / "batches", "truth.csv")
    assert list(dict.fromkeys(row["family_id"] for row in truth)) == [f"F{n:06d}" for n in range(1, 41)]


def test_a_scenario_changes_the_families(made: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "sparse", "--scenario", "sparse") == 0
    assert len(rows(tmp_path / "sparse", "answers.csv")) < len(rows(made, "answers.csv"))


def test_an_empty_folder_is_used_and_one_with_files_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty") == 0
    (tmp_path / "empty" / "scores.csv").write_text("mine")
    assert run(tmp_path / "empty") == 1
    assert (tmp_path / "empty" / "scores.csv").read_text() == "mine"
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_is_left_when_writing_stops_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> str:
        raise OSError(28, "No space left on device", "README")

    monkeypatch.setattr(simulate, "_readme", full_disk)
    assert run(tmp_path / "half") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "families", "said"),
    [(["--scenario", "sunny"], 5, "choose one of base, harder"), ([], 0, "--families")],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], families: int, said: str
) -> None:
    assert run(tmp_path / "x", *options, families=families) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
