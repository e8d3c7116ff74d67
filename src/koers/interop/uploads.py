"""A spreadsheet that somebody uploads, and how it travels from step to step.

Between the steps the server keeps nothing: the rows go back to the browser inside the page, compressed,
signed for this one person and organisation, and are worthless two hours later (ADR 0008).
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Self

from django.core import signing
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.instruments.fault_wording import worded
from koers.instruments.workbooks import MAX_CELL, MAX_COLUMNS, MAX_ROWS, WorkbookError, read_workbook

ENDINGS = (".csv", ".txt", ".xlsx")
MAX_BYTES = 5_000_000
# Below DATA_UPLOAD_MAX_MEMORY_SIZE, with room for the fields beside it.
MAX_CARRIED = 900_000
TWO_HOURS = 2 * 60 * 60
SEPARATORS = ";,\t"

Row = tuple[int, dict[str, str]]


class UploadRefused(ValueError):
    """The file cannot be used; the message is one sentence for who uploaded it."""


@dataclass(frozen=True, slots=True)
class UploadedTable:
    """numbered: row as the spreadsheet numbers it, the names of the columns being row 1."""

    name: str
    columns: list[str]
    numbered: list[Row]

    def carried(self, actor: Actor) -> str:
        """As one signed text for a hidden field. Raises UploadRefused when that would be too large."""
        rows = [[number, *(cells[column] for column in self.columns)] for number, cells in self.numbered]
        text = signing.dumps([self.name, self.columns, rows], salt=_salt(actor), compress=True)
        if len(text) > MAX_CARRIED:
            raise UploadRefused(
                _("This file is too large to bring in at once. Split it into parts by family.")
            )
        return text

    @classmethod
    def from_carried(cls, text: str, actor: Actor) -> Self:
        """Raises UploadRefused when it is too old, or was not made for this person."""
        try:
            name, columns, rows = signing.loads(text, salt=_salt(actor), max_age=TWO_HOURS)
        except signing.BadSignature as error:
            message = _("This page was open too long, or it belongs to somebody else. Choose the file again.")
            raise UploadRefused(message) from error
        return cls(name, columns, [(row[0], dict(zip(columns, row[1:], strict=True))) for row in rows])


def _salt(actor: Actor) -> str:
    return f"koers.interop.import:{actor.organisation_id}:{actor.user_id}"


def read_upload(data: bytes, name: str) -> UploadedTable:
    """Raises UploadRefused with one sentence."""
    if len(data) > MAX_BYTES:
        raise UploadRefused(_("This file is larger than 5 MB. Split it into parts by family."))
    if Path(name).suffix.lower() == ".xlsx" or data.startswith(b"PK\x03\x04"):
        return _table(name, _from_workbook(data, name))
    return _table(name, _from_csv(data))


def _from_workbook(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The first sheet."""
    try:
        sheets = read_workbook(data, name)
    except WorkbookError as error:
        message = _("This spreadsheet cannot be used (%(why)s). Save it again as .xlsx, or as CSV.")
        raise UploadRefused(message % {"why": worded(error.fault)}) from error
    return enumerate(next(iter(sheets.values()), []), start=1)


def _from_csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _(
                "Row %(row)s cannot be read: a quote is opened and never closed, or stands in a cell."
            )
            raise UploadRefused(message % {"row": number}) from error
        yield number, [cell.strip() for cell in cells]


def _decoded(data: bytes) -> str:
    """UTF-8, else the encoding in which Dutch Windows spreadsheets save CSV."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UploadRefused(_("This file is no text. Save it as CSV (UTF-8) or .xlsx and choose it again."))


def _table(name: str, lines: Iterator[tuple[int, list[str]]]) -> UploadedTable:
    filled = ((number, cells) for number, cells in lines if any(cells))
    first = next(filled, None)
    if first is None or first[0] != 1:
        raise UploadRefused(_("The first row must hold the names of the columns."))
    columns = _columns(first[1])
    second = next(filled, None)
    if second is None:
        raise UploadRefused(_("There are no rows below the names of the columns."))
    rows: list[Row] = []
    for number, cells in chain([second], filled):
        if len(rows) >= MAX_ROWS:
            raise UploadRefused(
                _("There are more than %(n)s rows. Split the file by family.") % {"n": MAX_ROWS}
            )
        rows.append((number, _cells(number, cells, columns)))
    return UploadedTable(name, columns, rows)


def _columns(names: Sequence[str]) -> list[str]:
    columns = [" ".join(name.split()) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MAX_COLUMNS:
        raise UploadRefused(
            _("There are more than %(n)s columns. Remove what is not needed.") % {"n": MAX_COLUMNS}
        )
    for place, column in enumerate(columns, start=1):
        if not column:
            raise UploadRefused(_("Column %(n)s has no name in the first row. Give it one.") % {"n": place})
        if column in columns[: place - 1]:
            message = _("Two columns are called “%(name)s”. Give one of them another name.")
            raise UploadRefused(message % {"name": column})
    return columns


def _cells(number: int, cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """A row may be shorter: what stands behind it is empty. It may not be longer."""
    if any(cells[len(columns) :]):
        message = _("Row %(row)s has more cells than there are columns. Look for a separator inside a cell.")
        raise UploadRefused(message % {"row": number})
    if any(len(cell) > MAX_CELL for cell in cells):
        message = _("Row %(row)s holds a cell of more than %(n)s characters.")
        raise UploadRefused(message % {"row": number, "n": MAX_CELL})
    padded: list[Any] = [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]
    return dict(zip(columns, padded, strict=True))
