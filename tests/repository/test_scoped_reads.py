"""Pages fetch rows through `visible_to(actor)`, never bare and filtered afterwards."""

import ast
from collections.abc import Iterator

import pytest

from tests.repository.source import Module, called_name, calls, is_called, modules, planted

READERS = ("views", "presenters", "forms", "context", "chart")
FETCHERS = {"get_object_or_404", "get_list_or_404"}


def unscoped(module: Module) -> Iterator[str]:
    scoped = {id(node.value) for node in ast.walk(module.tree) if is_visible_to(node)}
    for node in ast.walk(module.tree):
        if is_manager(node) and id(node) not in scoped:
            yield f"{module.at(node)} reads {ast.unparse(node)} without visible_to"
    for call in calls(module.tree):
        if called_name(call) in FETCHERS and call.args and is_bare(call.args[0]):
            yield f"{module.at(call)} fetches {ast.unparse(call.args[0])} bare"


def is_visible_to(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "visible_to"


def is_manager(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}


def is_bare(fetched: ast.expr) -> bool:
    """A class, by its capital: `Family` or `models.Family`."""
    name = fetched.attr if isinstance(fetched, ast.Attribute) else getattr(fetched, "id", "")
    return name[:1].isupper()


def test_every_page_reads_through_visible_to() -> None:
    readers = [module for module in modules() if is_called(module, *READERS)]
    assert [wrong for module in readers for wrong in unscoped(module)] == []


@pytest.mark.parametrize(
    "code",
    [
        "Family.objects.get(pk=1)",
        "Family.objects.filter(organisation=o).visible_to(actor)",
        "get_object_or_404(Family, pk=1)",
        "shortcuts.get_object_or_404(models.Family, pk=1)",
        "get_object_or_404(Family.objects.all(), pk=1)",
        "Family._default_manager.all()",
    ],
)
def test_an_unscoped_read_is_seen(code: str) -> None:
    assert list(unscoped(planted(code)))


def test_a_scoped_read_passes() -> None:
    code = "get_object_or_404(Family.objects.visible_to(actor).select_related('team'), pk=1)"
    assert list(unscoped(planted(code))) == []
