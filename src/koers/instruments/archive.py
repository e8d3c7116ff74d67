"""Files of an instrument package from a directory or zip, free of Django for a fast command line.

A zip comes from outside: it may name paths elsewhere, point by links, or unpack to far more than it weighs.
So nothing is ever unpacked to disk, only the known names are read, and what is read is counted as it comes,
not by the sizes the zip itself states.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from koers.instruments import file_faults as faults
from koers.instruments.file_faults import FileRefused
from koers.psychometrics.faults import Fault, Foreign
from koers.psychometrics.packages import INSTRUMENT_FILE, PACKAGE_FILES

# Our choice: a list of 200 items in ten languages with norm tables for twenty groups stays under 1 MB.
MAX_PACKED_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 20_000_000
MAX_ENTRIES = 50
SHIPPED = Path(__file__).parent / "packages"
# What operating systems leave in folders and zips without being asked.
LEFT_BY_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class ArchiveError(FileRefused):
    """A package that cannot be read safely."""


def shipped_ids() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in SHIPPED.iterdir() if (path / INSTRUMENT_FILE).is_file()))


def find_package(id_or_path: str) -> Path:
    """The directory or zip meant: an id of a package that ships with Koers, or a path."""
    if id_or_path in shipped_ids():
        return SHIPPED / id_or_path
    path = Path(id_or_path)
    if not path.exists():
        known = ", ".join(shipped_ids())
        raise ArchiveError(faults.NO_PACKAGE(named=id_or_path, known=known))
    return path


def read_package(path: Path) -> dict[str, bytes]:
    """Name -> content of the package's files. Raises ArchiveError for anything but a plain, small package."""
    if path.is_dir():
        return _read_directory(path)
    try:
        if path.stat().st_size > MAX_PACKED_BYTES:
            raise ArchiveError(too_large(path.name))
        return read_zip(path.read_bytes(), path.name)
    except OSError as error:
        raise ArchiveError(unreadable(path, error)) from error


def read_zip(data: bytes, name: str) -> dict[str, bytes]:
    """As read_package, for an upload. name: what errors call the zip."""
    if len(data) > MAX_PACKED_BYTES:
        raise ArchiveError(too_large(name))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_entries(archive, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise ArchiveError(faults.NO_ZIP(name=name)) from error


def _read_entries(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ArchiveError(faults.TOO_MANY_FILES(name=name, n=len(entries), known=", ".join(PACKAGE_FILES)))
    for entry in entries:
        _check_entry(entry, name)
    wanted = {entry: PurePosixPath(entry.filename) for entry in entries if not _is_noise(entry)}
    folder = _common_folder(list(wanted.values()))
    files: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for entry, path in wanted.items():
        inner = str(path.relative_to(folder))
        if inner in files:
            raise ArchiveError(faults.FILE_TWICE(name=name, inner=inner))
        _check_known(inner, name)
        with archive.open(entry) as stream:
            files[inner] = stream.read(left + 1)
        left -= len(files[inner])
        _check_left(left, name)
    return files


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.filename
    if path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/") or ":" in path:
        raise ArchiveError(faults.PATH_OUTSIDE(name=name, path=path))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveError(faults.HOLDS_LINK(name=name, path=path))
    if entry.flag_bits & 0x1:
        raise ArchiveError(faults.LOCKED(name=name))


def _is_noise(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or any(part in LEFT_BY_SYSTEM for part in entry.filename.split("/"))


def _common_folder(paths: list[PurePosixPath]) -> PurePosixPath:
    """A zip of a folder holds that folder's name before every file."""
    first = {path.parts[0] for path in paths if len(path.parts) > 1}
    is_common = len(first) == 1 and all(len(path.parts) > 1 for path in paths)
    return PurePosixPath(first.pop()) if is_common else PurePosixPath()


def _read_directory(directory: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for path in sorted(directory.iterdir()):
        if path.name in LEFT_BY_SYSTEM:
            continue
        _check_known(path.name, str(directory))
        if path.is_symlink() or not path.is_file():
            raise ArchiveError(faults.LINK_OR_FOLDER(path=str(path)))
        with path.open("rb") as stream:
            files[path.name] = stream.read(left + 1)
        left -= len(files[path.name])
        _check_left(left, str(directory))
    return files


def _check_known(inner: str, name: str) -> None:
    if inner not in PACKAGE_FILES:
        raise ArchiveError(faults.UNKNOWN_FILE(name=name, inner=inner, known=", ".join(PACKAGE_FILES)))


def _check_left(left: int, name: str) -> None:
    if left < 0:
        raise ArchiveError(faults.UNPACKS_TO_MORE(name=name, most=MAX_UNPACKED_BYTES // 1_000_000))


def too_large(name: str) -> Fault:
    return faults.TOO_LARGE(name=name, most=MAX_PACKED_BYTES // 1_000_000)


def unreadable(path: Path, error: OSError) -> Fault:
    return faults.UNREADABLE(path=str(path), reason=Foreign(str(error.strerror), faults.SYSTEM_REFUSES()))


def as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """The same files as text, for storing; only after the package has been parsed, so that all are UTF-8.

    A byte-order mark stays, so that an export gives back every byte.
    """
    return {name: content.decode() for name, content in files.items()}


def as_zip(files: Mapping[str, str]) -> bytes:
    """The stored texts as a zip: the same package gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))  # the earliest a zip can say
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, files[name].encode())
    return stream.getvalue()
