"""Typing errors in norm tables are found before anybody is scored with them."""

import pytest

from koers.psychometrics import FormulaNorm, TableNorm, parse_package
from koers.psychometrics.package_norms import attainable_raws
from tests.psychometrics.small_package import FORMULA, INSTRUMENT, TABLE, changed, small_package
from tests.psychometrics.test_packages import errors_of

HEAD = "scale,group,age_from,age_to,raw,t"


def norm_errors(norms: str) -> list[str]:
    return errors_of(small_package(norms))


def test_a_table_and_a_formula_are_read() -> None:
    table = parse_package(small_package()).norms
    formula = parse_package(small_package(FORMULA)).norms
    assert table is not None
    assert formula is not None
    first, second = table.by_scale["total"]
    assert isinstance(first, TableNorm)
    assert (first.t_by_raw[4], first.t_by_raw[16], second.group.label) == (44, 68, "4-11")
    assert [(n.mean, n.sd) for n in formula.by_scale["total"] if isinstance(n, FormulaNorm)] == [
        (8, 2.5),
        (9.5, 3),
    ]


def test_order_of_lines_and_columns_and_separator_are_free() -> None:
    rows = [line.split(",") for line in TABLE.strip().split("\n")]
    turned = [";".join(reversed(row)) for row in [rows[0], *reversed(rows[1:])]]
    assert parse_package(small_package("\n".join(turned) + "\n\n")) == parse_package(small_package())


def test_equal_neighbours_are_allowed() -> None:
    assert parse_package(small_package(changed(TABLE, "total,0-3,0,3,9,54", "total,0-3,0,3,9,52"))).norms


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("total,0-3,0,3,9,54\n", "", "line 7: scale 'total', group '0-3': no T for raw 9: "),
        ("total,0-3,0,3,16,68\n", "", "line 13: scale 'total', group '0-3': no T for raw 16: "),
        ("total,0-3,0,3,9,54", "total,0-3,0,3,9,45", "line 7: T falls from 52 at raw 8 to 45 at raw 9: "),
        (
            "total,0-3,0,3,16,68",
            "total,0-3,0,3,16,38",
            "line 14: T falls from 66 at raw 15 to 38 at raw 16: ",
        ),
        (
            "total,0-3,0,3,9,54",
            "total,0-3,0,3,8,54",
            "line 7: raw 8 stands in line 6 too: expected once a group",
        ),
        ("total,0-3,0,3,16,68", "total,0-3,0,3,17,68", "line 14: raw 17 cannot be reached: expected 4 to 16"),
        ("total,0-3,0,3,9,54", "total,0-3,0,3,9.5,54", "line 7: raw is '9.5': expected a whole number"),
        (
            "total,0-3,0,3,9,54",
            "total,0-3,0,3,9,",
            "line 7: t is empty: expected a number with a decimal point",
        ),
        (
            "total,0-3,0,3,9,54",
            "total,0-3,0,3,9,nan",
            "line 7: t is 'nan': expected a number with a decimal point",
        ),
        ("total,0-3,0,3,9,54", "total,0-3,0,3,9", "line 7: 5 fields: expected 6, as in the first line"),
        (
            "total,0-3,0,3,9,54",
            "totaal,0-3,0,3,9,54",
            "line 7: scale 'totaal' is unknown: expected one of part, total",
        ),
        ("total,0-3,0,3,9,54", "total,,0,3,9,54", "line 7: group is empty: expected a name"),
        (
            "total,0-3,0,3,9,54",
            "total,0-3,0,2,9,54",
            "line 7: group '0-3' has ages 0 to 2: expected 0 to 3, as in line 2",
        ),
        ("total,0-3,0,3,9,54", "total,0-3,3,0,9,54", "line 7: ages 3 to 0: expected 0 or more, and "),
        ("raw,t", "raw,T", "line 1: columns are scale,group,age_from,age_to,raw,T: expected "),
    ],
)
def test_a_fault_in_a_table_names_its_line(old: str, new: str, error: str) -> None:
    found = norm_errors(changed(TABLE, old, new))
    assert [one for one in found if one.startswith(f"norms.csv, {error}")], found


@pytest.mark.parametrize(("start", "fault"), [("5", "leave a gap"), ("3", "overlap")])
def test_ages_may_neither_overlap_nor_leave_a_gap(start: str, fault: str) -> None:
    found = norm_errors(TABLE.replace(",4,11,", f",{start},11,"))
    assert found == [
        f"norms.csv, line 15: ages of groups '0-3' and '4-11' {fault}: expected '4-11' to begin at 4, "
        f"not at {start}"
    ]


def test_a_long_gap_is_told_in_short() -> None:
    lines = [
        line
        for line in TABLE.split("\n")
        if not line.startswith("total,0-3,0,3,1") and ",0-3,0,3,9," not in line
    ]
    found = norm_errors("\n".join(lines))
    assert found == [
        "norms.csv, line 6: scale 'total', group '0-3': no T for raw 9, 10, 11, 12, 13 …: "
        "expected every attainable raw once"
    ]


def test_a_table_may_fall_as_a_whole_but_not_in_one_group_only() -> None:
    falling = "\n".join(
        [HEAD, *(f"total,{g},{raw},{90 - raw}" for g in ("0-3,0,3", "4-11,4,11") for raw in range(4, 17))]
    )
    assert parse_package(small_package(falling)).norms
    found = norm_errors(changed(falling, "total,4-11,4,11,9,81", "total,4-11,4,11,9,95"))
    assert "norms.csv, line 20: T rises from 82 at raw 8 to 95 at raw 9" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("8,2.5", "8,0", "norms.csv, line 2: sd is 0: expected a number above 0"),
        ("8,2.5", "8,-1", "norms.csv, line 2: sd is -1: expected a number above 0"),
        ("8,2.5", '"8,1",2.5', "norms.csv, line 2: mean is '8,1': expected a number with a decimal point"),
        ("total,4-11,4,11", "total,0-3,0,3", "norms.csv, line 3: group '0-3' stands in line 2 too: "),
    ],
)
def test_a_fault_in_a_formula_names_its_line(old: str, new: str, error: str) -> None:
    found = norm_errors(changed(FORMULA, old, new))
    assert [one for one in found if one.startswith(error)], found


def test_an_empty_table_and_one_without_the_primary_scale_are_refused() -> None:
    assert norm_errors("")[0].startswith("norms.csv, line 1: columns are missing: expected scale,group,")
    assert norm_errors(f"{HEAD}\n") == ["norms.csv: has no rows below its first line"]
    found = norm_errors(FORMULA.replace("total", "part"))
    assert found == ["norms.csv: has no norms for the primary scale 'total'"]


def test_a_table_is_checked_for_gaps_even_when_the_instrument_is_broken() -> None:
    package = small_package(
        changed(TABLE, "total,0-3,0,3,9,54\n", ""), changed(INSTRUMENT, "format = 1", "format = 7")
    )
    assert [error.partition(":")[0] for error in errors_of(package)] == [
        "instrument.toml, line 1",
        "norms.csv, line 7",
    ]


def test_attainable_raws_follow_options_reversal_and_the_missing_rule() -> None:
    source = changed(changed(INSTRUMENT, "value = 2", "value = 7"), "value = 3", "value = 9")
    source = changed(source, "value = 4", "value = 12").replace('"prorate"', '"none"')
    uneven = parse_package(small_package(None, instrument=source))
    # one item of 1, 7, 9, 12 and one reversed: 12, 6, 4, 1
    assert attainable_raws(uneven, uneven.scale("part")) == {
        a + b for a in (1, 7, 9, 12) for b in (12, 6, 4, 1)
    }
    prorated = parse_package(small_package(None, instrument=source.replace('"none"', '"prorate"')))
    expected = {a + b for a in (1, 7, 9, 12) for b in (12, 6, 4, 1)} | {2 * a for a in (1, 7, 9, 12, 6, 4)}
    assert attainable_raws(prorated, prorated.scale("part")) == expected


@pytest.mark.parametrize("raw", ["1e300", "100001"])
def test_a_raw_beyond_all_bounds_is_no_number(raw: str) -> None:
    found = norm_errors(changed(TABLE, "total,0-3,0,3,9,54", f"total,0-3,0,3,{raw},54"))
    assert found == [f"norms.csv, line 7: raw is '{raw}': expected a whole number"]


def test_a_cell_without_end_is_refused() -> None:
    found = norm_errors(changed(TABLE, "0-3", "x" * 200_000))
    assert found[0].startswith("norms.csv, line 2: not CSV: field larger than")
