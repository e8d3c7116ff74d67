"""How long and how tangled the source is: `python -m scripts.sizes` prints one row of figures."""

import ast
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class FunctionSize:
    """place: file:name. lines with signature and docstring. parameters without self and cls."""

    place: str
    lines: int
    complexity: int
    parameters: int
    nesting: int


@dataclass(frozen=True, slots=True)
class ModuleSize:
    place: str
    lines: int
    functions: tuple[FunctionSize, ...]


def python_files(*folders: str) -> Iterator[Path]:
    """Written source; migrations are made by Django."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def measure(text: str, place: str) -> ModuleSize:
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, FunctionNode))
    sizes = tuple(measure_function(node, place) for node in functions)
    return ModuleSize(place, len(text.splitlines()), sizes)


def measure_function(node: FunctionNode, place: str) -> FunctionSize:
    return FunctionSize(
        place=f"{place}:{node.name}",
        lines=(node.end_lineno or node.lineno) - node.lineno + 1,
        complexity=complexity(node),
        parameters=parameters(node),
        nesting=nesting(node.body),
    )


def complexity(function: FunctionNode) -> int:
    """Ways through a function (McCabe, 1976), with each `and`, `or` and comprehension counted."""
    total = 1
    for node in ast.walk(function):
        if isinstance(node, BRANCHES):
            total += 1
        elif isinstance(node, ast.BoolOp):
            total += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            total += 1 + len(node.ifs)
    return total


def parameters(node: FunctionNode) -> int:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return sum(argument.arg not in {"self", "cls"} for argument in named)


def nesting(statements: list[ast.stmt]) -> int:
    """Depth of blocks within blocks; an elif is as deep as its if."""
    return max((_depth(statement) for statement in statements), default=0)


def _depth(statement: ast.stmt) -> int:
    if not isinstance(statement, BLOCKS):
        return 0
    inner = [nesting(body) + 1 for body in _bodies(statement)]
    chained = getattr(statement, "orelse", [])
    is_elif = isinstance(statement, ast.If) and len(chained) == 1 and isinstance(chained[0], ast.If)
    inner.append(nesting(chained) if is_elif else nesting(chained) + 1)
    return max(inner)


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "finalbody"):
        if getattr(statement, name, None):
            yield getattr(statement, name)
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def measure_files(*folders: str) -> list[ModuleSize]:
    paths = python_files(*folders)
    return [measure(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()) for path in paths]


def lines_in(modules: list[ModuleSize]) -> int:
    return sum(module.lines for module in modules)


def p90(values: list[int]) -> int:
    return sorted(values)[min(len(values) - 1, int(0.9 * len(values)))]


def row(name: str, sizes: Sequence[ModuleSize | FunctionSize], what: str) -> str:
    values = [getattr(size, what) for size in sizes]
    return f"{name}: median {statistics.median(values):.0f}, p90 {p90(values)}, longest {max(values)}"


def main() -> None:
    source = [module for module in measure_files("src/koers") if module.lines >= 3]
    functions = [function for module in source for function in module.functions]
    lines, tests = lines_in(source), lines_in(measure_files("tests"))
    print(f"{lines} lines in {len(source)} modules, {len(functions)} functions")
    print(row("module lines", source, "lines"))
    print(row("function lines", functions, "lines"))
    print(row("complexity", functions, "complexity"))
    print(f"tests : source {tests / lines:.2f}")
    for length, place in sorted(((each.lines, each.place) for each in functions), reverse=True)[:5]:
        print(f"  {length:3} {place}")


if __name__ == "__main__":
    main()
