"""Files with one fault each, as somebody could upload them: packages, zips, spreadsheets, questionnaires."""

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook, load_workbook

from koers.instruments import archive, filled_workbook, workbooks
from koers.instruments.blank_workbook import blank_workbook
from koers.psychometrics import fhir_questionnaires
from tests.instruments import test_fhir
from tests.instruments.test_archive import FILES, zipped
from tests.instruments.test_fhir import NO, YES, choice, questionnaire
from tests.psychometrics import test_package_expected, test_package_norms, test_packages
from tests.psychometrics.small_package import FORMULA, INSTRUMENT, TABLE, changed, small_package
from tests.psychometrics.test_package_norms import HEAD

Upload = tuple[str, bytes]


def cases_of(test: Any) -> list[Any]:
    """What a test of the core is run with: its faults come by here too, without being written twice."""
    return list(test.pytestmark[0].args[1])


def as_zip(package: dict[str, Any]) -> Upload:
    return "a.zip", zipped(
        {name: one if isinstance(one, bytes) else one.encode() for name, one in package.items()}
    )


def instruments() -> Iterator[dict[str, Any]]:
    for old, new, *_ in cases_of(test_packages.test_a_fault_in_the_instrument_names_its_line):
        yield small_package(instrument=changed(INSTRUMENT, old, new))
    for source, _ in cases_of(test_packages.test_a_package_made_to_harm_is_refused_as_any_other):
        yield small_package(None, instrument=source)
    head, _, rest = INSTRUMENT.partition("[[options]]\nvalue = 2")
    yield small_package(None, instrument=head + "[[items]]" + rest.partition("[[items]]")[2])
    yield small_package(None, instrument='format = 1\nitems = "none"\n')
    yield small_package(instrument=changed(INSTRUMENT, "higher_is_worse", "higher_is_better"))
    yield small_package(instrument=INSTRUMENT.partition("[[bands]]")[0])
    yield small_package(instrument=INSTRUMENT + 'items = { a1 = "b1" }\n')
    yield small_package(instrument=changed(INSTRUMENT, "items = { a1", "items = 3 # { a1"))
    yield {"norms.csv": TABLE}
    yield {**small_package(), "norms.csv": b"\xff\xfe"}
    yield small_package(instrument=INSTRUMENT + "# \0")


def norms() -> Iterator[str]:
    for old, new, _ in cases_of(test_package_norms.test_a_fault_in_a_table_names_its_line):
        yield changed(TABLE, old, new)
    for old, new, _ in cases_of(test_package_norms.test_a_fault_in_a_formula_names_its_line):
        yield changed(FORMULA, old, new)
    for start, _ in cases_of(test_package_norms.test_ages_may_neither_overlap_nor_leave_a_gap):
        yield TABLE.replace(",4,11,", f",{start},11,")
    rows = [f"total,{g},{raw},{90 - raw}" for g in ("0-3,0,3", "4-11,4,11") for raw in range(4, 17)]
    yield changed("\n".join([HEAD, *rows]), "total,4-11,4,11,9,81", "total,4-11,4,11,9,95")
    yield from ("", f"{HEAD}\n", FORMULA.replace("total", "part"), changed(TABLE, "0-3", "x" * 200_000))


def expected() -> Iterator[dict[str, Any]]:
    for row, _ in cases_of(test_package_expected.test_a_sum_that_differs_names_its_line):
        yield test_package_expected.package(row)
    yield test_package_expected.package("3,4,1,3,2,part,8,60")
    yield test_package_expected.package(",4,1,3,2,total,13,70")
    thin = changed(TABLE, "total,0-3,0,3,9,54\n", "").replace('"total"', "")
    yield {**test_package_expected.package("3,4,1,3,2,total,9,70", norms=thin)}


def zips() -> Iterator[bytes]:
    yield b"no zip"
    yield b"\0" * (archive.MAX_PACKED_BYTES + 1)
    yield zipped({f"{place}.txt": b"" for place in range(60)})
    yield zipped({**FILES, "../norms.csv": b"x"})
    yield zipped({**FILES, "run.py": b"x"})
    yield zipped({"instrument.toml": b"\0" * (archive.MAX_UNPACKED_BYTES + 1)})
    locked = bytearray(zipped({"instrument.toml": b"x"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield bytes(locked)
    link = zipfile.ZipInfo("norms.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    yield _written([(link, "/etc/passwd")])
    yield _written([("norms.csv", "one"), ("norms.csv", "two")])


def _written(entries: list[tuple[Any, str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in entries:
            made.writestr(name, content)
    return stream.getvalue()


def spreadsheets() -> Iterator[bytes]:
    blank = blank_workbook(n_items=3, n_options=3)
    yield from (blank, b"x", b"\0" * (workbooks.MAX_PACKED_BYTES + 1))
    yield zipped({"a.xml": b"<!DOCTYPE x>"})
    yield zipped({f"{place}.xml": b"" for place in range(workbooks.MAX_PARTS + 1)})
    yield _book({str(place): [["x"]] for place in range(workbooks.MAX_SHEETS + 1)})
    yield _book({"a": [["x"]] * (workbooks.MAX_ROWS + 2)})
    yield _book({"a": [[""] * workbooks.WIDEST + ["x"]]})
    yield _book({"a": [["x"] * (workbooks.MAX_COLUMNS + 1)]})
    yield _book({"a": [["=1+1"]]})
    yield _book({"a": [["x" * (workbooks.MAX_CELL + 1)]]})
    yield _book({"a": [["x"]]})
    yield _book({"instrument": [["fact"]]})
    columns = {title: [list(names)] for title, names in filled_workbook.COLUMNS.items()}
    yield _book(columns)
    yield _filled(blank, "instrument", ["colour", "blue"])
    yield _filled(
        blank, "norms", ["total", "all", 0, 3, 3, 50], "norms_formula", ["total", "all", 0, 3, 8, 2]
    )
    yield _filled(blank, "norms_formula", ["total", "all", 0, 3, "veel", -2])


def _book(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return _saved(book)


def _filled(blank: bytes, *more: Any) -> bytes:
    """The empty spreadsheet with rows added to sheets, in turn: title, row, title, row."""
    book = load_workbook(io.BytesIO(blank))
    for title, row in zip(more[::2], more[1::2], strict=True):
        book[title].append(row)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def questionnaires() -> Iterator[bytes]:
    for items, _ in cases_of(test_fhir.test_S24_what_is_no_scored_choice_list_is_refused_with_the_reason):
        yield json.dumps(questionnaire(*items)).encode()
    good = choice("1", NO, YES)
    deep: dict[str, Any] = {"linkId": "g", "type": "group", "item": [good]}
    for _ in range(fhir_questionnaires.MOST_LEVELS + 1):
        deep = {"linkId": "g", "type": "group", "item": [deep]}
    many = [{"linkId": str(place), "type": "text"} for place in range(30)]
    for one in (
        questionnaire(deep),
        questionnaire(*many),
        questionnaire(good, banana=7),
        questionnaire(good, status=None),
        questionnaire(good, status=["a"]),
        questionnaire(good),
        {"resourceType": "Patient"},
        {},
        [],
    ):
        yield json.dumps(one).encode()
    yield b"{"


def uploads() -> Iterator[Upload]:
    for package in instruments():
        yield as_zip(package)
    for table in norms():
        yield as_zip(small_package(table))
    for package in expected():
        yield as_zip(package)
    yield from (("a.zip", data) for data in zips())
    yield from (("a.xlsx", data) for data in spreadsheets())
    yield from (("a.json", data) for data in questionnaires())
