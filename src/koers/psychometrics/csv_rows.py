"""Rows of the small CSV files in a package, with the line of each and a check on every number."""

import csv
import io
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from koers.psychometrics import package_faults as faults
from koers.psychometrics.faults import Fault, Foreign
from koers.psychometrics.findings import Findings

if TYPE_CHECKING:
    import _csv


ColumnSets = tuple[tuple[str, ...], tuple[str, ...]]
LARGEST = 100_000  # our choice: no age or raw score is larger, and a table of raws is laid out in memory


@dataclass(frozen=True, slots=True)
class CsvRow:
    line: int
    cells: dict[str, str]

    def whole(self, column: str, findings: Findings) -> int | None:
        expected = faults.WHOLE_NUMBER()
        value = self.number(column, findings, expected)
        if value is not None and (value != int(value) or abs(value) > LARGEST):
            findings.add(self.line, self.wrong(column, expected))
            return None
        return None if value is None else int(value)

    def number(self, column: str, findings: Findings, expected: Fault | None = None) -> float | None:
        """None when the cell holds no finite number, which then stands in findings."""
        cell = self.cells[column]
        try:
            value = float(cell)
        except ValueError:
            value = float("nan")
        if isfinite(value):
            return value
        findings.add(self.line, self.wrong(column, expected or faults.DECIMAL_NUMBER()))
        return None

    def wrong(self, column: str, expected: Fault) -> Fault:
        cell = self.cells[column]
        found = faults.QUOTED(text=cell) if cell else faults.EMPTY()
        return faults.WRONG_VALUE(name=column, found=found, expected=expected)


def read_rows(source: str, column_sets: ColumnSets, findings: Findings) -> list[CsvRow]:
    """Rows of a file with exactly the columns of one of the two sets, in any order, separated by , or ;."""
    head = source.partition("\n")[0]
    reader = csv.reader(io.StringIO(source), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        return _checked_rows(reader, column_sets, findings)
    except csv.Error as error:
        reason = Foreign(str(error), faults.CELL_WITHOUT_END())
        findings.add(reader.line_num, faults.NOT_CSV(reason=reason))
        return []


def _checked_rows(reader: "_csv.Reader", column_sets: ColumnSets, findings: Findings) -> list[CsvRow]:
    header = [name.strip() for name in next(reader, [])]
    if sorted(header) not in [sorted(columns) for columns in column_sets]:
        one, other = (",".join(columns) for columns in column_sets)
        found = ",".join(header) or faults.ABSENT()
        expected = faults.EITHER(one=one, other=other)
        findings.add(1, faults.WRONG_COLUMNS(found=found, expected=expected))
        return []
    rows: list[CsvRow] = []
    start = reader.line_num + 1
    for fields in reader:
        if len(fields) == len(header):
            rows.append(CsvRow(start, dict(zip(header, (field.strip() for field in fields), strict=True))))
        elif fields:
            findings.add(start, faults.WRONG_FIELDS(n=len(fields), expected=len(header)))
        start = reader.line_num + 1
    if not rows:
        findings.add(None, faults.NO_ROWS())
    return rows
