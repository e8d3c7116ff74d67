"""Which settings a command finds, and Django's start with them."""

from pathlib import Path

import pytest

from koers.cli.errors import CommandError
from koers.cli.settings import DEMO, PRODUCTION, set_up, settings_module


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOERS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    return tmp_path


def test_without_anything_a_command_works_with_production(data_dir: Path) -> None:
    assert settings_module() == PRODUCTION


def test_where_the_demo_stands_a_command_works_with_the_demo(data_dir: Path) -> None:
    (data_dir / "demo.json").touch()
    assert settings_module() == DEMO


def test_the_environment_wins_over_the_directory(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data_dir / "demo.json").touch()
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "own.settings")
    assert settings_module() == "own.settings"


def test_settings_that_do_not_exist_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ModuleNotFoundError("No module named 'own'", name="own")

    monkeypatch.setattr("django.setup", fail)
    monkeypatch.setattr("os.umask", lambda mask: mask)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "own.settings")
    with pytest.raises(CommandError, match=r"the settings own\.settings need own"):
        set_up()
