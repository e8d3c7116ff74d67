"""`koers demo` as somebody starts it."""

import json
import signal
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.programs import ended, free_port, get, koers, serving

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "een map met spaties" / "é"


def n_families(place: Path) -> int:
    with sqlite3.connect(place / "koers.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM families_family").fetchone()[0])


def test_the_demo_answers_in_a_path_with_spaces_and_ends_cleanly_by_sigterm(place: Path) -> None:
    port = free_port()
    with serving("demo", port=port, data_dir=place, PORT=str(port)) as process:
        assert json.loads(get(port, "/demo/personas.json").body)[0]["username"] == "noor"
        front = get(port, "/")
        assert front.status == 200
        assert "Gezin Linde" in front.body
        assert get(port, "/static/koers/css/demo.css").status == 200
        second = koers("demo", "--reset", "--no-serve", data_dir=place)
        assert (second.returncode, second.stdout) == (1, "")
        assert "a demo is running in" in second.stderr
        code, output = ended(process, by=signal.SIGTERM)
    assert code == 0
    assert output == f"Koers is ready: http://127.0.0.1:{port}  (Ctrl-C ends it)\n"
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in place.iterdir())


def test_ctrl_c_ends_the_demo_cleanly_and_a_second_run_uses_the_same_database(place: Path) -> None:
    assert koers("demo", "--no-serve", data_dir=place).returncode == 0
    made = (place / "demo.json").read_bytes()
    port = free_port()
    with serving("demo", port=port, data_dir=place, PORT=str(port)) as process:
        code, output = ended(process, by=signal.SIGINT)
    assert (code, output.count("\n")) == (0, 1)
    assert (place / "demo.json").read_bytes() == made


def test_an_old_demo_is_refreshed_and_a_reset_starts_over(place: Path) -> None:
    first = koers("demo", "--no-serve", data_dir=place)
    assert (first.returncode, first.stderr) == (0, "")
    marker = json.loads((place / "demo.json").read_text())
    (place / "demo.json").write_text(json.dumps(marker | {"story": "an older story"}))
    again = koers("demo", "--no-serve", data_dir=place)
    assert again.returncode == 0
    assert "are made anew" in again.stdout
    assert n_families(place) == 23
    with sqlite3.connect(place / "koers.sqlite3") as database:
        database.execute("DELETE FROM django_session")
        database.execute("UPDATE families_family SET name = 'Changed'")
    assert koers("demo", "--reset", "--no-serve", data_dir=place).returncode == 0
    with sqlite3.connect(place / "koers.sqlite3") as database:
        assert not database.execute("SELECT count(*) FROM families_family WHERE name = 'Changed'").fetchone()[
            0
        ]


def test_a_database_that_the_demo_did_not_make_is_left_alone(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "koers.sqlite3").write_bytes(b"a real organisation")
    for args in (["demo", "--no-serve"], ["demo", "--reset", "--no-serve"]):
        answer = koers(*args, data_dir=place)
        assert answer.returncode == 1
        assert "was not made by the demo" in answer.stderr
    assert (place / "koers.sqlite3").read_bytes() == b"a real organisation"


def test_the_demo_never_touches_the_database_of_the_environment(place: Path) -> None:
    answer = koers(
        "demo", "--no-serve", data_dir=place, KOERS_DATABASE_URL="postgresql://koers@127.0.0.1:1/real"
    )
    assert answer.returncode == 0
    assert n_families(place) == 23


def test_a_damaged_demo_database_is_one_sentence_and_a_reset_mends_it(place: Path) -> None:
    assert koers("demo", "--no-serve", data_dir=place).returncode == 0
    (place / "koers.sqlite3").write_bytes(b"no database at all" * 100)
    damaged = koers("demo", "--no-serve", data_dir=place)
    assert damaged.returncode == 1
    assert "koers demo --reset makes it new" in damaged.stderr
    assert damaged.stderr.count("\n") == 1
    assert koers("demo", "--reset", "--no-serve", data_dir=place).returncode == 0
    assert n_families(place) == 23
