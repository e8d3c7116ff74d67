"""`koers serve` refuses what is unsafe, a sentence each, and answers behind a proxy."""

import re
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.cli.programs import KEY, ended, free_port, get, koers, serving, typed

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "koers data"


def refused(place: Path, **more: str) -> list[str]:
    answer = koers("serve", "--bind", f"127.0.0.1:{free_port()}", data_dir=place, **more)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    return answer.stderr.splitlines()


def test_without_a_key_it_says_what_to_set(place: Path) -> None:
    assert refused(place) == [
        "koers: KOERS_SECRET_KEY is not set. Set it in the environment and start again."
    ]


def test_every_unsafe_setting_gets_a_sentence_of_its_own(place: Path) -> None:
    lines = refused(place, KOERS_SECRET_KEY="short", KOERS_HOSTS="*")
    assert len(lines) == 2
    assert "KOERS_SECRET_KEY is too weak" in lines[0]
    assert "KOERS_HOSTS has a wildcard" in lines[1]


def test_the_demo_is_refused_as_settings_and_as_data(place: Path) -> None:
    lines = refused(place, DJANGO_SETTINGS_MODULE="koers.config.settings.demo")
    assert any("sign-in without password is on" in line for line in lines)
    (place / "demo.json").write_text("{}")
    (line,) = refused(place, KOERS_SECRET_KEY=KEY)
    assert "holds the demo" in line


def test_a_directory_that_others_can_read_is_refused(place: Path) -> None:
    place.mkdir()
    place.chmod(0o755)  # whatever the mask of this process
    (line,) = refused(place, KOERS_SECRET_KEY=KEY)
    assert "chmod 700" in line


def test_a_database_of_an_older_koers_is_never_changed_by_itself(place: Path) -> None:
    place.mkdir(mode=0o700)
    with sqlite3.connect(place / "koers.sqlite3") as database:
        database.execute("CREATE TABLE families_family (id text)")
    (line,) = refused(place, KOERS_SECRET_KEY=KEY)
    assert "koers manage migrate" in line


def test_it_answers_on_an_empty_database_and_says_what_it_is_not_yet(place: Path) -> None:
    port = free_port()
    bind = f"127.0.0.1:{port}"
    more = {"KOERS_SECRET_KEY": KEY, "KOERS_BEHIND_TLS_PROXY": "yes"}
    with serving("serve", "--bind", bind, port=port, data_dir=place, **more) as process:
        front = get(port, "/setup/", X_Forwarded_Proto="https")
        assert front.status == 200
        sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', front.body)
        assert sheet is not None
        assert get(port, sheet[1], X_Forwarded_Proto="https").status == 200
        assert get(port, "/demo/", X_Forwarded_Proto="https").status == 302
        assert get(port, "/login/").status == 301
        code, output = ended(process, by=signal.SIGTERM)
    assert code == 0
    assert "Not for real families yet" in output
    assert re.search(r"^Set-up code: \w{4}(-\w{4}){3}$", output, re.MULTILINE)
    assert f"Koers answers on http://{bind}" in output


def test_a_file_that_is_no_database_is_one_sentence(place: Path) -> None:
    place.mkdir(mode=0o700)
    (place / "koers.sqlite3").write_bytes(b"no database at all" * 100)
    (line,) = refused(place, KOERS_SECRET_KEY=KEY)
    assert "the database cannot be used" in line


def test_plain_http_is_for_this_machine_and_no_proxy(place: Path) -> None:
    more = {"KOERS_SECRET_KEY": KEY, "KOERS_INSECURE_LOOPBACK": "yes", "KOERS_BEHIND_TLS_PROXY": "yes"}
    answer = koers("serve", "--bind", f"0.0.0.0:{free_port()}", data_dir=place, **more)
    assert answer.returncode == 1
    lines = answer.stderr.splitlines()
    assert "--bind must be 127.0.0.1" in lines[0]
    assert "exclude each other" in lines[1]


def test_first_accounts_are_made_from_the_command_line_too(place: Path) -> None:
    place.mkdir(mode=0o700)
    more = {"KOERS_SECRET_KEY": KEY}
    assert koers("manage", "migrate", "-v0", data_dir=place, **more).returncode == 0
    made = koers("organisation", "add", "Jeugdhulp Duin", data_dir=place, **more)
    assert made.stdout.startswith("jeugdhulp-duin has been made.")
    wrong = typed("kort", "user", "add", "iris", "--name", "Iris Boom", data_dir=place, **more)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    password = "vier losse woorden in een rij"
    added = typed(password, "user", "add", "iris", "--name", "Iris Boom", data_dir=place, **more)
    assert added.stdout == "iris can log in, as admin of Jeugdhulp Duin.\n"
    assert typed(f"{password} twee", "user", "password", "iris", data_dir=place, **more).returncode == 0
    assert koers("user", "disable", "iris", data_dir=place, **more).returncode == 0
    listed = koers("organisation", "list", data_dir=place, **more)
    assert listed.stdout == "jeugdhulp-duin\tJeugdhulp Duin\t0 people\n"
