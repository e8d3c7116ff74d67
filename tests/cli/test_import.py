"""`koers import`: a trial first, all or nothing, with a map for a file that nobody prepared."""

import os
from pathlib import Path

import pytest

from koers.families.models import Family
from koers.measurements.models import Administration
from tests.cli.answer_files import Command
from tests.factories.dump import dump
from tests.interop.unprepared import MAP, line, unprepared_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _umask():
    before = os.umask(0o022)  # the command closes it for its own process
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lijsten.csv").write_bytes(unprepared_csv())
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    return tmp_path


def arguments(folder: Path, *more: str) -> tuple[str, ...]:
    named = ("--organisation", "vlierhof", "--instrument", "voorbeeld-10", "--worker", "worker")
    return ("import", str(folder / "lijsten.csv"), *named, "--map", str(folder / "map.toml"), *more)


def test_a_file_nobody_prepared_goes_in_with_a_map(world, koers: Command, folder: Path) -> None:
    before = dump()
    code, out, err = koers(*arguments(folder))
    assert (code, err) == (0, "")
    assert out.endswith("3 lists, 1 new families: would be stored (trial; add --apply to store them)\n")
    assert dump() == before
    assert koers(*arguments(folder, "--apply"))[0] == 0
    family = Family.objects.get(code="G-17")
    assert Administration.objects.filter(family=family).count() == 3


def test_a_broken_file_leaves_the_database_byte_equal(world, koers: Command, folder: Path) -> None:
    (folder / "lijsten.csv").write_bytes(
        unprepared_csv(
            line("31-02-2026", "G-18", "Vader", *["Klopt niet"] * 10),
            line("28-02-2026", "G-18", "Vader", *["Klopt niet"] * 9, "soms"),
        )
    )
    before = dump()
    code, out, err = koers(*arguments(folder, "--apply"))
    assert (code, out) == (1, "")
    assert "row 5, column Datum afname: “31-02-2026” is not a date written as dd-mm-yyyy" in err
    assert "row 6, column Vraag 10: “soms” is not an answer of this list" in err
    assert err.endswith("koers: 2 problems; nothing was stored\n")
    assert dump() == before


def test_a_fault_in_the_map_has_file_and_line(world, koers: Command, folder: Path) -> None:
    (folder / "map.toml").write_text("[columns]\nfamilie = 'x'\n", encoding="utf-8")
    code, _, err = koers(*arguments(folder))
    assert code == 1
    assert "map.toml, line 2: [columns]: familie is unknown here" in err
    assert err.endswith("map.toml cannot be used; nothing was stored\n")


def test_a_map_that_is_not_there_or_not_text_is_one_line(world, koers: Command, folder: Path) -> None:
    (folder / "map.toml").write_bytes(b"\xff\xfe")
    assert "is not UTF-8" in koers.refused(*arguments(folder))
    (folder / "map.toml").unlink()
    assert "No such file" in koers.refused(*arguments(folder))
