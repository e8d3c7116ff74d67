"""Rows of a spreadsheet with earlier lists -> typed rows, or a sentence per cell that is wrong.

Columns: family, worker (optional), parent, relation, child, child_birth_date, date, mode (optional), and
then either one column per item or `t_score` (CONTRACTS § 2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from django.utils import timezone
from django.utils.translation import gettext as _

from koers.families.models import Relation
from koers.measurements.models import AdministrationMode
from koers.psychometrics import Instrument

REQUIRED = ("family", "parent", "relation", "child", "child_birth_date", "date")
OPTIONAL = ("worker", "mode")
T_SCORE = "t_score"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """row: number of the line in the file, the header being 1; column: empty when the whole row is meant."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = _("row %(row)s") % {"row": self.row}
        if self.column:
            place = _("row %(row)s, column %(column)s") % {"row": self.row, "column": self.column}
        return f"{place}: {self.message}"


class ImportRefused(Exception):
    """Nothing was stored; `problems` says per row why."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    row: int
    family: str
    worker: str
    parent: str
    relation: Relation
    child: str
    birth_date: date
    filled_on: date
    mode: AdministrationMode
    answers: Mapping[str, int | None]
    t_score: float | None

    @property
    def list_key(self) -> tuple[str, str, str, date]:
        return self.family, self.parent, self.child, self.filled_on


class BadCell(Exception):
    """One cell does not hold what its column asks; becomes a RowProblem."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def check_columns(columns: Sequence[str], instrument: Instrument) -> None:
    """Raise ImportRefused when a needed column is missing, or answers and T-scores are mixed."""
    items = [item.id for item in instrument.items]
    missing = [name for name in REQUIRED if name not in columns]
    given = [item for item in items if item in columns]
    if T_SCORE in columns and given:
        problem = _("the file has both t_score and answers; keep one of the two")
        raise ImportRefused([RowProblem(1, T_SCORE, problem)])
    if T_SCORE not in columns:
        missing += [item for item in items if item not in columns]
    if missing:
        raise ImportRefused(
            [RowProblem(1, name, _("this column is missing; add it to the first row")) for name in missing]
        )


def unused_columns(columns: Sequence[str], instrument: Instrument) -> list[str]:
    """The columns that are not read, in the order of the file: a slip in an optional name is among them."""
    known = {*REQUIRED, *OPTIONAL, T_SCORE, *(item.id for item in instrument.items)}
    return [column for column in columns if column not in known]


def read_rows(
    numbered: Sequence[tuple[int, Mapping[str, str]]], instrument: Instrument
) -> tuple[list[HistoryRow], list[RowProblem]]:
    """All rows that can be read, and a problem for each that cannot or that stands there twice."""
    rows: list[HistoryRow] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, str, str, date], int] = {}
    for number, values in numbered:
        try:
            row = _read_row(number, values, instrument)
        except BadCell as bad:
            problems.append(RowProblem(number, bad.column, str(bad)))
            continue
        if row.list_key in seen:
            message = _("the same list already stands in row %(row)s; remove one of the two")
            problems.append(RowProblem(number, "date", message % {"row": seen[row.list_key]}))
            continue
        seen[row.list_key] = number
        rows.append(row)
    return rows, problems


def _read_row(number: int, values: Mapping[str, str], instrument: Instrument) -> HistoryRow:
    has_t = T_SCORE in values
    return HistoryRow(
        row=number,
        family=_needed(values, "family"),
        worker=values.get("worker", "").strip(),
        parent=_needed(values, "parent"),
        relation=Relation(_one_of(values, "relation", Relation.values)),
        child=_needed(values, "child"),
        birth_date=_day(values, "child_birth_date"),
        filled_on=_day_so_far(values, "date"),
        mode=AdministrationMode(_one_of(values, "mode", AdministrationMode.values, default="paper")),
        answers={} if has_t else {item.id: _answer(values, item.id, instrument) for item in instrument.items},
        t_score=_number(values, T_SCORE) if has_t else None,
    )


def _needed(values: Mapping[str, str], column: str) -> str:
    value = values.get(column, "").strip()
    if not value:
        raise BadCell(column, _("this cell is empty; fill it in"))
    if any(category(sign) == "Cc" for sign in value):
        raise BadCell(column, _("this cell holds a sign that cannot be read; type its text again"))
    return value


def _one_of(values: Mapping[str, str], column: str, known: Sequence[str], *, default: str = "") -> str:
    value = values.get(column, "").strip() or default
    if value not in known:
        message = _("“%(value)s” is not known; use one of %(known)s")
        raise BadCell(column, message % {"value": value, "known": ", ".join(known)})
    return value


def _day(values: Mapping[str, str], column: str) -> date:
    value = _needed(values, column)
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = _("“%(value)s” is not a date; write it as 2026-03-31")
        raise BadCell(column, message % {"value": value}) from None


def _day_so_far(values: Mapping[str, str], column: str) -> date:
    day = _day(values, column)
    if day > timezone.localdate():
        raise BadCell(column, _("This day lies in the future. Choose a day up to today."))
    return day


def _number(values: Mapping[str, str], column: str) -> float:
    value = _needed(values, column)
    try:
        number = float(value.replace(",", "."))  # a Dutch spreadsheet writes 63,5
    except ValueError:
        number = float("nan")
    if not 0 <= number <= 150:  # T has mean 50 and SD 10: outside lies a typing error, also not-a-number
        message = _("“%(value)s” is not a T-score; write a number such as 63 or 63.5")
        raise BadCell(column, message % {"value": value})
    return number


def _answer(values: Mapping[str, str], column: str, instrument: Instrument) -> int | None:
    value = values.get(column, "").strip()
    if not value:
        return None
    allowed = [str(option.value) for option in instrument.options]
    whole = value.removesuffix(".0")  # a spreadsheet writes 3 as 3.0
    if whole not in allowed:
        message = _("“%(value)s” is not an answer of this list; use one of %(known)s or leave it empty")
        raise BadCell(column, message % {"value": value, "known": ", ".join(allowed)})
    return int(whole)
