"""The repository as the checks see it: syntax trees of modules, and files as text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KOERS = ROOT / "src" / "koers"
NOT_OURS = {"var", "node_modules", "__pycache__", "test-results", "dist", "build", "site"}
OURS_WITH_A_DOT = {".ci", ".github", ".gitignore"}


@dataclass(frozen=True)
class Module:
    """path: relative to src/koers, with slashes."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


def planted(code: str, path: str = "families/views.py") -> Module:
    """A bad sample: a check that does not see it would pass for want of sight."""
    return Module(path, ast.parse(code))


def modules(under: str = "") -> list[Module]:
    """Every written module of Koers; migrations are made by Django."""
    paths = sorted((KOERS / under).rglob("*.py"))
    return [
        Module(path.relative_to(KOERS).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
        if "migrations" not in path.parts
    ]


def is_called(module: Module, *names: str) -> bool:
    """Whether the module is views.py, or lies in a package of that name."""
    parts = module.path.removesuffix(".py").split("/")
    return bool(set(parts[1:]) & set(names))


def imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every absolute import that happens, as a dotted name, wherever in the module it stands."""
    only_for_types = {id(inner) for block in type_blocks(module.tree) for inner in ast.walk(block)}
    for node in ast.walk(module.tree):
        if id(node) in only_for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node, node.module


def type_blocks(tree: ast.Module) -> list[ast.If]:
    """`if TYPE_CHECKING:`, which no running program enters."""
    ifs = (node for node in tree.body if isinstance(node, ast.If))
    return [node for node in ifs if ast.unparse(node.test).endswith("TYPE_CHECKING")]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """The last name of what is called: `save` in `family.save()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def files(*suffixes: str) -> Iterator[Path]:
    """Files of the repository, whether committed or not, so that no check waits for a commit."""
    for path in sorted(ROOT.rglob("*")):
        wanted = not suffixes or path.suffix in suffixes
        if wanted and path.is_file() and all(map(is_ours, path.relative_to(ROOT).parts)):
            yield path


def is_ours(name: str) -> bool:
    """Not made by a tool: those lie in folders that begin with a dot, or are known by name."""
    return name not in NOT_OURS and (not name.startswith(".") or name in OURS_WITH_A_DOT)
