"""Rows of the small CSV files in a package, with the line of each and a check on every number."""

import csv
import io
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from koers.psychometrics.findings import Findings

if TYPE_CHECKING:
    import _csv


LARGEST = 100_000  # our choice: no age or raw score is larger, and a table of raws is laid out in memory


@dataclass(frozen=True, slots=True)
class CsvRow:
    line: int
    cells: dict[str, str]

    def whole(self, column: str, findings: Findings) -> int | None:
        value = self.number(column, findings, "a whole number")
        if value is not None and (value != int(value) or abs(value) > LARGEST):
            findings.add(self.line, f"{column} is {self.cells[column]!r}: expected a whole number")
            return None
        return None if value is None else int(value)

    def number(
        self, column: str, findings: Findings, expected: str = "a number with a decimal point"
    ) -> float | None:
        """None when the cell holds no finite number, which then stands in findings."""
        cell = self.cells[column]
        try:
            value = float(cell)
        except ValueError:
            value = float("nan")
        if isfinite(value):
            return value
        findings.add(self.line, f"{column} is {repr(cell) if cell else 'empty'}: expected {expected}")
        return None


def read_rows(source: str, column_sets: tuple[tuple[str, ...], ...], findings: Findings) -> list[CsvRow]:
    """Rows of a file with exactly the columns of one of the sets, in any order, separated by , or ;."""
    head = source.partition("\n")[0]
    reader = csv.reader(io.StringIO(source), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        return _checked_rows(reader, column_sets, findings)
    except csv.Error as error:
        findings.add(reader.line_num, f"not CSV: {error}")
        return []


def _checked_rows(
    reader: "_csv.Reader", column_sets: tuple[tuple[str, ...], ...], findings: Findings
) -> list[CsvRow]:
    header = [name.strip() for name in next(reader, [])]
    if sorted(header) not in [sorted(columns) for columns in column_sets]:
        expected = " or ".join(",".join(columns) for columns in column_sets)
        findings.add(1, f"columns are {','.join(header) or 'missing'}: expected {expected}")
        return []
    rows: list[CsvRow] = []
    start = reader.line_num + 1
    for fields in reader:
        if len(fields) == len(header):
            rows.append(CsvRow(start, dict(zip(header, (field.strip() for field in fields), strict=True))))
        elif fields:
            findings.add(start, f"{len(fields)} fields: expected {len(header)}, as in the first line")
        start = reader.line_num + 1
    if not rows:
        findings.add(None, "has no rows below its first line")
    return rows
