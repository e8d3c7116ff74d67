"""`koers instrument`: check a package, make an empty one."""

import sys
from pathlib import Path

import typer

from koers.cli.blank_package import write_blank_package
from koers.cli.errors import CommandError, WrongUsage
from koers.cli.packages import load_instrument
from koers.cli.score import INPUT_COLUMNS
from koers.instruments.archive import ArchiveError, find_package, read_package
from koers.psychometrics import Instrument, PackageErrors, parse_package

MOST_ITEMS, MOST_OPTIONS = 500, 20

app = typer.Typer(rich_markup_mode=None, help="Check an instrument package, or make an empty one to fill in.")


@app.command()
def check(
    path: str = typer.Argument(metavar="PATH", help="Directory or zip, or the id of a shipped package."),
) -> None:
    """Say what is wrong with an instrument package: everything, one line each, with file and line.

    A package holds instrument.toml and, if they are there, norms.csv, expected.csv and LICENCE.txt. Rows of
    expected.csv (child_age, every item id, scale, raw, t) are scored and compared.

    Example: koers instrument check my-instrument.zip

    Exit codes: 0 nothing wrong, 1 findings, 2 wrong usage.
    """
    try:
        instrument = parse_package(read_package(find_package(path)))
    except ArchiveError as error:
        raise CommandError(str(error)) from error
    except PackageErrors as error:
        for found in error.errors:
            print(found, file=sys.stderr)
        raise typer.Exit(1) from error
    print(f"{summary(instrument)}: nothing wrong")


@app.command()
def template(
    out: str = typer.Argument(metavar="OUT", help="A new folder; with --answers a new CSV file."),
    items: int = typer.Option(10, min=1, max=MOST_ITEMS, help="Number of items."),
    options: int = typer.Option(4, min=2, max=MOST_OPTIONS, help="Number of answer options."),
    answers: str = typer.Option(
        "", metavar="ID_OR_PATH", help="Instead: an empty spreadsheet for answers to this instrument."
    ),
) -> None:
    """Make an empty instrument package to fill in; check then names what is still missing.

    Examples:

      koers instrument template my-instrument --items 10 --options 4

      koers instrument template answers.csv --answers voorbeeld-10

    Exit codes: 0 fine, 1 refused (OUT is there already), 2 wrong usage.
    """
    if answers:
        _write_answer_sheet(Path(out), load_instrument(answers))
        print(
            f"{out} is ready to fill in, one row per completed list: koers score {out} --instrument {answers}"
        )
        return
    if Path(out).suffix:
        raise WrongUsage(f"{out} looks like a file: expected a folder name, or --answers for a spreadsheet")
    write_blank_package(Path(out), n_items=items, n_options=options)
    print(f"{out} is ready to fill in. What is missing: koers instrument check {out}")


def summary(instrument: Instrument) -> str:
    groups = len(instrument.norms.groups) if instrument.norms else 0
    norms = _counted(groups, "norm group") if groups else "no norms (raw scores only)"
    made_up = ", made up" if instrument.fictitious else ""
    return (
        f"{instrument.id} {instrument.version}: {_counted(len(instrument.items), 'item')}, "
        f"{_counted(len(instrument.scales), 'scale')}, {norms}{made_up}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _write_answer_sheet(out: Path, instrument: Instrument) -> None:
    if out.exists():
        raise CommandError(f"{out} is there already: expected a new file")
    # The byte-order mark makes spreadsheets read and save it as UTF-8.
    out.write_text(",".join((*INPUT_COLUMNS, *instrument.item_ids)) + "\n", encoding="utf-8-sig")
