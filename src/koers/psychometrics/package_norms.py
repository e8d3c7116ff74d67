"""norms.csv -> Norms. Typing errors in norm tables are common and dangerous, so every line is checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import floor
from operator import or_

from koers.psychometrics import package_faults as faults
from koers.psychometrics.csv_rows import CsvRow, read_rows
from koers.psychometrics.faults import Fault
from koers.psychometrics.findings import Findings
from koers.psychometrics.instruments import Instrument, Scale
from koers.psychometrics.norms import FormulaNorm, GroupNorm, NormGroup, Norms, TableNorm

GROUP_COLUMNS = ("scale", "group", "age_from", "age_to")
TABLE_COLUMNS = (*GROUP_COLUMNS, "raw", "t")
FORMULA_COLUMNS = (*GROUP_COLUMNS, "mean", "sd")
# With options that are not next to each other every pattern of missing items is tried; with more than so many
# missing, a prorated raw that stands in no table is found when scoring, as no_norm_for_raw.
MOST_MISSING_CHECKED = 10


@dataclass(frozen=True, slots=True)
class NormLine:
    """One line of the file; first and second are raw and t of a table, or mean and sd of a formula."""

    line: int
    scale: str
    group: NormGroup
    first: float
    second: float


Groups = list[list[NormLine]]  # the lines of one scale by age group, youngest first


def read_norms(source: str, instrument: Instrument | None, findings: Findings) -> Norms | None:
    """None when anything is wrong, which then stands in findings.

    instrument: without its norms; None when instrument.toml itself is wrong: then scale names and the range
    of raw scores cannot be checked.
    """
    rows = read_rows(source, (TABLE_COLUMNS, FORMULA_COLUMNS), findings)
    is_table = bool(rows) and "raw" in rows[0].cells
    lines = [line for row in rows if (line := _norm_line(row, is_table, findings)) is not None]
    is_readable = not findings.errors  # a raw whose line is broken would be told twice, as absent too
    scales = {scale: _groups([line for line in lines if line.scale == scale]) for scale in _scales(lines)}
    if instrument is not None:
        _check_scales(lines, instrument, findings)
    for scale, groups in scales.items():
        _check_groups(groups, is_table, findings)
        if is_table:
            _check_direction(groups, findings)
        if is_table and is_readable:
            _check_attained(instrument, scale, groups, findings)
    if findings.errors:
        return None
    return Norms({scale: tuple(_group_norm(group, is_table) for group in scales[scale]) for scale in scales})


def attainable_raws(instrument: Instrument, scale: Scale) -> set[int]:
    """Every raw score that may enter the table: sums of answers, and prorated ones rounded half up."""
    values = sorted(option.value for option in instrument.options)
    n_items = len(scale.items)
    if values == list(range(values[0], values[-1] + 1)):
        return set(range(n_items * values[0], n_items * values[-1] + 1))
    n_turned = sum(instrument.item(item).reversed for item in scale.items)
    raws = set()
    for missing in range(min(instrument.missing.allowed, MOST_MISSING_CHECKED) + 1):
        answered = n_items - missing
        fewest_turned, most_turned = max(0, n_turned - missing), min(n_turned, answered)
        for turned in range(fewest_turned, most_turned + 1):
            sums = _sums(values, turned, answered - turned)
            raws |= {floor(total * n_items / answered + 0.5) for total in sums}
    return raws


def _sums(values: list[int], n_turned: int, n_plain: int) -> list[int]:
    """Sums of so many answers; bit i of `reached` stands for i above the lowest sum."""
    reached = 1
    turned = [values[-1] - value for value in values]
    plain = [value - values[0] for value in values]
    for steps in [turned] * n_turned + [plain] * n_plain:
        reached = reduce(or_, (reached << step for step in steps))
    lowest = values[0] * (n_turned + n_plain)
    return [lowest + place for place in range(reached.bit_length()) if reached >> place & 1]


def _norm_line(row: CsvRow, is_table: bool, findings: Findings) -> NormLine | None:
    scale, label = row.cells["scale"], row.cells["group"]
    for column in ("scale", "group"):
        if not row.cells[column]:
            findings.add(row.line, row.wrong(column, faults.A_NAME()))
    age_from, age_to = row.whole("age_from", findings), row.whole("age_to", findings)
    if is_table:
        first: float | None = row.whole("raw", findings)
        second = row.number("t", findings)
    else:
        first, second = row.number("mean", findings), row.number("sd", findings)
        if second is not None and second <= 0:
            fault = faults.WRONG_VALUE(name="sd", found=row.cells["sd"], expected=faults.ABOVE_ZERO())
            findings.add(row.line, fault)
    if age_from is None or age_to is None or first is None or second is None:
        return None
    if not 0 <= age_from <= age_to:
        findings.add(row.line, faults.AGES_REVERSED(first=age_from, last=age_to))
        return None
    return NormLine(row.line, scale, NormGroup(label, age_from, age_to), first, second)


def _scales(lines: Iterable[NormLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.scale for line in lines))


def _groups(lines: list[NormLine]) -> Groups:
    """Lines of one scale by group label, each in order of raw; the groups by age."""
    labels = dict.fromkeys(line.group.label for line in lines)
    groups = [[line for line in lines if line.group.label == label] for label in labels]
    return sorted((sorted(group, key=lambda line: line.first) for group in groups), key=_youngest)


def _youngest(group: list[NormLine]) -> tuple[int, int]:
    first = min(group, key=lambda line: line.line).group
    return first.age_from, first.age_to


def _check_scales(lines: list[NormLine], instrument: Instrument, findings: Findings) -> None:
    known = {scale.id for scale in instrument.scales}
    for line in lines:
        if line.scale not in known:
            expected = ", ".join(sorted(known))
            findings.add(line.line, faults.UNKNOWN_SCALE(scale=line.scale, known=expected))
    if lines and instrument.primary_scale.id not in _scales(lines):
        findings.add(None, faults.NO_PRIMARY_NORMS(scale=instrument.primary_scale.id))
    for scale in _scales(lines):
        if scale in known and not instrument.borders.for_scale(scale):
            findings.add(None, faults.NORMS_WITHOUT_BANDS(scale=scale))


def _check_groups(groups: Groups, is_table: bool, findings: Findings) -> None:
    for group in groups:
        by_line = sorted(group, key=lambda line: line.line)
        for line in by_line[1:]:
            ages, first = line.group, by_line[0].group
            if ages != first:
                findings.add(line.line, _other_ages(ages, by_line[0]))
            elif not is_table:
                findings.add(line.line, faults.GROUP_TWICE(group=ages.label, line=by_line[0].line))
    for earlier, later in pairwise(groups):
        before, after = (min(group, key=lambda line: line.line) for group in (earlier, later))
        expected = before.group.age_to + 1
        if after.group.age_from != expected:
            kind = faults.AGES_OVERLAP if after.group.age_from < expected else faults.AGES_WITH_GAP
            fault = kind(
                before=before.group.label,
                after=after.group.label,
                expected=expected,
                found=after.group.age_from,
            )
            findings.add(after.line, fault)


def _other_ages(found: NormGroup, first: NormLine) -> Fault:
    own = first.group
    return faults.OTHER_AGES(
        group=found.label,
        first=found.age_from,
        last=found.age_to,
        own_first=own.age_from,
        own_last=own.age_to,
        line=first.line,
    )


def _check_direction(groups: Groups, findings: Findings) -> None:
    """T may never turn round with raw. The way it runs is that of most steps in all groups together."""
    steps = [(low, high) for group in groups for low, high in pairwise(group) if low.first != high.first]
    runs = sum((high.second > low.second) - (high.second < low.second) for low, high in steps)
    way, opposite = (1, faults.T_FALLS) if runs >= 0 else (-1, faults.T_RISES)
    for low, high in steps:
        if (high.second - low.second) * way < 0:
            fault = opposite(
                before=f"{low.second:g}",
                raw_before=f"{low.first:g}",
                after=f"{high.second:g}",
                raw_after=f"{high.first:g}",
                group=high.group.label,
            )
            findings.add(high.line, fault)


def _check_attained(instrument: Instrument | None, scale_id: str, groups: Groups, findings: Findings) -> None:
    scales = {scale.id: scale for scale in instrument.scales} if instrument else {}
    expected: set[int] = set()
    if instrument is not None and scale_id in scales:
        expected = attainable_raws(instrument, scales[scale_id])
    for group in groups:
        seen: dict[int, NormLine] = {}
        for line in sorted(group, key=lambda line: line.line):
            raw = int(line.first)
            if raw in seen:
                findings.add(line.line, faults.RAW_TWICE(raw=raw, line=seen[raw].line))
            elif expected and not min(expected) <= raw <= max(expected):
                fault = faults.RAW_UNREACHABLE(raw=raw, lowest=min(expected), highest=max(expected))
                findings.add(line.line, fault)
            seen.setdefault(raw, line)
        absent = sorted((expected or set(range(min(seen), max(seen) + 1))) - set(seen))
        if absent:
            _add_gap(scale_id, seen, absent, findings)


def _add_gap(scale: str, seen: dict[int, NormLine], absent: list[int], findings: Findings) -> None:
    """Name the line before which the first absent raw should stand, or the last line of the group."""
    above = [line.line for raw, line in seen.items() if raw > absent[0]]
    place = min(above) if above else max(line.line for line in seen.values())
    label = next(iter(seen.values())).group.label
    listed = ", ".join(str(raw) for raw in absent[:5]) + (" …" if len(absent) > 5 else "")
    findings.add(place, faults.RAW_ABSENT(scale=scale, group=label, raws=listed))


def _group_norm(group: list[NormLine], is_table: bool) -> GroupNorm:
    if is_table:
        return TableNorm(group[0].group, {int(line.first): line.second for line in group})
    return FormulaNorm(group[0].group, group[0].first, group[0].second)
