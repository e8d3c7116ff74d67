"""Instrument packages for tests: the text of the two that ship."""

from pathlib import Path

import koers.instruments

_PACKAGES = Path(koers.instruments.__file__).parent / "packages"


def shipped(package: str) -> dict[str, str]:
    """File name -> text of a shipped package."""
    return {path.name: path.read_text("utf-8") for path in sorted((_PACKAGES / package).iterdir())}
