"""What is wrong with an instrument package, collected: its maker sees everything at once."""

from dataclasses import dataclass, field


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
    """All that is wrong with a package, by file and line."""

    def __init__(self, errors: list[PackageError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Findings:
    """The errors found so far in one file."""

    file: str
    errors: list[PackageError] = field(default_factory=list)

    def add(self, line: int | None, message: str) -> None:
        self.errors.append(PackageError(self.file, line, message))

    def in_order(self) -> list[PackageError]:
        return sorted(self.errors, key=lambda error: error.line or 0)
