"""expected.csv: questionnaires with the scores their maker worked out by hand, compared with Koers' own.

Columns: `child_age`, every item id, `scale`, `raw`, `t` (or `t_score`); one row per list and scale. An empty
item is not answered, an empty child_age unknown; an empty raw says that there is no score, an empty t that
there is no T. A number is compared to the decimals it is written with: 61.5 agrees with 61.5384, 61.50 does
not.
"""

from koers.psychometrics import package_faults as faults
from koers.psychometrics.csv_rows import CsvRow, read_rows
from koers.psychometrics.faults import Fault
from koers.psychometrics.findings import Findings
from koers.psychometrics.instruments import Instrument
from koers.psychometrics.norms import Reason, Unscorable
from koers.psychometrics.scoring import AnswerError, Score, score


def check_expected(source: str, instrument: Instrument, findings: Findings) -> None:
    """Add every row that Koers scores otherwise to findings."""
    columns = ("child_age", *instrument.item_ids, "scale", "raw")
    for row in read_rows(source, ((*columns, "t"), (*columns, "t_score")), findings):
        before = len(findings.errors)
        answers = {item: _whole_or_none(row, item, findings) for item in instrument.item_ids}
        age = _whole_or_none(row, "child_age", findings)
        scale = row.cells["scale"]
        if scale not in {own.id for own in instrument.scales}:
            findings.add(row.line, faults.UNKNOWN_OWN_SCALE(scale=scale))
        if len(findings.errors) > before:
            continue
        try:
            _compare(row, score(instrument, answers, child_age=age)[scale], findings)
        except AnswerError as error:
            findings.add(row.line, error.fault)


def _whole_or_none(row: CsvRow, column: str, findings: Findings) -> int | None:
    return row.whole(column, findings) if row.cells[column] else None


def _compare(row: CsvRow, scored: Score | Unscorable, findings: Findings) -> None:
    raw = scored.raw if isinstance(scored, Score) else None
    t = scored.t if isinstance(scored, Score) else scored
    t_score, why = (None, t.reason) if isinstance(t, Unscorable) else (t.value, None)
    t_column = "t" if "t" in row.cells else "t_score"
    for column, computed in (("raw", raw), (t_column, t_score)):
        cell = row.cells[column]
        expected = row.number(column, findings) if cell else None
        if cell and expected is None:
            continue
        if not _agrees(cell, expected, computed):
            fault = faults.COMPUTED_OTHERWISE(
                name=column, found=cell or faults.EMPTY(), computed=_shown(computed, why)
            )
            findings.add(row.line, fault)


def _shown(computed: float | None, why: Reason | None) -> str | Fault:
    """A score that is not there always says why."""
    if why is not None and computed is None:
        return faults.NONE_COMPUTED(reason=faults.REASONS_SAID[why]())
    return f"{computed:.10g}"


def _agrees(cell: str, expected: float | None, computed: float | None) -> bool:
    if expected is None or computed is None:
        return expected is computed
    decimals = len(cell.partition(".")[2])
    return abs(expected - computed) <= 0.5 * 10.0**-decimals + 1e-9
