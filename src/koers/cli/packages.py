"""The instrument that a command line names."""

from koers.cli.errors import CommandError
from koers.instruments.archive import ArchiveError
from koers.instruments.sources import PackageSource, read_source
from koers.psychometrics import Instrument, PackageErrors, parse_package


def load_source(id_or_path: str) -> PackageSource:
    """Raises CommandError when it cannot be read safely."""
    try:
        return read_source(id_or_path)
    except ArchiveError as error:
        raise CommandError(str(error)) from error


def load_instrument(id_or_path: str) -> Instrument:
    """Raises CommandError with the first fault of a package and how many there are."""
    source = load_source(id_or_path)
    try:
        return parse_package(source.files)
    except PackageErrors as error:
        first, n_more = source.placed(error.errors[0]), len(error.errors) - 1
        more = f" (and {n_more} more: koers instrument check {id_or_path})" if n_more else ""
        raise CommandError(f"{id_or_path}: {first}{more}") from error
