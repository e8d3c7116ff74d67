"""Rows change in actions only: in one transaction, by somebody, with a line in the log."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.repository.source import Module, called_name, calls, is_called, modules, planted

ALWAYS_A_WRITE = {"save", "delete", "bulk_create", "bulk_update", "raw", "executemany", "executescript"}
WRITE_ON_ROWS = {"create", "update", "get_or_create", "update_or_create"}
ROWS = {"objects", "visible_to", "filter", "exclude", "all", "select_for_update"}
MAY_WRITE = ("audit/", "psychometrics/")  # the log itself; the core has no rows
RAW_SQL = ("config/", "cli/doctor.py")  # settings and health of the database, no rows
UNSENT = {"keep_answer"}  # a parent's answer before sending is no one's to read, in the log neither
BEFORE_ANY_ACTOR = {"create_organisation"}  # whoever acts in an organisation can only exist after it


def writes(module: Module) -> Iterator[str]:
    if module.path.startswith(MAY_WRITE) or is_called(module, "actions"):
        return
    for call in calls(module.tree):
        name = called_name(call)
        is_sql = name == "execute" and not module.path.startswith(RAW_SQL)
        if not isinstance(call.func, ast.Attribute) or is_own_method_of_base(call.func):
            continue
        if name in ALWAYS_A_WRITE or is_sql or (name in WRITE_ON_ROWS and is_about_rows(call.func.value)):
            yield f"{module.at(call)} calls .{name}()"


def is_own_method_of_base(called: ast.Attribute) -> bool:
    """`super().save()`: a model that refines its own saving; who calls it is checked there."""
    return isinstance(called.value, ast.Call) and called_name(called.value) == "super"


def is_about_rows(receiver: ast.expr) -> bool:
    """Whether an expression is a manager or a queryset, as far as its own names tell."""
    names = {node.attr for node in ast.walk(receiver) if isinstance(node, ast.Attribute)}
    return bool(names & ROWS) or any(name.endswith("_set") for name in names)


# --- actions ---


def actions(module: Module) -> list[ast.FunctionDef]:
    """The public functions of an actions module that write."""
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    return [f for f in functions if not f.name.startswith("_") and leads_to(f, module, is_write)]


def is_atomic(action: ast.FunctionDef) -> bool:
    marks = [*action.decorator_list]
    for node in ast.walk(action):
        if isinstance(node, ast.With):
            marks += [item.context_expr for item in node.items]
    return any("atomic" in ast.unparse(mark) for mark in marks)


def leads_to(function: ast.FunctionDef, module: Module, wanted: Callable[[ast.Call], bool]) -> bool:
    """Whether such a call is made here, or in a function of this module that is called from here."""
    own = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    reached, waiting = {function.name}, [function]
    while waiting:
        made = list(calls(waiting.pop()))
        if any(map(wanted, made)):
            return True
        new = {called_name(call) for call in made} & set(own) - reached
        reached |= new
        waiting += [own[name] for name in new]
    return False


def is_write(call: ast.Call) -> bool:
    return called_name(call) in ALWAYS_A_WRITE | WRITE_ON_ROWS


def is_record(call: ast.Call) -> bool:
    """Of an event; another app's action records its own."""
    return called_name(call).startswith("record") or "actions." in ast.unparse(call.func)


def faults(action: ast.FunctionDef, module: Module) -> Iterator[str]:
    arguments = action.args
    if arguments.args or arguments.posonlyargs:
        yield f"{module.at(action)} {action.name} takes positional arguments"
    names = {argument.arg for argument in arguments.kwonlyargs}
    if "actor" not in names and action.name not in BEFORE_ANY_ACTOR:
        yield f"{module.at(action)} {action.name} has no actor"
    if not is_atomic(action):
        yield f"{module.at(action)} {action.name} is not atomic"
    if not leads_to(action, module, is_record) and action.name not in UNSENT:
        yield f"{module.at(action)} {action.name} records no event"


def test_rows_are_written_in_actions_only() -> None:
    assert [wrong for module in modules() for wrong in writes(module)] == []


def test_every_action_has_an_actor_one_transaction_and_an_event() -> None:
    written = [module for module in modules() if is_called(module, "actions")]
    assert [wrong for m in written for action in actions(m) for wrong in faults(action, m)] == []


@pytest.mark.parametrize(
    "code",
    [
        "family.save()",
        "family.save(update_fields=['name'])",
        "Family.objects.create(name='x')",
        "Family.objects.visible_to(actor).update(name='x')",
        "family.parent_set.create(name='x')",
        "Family.objects.bulk_create(rows)",
        "family.delete()",
        "Family.objects.raw('select 1')",
        "cursor.execute('delete from x')",
    ],
)
def test_a_write_outside_actions_is_seen(code: str) -> None:
    assert list(writes(planted(code)))


def test_reading_and_plain_dictionaries_are_no_writes() -> None:
    code = "rows = Family.objects.visible_to(actor)\nfacts = {}\nfacts.update(a=1)\n"
    assert list(writes(planted(code))) == []


GOOD = (
    "@transaction.atomic\ndef close(*, actor, family):\n    family.save()\n    trail.record(E, actor=actor)\n"
)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("@transaction.atomic\n", "", "is not atomic"),
        ("    trail.record(E, actor=actor)\n", "", "records no event"),
        ("*, actor, family", "*, family", "has no actor"),
        ("*, actor, family", "family, *, actor", "takes positional arguments"),
    ],
)
def test_an_action_without_one_of_the_promises_is_seen(good: str, bad: str, fault: str) -> None:
    sound, unsound = (planted(code, "families/actions.py") for code in (GOOD, GOOD.replace(good, bad)))
    assert [wrong for action in actions(sound) for wrong in faults(action, sound)] == []
    found = [wrong for action in actions(unsound) for wrong in faults(action, unsound)]
    assert [wrong.endswith(fault) for wrong in found] == [True]


def test_an_event_recorded_by_a_function_that_is_called_counts() -> None:
    code = (
        GOOD.replace("trail.record(E, actor=actor)", "_log(actor)")
        + "def _log(a):\n    trail.record(E, actor=a)\n"
    )
    module = planted(code, "families/actions.py")
    assert [wrong for action in actions(module) for wrong in faults(action, module)] == []
