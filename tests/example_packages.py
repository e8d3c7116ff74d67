"""The two packages that ship, read as any other."""

from functools import cache
from pathlib import Path

from koers.psychometrics import Instrument, parse_package

PACKAGES = Path(__file__).parents[1] / "src/koers/instruments/packages"


def package_files(package: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (PACKAGES / package).iterdir()}


@cache
def example_instrument(package: str) -> Instrument:
    return parse_package(package_files(package))
