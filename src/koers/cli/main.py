"""The `koers` command. A verb's module is imported when it is asked for, so that help is there at once.

To add a verb: a module here with `app = typer.Typer()` and its commands, and a line in VERBS. A module with
one command is the verb itself, one with several is a group (`koers instrument check`).
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from koers.cli.errors import CommandError, WrongUsage

FINE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

# typer carries its own copy of click and does not export this class, from which its usage errors descend.
UsageError: type[Any] = typer.BadParameter.__bases__[0]


class Verb(NamedTuple):
    module: str
    summary: str


VERBS = {
    "score": Verb("koers.cli.score", "Answers to scores: a file of completed questionnaires in, scores out."),
    "signals": Verb("koers.cli.signals", "Scores to levels, changes and signals; fit: a model of one's own."),
    "change": Verb("koers.cli.change", "First against last score: is the difference more than error."),
    "instrument": Verb(
        "koers.cli.instrument", "Check an instrument package, or make an empty one to fill in."
    ),
    "import": Verb("koers.cli.import_history", "Bring earlier lists of families in from a spreadsheet."),
    "simulate": Verb("koers.cli.simulate", "Make up families with known true courses, as files."),
    "demo": Verb("koers.cli.demo", "Show Koers with made-up families, on this machine."),
    "serve": Verb("koers.cli.serve", "Start Koers for an organisation; refuses unsafe settings."),
    "organisation": Verb("koers.cli.organisation", "Add an organisation, or list those there are."),
    "user": Verb("koers.cli.user", "Add somebody, close an account, set a password."),
    "doctor": Verb("koers.cli.doctor", "Look whether this installation is as it should be."),
    "manage": Verb("koers.cli.manage", "Pass a command on to Django, for who maintains the installation."),
}


class LazyVerbs(TyperGroup):
    """Lists the verbs from the table above and imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """For the list in the help: name and summary, without the module."""
        if cmd_name not in VERBS:
            return None
        return TyperCommand(cmd_name, short_help=VERBS[cmd_name].summary, rich_markup_mode=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, stub, rest = super().resolve_command(ctx, args)
        if name is None or stub is None:
            return name, stub, rest
        command = typer.main.get_command(importlib.import_module(VERBS[name].module).app)
        command.name = name
        return name, command, rest


app = typer.Typer(
    cls=LazyVerbs,
    name="koers",
    rich_markup_mode=None,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Follow the course of youth care in a family: score questionnaires, check instruments, run Koers.",
    epilog="Exit codes: 0 fine, 1 findings or refused data, 2 wrong usage. Each command has its own --help.",
)


def show_version(wanted: bool) -> None:
    if wanted:
        from koers import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def koers(
    version: bool = typer.Option(
        False, "--version", callback=show_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Options that hold for every verb."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Errors are one line on standard error, never a traceback."""
    args = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    try:
        return int(typer.main.get_command(app).main(args, prog_name="koers", standalone_mode=False) or FINE)
    except SystemExit as error:  # Django ends its own commands so
        return error.code if isinstance(error.code, int) else REFUSED if error.code else FINE
    except BrokenPipeError:
        # Whoever read the output has enough (`| head`); Python would complain once more when it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FINE
    except (KeyboardInterrupt, typer.Abort):
        code, message = INTERRUPTED, "stopped"
    except Exception as error:  # the last guard: a fault of ours is one line too
        if os.environ.get("KOERS_DEBUG"):
            raise
        code, message = _explain(error)
    print(f"koers: {' '.join(message.split())}", file=sys.stderr)
    return code


def run() -> None:
    sys.exit(main())


def _explain(error: Any) -> tuple[int, str]:
    if isinstance(error, UsageError):
        command = error.ctx.command_path if error.ctx else "koers"
        return WRONG_USAGE, f"{error.format_message().rstrip('.')}. See: {command} --help"
    if isinstance(error, CommandError):
        return WRONG_USAGE if isinstance(error, WrongUsage) else REFUSED, str(error)
    if isinstance(error, OSError):
        return REFUSED, f"{error.filename or 'file'}: {error.strerror or error}"
    return REFUSED, f"a fault in Koers itself ({type(error).__name__}); KOERS_DEBUG=1 shows where"
