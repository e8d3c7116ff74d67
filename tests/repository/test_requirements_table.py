"""requirements.toml: every id has a row, every row a test that exists or the part in which it is due."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from scripts import requirements
from scripts.requirements import carries

IDS = [f"T{number}" for number in range(1, 170)] + [f"S{number}" for number in range(1, 31)]
PARTS = [*range(1, 8), "later"]
Rows = Mapping[str, dict[str, Any]]


def table() -> dict[str, Any]:
    return tomllib.loads(requirements.TABLE.read_text(encoding="utf-8"))


def rows() -> Rows:
    return {**table()["toolkit"], **table()["silent"]}


def faults(given: Rows, existing: set[str], current_part: int) -> Iterator[str]:
    yield from (f"{missing} has no row" for missing in IDS if missing not in given)
    yield from (f"{unknown} is no id" for unknown in given if unknown not in IDS)
    for wanted, row in given.items():
        yield from row_faults(wanted, row, existing)
        if not row.get("tests") and row.get("due", 0) in PARTS[:current_part]:
            yield f"{wanted} was due in part {row['due']} and has no test"


def row_faults(wanted: str, row: Mapping[str, Any], existing: set[str]) -> Iterator[str]:
    if not row.get("tests") and "due" not in row:
        yield f"{wanted} names neither tests nor the part in which it is due"
    if "due" in row and row["due"] not in PARTS:
        yield f"{wanted} is due in {row['due']!r}"
    for name in row.get("tests", []):
        if name not in existing:
            yield f"{wanted} names {name}, which does not exist"
        if not carries(name, wanted):
            yield f"{wanted} names {name}, which does not carry the id"


def test_every_requirement_is_shown_by_a_test_or_due_later() -> None:
    assert list(faults(rows(), requirements.test_names(), table()["current_part"])) == []


def test_every_test_that_carries_an_id_stands_in_its_row() -> None:
    listed = {(wanted, name) for wanted, row in rows().items() for name in row.get("tests", [])}
    carried = {
        (wanted, name) for name in requirements.test_names() for wanted in IDS if carries(name, wanted)
    }
    assert carried - listed == set()


SOUND: dict[str, dict[str, Any]] = {wanted: {"due": 5} for wanted in IDS}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({}, "T7 names neither tests nor the part in which it is due"),
        ({"due": 8}, "T7 is due in 8"),
        ({"due": 1}, "T7 was due in part 1 and has no test"),
        ({"tests": ["test_gone_T7"]}, "T7 names test_gone_T7, which does not exist"),
        ({"tests": ["test_T77_x"]}, "T7 names test_T77_x, which does not carry the id"),
    ],
)
def test_a_faulty_row_is_seen(row: dict[str, Any], fault: str) -> None:
    assert list(faults(SOUND | {"T7": row}, {"test_T77_x"}, current_part=1)) == [fault]


def test_a_missing_and_an_unknown_id_are_seen() -> None:
    given = {wanted: row for wanted, row in SOUND.items() if wanted != "S30"} | {"T170": {"due": 2}}
    assert list(faults(given, set(), current_part=1)) == ["S30 has no row", "T170 is no id"]


def test_a_new_test_is_written_into_its_row_and_ends_what_was_due() -> None:
    table = 'current_part = 1\n[toolkit]\nT7 = { due = 1 }\nT77 = { due = 3, why = "x" }\n[silent]\n'
    assert requirements.rewrite(table, {"test_T7_a", "test_T77_b"}).splitlines()[2:4] == [
        'T7 = { tests = ["test_T7_a"] }',
        'T77 = { tests = ["test_T77_b"], due = 3, why = "x" }',
    ]
