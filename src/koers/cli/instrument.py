"""`koers instrument`: check a package, make an empty one, take one into an organisation, give one out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from koers.cli import stored_packages
from koers.cli.blank_package import write_blank_package
from koers.cli.errors import CommandError, WrongUsage
from koers.cli.packages import load_instrument, load_source
from koers.cli.score import INPUT_COLUMNS
from koers.instruments.archive import ArchiveError, as_texts
from koers.instruments.blank_workbook import blank_workbook
from koers.instruments.sources import SPREADSHEET, PackageSource
from koers.psychometrics import Instrument, PackageErrors, parse_package

MOST_ITEMS, MOST_OPTIONS = 500, 20

app = typer.Typer(
    rich_markup_mode=None, help="Instrument packages: check one, make an empty one, import, export."
)


@app.command()
def check(
    path: str = typer.Argument(
        metavar="PATH",
        help="Directory, zip, filled-in spreadsheet (.xlsx) or FHIR Questionnaire (.json), or a shipped id.",
    ),
) -> None:
    """Say what is wrong with an instrument package: everything, one line each, with its place.

    A package holds instrument.toml and, if they are there, norms.csv, expected.csv and LICENCE.txt. Rows of
    expected.csv (child_age, every item id, scale, raw, t) are scored and compared. Of a FHIR Questionnaire it
    names the facts that FHIR does not hold.

    Example: koers instrument check my-instrument.zip

    Exit codes: 0 nothing wrong, 1 findings, 2 wrong usage.
    """
    print(f"{summary(_checked(load_source(path)))}: nothing wrong")


@app.command("import")
def import_(
    path: Annotated[str, typer.Argument(metavar="PATH", help="As for check.")],
    organisation: Annotated[str, typer.Option(help="Id of the organisation that takes it in.")] = "",
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="Instead: write the package as a new folder.")
    ] = "",
) -> None:
    """Take an instrument package into an organisation, or turn a spreadsheet or FHIR file into a package.

    In the organisation a behavioural scientist then puts it into use: two people look at a list. A FHIR
    Questionnaire has no norms, direction or borders; -o writes what it does have, and names what is missing.

    Examples:

      koers instrument import my-list.xlsx --organisation demo

      koers instrument import questionnaire.json -o my-list

    Exit codes: 0 fine, 1 findings or refused, 2 wrong usage.
    """
    if bool(organisation) == bool(out):
        raise WrongUsage("expected either --organisation ID or -o DIR")
    source = load_source(path)
    if out:
        stored_packages.write_folder(Path(out), source.files)
        print(f"{out} is written")
        _checked(source)
        return
    _checked(source)
    print(stored_packages.take_in(organisation, as_texts(source.files)))


@app.command()
def export(
    instrument: Annotated[
        str,
        typer.Argument(metavar="ID", help="Id or ID@VERSION; without --organisation also a path."),
    ],
    organisation: Annotated[str, typer.Option(help="Id of the organisation that has it.")] = "",
    out: Annotated[
        str,
        typer.Option("--output", "-o", metavar="OUT", help="A new folder or .zip (default ID-VERSION.zip)."),
    ] = "",
    fhir: Annotated[bool, typer.Option("--fhir", help="A FHIR R4 Questionnaire (.json) instead.")] = False,
) -> None:
    """Write a package as it came in, byte for byte; or its items and answers as a FHIR Questionnaire.

    Examples:

      koers instrument export obvl-k --organisation demo -o obvl-k.zip

      koers instrument export voorbeeld-10 --fhir -o voorbeeld-10.json

    Exit codes: 0 fine, 1 refused, 2 wrong usage.
    """
    if organisation:
        files = stored_packages.give_out(organisation, instrument)
    else:
        files = as_texts(load_source(instrument).files)
    try:
        found = parse_package(files)
        print(f"{stored_packages.write_out(out, files, found, as_fhir=fhir)} is written")
    except ArchiveError as error:
        raise CommandError(str(error)) from error
    except PackageErrors as error:
        raise CommandError(f"{instrument}: {error.errors[0]}") from error


def _checked(source: PackageSource) -> Instrument:
    """The instrument, or every fault on standard error and exit code 1."""
    try:
        return parse_package(source.files)
    except PackageErrors as error:
        for fault in source.faults(error):
            print(fault, file=sys.stderr)
        if source.is_skeleton:
            print("FHIR does not hold these facts: fill them in, and add norms.csv.", file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def template(
    out: str = typer.Argument(metavar="OUT", help="A new .xlsx or folder; with --answers a new CSV file."),
    items: int = typer.Option(10, min=1, max=MOST_ITEMS, help="Number of items."),
    options: int = typer.Option(4, min=2, max=MOST_OPTIONS, help="Number of answer options."),
    answers: str = typer.Option(
        "", metavar="ID_OR_PATH", help="Instead: an empty spreadsheet for answers to this instrument."
    ),
) -> None:
    """Make an empty instrument package to fill in; check then names what is still missing.

    Examples:

      koers instrument template my-instrument.xlsx --items 10 --options 4

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
    if Path(out).suffix.lower() == SPREADSHEET:
        _write_new(Path(out), blank_workbook(n_items=items, n_options=options))
        print(f"{out} is ready to fill in. What is missing: koers instrument check {out}")
        return
    if Path(out).suffix:
        raise WrongUsage(f"{out} looks like a file: expected .xlsx or a folder name")
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
    # The byte-order mark makes spreadsheets read and save it as UTF-8.
    _write_new(out, (",".join((*INPUT_COLUMNS, *instrument.item_ids)) + "\n").encode("utf-8-sig"))


def _write_new(out: Path, content: bytes) -> None:
    if out.exists():
        raise CommandError(f"{out} is there already: expected a new file")
    out.write_bytes(content)
