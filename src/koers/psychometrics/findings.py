"""What is wrong with an instrument package, collected: its maker sees everything at once."""

from dataclasses import dataclass, field

from koers.psychometrics import package_faults
from koers.psychometrics.faults import Fault


@dataclass(frozen=True, slots=True)
class PackageError:
    """line is None where the file as a whole is meant."""

    file: str
    line: int | None
    fault: Fault

    @property
    def placed(self) -> Fault:
        """The fault with its place."""
        if self.line is None:
            return package_faults.IN_FILE(file=self.file, fault=self.fault)
        return package_faults.AT_LINE(file=self.file, line=self.line, fault=self.fault)

    def __str__(self) -> str:
        return str(self.placed)


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

    def add(self, line: int | None, fault: Fault) -> None:
        self.errors.append(PackageError(self.file, line, fault))

    def in_order(self) -> list[PackageError]:
        return sorted(self.errors, key=lambda error: error.line or 0)
