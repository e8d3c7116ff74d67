"""`koers doctor` says how an installation really is."""

from pathlib import Path

import pytest

from tests.cli.programs import KEY, koers

pytestmark = pytest.mark.slow


def test_a_fresh_demo_is_well(tmp_path: Path) -> None:
    place = tmp_path / "d"
    koers("demo", "--no-serve", data_dir=place)
    answer = koers("doctor", data_dir=place)
    assert answer.returncode == 0
    assert all(line.startswith("ok ") for line in answer.stdout.splitlines())
    assert "PRAGMA synchronous = 2" in answer.stdout
    assert "koers.config.settings.demo (demo)" in answer.stdout


def test_what_needs_doing_is_said_and_gives_exit_code_1(tmp_path: Path) -> None:
    place = tmp_path / "d"
    koers("demo", "--no-serve", data_dir=place)
    place.chmod(0o755)
    (place / "koers.sqlite3").chmod(0o644)
    answer = koers("doctor", data_dir=place)
    to_do = [line for line in answer.stdout.splitlines() if line.startswith("to do")]
    assert answer.returncode == 1
    assert len(to_do) == 2
    assert "chmod 700" in to_do[0]
    assert "chmod 600" in to_do[1]


def test_an_empty_installation_says_how_to_begin(tmp_path: Path) -> None:
    answer = koers("doctor", data_dir=tmp_path / "none", KOERS_SECRET_KEY=KEY)
    assert answer.returncode == 1
    assert "koers demo or koers serve makes it" in answer.stdout
    assert "Traceback" not in answer.stdout + answer.stderr


def test_without_settings_it_is_one_sentence(tmp_path: Path) -> None:
    answer = koers("doctor", data_dir=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr == "koers: KOERS_SECRET_KEY is not set. Set it in the environment and start again.\n"
