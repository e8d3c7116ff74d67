"""Text of an instrument package -> Instrument; every error names file, line and what was expected."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from koers.psychometrics.instruments import Instrument


@dataclass(frozen=True, slots=True)
class PackageError:
    """line is None where the file as a whole is meant."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class PackageErrors(ValueError):
    """All that is wrong with a package, in the order of its files."""

    def __init__(self, errors: list[PackageError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


def parse_package(files: Mapping[str, bytes | str]) -> Instrument:
    """files: name -> content. Raises PackageErrors with everything that is wrong, not only the first."""
    raise NotImplementedError


def content_hash(files: Mapping[str, bytes | str]) -> str:
    """SHA-256 (hex) of the files, the same for zip and directory and for either kind of line end."""
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name]
        data = content.encode() if isinstance(content, str) else content
        data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        for part in (name.encode(), data):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
