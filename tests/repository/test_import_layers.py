"""Packages import downwards only; the contracts stand in pyproject.toml and run in `make check`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.source import KOERS, ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of pyproject.toml, on the package `koers` in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def toy(folder: Path, broken: dict[str, str]) -> Path:
    """The packages of Koers, empty but for the files given."""
    for package in KOERS.iterdir():
        if (package / "__init__.py").exists():
            (folder / "koers" / package.name).mkdir(parents=True)
            (folder / "koers" / package.name / "__init__.py").touch()
    (folder / "koers" / "__init__.py").touch()
    for name, code in broken.items():
        (folder / "koers" / name).parent.mkdir(exist_ok=True)
        (folder / "koers" / name).write_text(code)
    return folder


def test_packages_import_downwards_only() -> None:
    result = lint(ROOT / "src")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "0 broken"),
        ({"psychometrics/norms.py": "import django"}, "the core knows no framework BROKEN"),
        ({"families/models.py": "import koers.measurements"}, "packages import downwards only BROKEN"),
        ({"unplaced/__init__.py": ""}, "packages import downwards only BROKEN"),
        (
            {"families/presenters.py": "import koers.families.actions", "families/actions.py": ""},
            "inside an app BROKEN",
        ),
        (
            {"families/policies.py": "import koers.families.views", "families/views.py": ""},
            "inside an app BROKEN",
        ),
    ],
)
def test_an_upward_import_is_seen(tmp_path: Path, files: dict[str, str], said: str) -> None:
    assert said in lint(toy(tmp_path, files)).stdout


def test_the_linter_is_installed() -> None:
    assert shutil.which("lint-imports", path=str(Path(sys.executable).parent))
