"""Spreadsheets as they come out of other programs, and files made to harm."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from django.core import signing
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from koers.instruments import workbooks
from koers.instruments.workbooks import WorkbookError, read_workbook
from koers.interop import uploads
from koers.interop.uploads import UploadedTable, UploadRefused, read_upload


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def altered(data: bytes, part: str, change) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return stream.getvalue()


def refusal(data: bytes, name: str = "a.csv") -> str:
    with pytest.raises(UploadRefused) as refused:
        read_upload(data, name)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    text = f"Cliënt{separator}Datum\r\nDaniël{separator}01-02-2026\r\n\r\nZoë{separator}\r\n"
    table = read_upload(text.encode(encoding), "a.csv")
    assert table.columns == ["Cliënt", "Datum"]
    assert table.numbered == [
        (2, {"Cliënt": "Daniël", "Datum": "01-02-2026"}),
        (4, {"Cliënt": "Zoë", "Datum": ""}),
    ]


def test_a_spreadsheet_gives_values_not_formulas_or_looks() -> None:
    data = workbook(
        ["a", "b", "c", "d"], [3.0, 2.5, date(2026, 1, 31), datetime.fromisoformat("2026-01-31T14:05")]
    )
    table = read_upload(data, "a.xlsx")
    assert table.numbered == [(2, {"a": "3", "b": "2.5", "c": "2026-01-31", "d": "2026-01-31 14:05:00"})]


def test_V5_a_formula_without_a_result_is_refused() -> None:
    message = refusal(workbook(["a"], ["=1+1"]), "a.xlsx")
    assert "row 2: a formula has no result in the file" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The first row must hold"),
        (b"a;b\n", "There are no rows below"),
        (b"\na;b\n1;2", "The first row must hold"),
        (b"a;a\n1;2", "Two columns are called “a”"),
        (b"a;;b\n1;2;3", "Column 2 has no name"),
        (b"a;b\n1;2;3", "Row 2 has more cells"),
        (b'a;b\n"1;2', "Row 2 cannot be read"),
        (b"a\n" + b"x" * 3_000, "Row 2 holds a cell of more than"),
        (b"\x00\x01\x02", "This file is no text"),
        (b"PK\x03\x04 no zip", "is no spreadsheet that can be read"),
    ],
)
def test_V5_what_cannot_be_used_is_one_sentence(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_V5_size_rows_and_columns_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "larger than 5 MB" in refusal(b"x" * 5_000_001)
    monkeypatch.setattr(uploads, "MAX_ROWS", 2)
    assert "more than 2 rows" in refusal(b"a\n1\n2\n3\n")
    monkeypatch.setattr(uploads, "MAX_COLUMNS", 2)
    assert "more than 2 columns" in refusal(b"a,b,c\n1,2,3\n")
    monkeypatch.setattr(workbooks, "MAX_ROWS", 2)
    assert "more than 2 rows" in refusal(workbook(["a"], [1], [2], [3]), "a.xlsx")


def test_V5_a_spreadsheet_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED_BYTES", 100_000)
    bomb = altered(workbook(["a"], [1]), "xl/styles.xml", lambda content: content + b" " * 200_000)
    assert "unpacks to too much" in refusal(bomb, "a.xlsx")


def test_V5_entities_are_refused_before_any_parser_sees_them() -> None:
    def with_entity(content: bytes) -> bytes:
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content.split(b"?>", 1)[-1]

    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        data = altered(workbook(["a"], [1]), part, with_entity)
        assert "holds XML with declarations" in refusal(data, "a.xlsx")


def test_V5_a_row_far_down_or_a_cell_far_right_is_refused_soon() -> None:
    far = altered(
        workbook(["a"], [1]), "xl/worksheets/sheet1.xml", lambda c: c.replace(b'r="2"', b'r="1000000"')
    )
    assert "rows" in refusal(far, "a.xlsx")
    wide = altered(
        workbook(["a"], [1]), "xl/worksheets/sheet1.xml", lambda c: c.replace(b'r="A2"', b'r="XFD2"')
    )
    assert "columns" in refusal(wide, "a.xlsx")


def test_V5_what_is_carried_is_for_one_person_and_for_two_hours(world, monkeypatch) -> None:
    table = UploadedTable("a.csv", ["a", "b"], [(2, {"a": "1", "b": "2"})])
    carried = table.carried(world.actor("admin"))
    assert UploadedTable.from_carried(carried, world.actor("admin")) == table
    for text, who in ((carried, "worker"), (carried[:-1], "admin"), ("", "admin")):
        with pytest.raises(UploadRefused):
            UploadedTable.from_carried(text, world.actor(who))
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + uploads.TWO_HOURS + 1)
    with pytest.raises(UploadRefused, match="open too long"):
        UploadedTable.from_carried(carried, world.actor("admin"))


def test_V5_what_is_too_large_to_carry_is_refused(world, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MAX_CARRIED", 10)
    with pytest.raises(UploadRefused, match="too large"):
        UploadedTable("a.csv", ["a"], [(2, {"a": "1"})]).carried(world.actor("admin"))


@given(st.binary(max_size=300))
def test_T_FUZZ_4_no_bytes_break_the_csv_reader(data: bytes) -> None:
    with suppress(UploadRefused):
        table = read_upload(data, "a.csv")
        assert all(set(cells) == set(table.columns) for _, cells in table.numbered)


SOUND = workbook(["a", "b"], [1, "x"])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8))
def test_T_FUZZ_4_no_damage_breaks_the_spreadsheet_reader(place: int, damage: bytes) -> None:
    with suppress(WorkbookError):
        read_workbook(SOUND[:place] + damage + SOUND[place + len(damage) :], "a.xlsx")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_T_FUZZ_4_no_damaged_part_breaks_the_spreadsheet_reader(place: int, damage: bytes) -> None:
    def damaged(content: bytes) -> bytes:
        return content[:place] + damage + content[place + len(damage) :]

    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        with suppress(WorkbookError):
            read_workbook(altered(SOUND, part, damaged), "a.xlsx")
