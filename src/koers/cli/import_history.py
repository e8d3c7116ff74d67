"""`koers import`: earlier lists of families from a spreadsheet, tried first, stored only when asked."""

import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from koers.cli.errors import CommandError
from koers.cli.settings import set_up
from koers.cli.tables import open_table

if TYPE_CHECKING:
    from koers.instruments.models import InstrumentVersion
    from koers.interop.actions import History, ImportReport
    from koers.organisations.models import Organisation

MOST_PROBLEMS = 50

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog="Columns: family, worker, parent, relation, child, child_birth_date, date, mode and one column "
    "per item, or t_score instead of the items. Example: koers import lists.csv --organisation demo "
    "--instrument voorbeeld-10 --worker noor"
)
def import_history(
    file: Annotated[str, typer.Argument(help="CSV or Parquet; - for standard input.")],
    organisation: Annotated[str, typer.Option(help="Id of the organisation, for example demo.")],
    instrument: Annotated[str, typer.Option(help="Id of a list that this organisation uses.")],
    worker: Annotated[str, typer.Option(help="User name for families without a worker in the file.")] = "",
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
    owner = _organisation(organisation)
    history = _history(file, _version(owner, instrument), worker)
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
        raise CommandError(f"{len(refused.problems)} problems{rest}; nothing was stored") from None


def _organisation(slug: str) -> "Organisation":
    from koers.organisations.models import Organisation

    try:
        return Organisation.objects.get(slug=slug)
    except Organisation.DoesNotExist:
        known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"there is no organisation {slug!r}; there is: {known}") from None


def _version(organisation: "Organisation", instrument: str) -> "InstrumentVersion":
    from koers.instruments.models import InstrumentVersion

    active = InstrumentVersion.objects.filter(organisation=organisation).active()
    version = active.filter(instrument_id=instrument).first()
    if version is None:
        known = ", ".join(active.values_list("instrument_id", flat=True)) or "none yet"
        raise CommandError(f"{organisation.slug} does not use a list {instrument!r}; it uses: {known}")
    return version


def _history(file: str, version: "InstrumentVersion", worker: str) -> "History":
    from koers.interop.actions import History

    numbered: list[tuple[int, dict[str, str]]] = []
    with open_table(file) as table:
        for batch in table.batches:
            texts = [{name: _text(cell) for name, cell in row.items()} for row in batch.frame.to_dicts()]
            numbered.extend(zip((int(row) for row in batch.rows), texts, strict=True))
        columns = table.columns
    return History(version=version, columns=columns, numbered=numbered, default_worker=worker)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _print_report(report: "ImportReport") -> None:
    for line in report.rows:
        print(f"row {line.row}: {line.text}")
    done = "stored" if report.is_applied else "would be stored (trial; add --apply to store them)"
    print(f"{report.n_lists} lists, {report.n_families} new families: {done}")
