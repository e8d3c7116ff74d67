"""Tables in and out: CSV and Parquet by the file's ending, `-` for standard input and output.

Reading is in batches, so that memory does not grow with the file. Writing goes to a file beside the wanted
one that takes its name only when everything went well: a refused file leaves no half output behind.
"""

import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from koers.cli.csv_blocks import CsvBlocks, Rows
from koers.cli.errors import CommandError

PARQUET_ENDINGS = (".parquet", ".pq")
PARQUET_ROWS = 250_000
SHORTEST_DATE = 10  # 2026-01-31; the parser alone would take 2026-1-31 too


class TableError(CommandError):
    """A fault in a table, with its place."""

    def __init__(self, file: str, row: int, column: str, message: str) -> None:
        super().__init__(f"{file}, row {row}, column {column}: {message}")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table. rows: their numbers for a person, the header of a CSV being row 1."""

    file: str
    frame: pl.DataFrame
    rows: Rows

    def wrong(self, place: int, column: str, message: str) -> TableError:
        return TableError(self.file, int(self.rows[place]), column, message)

    def texts(self, column: str) -> pl.Series:
        """Without spaces round it; raises TableError for an empty cell."""
        found = self.frame[column].cast(pl.String).str.strip_chars()
        self._refuse(found.is_null() | (found == ""), column, "is empty: expected a value")
        return found

    def dates(self, column: str, *, today: date) -> pl.Series:
        """ISO 8601 days up to and including today; raises TableError for anything else."""
        source = self.frame[column]
        if source.dtype in (pl.Date, pl.Datetime):
            found = source.cast(pl.Date)
            self._refuse(found.is_null(), column, "is empty: expected a date as 2026-01-31")
        else:
            texts = self.texts(column)
            found = texts.str.to_date("%Y-%m-%d", strict=False)
            is_bad = found.is_null() | (texts.str.len_bytes() != SHORTEST_DATE)
            self._refuse(is_bad, column, "expected a date as 2026-01-31")
        self._refuse(found > today, column, f"lies in the future: expected a date up to {today}")
        return found

    def whole_numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Shape (rows,); nan for an empty cell; raises TableError for a cell that is no whole number."""
        return self._numbers(column, "a whole number", is_whole=True)

    def numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Shape (rows,); nan for an empty cell; raises TableError for a cell that is no finite number."""
        return self._numbers(column, "a number", is_whole=False)

    def _numbers(self, column: str, kind: str, *, is_whole: bool) -> npt.NDArray[np.float64]:
        source = self.frame[column]
        if source.dtype == pl.String:
            numbers = source.cast(pl.Float64, strict=False)
            if numbers.null_count() > source.null_count():
                source = source.str.strip_chars()
                numbers = source.cast(pl.Float64, strict=False)
            is_empty = source.is_null() | (source == "")
        elif source.dtype.is_numeric() or source.dtype == pl.Null:
            numbers = source.cast(pl.Float64)
            is_empty = numbers.is_null() | numbers.is_nan()
        else:
            raise CommandError(
                f"{self.file}: column {column} holds {source.dtype}: expected {kind.removeprefix('a ')}s"
            )
        is_bad = ~is_empty & (numbers.is_null() | ~numbers.is_finite())
        if is_whole:
            is_bad |= ~is_empty & (numbers != numbers.floor())
        self._refuse(is_bad.fill_null(True), column, f"expected {kind} or nothing")
        return numbers.to_numpy()

    def _refuse(self, is_bad: pl.Series, column: str, message: str) -> None:
        if not is_bad.any():
            return
        place = int(cast(int, is_bad.arg_max()))
        cell = self.frame[column][place]
        raise self.wrong(place, column, message if message.startswith("is empty") else f"{cell} {message}")


@dataclass(frozen=True, slots=True)
class Table:
    """columns in the order of the file; batches can be walked once."""

    file: str
    columns: list[str]
    batches: Iterator[Batch]

    def require(self, columns: tuple[str, ...]) -> None:
        """Raises CommandError that names the columns which are not there."""
        if absent := [column for column in columns if column not in self.columns]:
            noun = "column" if len(absent) == 1 else "columns"
            raise CommandError(
                f"{self.file}: {noun} {', '.join(absent)} missing: expected {', '.join(columns)}"
            )


@contextmanager
def open_table(path: str, *, on_bytes: Callable[[int], None] = lambda _: None) -> Iterator[Table]:
    """A table to read. on_bytes is told how far into the file reading has come, for a progress bar."""
    if path == "-":
        yield _csv_table(sys.stdin.buffer, "standard input", on_bytes)
    elif not Path(path).is_file():
        raise CommandError(f"{path}: no such file")
    elif path.endswith(PARQUET_ENDINGS):
        yield _parquet_table(Path(path), on_bytes)
    else:
        with Path(path).open("rb") as stream:
            yield _csv_table(stream, Path(path).name, on_bytes)


def _csv_table(stream: BinaryIO, name: str, on_bytes: Callable[[int], None]) -> Table:
    blocks = CsvBlocks(stream, name)

    def batches() -> Iterator[Batch]:
        for frame, rows in blocks:
            yield Batch(name, frame, rows)
            if stream.seekable():
                on_bytes(stream.tell())

    return Table(name, blocks.columns, batches())


def _parquet_table(path: Path, on_bytes: Callable[[int], None]) -> Table:
    try:
        scan = pl.scan_parquet(path)
        columns = scan.collect_schema().names()
        n_rows = int(scan.select(pl.len()).collect().item())
    except pl.exceptions.PolarsError as error:
        raise CommandError(f"{path.name} is no Parquet file that can be read") from error

    def batches() -> Iterator[Batch]:
        for start in range(0, n_rows, PARQUET_ROWS):
            frame = scan.slice(start, PARQUET_ROWS).collect()
            yield Batch(path.name, frame, start + 1 + np.arange(frame.height))
            on_bytes(path.stat().st_size * (start + frame.height) // n_rows)

    return Table(path.name, columns, batches())


@contextmanager
def table_writer(path: str) -> Iterator[Callable[[pl.DataFrame], None]]:
    """A function that adds a frame to the output. The output appears when the block ends without an error."""
    if path == "-":
        with tempfile.TemporaryFile() as spool:
            yield _CsvWriter(spool).add
            spool.seek(0)
            shutil.copyfileobj(spool, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    target = Path(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as stream, _writer_to(stream, target) as add:
            yield add
        part.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise


@contextmanager
def _writer_to(stream: BinaryIO, target: Path) -> Iterator[Callable[[pl.DataFrame], None]]:
    if target.suffix not in PARQUET_ENDINGS:
        yield _CsvWriter(stream).add
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".koers") as folder:
        writer = _ParquetWriter(Path(folder))
        yield writer.add
        writer.finish(stream)


def write_text(path: str, text: str) -> None:
    """A small text file, all of it or none."""
    target = Path(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class _CsvWriter:
    """Whole numbers are written without decimals, others in the shortest form that reads back exactly."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_first = True

    def add(self, frame: pl.DataFrame) -> None:
        plain = frame.with_columns(_plain(name) for name, kind in frame.schema.items() if kind.is_float())
        plain.write_csv(self._stream, include_header=self._is_first)
        self._is_first = False


def _plain(column: str) -> pl.Expr:
    value = pl.col(column)
    is_whole = (value == value.floor()) & (value.abs() < 1e15)
    whole = pl.when(is_whole).then(value).cast(pl.Int64).cast(pl.String)
    return pl.coalesce(whole, value.cast(pl.String)).alias(column)


class _ParquetWriter:
    """Parquet has its contents at the end: the batches wait on disk until all are there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: list[Path] = []

    def add(self, frame: pl.DataFrame) -> None:
        self._parts.append(self._folder / f"{len(self._parts):06}.parquet")
        frame.write_parquet(self._parts[-1])

    def finish(self, stream: BinaryIO) -> None:
        pl.scan_parquet(self._parts).sink_parquet(stream)
