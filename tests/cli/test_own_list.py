"""docs/how-to/own-licensed-obvl-k.md from beginning to end, with made-up items and norms."""

import io
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from koers.instruments.actions import activate_version
from koers.instruments.models import InstrumentVersion
from tests.cli.answer_files import Command

FACTS = {
    "id": "eigen-3",
    "title": "Eigen lijst",
    "direction": "higher_is_worse",
    "source": "Made for a test.",
    "missing_rule": "prorate",
    "max_missing": 1,
    "sem": "4,5",
    "licence": "Made for a test.",
}


@pytest.fixture(autouse=True)
def _umask():
    before = os.umask(0o022)  # the command closes it for its own process
    yield
    os.umask(before)


def fill_in(path: Path, *, norms: bool = True, **facts: object) -> None:
    """As somebody types it into a spreadsheet program."""
    book = load_workbook(path)
    for row in book["instrument"].iter_rows(min_row=2):
        row[1].value = {**FACTS, **facts}.get(row[0].value, row[1].value)
    for number, row in enumerate(book["options"].iter_rows(min_row=2), start=1):
        row[1].value = f"antwoord {number}"
    for number, row in enumerate(book["items"].iter_rows(min_row=2), start=1):
        row[1].value = f"Vraag {number}, met “tekens” \\ en 100 %"
        row[2].value = "ja" if number == 2 else "nee"
    book["scales"]["B2"] = "Totaal"
    book["bands"]["C2"], book["bands"]["C3"] = 60, "64,5"
    if norms:
        for raw in range(3, 10):
            book["norms"].append(["total", "alle", 0, 18, raw, 40 + 4 * raw])
    book.save(path)


@pytest.fixture
def sheet(koers: Command, tmp_path: Path) -> Path:
    path = tmp_path / "eigen-3.xlsx"
    assert koers("instrument", "template", path, "--items", "3", "--options", "3")[0] == 0
    return path


@pytest.mark.django_db
def test_S26_ones_own_list_goes_from_an_empty_spreadsheet_into_use(
    world, koers: Command, sheet: Path
) -> None:
    assert koers("instrument", "check", sheet)[0] == 1
    fill_in(sheet)
    assert koers("instrument", "check", sheet) == (
        0,
        "eigen-3 1.0.0: 3 items, 1 scale, 1 norm group: nothing wrong\n",
        "",
    )
    code, out, _ = koers("instrument", "import", sheet, "--organisation", "zandweg")
    assert code == 0
    assert out == ("eigen-3 1.0.0 is imported; a behavioural scientist of zandweg can now put it into use\n")
    version = InstrumentVersion.objects.get(instrument_id="eigen-3")
    assert (version.organisation, version.is_active) == (world.other_organisation, False)
    version = InstrumentVersion.objects.get(pk=version.pk)
    instrument = version.instrument
    assert instrument.item("i02").reversed
    assert instrument.sem == 4.5
    assert instrument.item("i01").text["nl"] == "Vraag 1, met “tekens” \\ en 100 %"


@pytest.mark.django_db
def test_S26_an_export_gives_back_every_byte(world, koers: Command, sheet: Path, tmp_path: Path) -> None:
    fill_in(sheet)
    folder, again, packed = (tmp_path / name for name in ("package", "again", "eigen-3.zip"))
    assert koers("instrument", "import", sheet, "-o", folder)[0] == 0
    norms = folder / "norms.csv"
    norms.write_bytes(b"\xef\xbb\xbf" + norms.read_bytes().replace(b"\n", b"\r\n"))
    assert koers("instrument", "import", folder, "--organisation", "vlierhof")[0] == 0
    version = InstrumentVersion.objects.get(instrument_id="eigen-3")
    activate_version(actor=world.actor("scientist"), version=version)
    for out, what in ((again, "eigen-3"), (packed, "eigen-3@1.0.0")):
        assert koers("instrument", "export", what, "--organisation", "vlierhof", "-o", out)[0] == 0
    for path in folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()
    assert koers("instrument", "check", packed)[0] == 0
    code, out, _ = koers("instrument", "import", packed, "--organisation", "vlierhof")
    assert (code, out) == (0, "eigen-3 1.0.0 was here already, and is in use by vlierhof\n")


@pytest.mark.django_db
def test_S26_the_same_version_with_other_content_is_one_sentence(world, koers: Command, sheet: Path) -> None:
    fill_in(sheet)
    assert koers("instrument", "import", sheet, "--organisation", "vlierhof")[0] == 0
    fill_in(sheet, title="Andere naam", norms=False)
    message = koers.refused("instrument", "import", sheet, "--organisation", "vlierhof")
    assert message.startswith("Version 1.0.0 of eigen-3 is already here with other content.")
    assert "there is no organisation 'nowhere'" in koers.refused(
        "instrument", "import", sheet, "--organisation", "nowhere"
    )
    refused = koers.refused("instrument", "export", "none", "--organisation", "vlierhof")
    assert refused.startswith("vlierhof has no list 'none'; it has: eigen-3@1.0.0")


def test_S26_without_norms_the_list_gives_sums_only(koers: Command, sheet: Path) -> None:
    fill_in(sheet, norms=False)
    out = koers("instrument", "check", sheet)[1]
    assert out == "eigen-3 1.0.0: 3 items, 1 scale, no norms (raw scores only): nothing wrong\n"


@pytest.mark.parametrize(
    ("sheet_name", "cell", "value", "sentence"),
    [
        ("norms", "F4", 10, "sheet norms, row 4: T falls from 56 at raw 4 to 10 at raw 5"),
        ("norms", "E8", 99, "sheet norms, row 8: raw 99 cannot be reached: expected 3 to 9"),
        ("options", "A3", "twee", 'sheet options, row 3: [[options]] twee: value is "twee"'),
        ("items", "C3", "misschien", 'sheet items, row 3: [[items]] i02: reversed is "misschien"'),
        ("items", "A4", "i 3", "sheet items, row 4: [[items]] i 3: id is"),
        ("bands", "C3", 50, "sheet bands, row 3: [[bands]] 2: serious from T 50"),
        ("instrument", "B6", "nee!", 'sheet instrument, row 6: [instrument]: fictitious is "nee!"'),
    ],
)
def test_S26_a_slip_is_named_with_sheet_and_row(
    koers: Command, sheet: Path, sheet_name: str, cell: str, value: object, sentence: str
) -> None:
    fill_in(sheet)
    book = load_workbook(sheet)
    book[sheet_name][cell] = value
    book.save(sheet)
    code, _, err = koers("instrument", "check", sheet)
    assert code == 1
    assert any(line.startswith(sentence) for line in err.splitlines()), err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda book: book.remove(book["items"]), "has no sheet 'items'"),
        (lambda book: book["items"].__setitem__("B1", "vraag"), "column text is missing"),
        (lambda book: book["instrument"].__setitem__("A2", "naam"), "'naam' is unknown"),
        (lambda book: book["norms_formula"].append(["total", "a", 0, 18, 5, 2]), "has both norms and"),
    ],
)
def test_S26_a_spreadsheet_of_another_shape_is_one_sentence(
    koers: Command, sheet: Path, change, sentence: str
) -> None:
    fill_in(sheet)
    book = load_workbook(sheet)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    sheet.write_bytes(stream.getvalue())
    assert sentence in koers.refused("instrument", "check", sheet)


def test_S26_worked_examples_on_a_sheet_are_compared(koers: Command, sheet: Path) -> None:
    fill_in(sheet)
    book = load_workbook(sheet)
    book.create_sheet("expected")
    book["expected"].append(["child_age", "i01", "i02", "i03", "scale", "raw", "t"])
    book["expected"].append([5, 1, 3, 1, "total", 3, 52])
    book["expected"].append([5, 1, 3, 1, "total", 3, 53])
    book.save(sheet)
    _, _, err = koers("instrument", "check", sheet)
    assert err == "sheet expected, row 3: t is 53, but Koers computes 52\n"


def test_S24_fhir_goes_out_and_in_on_the_command_line(koers: Command, tmp_path: Path) -> None:
    out, folder = tmp_path / "q.json", tmp_path / "skeleton"
    assert koers("instrument", "export", "voorbeeld-10", "--fhir", "-o", out)[0] == 0
    code, printed, err = koers("instrument", "import", out, "-o", folder)
    assert (code, printed) == (1, f"{folder} is written\n")
    assert "direction is" in err
    assert (folder / "instrument.toml").is_file()
    assert "there already" in koers.refused("instrument", "export", "voorbeeld-10", "--fhir", "-o", out)
    assert "there already" in koers.refused("instrument", "import", out, "-o", folder)


def test_an_import_without_a_target_is_wrong_usage(koers: Command, sheet: Path) -> None:
    assert koers("instrument", "import", sheet)[0] == 2
