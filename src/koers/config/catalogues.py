"""Message catalogues compiled by Babel, so that no gettext needs to stand on the machine."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Write the .mo beside every .po that has none or a newer one; gives what was written."""
    return [compile_one(po, po.with_suffix(".mo")) for po in stale_catalogues(locale_dir)]


def stale_catalogues(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Every .po whose .mo is missing or older."""
    return [po for po, mo in _pairs(locale_dir) if _is_stale(po, mo)]


def compile_one(po: Path, mo: Path) -> Path:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    # Written aside and renamed: a server that starts meanwhile never reads half a catalogue.
    with NamedTemporaryFile(dir=mo.parent, suffix=".tmp", delete=False) as part:
        write_mo(part, catalogue)
    Path(part.name).chmod(0o644)  # a temporary file is for its maker only
    return Path(part.name).replace(mo)


def _pairs(locale_dir: Path) -> Iterator[tuple[Path, Path]]:
    for po in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")):
        yield po, po.with_suffix(".mo")


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


if __name__ == "__main__":
    compile_catalogues()
