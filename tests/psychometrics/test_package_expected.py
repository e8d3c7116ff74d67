"""expected.csv holds the maker's own sums against Koers'."""

import pytest

from koers.psychometrics import parse_package
from tests.psychometrics.small_package import FORMULA, small_package
from tests.psychometrics.test_packages import errors_of

HEAD = "child_age,a1,a2,a3,a4,scale,raw,t"


def package(*rows: str, head: str = HEAD, norms: str = FORMULA) -> dict[str, str]:
    return small_package(norms, **{"expected.csv": "\n".join([head, *rows, ""])})


@pytest.mark.parametrize(
    "row",
    [
        "3,4,1,3,2,total,13,70",
        "3,4,1,3,2,part,8,",
        "3,4,1,,2,total,13.333,71.3",
        "3,4,1,,2,total,13.3333333333,71.33333333333333",
        "3,4,,,2,total,,",
        ",4,1,3,2,total,13,",
        "30,4,1,3,2,total,13,",
    ],
)
def test_sums_that_agree_to_the_decimals_written_pass(row: str) -> None:
    assert parse_package(package(row))


def test_both_names_of_the_t_column_are_known() -> None:
    assert parse_package(package("3,4,1,3,2,total,13,70", head=HEAD.removesuffix("t") + "t_score"))


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("3,4,1,3,2,total,14,70", "raw is 14, but Koers computes 13"),
        ("3,4,1,3,2,total,13,71", "t is 71, but Koers computes 70"),
        ("3,4,1,,2,total,13.34,71.3", "raw is 13.34, but Koers computes 13.33333333"),
        ("30,4,1,3,2,total,13,70", "t is 70, but Koers computes none (no_norm_for_age)"),
        ("3,4,1,3,2,total,13,", "t is empty, but Koers computes 70"),
        ("3,4,,,2,total,8,", "raw is 8, but Koers computes none (too_many_missing)"),
        ("3,5,1,3,2,total,13,70", "5 is no answer to a1: expected one of 1, 2, 3, 4"),
        ("3,x,1,3,2,total,13,70", "a1 is 'x': expected a whole number"),
        ("3,4,1,3,2,whole,13,70", "scale 'whole' is unknown: expected an id of [[scales]]"),
        ("3,4,1,3,2,total,x,70", "raw is 'x': expected a number with a decimal point"),
    ],
)
def test_a_sum_that_differs_names_its_line(row: str, error: str) -> None:
    assert errors_of(package("3,4,1,3,2,total,13,70", row)) == [f"expected.csv, line 3: {error}"]


def test_a_missing_item_column_is_refused() -> None:
    found = errors_of(package(head="child_age,a1,a2,a3,scale,raw,t"))
    assert found[0].startswith(
        "expected.csv, line 1: columns are child_age,a1,a2,a3,scale,raw,t: expected child_age,a1"
    )
