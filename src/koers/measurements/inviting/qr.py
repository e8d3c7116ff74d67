"""A link as a drawing for a phone's camera: one path, so that no markup comes from a library."""

from dataclasses import dataclass

import segno

QUIET = 4  # light modules round it, as the standard asks


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square of `size` modules; path: the dark ones."""

    size: int
    path: str


def qr_code(address: str) -> QrCode:
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    dark = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    ]
    return QrCode(len(rows) + 2 * QUIET, "".join(dark))
