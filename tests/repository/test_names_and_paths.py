"""Names say what a thing is, and nothing in the repository knows one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.source import ROOT, Module, files, modules, planted

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
EMPTY_STARTS = ("handle_", "do_")
OF_A_LIBRARY = {"handle_starttag", "handle_endtag", "handle_data"}  # names that html.parser chose
MACHINE = re.compile(r"(?<![\w.])(?:/home/|/Users/|/root/|/tmp/|/work/|/var/folders/|[A-Z]:\\Users)[\w.-]+")
SECRET = re.compile("BEGIN [A-Z ]*PRIVATE " + "KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".svg",
    ".css",
    ".js",
    ".yml",
    ".po",
    ".sh",
    ".csv",
    ".json",
    "",
}


def empty_names(module: Module) -> Iterator[str]:
    if module.name.removesuffix(".py") in EMPTY_WORDS:
        yield module.path
    functions = (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))
    for function in functions:
        if function.name.startswith(EMPTY_STARTS) and function.name not in OF_A_LIBRARY:
            yield f"{module.at(function)} {function.name}"


def finds(text: str) -> list[str]:
    return [match.group() for pattern in (MACHINE, SECRET) for match in pattern.finditer(text)]


def in_file(path: Path) -> list[str]:
    if path == Path(__file__) or path.stat().st_size > 2_000_000:
        return []
    return finds(path.read_text(encoding="utf-8"))


def test_no_name_is_empty() -> None:
    assert [wrong for module in modules() for wrong in empty_names(module)] == []


def test_nothing_names_a_machine_or_holds_a_secret() -> None:
    texts = [path for path in files() if path.suffix in TEXTS]
    found = {path.relative_to(ROOT).as_posix(): in_file(path) for path in texts}
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path", ["families/utils.py", "ui/helpers.py"])
def test_an_empty_module_name_is_seen(path: str) -> None:
    assert list(empty_names(planted("x = 1", path))) == [path]


def test_an_empty_function_name_is_seen() -> None:
    assert list(empty_names(planted("def do_it(): ..."))) == ["families/views.py:1 do_it"]


@pytest.mark.parametrize(
    "text", ["cd /home/someone/koers", "see /tmp/notes.md", "-----BEGIN RSA PRIVATE KEY"]
)
def test_a_machine_path_or_a_secret_is_seen(text: str) -> None:
    assert len(finds(text)) == 1
