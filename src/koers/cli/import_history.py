"""`koers import`: earlier lists of families from a spreadsheet, tried first, stored only when asked."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from koers.cli.errors import CommandError
from koers.cli.settings import set_up
from koers.cli.stored_packages import organisation_of
from koers.cli.tables import open_table

if TYPE_CHECKING:
    from koers.instruments.models import InstrumentVersion
    from koers.interop.actions import History, ImportReport
    from koers.organisations.models import Organisation

MOST_PROBLEMS = 50

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog="Columns: family, worker, parent, relation, child, child_birth_date, date, mode and one column "
    "per item, or t_score instead of the items. A file with other columns, dates or words needs a map, which "
    "docs/how-to/import-history.md explains. Examples: koers import lists.csv --organisation demo "
    "--instrument voorbeeld-10 --worker noor; koers import export.xlsx --organisation demo --instrument "
    "voorbeeld-10 --map map.toml --apply. Exit codes: 0 fine, 1 refused (nothing is stored), 2 wrong usage."
)
def import_history(  # noqa: PLR0913 - the options of the command are its parameters
    file: Annotated[str, typer.Argument(help="CSV, .xlsx or Parquet; - for standard input.")],
    organisation: Annotated[str, typer.Option(help="Id of the organisation, for example demo.")],
    instrument: Annotated[str, typer.Option(help="Id of a list that this organisation uses.")],
    worker: Annotated[str, typer.Option(help="User name for families without a worker in the file.")] = "",
    map_file: Annotated[
        str, typer.Option("--map", metavar="MAP.toml", help="Other column names, dates and words.")
    ] = "",
    apply: Annotated[
        bool, typer.Option("--apply", help="Store the lists. Without it: a trial only.")
    ] = False,
) -> None:
    """Bring in families, parents and earlier lists: a trial, or with --apply for real, all or nothing."""
    set_up()
    from django.utils import translation

    from koers.interop.actions import import_history as store
    from koers.interop.actions import importing

    translation.activate("en")  # the command speaks English, as its help does
    owner = organisation_of(organisation)
    history = _history(file, _version(owner, instrument), worker=worker, map_file=map_file)
    actor = importing(owner, label=f"koers import ({getpass.getuser()})")
    _print_report(_or_problems(file, lambda: store(actor=actor, history=history, is_applied=apply)))


def _or_problems(file: str, run: Callable[[], "ImportReport"]) -> "ImportReport":
    from koers.interop.rows import ImportRefused

    try:
        return run()
    except ImportRefused as refused:
        for problem in refused.problems[:MOST_PROBLEMS]:
            print(f"{file}, {problem}", file=sys.stderr)
        more = len(refused.problems) - MOST_PROBLEMS
        rest = f" ({more} more not shown)" if more > 0 else ""
        n_problems = len(refused.problems)
        noun = "problem" if n_problems == 1 else "problems"
        raise CommandError(f"{n_problems} {noun}{rest}; nothing was stored") from None


def _version(organisation: "Organisation", instrument: str) -> "InstrumentVersion":
    from koers.instruments.models import InstrumentVersion

    active = InstrumentVersion.objects.filter(organisation=organisation).active()
    version = active.filter(instrument_id=instrument).first()
    if version is None:
        known = ", ".join(active.values_list("instrument_id", flat=True)) or "none yet"
        raise CommandError(f"{organisation.slug} does not use a list {instrument!r}; it uses: {known}")
    return version


def _history(file: str, version: "InstrumentVersion", *, worker: str, map_file: str) -> "History":
    from koers.interop.actions import History
    from koers.interop.mapping import HistoryMap, MapRefused, apply_map, parse_map

    columns, numbered = _table(file)
    name = map_file or file
    try:
        chosen = parse_map(_map_text(map_file), version.instrument) if map_file else HistoryMap()
        mapped = apply_map(chosen, columns, numbered)
    except MapRefused as refused:
        for sentence in refused.sentences[:MOST_PROBLEMS]:
            print(f"{name}, {sentence}", file=sys.stderr)
        raise CommandError(f"{name} cannot be used; nothing was stored") from None
    return History(
        version=version,
        columns=mapped.columns,
        numbered=mapped.numbered,
        default_worker=worker,
        named=mapped.named,
        problems=mapped.problems,
    )


def _map_text(map_file: str) -> str:
    try:
        return Path(map_file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{map_file} is not UTF-8: save it as UTF-8") from error


def _table(file: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    if file.lower().endswith(".xlsx"):
        return _spreadsheet(Path(file))
    numbered: list[tuple[int, dict[str, str]]] = []
    with open_table(file) as table:
        for batch in table.batches:
            texts = [{name: _text(cell) for name, cell in row.items()} for row in batch.frame.to_dicts()]
            numbered.extend(zip((int(row) for row in batch.rows), texts, strict=True))
        columns = table.columns
    return columns, numbered


def _spreadsheet(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    from koers.interop.uploads import UploadRefused, read_upload

    try:
        table = read_upload(path.read_bytes(), path.name)
    except UploadRefused as refused:
        raise CommandError(f"{path.name}: {refused}") from refused
    return table.columns, table.numbered


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _print_report(report: "ImportReport") -> None:
    for line in report.rows:
        print(f"row {line.row}: {line.text}")
    if report.unused:
        print(f"columns that are not used: {', '.join(report.unused)}")
    done = "stored" if report.is_applied else "would be stored (trial; add --apply to store them)"
    print(f"{report.n_lists} lists, {report.n_families} new families: {done}")
