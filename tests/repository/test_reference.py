"""The generated pages of docs/reference say what the code says now."""

import pytest

from koers.access.matrix import Rule
from koers.access.roles import Permission
from scripts import reference


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_a_generated_page_is_current(name: str) -> None:
    written = (reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), "run make docs"


def test_no_page_stands_there_that_nothing_makes() -> None:
    assert {path.name for path in reference.FOLDER.iterdir()} == set(reference.PAGES)


def test_a_changed_rule_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference.access_matrix()
    changed = {**reference.MATRIX, "home": Rule(permission=Permission.LOG_ALL_READ)}
    monkeypatch.setattr(reference, "MATRIX", changed)
    assert reference.access_matrix() != before
