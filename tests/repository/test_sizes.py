import tomllib
from collections.abc import Iterable, Iterator

import pytest

from scripts.sizes import FunctionSize, ModuleSize, measure, measure_files
from tests.repository.source import KOERS, ROOT, files

FUNCTION = {"lines": 40, "parameters": 5, "nesting": 3}  # complexity is ruff's to refuse (C901)
VIEW_LINES, SOURCE_LINES = 30, 350
TEST_FUNCTION_LINES, TEST_LINES = 60, 500
TEMPLATE_LINES, SCRIPT_LINES_IN_ALL = 150, 500
Breach = tuple[str, str, int]


def function_breaches(function: FunctionSize, *, is_view: bool) -> Iterator[Breach]:
    for name, limit in FUNCTION.items():
        value = getattr(function, name)
        if value > (VIEW_LINES if is_view and name == "lines" else limit):
            yield function.place, name, value


def source_breaches(module: ModuleSize) -> Iterator[Breach]:
    if module.lines > SOURCE_LINES:
        yield module.place, "lines", module.lines
    for function in module.functions:
        yield from function_breaches(function, is_view=module.place.endswith("/views.py"))


def suite_breaches(module: ModuleSize) -> Iterator[Breach]:
    if module.lines > TEST_LINES:
        yield module.place, "lines", module.lines
    for function in module.functions:
        if function.lines > TEST_FUNCTION_LINES:
            yield function.place, "lines", function.lines


def exceptions() -> set[tuple[str, str]]:
    path = ROOT / "tests" / "repository" / "size_exceptions.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("exception", [])
    assert all(row["reason"].strip() for row in rows)
    return {(row["place"], row["limit"]) for row in rows}


def all_breaches() -> list[Breach]:
    source = measure_files("src/koers", "scripts", "bench")
    suite = measure_files("tests")
    return [b for m in source for b in source_breaches(m)] + [b for m in suite for b in suite_breaches(m)]


def unexcused(breaches: Iterable[Breach]) -> list[Breach]:
    excused = exceptions()
    return [breach for breach in breaches if breach[:2] not in excused]


def test_no_function_or_module_passes_a_hard_limit() -> None:
    assert unexcused(all_breaches()) == []


def test_every_size_exception_is_still_needed() -> None:
    assert exceptions() <= {breach[:2] for breach in all_breaches()}


def test_no_template_passes_its_limit() -> None:
    templates = [path for path in files(".html", ".svg") if "templates" in path.parts]
    counts = {path.relative_to(KOERS).as_posix(): len(path.read_text().splitlines()) for path in templates}
    assert {place: lines for place, lines in counts.items() if lines > TEMPLATE_LINES} == {}


def test_all_scripts_of_the_browser_together_stay_small() -> None:
    assert sum(len(path.read_text().splitlines()) for path in files(".js")) <= SCRIPT_LINES_IN_ALL


LONG = "def f():\n" + "    x = 1\n" * 40
MANY = "def f(a, b, c, *, d, e, g): ...\n"
DEEP = "def f():\n  if 1:\n    for x in y:\n      with z:\n        if 2:\n          pass\n"


@pytest.mark.parametrize(("code", "limit"), [(LONG, "lines"), (MANY, "parameters"), (DEEP, "nesting")])
def test_a_function_past_a_limit_is_seen(code: str, limit: str) -> None:
    assert [(b[0], b[1]) for b in source_breaches(measure(code, "bad.py"))] == [("bad.py:f", limit)]


def test_complexity_is_refused_above_eight() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert lint["mccabe"]["max-complexity"] == 8


def test_a_chain_of_elifs_is_not_deep() -> None:
    code = "def f():\n  if 1:\n    pass\n" + "  elif 2:\n    pass\n" * 5
    assert measure(code, "x.py").functions[0].nesting == 1


def test_a_long_view_and_a_long_module_are_seen() -> None:
    view = "def f():\n" + "    x = 1\n" * 30
    assert [b[1] for b in source_breaches(measure(view, "families/views.py"))] == ["lines"]
    assert [b[0] for b in source_breaches(measure("x = 1\n" * 351, "bad.py"))] == ["bad.py"]


def test_a_long_test_is_seen() -> None:
    code = "def test_f():\n" + "    x = 1\n" * 60
    assert [b[1] for b in suite_breaches(measure(code, "tests/bad.py"))] == ["lines"]
