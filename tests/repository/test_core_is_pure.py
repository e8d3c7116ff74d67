"""The core takes everything it needs as arguments: no framework, file, clock or hidden chance."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.repository.source import Module, called_name, calls, imports, modules, planted

OUTSIDE_WORLD = {
    *("gettext", "glob", "http", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil"),
    *("socket", "sqlite3", "subprocess", "tempfile", "time", "urllib"),
}
ALLOWED = (set(sys.stdlib_module_names) - OUTSIDE_WORLD) | {"numpy"}
FORBIDDEN_CALLS = {
    *("open", "print", "input", "now", "utcnow", "today"),
    *("read_text", "write_text", "read_bytes", "write_bytes", "uuid4"),
}
PASSED_IN = {"Generator", "SeedSequence", "BitGenerator"}  # types of what a caller hands over


def impurities(module: Module) -> Iterator[str]:
    for node, name in imports(module):
        top = name.split(".")[0]
        if top not in ALLOWED and not name.startswith("koers.psychometrics"):
            yield f"{module.at(node)} imports {name}"
    for call in calls(module.tree):
        if called_name(call) in FORBIDDEN_CALLS:
            yield f"{module.at(call)} calls {called_name(call)}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and is_module_chance(node):
            yield f"{module.at(node)} uses numpy.random.{node.attr}"


def is_module_chance(node: ast.Attribute) -> bool:
    inner = node.value
    return (
        isinstance(inner, ast.Attribute)
        and inner.attr == "random"
        and isinstance(inner.value, ast.Name)
        and inner.value.id in {"np", "numpy"}
        and node.attr not in PASSED_IN
    )


def test_the_core_is_pure() -> None:
    assert [wrong for module in modules("psychometrics") for wrong in impurities(module)] == []


@pytest.mark.parametrize(
    "code",
    [
        "from django.utils.translation import gettext",
        "import polars",
        "from koers.access import roles",
        "import random",
        "def f():\n    import os",
        "open('x')",
        "print(1)",
        "from datetime import date\nd = date.today()",
        "import numpy as np\nx = np.random.normal()",
        "import numpy as np\nx = np.random.default_rng()",
    ],
)
def test_an_impure_line_is_seen(code: str) -> None:
    assert list(impurities(planted(code, "psychometrics/bad.py")))


def test_a_generator_that_is_handed_over_is_pure() -> None:
    code = "import numpy as np\ndef draw(rng: np.random.Generator) -> float:\n    return rng.normal()"
    assert list(impurities(planted(code, "psychometrics/good.py"))) == []
