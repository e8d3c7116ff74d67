"""The instrument that a command line names."""

from koers.cli.errors import CommandError
from koers.instruments.archive import ArchiveError, find_package, read_package
from koers.psychometrics import Instrument, PackageErrors, parse_package


def load_instrument(id_or_path: str) -> Instrument:
    """Raises CommandError with the first fault of a package and how many there are."""
    try:
        return parse_package(read_package(find_package(id_or_path)))
    except ArchiveError as error:
        raise CommandError(str(error)) from error
    except PackageErrors as error:
        first, n_more = error.errors[0], len(error.errors) - 1
        more = f" (and {n_more} more: koers instrument check {id_or_path})" if n_more else ""
        raise CommandError(f"{id_or_path}: {first}{more}") from error
