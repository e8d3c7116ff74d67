"""A CSV file of any length, read in blocks of whole records, each record checked and numbered.

Fast readers fill a short record with empties, and say of a wrong byte only that there is one. Here every
record is counted first, with numpy over the bytes, so that a fault has a row and memory stays that of one
block.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import polars as pl

from koers.cli.errors import CommandError

BLOCK_BYTES = 2_000_000  # as fast as 8 MB on a million rows, in half the memory
MAX_RECORD_BYTES = 64_000_000  # our choice: beyond it a quote was opened and never closed
SEPARATORS = (",", ";", "\t")
NEWLINE, RETURN, QUOTE = b'\n\r"'

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """Whole records of a file: where each ends, how many separators it holds, whether it is blank."""

    data: bytes
    ends: Rows
    n_separators: Rows
    is_blank: npt.NDArray[np.bool_]


class CsvBlocks:
    """Iterates over (frame of text columns, row numbers as a spreadsheet shows them: the header is row 1)."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._stream = stream
        self._rest = b""
        self._next_row = 1
        head = self._take_head()
        self.separator = max(SEPARATORS, key=head.count)
        self.columns = [column.strip() for column in next(csv.reader([head], delimiter=self.separator))]
        self._check_columns()

    def __iter__(self) -> Iterator[tuple[pl.DataFrame, Rows]]:
        while True:
            chunk = self._stream.read(BLOCK_BYTES)
            data = self._rest + chunk
            if not chunk and data and not data.endswith(b"\n"):
                data += b"\n"
            records = _split(data, self.separator)
            self._rest = data[len(records.data) :]
            if len(self._rest) > MAX_RECORD_BYTES or (self._rest and not chunk):
                row = self._next_row + len(records.ends)
                raise CommandError(f"{self.name}, row {row}: a quote is opened and never closed")
            if len(records.ends):
                yield self._frame(records)
            if not chunk:
                return

    def _take_head(self) -> str:
        while b"\n" not in self._rest and (chunk := self._stream.read(BLOCK_BYTES)):
            self._rest += chunk
        if self._rest.startswith(b"PK\x03\x04"):
            raise CommandError(f"{self.name} is a spreadsheet or zip: save it as CSV (UTF-8) or Parquet")
        head, _, self._rest = self._rest.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        if not head.strip():
            raise CommandError(f"{self.name} is empty: expected a first row with the names of the columns")
        self._refuse_nul(head, 1)
        self._next_row = 2
        return self._decoded(head, 1).rstrip("\r")

    def _check_columns(self) -> None:
        for place, column in enumerate(self.columns, start=1):
            if not column:
                raise CommandError(f"{self.name}, row 1: column {place} has no name")
            if self.columns.count(column) > 1:
                raise CommandError(f"{self.name}, row 1: column {column} stands there twice")

    def _refuse_nul(self, data: bytes, row: int) -> None:
        place = data.find(b"\0")
        if place >= 0:  # no database keeps it as text, and no list has one
            row += data.count(b"\n", 0, place)
            raise CommandError(f"{self.name}, row {row}: holds a NUL character: expected text")

    def _decoded(self, data: bytes, row: int) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            row += data.count(b"\n", 0, error.start)
            byte = data[error.start]
            raise CommandError(
                f"{self.name}, row {row}: byte {byte:#04x} is not UTF-8: save the file as CSV UTF-8"
            ) from error

    def _frame(self, records: Records) -> tuple[pl.DataFrame, Rows]:
        rows = self._next_row + np.arange(len(records.ends))
        self._next_row += len(records.ends)
        self._refuse_nul(records.data, int(rows[0]))
        if not records.data.isascii():
            self._decoded(records.data, int(rows[0]))
        wrong = ~records.is_blank & (records.n_separators + 1 != len(self.columns))
        if wrong.any():
            place = int(np.argmax(wrong))
            raise CommandError(
                f"{self.name}, row {rows[place]}: {records.n_separators[place] + 1} fields: "
                f"expected {len(self.columns)}, as in the first row"
            )
        kept = rows[~records.is_blank]
        try:
            frame = _parse(_without_blanks(records), self.columns, self.separator)
        except pl.exceptions.PolarsError:
            frame = None
        if frame is None or frame.height != len(kept):
            raise CommandError(f"{self.name}, rows {rows[0]} to {rows[-1]}: quotes do not stand in pairs")
        return frame, kept


def _split(data: bytes, separator: str) -> Records:
    """The whole records at the start of data; a line end or separator between quotes is text."""
    codes = np.frombuffer(data, dtype=np.uint8)
    is_newline, is_separator = codes == NEWLINE, codes == ord(separator)
    if b'"' in data:
        is_outside = ~np.bitwise_xor.accumulate(codes == QUOTE)
        is_newline, is_separator = is_newline & is_outside, is_separator & is_outside
    ends = np.flatnonzero(is_newline)
    starts = np.append(0, ends[:-1] + 1)[: len(ends)]
    lengths = ends - starts
    only_return = (lengths == 1) & (codes[starts] == RETURN) if len(ends) else lengths == 1
    n_separators = np.diff(np.searchsorted(np.flatnonzero(is_separator), np.append(0, ends)))
    whole = data[: int(ends[-1]) + 1] if len(ends) else b""
    return Records(whole, ends, n_separators, (lengths == 0) | only_return)


def _without_blanks(records: Records) -> bytes:
    if not records.is_blank.any():
        return records.data
    keep = np.ones(len(records.data), dtype=bool)
    keep[records.ends[records.is_blank]] = False
    codes = np.frombuffer(records.data, dtype=np.uint8)
    starts = np.append(0, records.ends[:-1] + 1)[records.is_blank]
    keep[starts[codes[starts] == RETURN]] = False
    return codes[keep].tobytes()


def _parse(data: bytes, columns: list[str], separator: str) -> pl.DataFrame:
    if not data:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.read_csv(
        data, has_header=False, new_columns=columns, infer_schema=False, separator=separator, quote_char='"'
    )
