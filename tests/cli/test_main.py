"""The `koers` command itself: help at once, one line for an error, exit codes that scripts may rely on."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
import typer

from koers import __version__
from koers.cli import main as command
from koers.cli.errors import CommandError, WrongUsage
from tests.cli.answer_files import Command


def test_help_lists_every_verb_and_the_exit_codes(koers: Command) -> None:
    code, out, err = koers("--help")
    assert (code, err) == (0, "")
    for verb in command.VERBS:
        assert f"\n  {verb} " in out
    assert "Exit codes: 0 fine, 1 findings or refused data, 2 wrong usage." in out
    assert koers() == (0, out, "")


@pytest.mark.parametrize("verb", ["score", "instrument check", "instrument template"])
def test_every_verb_has_help_with_an_example_and_exit_codes(koers: Command, verb: str) -> None:
    code, out, _ = koers(*verb.split(), "--help")
    assert code == 0
    assert f"Usage: koers {verb}" in out
    assert f"koers {verb} " in out.partition("Example")[2]
    assert "Exit codes: 0" in out


def test_help_imports_no_verb_and_nothing_heavy() -> None:
    code = (
        "import sys; from koers.cli.main import main; assert main(['--help']) == 0; "
        "print(sorted({'django', 'numpy', 'polars', 'koers.cli.score'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_the_version_is_that_of_the_package(koers: Command) -> None:
    assert koers("--version") == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["skore"], "No such command 'skore'"),
        (["score"], "Missing argument 'FILE'. See: koers score --help"),
        (["score", "x.csv"], "Missing option '--instrument'. See: koers score --help"),
        (["score", "x.csv", "--instrumnt", "y"], "No such option"),
        (["instrument"], "Missing command. See: koers instrument --help"),
        (
            ["instrument", "template", "x", "--items", "0"],
            "should be greater than or equal to 1. See: koers instrument template",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(koers: Command, args: list[str], message: str) -> None:
    code, out, err = koers(*args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def failing_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Puts a verb in the table that ends in this error."""
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        raise error

    monkeypatch.setitem(command.VERBS, "fail", command.Verb("koers.cli.fail", "Fails."))
    monkeypatch.setitem(sys.modules, "koers.cli.fail", SimpleNamespace(app=app))


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (CommandError("a row is\nwrong"), 1, "a row is wrong"),
        (WrongUsage("not so"), 2, "not so"),
        (PermissionError(13, "Permission denied", "out.csv"), 1, "out.csv: Permission denied"),
        (OSError("disk"), 1, "file: disk"),
        (KeyError("x"), 1, "a fault in Koers itself (KeyError); KOERS_DEBUG=1 shows where"),
        (typer.Abort(), 130, "stopped"),
    ],
)
def test_every_error_is_one_line(
    koers: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    failing_with(monkeypatch, error)
    assert koers("fail") == (code, "", f"koers: {message}\n")


def test_ctrl_c_ends_quietly(koers: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_with(monkeypatch, KeyboardInterrupt())
    assert koers("fail")[0] == 130


@pytest.mark.parametrize(("status", "code"), [(3, 3), (None, 0), ("text", 1)])
def test_the_exit_code_of_django_is_passed_on(
    koers: Command, monkeypatch: pytest.MonkeyPatch, status: int | str | None, code: int
) -> None:
    failing_with(monkeypatch, SystemExit(status))
    assert koers("fail")[0] == code


def test_a_fault_shows_where_when_asked(koers: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_with(monkeypatch, KeyError("x"))
    monkeypatch.setenv("KOERS_DEBUG", "1")
    with pytest.raises(KeyError):
        koers("fail")


def test_a_reader_that_has_enough_is_no_error() -> None:
    code = "import sys; from koers.cli.main import run; sys.argv = ['koers', '--help']; run()"
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert b"Traceback" not in ran.stderr


def test_manage_passes_on_to_django(koers: Command) -> None:
    code, out, _ = koers("manage", "help", "--commands")
    assert code == 0
    assert "migrate" in out.split()
