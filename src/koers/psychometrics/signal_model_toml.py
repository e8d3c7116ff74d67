"""A SignalModel as TOML text and back. A model decides what is said of families: nothing unknown may pass."""

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, TypeVar

from koers.psychometrics.certainty import Recalibration
from koers.psychometrics.faults import FaultKind
from koers.psychometrics.findings import Findings
from koers.psychometrics.signal_model import (
    Coverage,
    FitRecord,
    Reliability,
    SignalKind,
    SignalModel,
    Thresholds,
)
from koers.psychometrics.toml_tables import (
    FLAG,
    NUMBER,
    TABLE,
    TEXT,
    WHOLE,
    Kind,
    TomlLines,
    TomlTable,
)
from koers.psychometrics.trend_model import TrendModel

Made = TypeVar("Made")

FORMAT = 1
HEAD_KEYS = ("format", "version", "trend", "thresholds", "recalibration", "fit")
A_DAY = FaultKind("a_day", "a date, as 2026-01-31")
LIST_OF_NUMBERS = FaultKind("list_of_numbers", "a list of numbers, not empty")
WRONG_FORMAT = FaultKind("wrong_format", "format must be {known}")
IMPOSSIBLE = FaultKind("impossible", "{reason}")  # what the dataclass says of its own values
DAY = Kind(A_DAY(), lambda value: type(value) is date, date.min)
NUMBERS: Kind[list[float]] = Kind(
    LIST_OF_NUMBERS(),
    lambda value: isinstance(value, list) and bool(value) and all(NUMBER.holds(each) for each in value),
    [],
)
_KINDS: dict[Any, Kind[Any]] = {int: WHOLE, float: NUMBER, bool: FLAG, str: TEXT, date: DAY}


class ModelError(ValueError):
    """One sentence: where the model file is wrong, and what was expected."""


def read_model(source: str, file: str = "model") -> SignalModel:
    """Raises ModelError for text that is no TOML, an unknown or missing field, a value that cannot be."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"{file} is no TOML: {error}") from error
    findings = Findings(file)
    head = TomlTable(values, (), TomlLines(source), findings)
    head.only(HEAD_KEYS)
    if head.get("format", WHOLE) != FORMAT:
        head.wrong(("format",), WRONG_FORMAT(known=FORMAT))
    model = _model(head, findings)
    if findings.errors or model is None:
        raise ModelError(str(findings.in_order()[0]))
    return model


def _model(head: TomlTable, findings: Findings) -> SignalModel | None:
    trend = _made(TrendModel, _optional(head, "trend"))
    thresholds = _made(Thresholds, _optional(head, "thresholds"))
    recalibration = _recalibrations(_optional(head, "recalibration"))
    fit = _fit(head.table("fit")) if "fit" in head.values else None
    version = head.get("version", TEXT)
    if findings.errors or trend is None or thresholds is None:
        return None
    return SignalModel(version, trend, thresholds, recalibration, fit)


def _optional(head: TomlTable, key: str) -> TomlTable:
    values: dict[str, object] = head.get(key, TABLE, {})
    return TomlTable(values, (*head.path, key), head.lines, head.findings)


def _made(shape: type[Made], table: TomlTable, **given: object) -> Made | None:
    """The dataclass from the keys of a table; given: fields read otherwise. None when something is wrong."""
    n_before = len(table.findings.errors)
    plain = [each for each in fields(shape) if each.name not in given]  # type: ignore[arg-type]  # a dataclass
    table.only((*(each.name for each in plain), *given))
    values = {
        each.name: table.get(each.name, _KINDS[each.type], None if each.default is MISSING else each.default)
        for each in plain
    }
    if len(table.findings.errors) > n_before:
        return None
    try:
        return shape(**values, **given)
    except ValueError as error:
        table.wrong((), IMPOSSIBLE(reason=str(error)))
        return None


def _recalibrations(table: TomlTable) -> dict[SignalKind, Recalibration]:
    table.only(tuple(SignalKind))
    found = {}
    for kind in (each for each in SignalKind if each in table.values):
        steps = table.table(kind)
        predicted: list[float] = steps.get("predicted", NUMBERS)
        observed: list[float] = steps.get("observed", NUMBERS)
        made = _made(Recalibration, steps, predicted=tuple(predicted), observed=tuple(observed))
        if made is not None:
            found[kind] = made
    return found


def _fit(table: TomlTable) -> FitRecord | None:
    coverage = [_made(Coverage, row) for row in _rows(table, "coverage")]
    reliability = [_made(Reliability, row) for row in _rows(table, "reliability")]
    return _made(FitRecord, table, coverage=tuple(coverage), reliability=tuple(reliability))


def _rows(table: TomlTable, key: str) -> list[TomlTable]:
    return table.tables(key) if key in table.values else []


def write_model(model: SignalModel) -> str:
    """TOML that read_model reads back as the same model."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: SignalModel) -> Iterator[str]:
    yield from (f"format = {FORMAT}", f"version = {_text(model.version)}")
    yield from ("", "[trend]", *_plain(model.trend), "", "[thresholds]", *_plain(model.thresholds))
    for kind, recalibration in model.recalibration.items():
        yield from ("", f"[recalibration.{kind}]")
        yield f"predicted = {list(recalibration.predicted)}"
        yield f"observed = {list(recalibration.observed)}"
    if model.fit is not None:
        yield from ("", "[fit]", *_plain(model.fit))
        for covered in model.fit.coverage:
            yield from ("", "[[fit.coverage]]", *_plain(covered))
        for reliable in model.fit.reliability:
            yield from ("", "[[fit.reliability]]", *_plain(reliable))


def _plain(record: object) -> Iterator[str]:
    for each in fields(record):  # type: ignore[arg-type]  # a dataclass
        value = getattr(record, each.name)
        if isinstance(value, bool):
            yield f"{each.name} = {str(value).lower()}"
        elif isinstance(value, str):
            yield f"{each.name} = {_text(value)}"
        elif not isinstance(value, tuple):
            yield f"{each.name} = {value}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
