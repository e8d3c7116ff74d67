"""`koers instrument`: everything wrong with a package in one go, and an empty one to fill in."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.answer_files import HEAD, Command
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package


def write_package(folder: Path, package: dict[str, str]) -> Path:
    folder.mkdir()
    for name, content in package.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize("package", ["voorbeeld-10", "voorbeeld-34"])
def test_the_shipped_packages_have_nothing_wrong(koers: Command, package: str) -> None:
    code, out, err = koers("instrument", "check", package)
    assert (code, err) == (0, "")
    assert out.startswith(f"{package} 1.0.0: ")
    assert out.endswith("made up: nothing wrong\n")


def test_a_package_may_be_a_directory_or_a_zip(koers: Command, tmp_path: Path) -> None:
    folder = write_package(tmp_path / "klein-4", small_package())
    archive = tmp_path / "klein-4.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in folder.iterdir():
            made.write(path, f"klein-4/{path.name}")
    expected = (0, "klein-4 1.0.0: 4 items, 2 scales, 2 norm groups, made up: nothing wrong\n", "")
    assert koers("instrument", "check", folder) == expected
    assert koers("instrument", "check", archive) == expected


def test_a_package_without_norms_says_so(koers: Command, tmp_path: Path) -> None:
    source = INSTRUMENT.replace("fictitious = true", "fictitious = false")
    folder = write_package(tmp_path / "klein-4", small_package(None, instrument=source))
    out = koers("instrument", "check", folder)[1]
    assert out == "klein-4 1.0.0: 4 items, 2 scales, no norms (raw scores only): nothing wrong\n"


def test_every_fault_has_a_line_of_its_own(koers: Command, tmp_path: Path) -> None:
    source = changed(changed(INSTRUMENT, "fictitious = true\n", ""), '    "a3",', '    "x3",')
    code, out, err = koers(
        "instrument", "check", write_package(tmp_path / "bad", small_package(instrument=source))
    )
    assert (code, out) == (1, "")
    assert err.strip().split("\n") == [
        "instrument.toml, line 2: [instrument]: fictitious is missing: expected true or false",
        "instrument.toml, line 46: [[scales]] total: item 'x3' is unknown: expected an id of [[items]]",
    ]


def test_a_path_that_is_no_package_is_refused(koers: Command, tmp_path: Path) -> None:
    assert "is no instrument package" in koers.refused("instrument", "check", tmp_path / "none")


def test_an_empty_package_lists_what_is_missing_and_passes_when_filled_in(
    koers: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    assert koers("instrument", "template", folder, "--items", "2", "--options", "3")[0] == 0
    code, _, err = koers("instrument", "check", folder)
    assert code == 1
    for missing in (
        "id is",
        "title is",
        "fictitious is missing",
        "direction is",
        "rule is",
        "from_t is missing",
    ):
        assert missing in err
    assert "norms.csv, line 2: t is empty" in err

    toml = (folder / "instrument.toml").read_text(encoding="utf-8")
    for empty, filled in [
        ('id = ""', 'id = "mine"'),
        ('nl = ""', 'nl = "tekst"'),
        ('direction = ""', 'direction = "higher_is_worse"'),
        ('source = ""', 'source = "eigen"'),
        ('rule = ""', 'rule = "none"'),
        ("# fictitious", "fictitious"),
        ("# from_t", "from_t"),
    ]:
        toml = toml.replace(empty, filled)
    (folder / "instrument.toml").write_text(toml, encoding="utf-8")
    rows = [f"total,all,0,18,{raw},{40 + raw}" for raw in range(2, 7)]
    (folder / "norms.csv").write_text("\n".join(["scale,group,age_from,age_to,raw,t", *rows]))
    assert koers("instrument", "check", folder) == (
        0,
        "mine 1.0.0: 2 items, 1 scale, 1 norm group: nothing wrong\n",
        "",
    )


def test_an_empty_answer_sheet_has_the_columns_of_score(koers: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.csv"
    assert koers("instrument", "template", sheet, "--answers", "voorbeeld-10")[0] == 0
    assert sheet.read_text(encoding="utf-8-sig") == f"{HEAD}\n"
    message = koers.refused("score", sheet, "--instrument", "voorbeeld-10")
    assert message == "answers.csv has no rows below its first"


def test_nothing_that_is_there_is_overwritten(koers: Command, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("mine")
    assert "is there already" in koers.refused("instrument", "template", tmp_path)
    sheet = ("instrument", "template", tmp_path / "answers.csv", "--answers", "voorbeeld-10")
    assert "is there already: expected a new file" in koers.refused(*sheet)
    assert (tmp_path / "answers.csv").read_text() == "mine"


def test_a_file_name_for_a_folder_is_wrong_usage(koers: Command, tmp_path: Path) -> None:
    code, _, err = koers("instrument", "template", tmp_path / "mine.zip")
    assert (code, err.count("\n")) == (2, 1)
    assert "looks like a file" in err
