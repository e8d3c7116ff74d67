"""TOML tables read with a check on every value, and the line of each key for the error that names it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from koers.psychometrics import package_faults as faults
from koers.psychometrics.faults import Fault, FaultKind
from koers.psychometrics.findings import Findings

T = TypeVar("T")
Path = tuple[str | int, ...]
LARGEST = 1e9  # far above any T; nan and infinity are not below it either

STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|.)*?"""|' r"'''.*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'|#[^\n]*", re.DOTALL
)
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")


class TomlLines:
    """Where keys stand in a text that tomllib has accepted (it does not tell). Lines count from 1."""

    def __init__(self, source: str) -> None:
        self._source_lines = source.split("\n")
        self._lines: dict[Path, int] = {}
        masked = STRING_OR_COMMENT.sub(lambda found: re.sub(r"[^\n]", "_", found[0]), source)
        table: Path = ()
        depth = 0
        for number, line in enumerate(masked.split("\n"), start=1):
            if depth == 0:
                table = self._take(table, line, number)
            depth += sum(line.count(mark) for mark in "[{") - sum(line.count(mark) for mark in "]}")

    def _take(self, table: Path, line: str, number: int) -> Path:
        if header := HEADER.match(line):
            table = tuple(header[2].split("."))
            if header[1] == "[[":
                self._lines.setdefault(table, number)
                table = (
                    *table,
                    sum(path[:-1] == table and isinstance(path[-1], int) for path in self._lines),
                )
            self._lines[table] = number
        elif key := KEY.match(line):
            self._lines[(*table, *(part.strip() for part in key[1].split(".")))] = number
        return table

    def line(self, path: Path) -> int | None:
        """Line of the key or table, else of the nearest one around it; None for the whole file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def line_of_text(self, path: Path, needle: str) -> int | None:
        """Line of a quoted text in the value at path, which may run over several lines."""
        start = self.line(path)
        quoted = (f'"{needle}"', f"'{needle}'")
        for number in range(start or 1, len(self._source_lines) + 1):
            if any(text in self._source_lines[number - 1] for text in quoted):
                return number
        return start


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of value. blank stands in for a faulty value, so that reading goes on to the next fault."""

    expected: Fault
    holds: Callable[[object], bool]
    blank: T


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool) and abs(value) < LARGEST


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(_is_text(text) for text in value.values())


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(text) for text in value)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(table, dict) for table in value)


TEXT = Kind(faults.TEXT_IN_QUOTES(), _is_text, "")
WHOLE = Kind(faults.WHOLE_NUMBER(), _is_whole, 0)
NUMBER = Kind(faults.ANY_NUMBER(), _is_number, 0.0)
FLAG = Kind(faults.TRUE_OR_FALSE(), lambda value: isinstance(value, bool), False)
TEXTS: Kind[dict[str, str]] = Kind(faults.TEXTS_BY_LANGUAGE(), _is_texts, {})
PAIRS: Kind[dict[str, str]] = Kind(faults.PAIRS_OF_ITEMS(), _is_texts, {})
LIST: Kind[list[str]] = Kind(faults.LIST_OF_TEXTS(), _is_list_of_texts, [])
TABLE: Kind[dict[str, object]] = Kind(faults.A_TABLE(), lambda value: isinstance(value, dict), {})
TABLES: Kind[list[dict[str, object]]] = Kind(faults.TABLES_IN_BRACKETS(), _is_tables, [])


def id_text(pattern: str, meaning: FaultKind) -> Kind[str]:
    """A text of which every character is one of the pattern's."""
    return Kind(meaning(), lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value)), "")


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of the file. Readers give a value of the asked kind and add what is wrong to findings."""

    values: Mapping[str, object]
    path: Path
    lines: TomlLines
    findings: Findings

    def get(self, key: str, kind: Kind[T], default: T | None = None) -> T:
        """The value; the default where the key is absent (None: the key must be there)."""
        if key not in self.values:
            if default is None:
                self.wrong((), faults.KEY_MISSING(name=key, expected=kind.expected))
            return kind.blank if default is None else default
        value = self.values[key]
        if not kind.holds(value):
            self.wrong((key,), faults.WRONG_VALUE(name=key, found=_shown(value), expected=kind.expected))
            return kind.blank
        return cast(T, value)

    def table(self, key: str) -> "TomlTable":
        values: dict[str, object] = self.get(key, TABLE)
        return TomlTable(values, (*self.path, key), self.lines, self.findings)

    def tables(self, key: str) -> list["TomlTable"]:
        tables: list[dict[str, object]] = self.get(key, TABLES)
        return [
            TomlTable(values, (*self.path, key, place), self.lines, self.findings)
            for place, values in enumerate(tables)
        ]

    def only(self, keys: Iterable[str]) -> None:
        """Refuse keys that mean nothing: most are typing errors of one that does."""
        known = tuple(keys)
        for key in self.values:
            if key not in known:
                self.wrong((key,), faults.KEY_UNKNOWN(name=key, known=", ".join(known)))

    def wrong(self, below: Path, fault: Fault) -> None:
        self.findings.add(self.lines.line((*self.path, *below)), self._placed(fault))

    def wrong_text(self, key: str, needle: str, fault: Fault) -> None:
        """As wrong, at the line where the text stands in a value of several lines."""
        line = self.lines.line_of_text((*self.path, key), needle)
        self.findings.add(line, self._placed(fault))

    def _placed(self, fault: Fault) -> Fault:
        return faults.IN_TABLE(table=self._name(), fault=fault) if self.path else fault

    def _name(self) -> str:
        if isinstance(self.path[-1], int):
            own = self.values.get("id") or self.values.get("value") or self.path[-1] + 1
            return f"[[{self.path[0]}]] {own}"
        return f"[{'.'.join(str(part) for part in self.path)}]"


def _shown(value: object) -> str:
    """As it would stand in the file."""
    if isinstance(value, dict):
        shown = "{ " + ", ".join(f"{key} = {_shown(inner)}" for key, inner in value.items()) + " }"
    elif isinstance(value, list):
        shown = "[" + ", ".join(_shown(inner) for inner in value) + "]"
    else:
        shown = (
            str(value).lower()
            if isinstance(value, bool)
            else json.dumps(value, ensure_ascii=False, default=str)
        )
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
