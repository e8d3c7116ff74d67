"""What is wrong is refused in one clear sentence, and the database is the same row for row afterwards."""

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from koers.cli.main import main
from tests.acceptance.by_hand import PACKAGES
from tests.acceptance.dumps import database
from tests.cli.programs import koers as program
from tests.factories.world import World

PEOPLE = "family,worker,parent,relation,child,child_birth_date,date,mode"
ITEMS = ",".join(f"k{number:02}" for number in range(1, 11))
HEAD = f"{PEOPLE},{ITEMS}"
PERSON = "F1,worker,P1,mother,C1,2015-01-01"
TEN = "2,2,2,2,3,2,3,2,2,3"


def row(day: str, answers: str = TEN) -> str:
    return f"{PERSON},{day},paper,{answers}"


def lines(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


TENTH = [row(f"2024-06-{day:02}", TEN if day != 9 else "2,2,2,9,3,2,3,2,2,3") for day in range(1, 13)]
# File -> what the sentence must name.
WRONG_HISTORY = {
    "outside the options": (
        lines(row("2024-06-02", "5,2,2,2,3,2,3,2,2,3")),
        ["row 2, column k01", "1, 2, 3, 4"],
    ),
    "column missing": (lines(row("2024-06-02"), head=HEAD.replace("k05", "k5")), ["column k05", "missing"]),
    "needed column": (
        lines(row("2024-06-02"), head=HEAD.replace("relation", "relatie")),
        ["relation", "missing"],
    ),
    "column twice": (lines(row("2024-06-02"), head=HEAD.replace("k05", "k04")), ["k04 stands there twice"]),
    "doubled row": (lines(row("2024-06-02"), row("2024-06-02")), ["row 3, column date", "row 2"]),
    "in the future": (lines(row("2224-06-02")), ["row 2, column date", "future"]),
    "before birth": (lines(row("2014-12-31")), ["row 2, column date", "not born yet"]),
    "no date": (lines(row("31-12-2024")), ["row 2, column date", "31-12-2024"]),
    "too many fields": (lines(row("2024-06-02") + ",3"), ["row 2", "19 fields"]),
    "too few fields": (lines(row("2024-06-02")[:-2]), ["row 2", "17 fields"]),
    "empty": (b"", ["is empty"]),
    "only a head": (lines(), ["no rows"]),
    "Latin-1": (lines(row("2024-06-02")).replace(b"F1", b"F\xe9"), ["row 2", "UTF-8"]),
    "NUL": (lines(row("2024-06-02")).replace(b"F1", b"F\0"), ["row 2", "NUL"]),
    "control sign": (lines(row("2024-06-02")).replace(b"F1", b"F\x1b1"), ["row 2, column family"]),
    "code too long": (lines(row("2024-06-02")).replace(b"F1", b"F" * 200), ["row 2"]),
    "nobody's worker": (lines(row("2024-06-02").replace("worker", "nobody")), ["column worker", "nobody"]),
    "another organisation": (
        lines(row("2024-06-02").replace("worker", "stranger")),
        ["column worker", "stranger"],
    ),
    "tenth row": (lines(*TENTH), ["row 10, column k04", "1 problem; nothing was stored"]),
}


@pytest.mark.parametrize("fault", WRONG_HISTORY)
def test_a_wrong_history_is_refused_and_nothing_changes(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str], fault: str
) -> None:
    content, named = WRONG_HISTORY[fault]
    file = tmp_path / "history.csv"
    file.write_bytes(content)
    before = database()
    fixed = ["--organisation", "vlierhof", "--instrument", "voorbeeld-10", "--apply"]
    assert main(["import", str(file), *fixed]) == 1
    assert database() == before
    out, err = capfd.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert all(words in err for words in named), err


def test_a_wrong_tenth_row_leaves_the_file_of_the_database_byte_for_byte(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "history.csv"
    assert program("demo", "--no-serve", data_dir=data).returncode == 0
    file.write_bytes(lines(*TENTH).replace(b"worker,P1", b"noor,P1"))
    before = (data / "koers.sqlite3").read_bytes()
    dump = dumped(data)
    fixed = ["--organisation", "demo", "--instrument", "voorbeeld-10", "--apply"]
    refused = program("import", str(file), *fixed, data_dir=data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "row 10, column k04" in refused.stderr
    assert dumped(data) == dump
    assert (data / "koers.sqlite3").read_bytes() == before


def dumped(data: Path) -> list[str]:
    connection = sqlite3.connect(data / "koers.sqlite3")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


SCORE_HEAD = f"respondent_id,date,child_age,{ITEMS}"
SCORE_ROW = "p1,2024-01-31,3,1,2,3,4,1,2,3,4,1,2"
WRONG_ANSWERS = {
    "outside the options": (
        lines(SCORE_ROW.replace("3,1,2", "3,9,2", 1), head=SCORE_HEAD),
        "row 2, column k01",
    ),
    "column missing": (lines(SCORE_ROW, head=SCORE_HEAD.replace("k05", "k5")), "column k05 missing"),
    "doubled row": (lines(SCORE_ROW, SCORE_ROW, head=SCORE_HEAD), "row 3, column date"),
    "in the future": (lines(SCORE_ROW.replace("2024", "2224"), head=SCORE_HEAD), "row 2, column date"),
    "before birth": (lines(SCORE_ROW.replace(",3,1,", ",-1,1,"), head=SCORE_HEAD), "row 2, column child_age"),
    "empty": (b"", "is empty"),
    "Latin-1": (lines(SCORE_ROW, head=SCORE_HEAD).replace(b"p1", b"p\xe9"), "row 2: byte 0xe9 is not UTF-8"),
    "NUL": (lines(SCORE_ROW, head=SCORE_HEAD).replace(b"p1", b"p\0"), "row 2: holds a NUL"),
    "too few fields": (lines(SCORE_ROW[:-2], head=SCORE_HEAD), "row 2: 12 fields"),
}


@pytest.mark.parametrize("fault", WRONG_ANSWERS)
def test_wrong_answers_are_refused_and_no_file_is_left(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], fault: str
) -> None:
    content, named = WRONG_ANSWERS[fault]
    (tmp_path / "answers.csv").write_bytes(content)
    out = tmp_path / "scores.csv"
    command = ["score", str(tmp_path / "answers.csv"), "--instrument", "voorbeeld-10", "-o", str(out)]
    assert main(command) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]
    _out, err = capfd.readouterr()
    assert err.count("\n") == 1
    assert named in err


def without(line: str) -> Callable[[str], str]:
    return lambda text: "\n".join(one for one in text.splitlines() if one != line) + "\n"


def instead(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


WRONG_PACKAGES = {
    "a raw score without T": ("norms.csv", without("all,8-11,8,11,7,46"), "norms.csv, line 31"),
    "a gap in age": ("norms.csv", instead(",8-11,8,11,", ",8-11,9,11,"), "leave a gap"),
    "ages that overlap": ("norms.csv", instead(",8-11,8,11,", ",8-11,7,11,"), "overlap"),
    "T that turns round": (
        "norms.csv",
        instead("all,8-11,8,11,9,50", "all,8-11,8,11,9,47"),
        "norms.csv, line 33",
    ),
    "an unknown item": ("instrument.toml", instead('"a5", "a7"]\n', '"a5", "a9"]\n'), "'a9' is unknown"),
    "no text": ("norms.csv", lambda text: text + "\0", "NUL"),
    "an id twice": ("instrument.toml", instead('id = "a2"', 'id = "a1"'), "'a1' is used before"),
}


@pytest.mark.parametrize("fault", WRONG_PACKAGES)
def test_a_wrong_package_is_refused_by_every_command(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str], fault: str
) -> None:
    name, change, named = WRONG_PACKAGES[fault]
    package = copied(tmp_path)
    changed = change((package / name).read_text("utf-8"))
    assert changed != (package / name).read_text("utf-8")
    (package / name).write_text(changed, "utf-8")
    refused_everywhere(str(package), tmp_path, capfd, named)


def copied(folder: Path) -> Path:
    package = folder / "package"
    package.mkdir()
    for path in (PACKAGES / "proef-tabel").iterdir():
        (package / path.name).write_bytes(path.read_bytes())
    return package


def refused_everywhere(
    path: str, folder: Path, capfd: pytest.CaptureFixture[str], named: str, *, kept: str = ""
) -> None:
    answers = folder / "answers.csv"
    answers.write_text("respondent_id,date,child_age,a1,a2,a3,a4,a5,a6,a7\np,2024-01-02,9,1,1,1,1,1,1,1\n")
    before = database()
    for command in (
        ["instrument", "check", path],
        ["score", str(answers), "--instrument", path, "-o", str(folder / "scores.csv")],
        ["instrument", "import", path, "--organisation", "vlierhof"],
    ):
        assert main(command) == 1, command
        out, err = capfd.readouterr()
        assert named in out + err, command
        assert "Traceback" not in err
    assert database() == before
    assert not (folder / "scores.csv").exists()


def test_a_zip_that_leads_outside_is_refused(world: World, tmp_path: Path, capfd) -> None:
    archive = tmp_path / "up.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(PACKAGES / "proef-tabel/instrument.toml", "instrument.toml")
        made.writestr("../evil.txt", "x")
    refused_everywhere(str(archive), tmp_path, capfd, "leads outside")
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_zip_over_the_size_cap_is_refused(world: World, tmp_path: Path, capfd) -> None:
    bomb, heavy = tmp_path / "bomb.zip", tmp_path / "heavy.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("norms.csv", b"0" * 25_000_000)
    heavy.write_bytes(b"PK\x03\x04" + b"0" * 5_100_000)
    refused_everywhere(str(bomb), tmp_path, capfd, "unpacks to more than 20 MB")
    refused_everywhere(str(heavy), tmp_path, capfd, "larger than 5 MB")


def test_the_same_version_with_other_content_is_refused(world: World, tmp_path: Path, capfd) -> None:
    package = copied(tmp_path)
    into = ["instrument", "import", str(package), "--organisation", "vlierhof"]
    assert main(into) == 0
    text = (package / "instrument.toml").read_text("utf-8")
    (package / "instrument.toml").write_text(text.replace("evening", "night"), "utf-8")
    before = database()
    capfd.readouterr()
    assert main(into) == 1
    assert "already here with other content" in capfd.readouterr().err
    assert database() == before
