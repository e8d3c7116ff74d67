"""A package in whichever form somebody has it: folder, zip, filled-in spreadsheet or FHIR Questionnaire."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from koers.instruments.archive import (
    MAX_PACKED_BYTES,
    ArchiveError,
    find_package,
    read_package,
    read_zip,
    too_large,
    unreadable,
)
from koers.instruments.filled_workbook import package_of
from koers.instruments.workbooks import WorkbookError, read_workbook
from koers.psychometrics import PackageErrors
from koers.psychometrics.faults import Fault
from koers.psychometrics.findings import PackageError

SPREADSHEET, FHIR = ".xlsx", ".json"


def _in_package(error: PackageError) -> Fault:
    return error.placed


@dataclass(frozen=True, slots=True)
class PackageSource:
    """files: what the package holds; placed: an error of the package at the place where it can be mended.

    is_skeleton: the form says too little for a whole package (FHIR has no norms, direction or borders).
    """

    files: Mapping[str, bytes]
    placed: Callable[[PackageError], Fault] = _in_package
    is_skeleton: bool = False

    def faults(self, errors: PackageErrors) -> list[Fault]:
        return [self.placed(error) for error in errors.errors]


def read_source(id_or_path: str) -> PackageSource:
    """Raises ArchiveError when it cannot be read safely; what stands in it is checked by parse_package."""
    path = find_package(id_or_path)
    if path.is_dir() or path.suffix.lower() not in (SPREADSHEET, FHIR):
        return PackageSource(read_package(path))
    try:
        if path.stat().st_size > MAX_PACKED_BYTES:
            raise ArchiveError(too_large(path.name))
        return read_upload(path.read_bytes(), path.name)
    except OSError as error:
        raise ArchiveError(unreadable(path, error)) from error


def read_upload(data: bytes, name: str) -> PackageSource:
    """As read_source, for a file that came over the web. name: how errors call it."""
    ending = Path(name).suffix.lower()
    if ending == SPREADSHEET:
        return _from_workbook(data, name)
    if ending == FHIR:
        return _from_fhir(data, name)
    return PackageSource(read_zip(data, name))


def _from_workbook(data: bytes, name: str) -> PackageSource:
    try:
        filled = package_of(read_workbook(data, name), name)
    except WorkbookError as error:
        raise ArchiveError(error.fault) from error
    files = {file: text.encode() for file, text in filled.files.items()}
    return PackageSource(files, filled.placed)


def _from_fhir(data: bytes, name: str) -> PackageSource:
    from koers.instruments.fhir import skeleton_of

    files = {file: text.encode() for file, text in skeleton_of(data, name).items()}
    return PackageSource(files, is_skeleton=True)
