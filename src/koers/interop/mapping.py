"""How the columns and words of somebody's own spreadsheet become those of an import.

A map names, per column of the import, the column of the file (or one value for all rows), how dates are
written, and which words mean which answer or relation. Nothing is guessed here; see `guesses`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from koers.interop.rows import T_SCORE, RowProblem
from koers.psychometrics import Instrument
from koers.psychometrics import package_faults as faults
from koers.psychometrics.faults import FaultKind
from koers.psychometrics.findings import Findings
from koers.psychometrics.toml_tables import TEXT, Kind, TomlLines, TomlTable

PEOPLE = ("family", "worker", "parent", "relation", "child", "child_birth_date", "date", "mode")
DATE_COLUMNS = ("child_birth_date", "date")
DATE_FORMATS = ("dd-mm-yyyy", "yyyy-mm-dd", "dd/mm/yyyy", "dd.mm.yyyy", "mm/dd/yyyy", "yyyymmdd")
ISO = "yyyy-mm-dd"
TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?$")
_PARTS = {"yyyy": r"(?P<year>\d{4})", "mm": r"(?P<month>\d{1,2})", "dd": r"(?P<day>\d{1,2})"}

STANDS_TWICE = FaultKind("stands_twice", "{columns} stands in columns too: expected one of the two")
A_WORD = FaultKind("a_word", "a text or a whole number")
TEXTS = FaultKind("texts", "a list of texts")

Words = Mapping[str, str]  # what the file says, as `plain` writes it -> what the import expects
Numbered = Sequence[tuple[int, Mapping[str, str]]]


class MapRefused(ValueError):
    """The map itself is wrong; `sentences` says what, with the line where it stands."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True, slots=True)
class HistoryMap:
    """columns: column of the import -> column of the file; constants: column of the import -> one value.

    empty: words that mean "not answered", besides an empty cell. keeps_names: columns that bear the name of a
    column of the import are that column, without being named here.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_format: str = ISO
    answers: Words = field(default_factory=dict)
    relations: Words = field(default_factory=dict)
    modes: Words = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    keeps_names: bool = True


@dataclass(frozen=True, slots=True)
class MappedRows:
    """The file in the words of the import. named: column of the import -> what the file calls it."""

    columns: list[str]
    numbered: list[tuple[int, dict[str, str]]]
    named: Mapping[str, str]
    problems: list[RowProblem]


def plain(words: str) -> str:
    """Capitals and spaces do not tell two words apart."""
    return " ".join(words.split()).casefold()


def apply_map(chosen: HistoryMap, columns: Sequence[str], numbered: Numbered) -> MappedRows:
    """Raises MapRefused when the map names a column that the file does not have."""
    if absent := sorted({column for column in chosen.columns.values() if column not in columns}):
        message = _("the file has no column “%(column)s”; it has: %(known)s")
        known = ", ".join(columns)
        raise MapRefused([message % {"column": column, "known": known} for column in absent])
    taken = set(chosen.columns.values())
    kept = columns if chosen.keeps_names else ()
    same = {name: name for name in kept if name not in taken and name not in chosen.columns}
    sources = {**same, **chosen.columns}
    for constant in chosen.constants:
        sources.pop(constant, None)
    problems: list[RowProblem] = []
    rows = [
        (number, _mapped(number, cells, _Reading(chosen, sources, problems))) for number, cells in numbered
    ]
    return MappedRows([*sources, *chosen.constants], rows, sources, problems)


@dataclass(frozen=True, slots=True)
class _Reading:
    chosen: HistoryMap
    sources: Mapping[str, str]
    problems: list[RowProblem]


def _mapped(number: int, cells: Mapping[str, str], reading: _Reading) -> dict[str, str]:
    chosen = reading.chosen
    row = dict(chosen.constants)
    for column, source in reading.sources.items():
        value = cells.get(source, "").strip()
        if column not in PEOPLE and plain(value) in chosen.empty:
            value = ""
        if column in DATE_COLUMNS:
            row[column] = _iso(number, column, value, reading)
        else:
            row[column] = _words_for(column, chosen).get(plain(value), value)
    if "parent" in row and reading.sources.get("parent") == reading.sources.get("relation"):
        row["parent"] = plain(row["parent"])  # a word and no code: "Moeder" and "moeder" are one person
    return row


def _words_for(column: str, chosen: HistoryMap) -> Words:
    if column == "relation":
        return chosen.relations
    if column == "mode":
        return chosen.modes
    return {} if column in PEOPLE or column == T_SCORE else chosen.answers


def _iso(number: int, column: str, value: str, reading: _Reading) -> str:
    """ISO 8601; an empty cell stays empty, and is told where the row is read."""
    if not value:
        return ""
    day = read_day(value, reading.chosen.date_format)
    if day is not None:
        return day.isoformat()
    message = _("“%(value)s” is not a date written as %(format)s")
    shown = reading.chosen.date_format.replace("yyyy", _("yyyy"))  # the letter of year in this language
    told = message % {"value": value, "format": shown}
    reading.problems.append(RowProblem(number, column, told))
    return ""


def read_day(value: str, date_format: str) -> date | None:
    """The day, in the format or in ISO 8601, which cannot be taken for another; a time of day is dropped."""
    text = TIME_OF_DAY.sub("", value.strip())
    for one in (date_format, ISO):
        found = _pattern(one).fullmatch(text)
        if found is None:
            continue
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    return None


def example_of(date_format: str) -> str:
    """A day that cannot be read two ways, written so."""
    return date_format.replace("yyyy", "2026").replace("mm", "01").replace("dd", "31")


def _pattern(date_format: str) -> re.Pattern[str]:
    parts = re.split(r"(yyyy|mm|dd)", date_format)
    if date_format == "yyyymmdd":
        return re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
    return re.compile("".join(_PARTS.get(part, re.escape(part)) for part in parts))


def parse_map(source: str, instrument: Instrument) -> HistoryMap:
    """The map in MAP.toml. Raises MapRefused with every fault and its line."""
    findings = Findings("map")
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise MapRefused([f"not TOML: {error}"]) from error
    root = TomlTable(values, (), TomlLines(source), findings)
    root.only(("columns", "constants", "dates", "answers", "relations", "modes", "empty"))
    reader = _MapReader(root, instrument)
    found = HistoryMap(
        columns=reader.columns("columns"),
        constants=reader.columns("constants"),
        date_format=reader.date_format(),
        answers=reader.words("answers"),
        relations=reader.words("relations"),
        modes=reader.words("modes"),
        empty=reader.empty(),
    )
    if twice := sorted(set(found.columns) & set(found.constants)):
        root.wrong(("constants",), STANDS_TWICE(columns=", ".join(twice)))
    if findings.errors:
        raise MapRefused([_at(error.line, str(error.fault)) for error in findings.in_order()])
    return found


def _at(line: int | None, message: str) -> str:
    return message if line is None else f"line {line}: {message}"


@dataclass(frozen=True, slots=True)
class _MapReader:
    root: TomlTable
    instrument: Instrument

    def _table(self, key: str) -> TomlTable | None:
        return self.root.table(key) if key in self.root.values else None

    def columns(self, key: str) -> dict[str, str]:
        table = self._table(key)
        if table is None:
            return {}
        table.only((*PEOPLE, T_SCORE, *self.instrument.item_ids))
        return {name: table.get(name, TEXT) for name in table.values}

    def date_format(self) -> str:
        table = self._table("dates")
        if table is None:
            return ISO
        table.only(("format",))
        known = ", ".join(DATE_FORMATS)
        kind = Kind(faults.ONE_OF(known=known), lambda value: value in DATE_FORMATS, ISO)
        return table.get("format", kind)

    def words(self, key: str) -> dict[str, str]:
        table = self._table(key)
        if table is None:
            return {}
        kind = Kind(A_WORD(), _is_word, "")
        return {plain(name): str(table.get(name, kind)) for name in table.values}

    def empty(self) -> frozenset[str]:
        if "empty" not in self.root.values:
            return frozenset()
        kind: Kind[Iterable[str]] = Kind(TEXTS(), _is_texts, ())
        return frozenset(plain(word) for word in self.root.get("empty", kind))


def _is_word(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
