"""Writes the names of tests into requirements.toml: `python -m scripts.requirements`.

A test belongs to an id when it carries it in its name: test_T51_… shows T51. `due` and `why` stay as they
are, except that a row of the current part or before loses its `due` as soon as a test shows it.
"""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "requirements.toml"
ROW = re.compile(r"^(?P<id>[TS]\d+) = \{.*\}$", re.MULTILINE)


def test_names() -> set[str]:
    """Every test function of the suite, read from the source: nothing has to be imported."""
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {name for name in found if name.startswith("test_")}


def carries(name: str, wanted: str) -> bool:
    return re.search(rf"(?:^|_){wanted}(?:_|$)", name) is not None


def filled(row: dict[str, Any], names: list[str], current_part: int) -> dict[str, Any]:
    is_done = bool(names) and isinstance(row.get("due"), int) and row["due"] <= current_part
    rest = {key: value for key, value in row.items() if key == "why" or (key == "due" and not is_done)}
    return ({"tests": names} if names else {}) | rest


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(as_text, value)) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def rewrite(text: str, names: set[str]) -> str:
    table = tomllib.loads(text)
    rows = {**table["toolkit"], **table["silent"]}

    def line(match: re.Match[str]) -> str:
        wanted = match["id"]
        shown_by = sorted(name for name in names if carries(name, wanted))
        row = filled(rows[wanted], shown_by, table["current_part"])
        inside = ", ".join(f"{key} = {as_text(value)}" for key, value in row.items())
        return f"{wanted} = {{ {inside} }}"

    return ROW.sub(line, text)


if __name__ == "__main__":
    TABLE.write_text(rewrite(TABLE.read_text(encoding="utf-8"), test_names()), encoding="utf-8")
