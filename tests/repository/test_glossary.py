"""GLOSSARY.md and the code use the same words."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps

from tests.repository.source import ROOT, Module, modules, planted

CODE = re.compile(r"`(\w+)`")
ENUM_BASES = ("StrEnum", "IntEnum", "Enum", "TextChoices", "IntegerChoices")


@dataclass(frozen=True)
class Row:
    """names: of the column `code` (the first column of a table of enumerations); members: of the next."""

    names: frozenset[str]
    members: frozenset[str]
    is_planned: bool


def rows(text: str) -> list[Row]:
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) < 3 or not CODE.search(line):
            continue
        is_enumeration = cells[0].startswith("`")
        code, members = (cells[0], cells[1]) if is_enumeration else (cells[1], "")
        outside = re.sub(r"\(`\w+`\)", "", code)
        names, inside = frozenset(CODE.findall(outside)), frozenset(CODE.findall(members))
        found.append(Row(names, inside, "(planned" in line))
    return found


def enumerations(module: Module) -> Iterator[tuple[str, frozenset[str]]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(b).endswith(ENUM_BASES) for b in node.bases):
            assigned = [s.targets[0] for s in node.body if isinstance(s, ast.Assign)]
            yield node.name, frozenset(name.id for name in assigned if isinstance(name, ast.Name))


def models() -> set[str]:
    return {m.__name__ for m in apps.get_models() if m.__module__.startswith("koers.")}


def classes() -> set[str]:
    return {n.name for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.ClassDef)}


def missing(glossary: list[Row], named: set[str], enums: Mapping[str, frozenset[str]]) -> list[str]:
    """What the code has and the glossary has not."""
    known = frozenset().union(*(row.names for row in glossary))
    found = [f"{name} is not in the glossary" for name in sorted(named - known)]
    for name, members in enums.items():
        written = frozenset().union(*(row.members for row in glossary if name in row.names))
        found += [f"{name}.{member} is not in the glossary" for member in sorted(members - written)]
    return found


def empty(glossary: list[Row], existing: set[str], enums: Mapping[str, frozenset[str]]) -> list[str]:
    """What the glossary has and the code has not."""
    found = []
    for row in glossary:
        real = row.names & existing
        if row.is_planned and real:
            found.append(f"{sorted(real)} is no longer planned")
        if not row.is_planned and row.names - existing:
            found.append(f"{sorted(row.names - existing)} is not in the code")
        for name in row.names & set(enums):
            found += [f"{name} has no member {m}" for m in sorted(row.members - enums[name]) if row.members]
    return found


def glossary() -> list[Row]:
    return rows((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))


def all_enumerations() -> dict[str, frozenset[str]]:
    return dict(pair for module in modules() for pair in enumerations(module))


def test_every_model_and_member_stands_in_the_glossary() -> None:
    assert missing(glossary(), models(), all_enumerations()) == []


def test_every_name_in_the_glossary_exists() -> None:
    assert empty(glossary(), classes(), all_enumerations()) == []


SAMPLE = rows(
    """| gezin | `Family` (`X`) | a | K |
| plan | `Plan` | b (planned) | K |
| `Band` | `NONE`, `OLD` | c |"""
)


def test_a_word_without_row_and_a_member_without_word_are_seen() -> None:
    enums = dict(enumerations(planted("class Band(StrEnum):\n    NONE = 'none'\n    MILD = 'mild'\n")))
    assert missing(SAMPLE, {"Family", "Child"}, enums) == [
        "Child is not in the glossary",
        "Band.MILD is not in the glossary",
    ]


def test_a_row_without_word_in_the_code_is_seen() -> None:
    assert empty(SAMPLE, {"Band", "Plan"}, {"Band": frozenset({"NONE"})}) == [
        "['Family'] is not in the code",
        "['Plan'] is no longer planned",
        "Band has no member OLD",
    ]
