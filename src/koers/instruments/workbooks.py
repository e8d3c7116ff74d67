"""Cells of a spreadsheet (.xlsx) as text, read as a file from outside: capped, no formulas, no Django.

An .xlsx is a zip of XML. Before the library sees it, its parts are counted and weighed, and a part that
declares entities is refused. Only values are read; a formula counts by the result stored beside it.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from koers.instruments import file_faults as faults
from koers.instruments.file_faults import FileRefused
from koers.psychometrics.faults import Fault

# Our choice: 5,000 lists of 100 items stay under 1 MB packed and 15 MB unpacked.
MAX_PACKED_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 40_000_000
MAX_PARTS = 200
MAX_SHEETS = 20
MAX_ROWS = 5_000
MAX_COLUMNS = 600
WIDEST = 2_000  # columns laid out at all, empty ones included
MAX_CELL = 2_000
DECLARATION = b"<!DOCTYPE"

Rows = list[list[str]]  # row 1 first; every row as long as its last cell that holds something


class WorkbookError(FileRefused):
    """A spreadsheet that cannot be read safely or surely; the sentence names the place."""


def read_workbook(data: bytes, name: str) -> dict[str, Rows]:
    """Sheet name -> rows of texts, in the order of the sheets.

    Dates become ISO 8601, whole numbers lose their `.0`. Raises WorkbookError for what is no plain
    spreadsheet, for one too large, and for a formula without a stored result.
    """
    _check_zip(data, name)
    try:
        return _read_sheets(data, name)
    except WorkbookError:
        raise
    # The library raises whatever its parsers do (KeyError, ValueError, ParseError …) on a broken file.
    except Exception as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> WorkbookError:
    return WorkbookError(faults.NO_WORKBOOK(name=name))


def _check_zip(data: bytes, name: str) -> None:
    if len(data) > MAX_PACKED_BYTES:
        raise WorkbookError(faults.WORKBOOK_TOO_LARGE(name=name, most=MAX_PACKED_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # zipfile never gives more bytes of a part than it states here, so the sum is a true bound.
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise WorkbookError(faults.WORKBOOK_UNPACKS(name=name))
            for part in parts:
                _check_part(archive.read(part), name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise _unreadable(name) from error


def _check_part(content: bytes, name: str) -> None:
    """Entities can swell or fetch; spreadsheets need none. UTF-16 would hide them from this look."""
    if DECLARATION in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookError(faults.HOLDS_DECLARATIONS(name=name))


def _read_sheets(data: bytes, name: str) -> dict[str, Rows]:
    from openpyxl import load_workbook  # 40 ms that other commands need not wait for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not concern the values
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        if len(values.worksheets) > MAX_SHEETS:
            raise WorkbookError(faults.TOO_MANY_SHEETS(name=name, most=MAX_SHEETS))
        return {
            sheet.title: _rows_of(sheet, formulas[sheet.title], faults.SHEET(name=name, sheet=sheet.title))
            for sheet in values.worksheets
        }


def _rows_of(values: Any, formulas: Any, place: Fault) -> Rows:
    rows: Rows = []
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what the file says of its own size need not be true
    both = zip(
        values.iter_rows(max_row=MAX_ROWS + 2, values_only=True),
        formulas.iter_rows(max_row=MAX_ROWS + 2, values_only=True),
        strict=False,
    )
    for number, (cells, written) in enumerate(both, start=1):
        if number > MAX_ROWS + 1:
            raise WorkbookError(faults.TOO_MANY_ROWS(place=place, most=MAX_ROWS))
        rows.append(_texts(cells, written, faults.ROW(place=place, row=number)))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _texts(cells: Sequence[object], written: Iterable[object], place: Fault) -> list[str]:
    if len(cells) > WIDEST:
        raise WorkbookError(faults.TOO_WIDE(place=place, n=len(cells)))
    for value, formula in zip(cells, written, strict=False):
        if value is None and isinstance(formula, str) and formula.startswith("="):
            raise WorkbookError(faults.NO_RESULT(place=place))
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MAX_COLUMNS:
        raise WorkbookError(faults.TOO_MANY_COLUMNS(place=place, most=MAX_COLUMNS))
    if any(len(text) > MAX_CELL for text in texts):
        raise WorkbookError(faults.CELL_TOO_LONG(place=place, most=MAX_CELL))
    return texts


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
