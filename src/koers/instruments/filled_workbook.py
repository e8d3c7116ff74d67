"""An instrument package from a filled-in spreadsheet, and where in the spreadsheet each line came from.

The sheets become the text of a package and are then checked as any package: one format, one set of rules.
An error of the package names its line; here the line is turned back into sheet and row.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from koers.instruments import file_faults as faults
from koers.instruments.workbooks import Rows, WorkbookError
from koers.psychometrics import package_faults
from koers.psychometrics.faults import Fault, Value
from koers.psychometrics.findings import PackageError
from koers.psychometrics.packages import EXPECTED_FILE, INSTRUMENT_FILE, LICENCE_FILE, NORMS_FILE

INSTRUMENT, OPTIONS, ITEMS, SCALES, BANDS = "instrument", "options", "items", "scales", "bands"
NORMS, FORMULA, EXPECTED = "norms", "norms_formula", "expected"
COLUMNS = {
    INSTRUMENT: ("fact", "value"),
    OPTIONS: ("value", "label"),
    ITEMS: ("id", "text", "reversed", "scales", "source_item"),
    SCALES: ("id", "title", "primary"),
    BANDS: ("scale", "name", "from_t"),
    NORMS: ("scale", "group", "age_from", "age_to", "raw", "t"),
    FORMULA: ("scale", "group", "age_from", "age_to", "mean", "sd"),
}
OPTIONAL_SHEETS = (BANDS, NORMS, FORMULA)
OPTIONAL_COLUMNS = {ITEMS: ("reversed", "scales", "source_item")}
FACTS = ("id", "version", "title", "fictitious", "respondent", "about", "direction", "source")
OTHER_FACTS = ("language", "missing_rule", "max_missing", "sem", "reliability", "derived_from", "licence")
FLAGS = {**dict.fromkeys(("yes", "true", "x", "ja", "waar", "1"), "true")}
FLAGS |= dict.fromkeys(("no", "false", "nee", "onwaar", "0"), "false")
# A cell holds one text where the package has one for each language.
TOML_TEXTS = re.compile(r'\{ [\w-]+ = "(.*?)" \}')
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")

Place = tuple[str, int]  # sheet, row as the spreadsheet numbers it


@dataclass(frozen=True, slots=True)
class SheetRow:
    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """files: the package as text; places: (file, line) -> sheet and row."""

    files: dict[str, str]
    places: Mapping[tuple[str, int], Place]

    def placed(self, error: PackageError) -> Fault:
        """The error at the place where the spreadsheet's maker can mend it."""
        place = None if error.line is None else self.places.get((error.file, error.line))
        fault = _as_in_cells(error.fault)
        if place is None:
            return faults.IN_WORKBOOK(fault=fault)
        return faults.AT_ROW(sheet=place[0], row=place[1], fault=fault)


def _as_in_cells(fault: Fault) -> Fault:
    if fault.kind == package_faults.TEXTS_BY_LANGUAGE:
        return package_faults.A_TEXT()
    return fault.kind(**{name: _one_text(value) for name, value in fault.values.items()})


def _one_text(value: Value) -> Value:
    if isinstance(value, Fault):
        return _as_in_cells(value)
    return TOML_TEXTS.sub(r'"\1"', value) if isinstance(value, str) else value


def package_of(sheets: Mapping[str, Rows], name: str) -> FilledWorkbook:
    """The package in the sheets; not checked yet. Raises WorkbookError for a missing sheet or column."""
    tables = {sheet: list(_rows(sheet, sheets, name)) for sheet in COLUMNS}
    if tables[NORMS] and tables[FORMULA]:
        raise WorkbookError(faults.BOTH_NORMS(name=name, one=NORMS, other=FORMULA))
    facts = _facts(tables[INSTRUMENT], name)
    toml = _Toml()
    _write_head(toml, facts)
    _write_parts(toml, tables, facts)
    _write_rules(toml, tables, facts)
    files = {INSTRUMENT_FILE: toml.text}
    places = {(INSTRUMENT_FILE, line): place for line, place in toml.places.items()}
    for sheet in (NORMS, FORMULA):
        if tables[sheet]:
            files[NORMS_FILE] = _norms(tables[sheet], sheet)
            places |= {
                (NORMS_FILE, line): (sheet, row.row) for line, row in enumerate(tables[sheet], start=2)
            }
    if expected := [(number, row) for number, row in enumerate(sheets.get(EXPECTED, []), start=1) if row]:
        files[EXPECTED_FILE] = _lines([row for _, row in expected])
        places |= {(EXPECTED_FILE, line): (EXPECTED, row) for line, (row, _) in enumerate(expected, start=1)}
    if licence := facts["licence"]["value"]:
        files[LICENCE_FILE] = f"{licence}\n"
    return FilledWorkbook(files, places)


def _rows(sheet: str, sheets: Mapping[str, Rows], name: str) -> Iterator[SheetRow]:
    """Rows that hold something, below the names of the columns."""
    found = next((rows for title, rows in sheets.items() if title.strip().lower() == sheet), None)
    if found is None or not found:
        if sheet in OPTIONAL_SHEETS:
            return
        raise WorkbookError(faults.NO_SHEET(name=name, sheet=sheet))
    header = [cell.strip().lower() for cell in found[0]]
    needed = [column for column in COLUMNS[sheet] if column not in OPTIONAL_COLUMNS.get(sheet, ())]
    if missing := [column for column in needed if column not in header]:
        place = faults.SHEET(name=name, sheet=sheet)
        raise WorkbookError(faults.COLUMNS_MISSING(place=place, columns=", ".join(missing)))
    for number, cells in enumerate(found[1:], start=2):
        row = SheetRow(number, dict(zip(header, cells, strict=False)))
        if any(row[column] for column in COLUMNS[sheet]):
            yield row


def _facts(rows: list[SheetRow], name: str) -> dict[str, SheetRow]:
    known = (*FACTS, *OTHER_FACTS)
    facts = {fact: SheetRow(1, {}) for fact in known}
    for row in rows:
        if row["fact"] not in known:
            place = faults.ROW(place=faults.SHEET(name=name, sheet=INSTRUMENT), row=row.row)
            fault = faults.UNKNOWN_FACT(place=place, fact=row["fact"], known=", ".join(known))
            raise WorkbookError(fault)
        facts[row["fact"]] = row
    return facts


@dataclass(slots=True)
class _Toml:
    """Lines of instrument.toml with the row each came from."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    def add(self, line: str, sheet: str, row: int) -> None:
        self.lines.append(line)
        self.places[len(self.lines)] = (sheet, row)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _number(text: str) -> str:
    """As a number where it is one; else as text, so that the check of the package says what was expected."""
    if not NUMBER.fullmatch(text):
        return _quoted(text)
    whole, _, decimals = text.replace(",", ".").lstrip("+").partition(".")
    plain = str(int(whole)) if not whole.startswith("-0") else whole
    return f"{plain}.{decimals}" if decimals else plain


def _flag(text: str) -> str:
    return FLAGS.get(text.lower(), _quoted(text))


def _write_head(toml: _Toml, facts: Mapping[str, SheetRow]) -> None:
    language = facts["language"]["value"] or "nl"
    toml.add("format = 1", INSTRUMENT, 1)
    toml.add("[instrument]", INSTRUMENT, 1)
    toml.add(f"language = [{_quoted(language)}]", INSTRUMENT, facts["language"].row)
    for fact in FACTS:
        value = facts[fact]["value"]
        if fact == "fictitious":
            written = _flag(value)
        elif fact == "title":
            written = _texts(language, value)
        else:
            written = _quoted(value)
        toml.add(f"{fact} = {written}", INSTRUMENT, facts[fact].row)


def _texts(language: str, text: str) -> str:
    return f"{{ {_quoted(language)} = {_quoted(text)} }}"


def _write_parts(toml: _Toml, tables: Mapping[str, list[SheetRow]], facts: Mapping[str, SheetRow]) -> None:
    language = facts["language"]["value"] or "nl"
    for row in tables[OPTIONS]:
        toml.add("[[options]]", OPTIONS, row.row)
        toml.add(f"value = {_number(row['value'])}", OPTIONS, row.row)
        toml.add(f"label = {_texts(language, row['label'])}", OPTIONS, row.row)
    for row in tables[ITEMS]:
        toml.add("[[items]]", ITEMS, row.row)
        toml.add(f"id = {_quoted(row['id'])}", ITEMS, row.row)
        toml.add(f"text = {_texts(language, row['text'])}", ITEMS, row.row)
        if row["reversed"]:
            toml.add(f"reversed = {_flag(row['reversed'])}", ITEMS, row.row)
    for row in tables[SCALES]:
        members = [item["id"] for item in tables[ITEMS] if row["id"] in _scales_of(item, tables)]
        listed = ", ".join(_quoted(item) for item in members)
        toml.add("[[scales]]", SCALES, row.row)
        toml.add(f"id = {_quoted(row['id'])}", SCALES, row.row)
        toml.add(f"title = {_texts(language, row['title'])}", SCALES, row.row)
        toml.add(f"items = [{listed}]", SCALES, row.row)
        toml.add(f"primary = {_flag(row['primary'] or 'no')}", SCALES, row.row)


def _scales_of(item: SheetRow, tables: Mapping[str, list[SheetRow]]) -> list[str]:
    """Without a scale named, an item counts in the only one there is."""
    named = [part for part in re.split(r"[,;\s]+", item["scales"]) if part]
    return named or ([tables[SCALES][0]["id"]] if len(tables[SCALES]) == 1 else [])


def _write_rules(toml: _Toml, tables: Mapping[str, list[SheetRow]], facts: Mapping[str, SheetRow]) -> None:
    rule, most = facts["missing_rule"], facts["max_missing"]
    toml.add("[missing]", INSTRUMENT, rule.row)
    toml.add(f"rule = {_quoted(rule['value'])}", INSTRUMENT, rule.row)
    toml.add(f"max_missing = {_number(most['value'] or '0')}", INSTRUMENT, most.row)
    for row in tables[BANDS]:
        toml.add("[[bands]]", BANDS, row.row)
        toml.add(f"scale = {_quoted(row['scale'] or '*')}", BANDS, row.row)
        toml.add(f"name = {_quoted(row['name'])}", BANDS, row.row)
        toml.add(f"from_t = {_number(row['from_t'])}", BANDS, row.row)
    errors = [fact for fact in ("sem", "reliability") if facts[fact]["value"]]
    if errors:
        toml.add("[error]", INSTRUMENT, facts[errors[0]].row)
    for fact in errors:
        toml.add(f"{fact} = {_number(facts[fact]['value'])}", INSTRUMENT, facts[fact].row)
    if source := facts["derived_from"]["value"]:
        pairs = {item["id"]: item["source_item"] for item in tables[ITEMS] if item["source_item"]}
        listed = ", ".join(f"{_quoted(own)} = {_quoted(theirs)}" for own, theirs in pairs.items())
        toml.add("[derivation]", INSTRUMENT, facts["derived_from"].row)
        toml.add(f"from = {_quoted(source)}", INSTRUMENT, facts["derived_from"].row)
        toml.add(f"items = {{ {listed} }}", ITEMS, 1)


def _norms(rows: list[SheetRow], sheet: str) -> str:
    """The first two columns are names, the rest numbers, which a Dutch spreadsheet writes with a comma."""
    names, numbers = COLUMNS[sheet][:2], COLUMNS[sheet][2:]
    cells = [
        [*(row[name] for name in names), *(row[name].replace(",", ".") for name in numbers)] for row in rows
    ]
    return _lines([list(COLUMNS[sheet]), *cells])


def _lines(rows: Rows) -> str:
    """One line a row, so that lines can be told back: a line break inside a cell becomes a space."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    width = max(len(row) for row in rows)
    for row in rows:
        writer.writerow([" ".join(cell.split()) for cell in row] + [""] * (width - len(row)))
    return stream.getvalue()
