"""Every dependency has a reason beside it, is used, and whatever is imported is declared."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from typing import Any

from tests.repository.source import ROOT, Module, imports, modules, planted

TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads(TEXT)
# Loaded by Django from a name of its own, so that no line of ours mentions the module.
NAMED_OTHERWISE = {"argon2-cffi": "Argon2", "psycopg": "django.db.backends.postgresql"}
REQUIREMENT = re.compile(r'^\s*"(?P<name>[A-Za-z0-9][\w.-]*)[^"]*",?(?P<rest>.*)$')


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return {normal(re.split(r"[\[<>=!~; ]", entry)[0]) for entries in lists for entry in entries}


def without_reason(text: str) -> list[str]:
    """Entries of a list of requirements that no comment explains on the same line."""
    lines = map(REQUIREMENT.match, text.splitlines())
    found = [line for line in lines if line and re.search(r"[<>=~]=|>", line.group(0).split("#")[0])]
    return [line["name"] for line in found if not re.search(r"#\s*\w{2}", line["rest"])]


def words_of(sources: Iterable[Module]) -> Iterator[str]:
    """Imported modules, and text constants: settings name modules as text."""
    for module in sources:
        yield from (name for _node, name in imports(module))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.alias):
                yield node.name


def unused(names: Iterable[str], sources: Iterable[Module]) -> list[str]:
    words = set(words_of(sources))
    provided = modules_by_distribution()

    def is_used(name: str) -> bool:
        starts = provided.get(name, set()) | {NAMED_OTHERWISE.get(name, name)}
        return any(
            word == start or word.startswith((f"{start}.", start + "Pass"))
            for word in words
            for start in starts
        )

    return [name for name in sorted(names) if not is_used(name)]


def modules_by_distribution() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            found.setdefault(normal(distribution), set()).add(module)
    return found


def undeclared(sources: Iterable[Module], names: set[str]) -> list[str]:
    providers = packages_distributions()
    found = set()
    for module in sources:
        for node, name in imports(module):
            top = name.split(".")[0]
            given = {normal(distribution) for distribution in providers.get(top, [top])}
            if top not in sys.stdlib_module_names and top != "koers" and not given & names:
                found.add(f"{module.at(node)} imports {top}")
    return sorted(found)


def test_every_dependency_has_a_reason() -> None:
    assert without_reason(TEXT) == []


def test_every_dependency_is_used() -> None:
    assert unused(declared(), modules()) == []


def test_whatever_is_imported_is_declared() -> None:
    assert undeclared(modules(), declared()) == []


def test_a_dependency_without_reason_unused_or_undeclared_is_seen() -> None:
    assert without_reason('  "celery>=5",\n  "rich>=13", # progress bars\n  "x>=1", #\n') == ["celery", "x"]
    source = [planted("import polars\nMIDDLEWARE = ['whitenoise.middleware.X']")]
    assert unused({"polars", "whitenoise", "numpy"}, source) == ["numpy"]
    assert undeclared(source, {"numpy"}) == ["families/views.py:1 imports polars"]


def test_requirements_are_pinned_by_hash_and_name_no_registry() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in pin and pin.endswith("\\") for pin in pins), path.name
        assert "://" not in text, path.name


def test_requirements_hold_everything_that_is_declared() -> None:
    dev = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pinned = {normal(re.split(r"[=\[]", line)[0]) for line in dev.splitlines() if "==" in line}
    assert declared() <= pinned
