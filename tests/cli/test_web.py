"""What `koers demo` and `koers serve` refuse before anything is made."""

import socket
from pathlib import Path

import pytest

from koers.cli.errors import CommandError
from koers.cli.main import main
from koers.cli.web import Address, check_free

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOERS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_port_in_use_is_one_sentence_and_nothing_is_made(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        assert main(["demo"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"koers: port {port} is in use")
    assert said.err.count("\n") == 1
    assert not place.exists()


def test_a_free_port_is_accepted_and_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_free(Address("127.0.0.1", port))
    check_free(Address("127.0.0.1", port))


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CommandError, match="port 8000 is in use or not allowed"):
        check_free(Address("192.0.2.1", 8000))


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_wrong_usage(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    monkeypatch.setenv("PORT", port)
    assert main(["demo"]) == 2
    assert "expected a number from 1 to 65535" in capsys.readouterr().err
    assert not place.exists()


@pytest.mark.parametrize("bind", ["8000", "localhost:", ":8000", "localhost:http"])
def test_an_address_that_is_none_is_wrong_usage(
    place: Path, capsys: pytest.CaptureFixture[str], bind: str
) -> None:
    assert main(["serve", "--bind", bind]) == 2
    assert "expected address and port" in capsys.readouterr().err
    assert not place.exists()


def test_an_address_of_ip_version_6_is_written_in_brackets() -> None:
    assert str(Address("::1", 8000)) == "[::1]:8000"
    assert str(Address("127.0.0.1", 8000)) == "127.0.0.1:8000"
