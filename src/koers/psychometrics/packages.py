"""Text of an instrument package -> Instrument; every error names file, line and what was expected."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from koers.psychometrics import package_faults as faults
from koers.psychometrics.findings import Findings, PackageError, PackageErrors
from koers.psychometrics.instruments import Instrument
from koers.psychometrics.package_expected import check_expected
from koers.psychometrics.package_norms import read_norms
from koers.psychometrics.package_toml import read_instrument

INSTRUMENT_FILE = "instrument.toml"
NORMS_FILE = "norms.csv"
EXPECTED_FILE = "expected.csv"
LICENCE_FILE = "LICENCE.txt"
PACKAGE_FILES = (INSTRUMENT_FILE, NORMS_FILE, EXPECTED_FILE, LICENCE_FILE)

__all__ = ["PACKAGE_FILES", "PackageError", "PackageErrors", "content_hash", "parse_package"]


def parse_package(files: Mapping[str, bytes | str]) -> Instrument:
    """The instrument in the files of a package: name -> content.

    Only instrument.toml must be there: without norms.csv there are raw scores only; rows of expected.csv are
    scored and compared. Raises PackageErrors with everything that is wrong, not only the first.
    """
    findings = {name: Findings(name) for name in (*PACKAGE_FILES, *files)}
    for name in files:
        if name not in PACKAGE_FILES:
            findings[name].add(None, faults.NOT_PART(known=", ".join(PACKAGE_FILES)))
    texts = {name: _decoded(content, findings[name]) for name, content in files.items()}
    instrument = None
    if INSTRUMENT_FILE not in files:
        findings[INSTRUMENT_FILE].add(None, faults.FILE_MISSING())
    elif not findings[INSTRUMENT_FILE].errors:
        licence = texts.get(LICENCE_FILE, "")
        instrument = read_instrument(texts[INSTRUMENT_FILE], licence, findings[INSTRUMENT_FILE])
    if NORMS_FILE in files and not findings[NORMS_FILE].errors:
        norms = read_norms(texts[NORMS_FILE], instrument, findings[NORMS_FILE])
        instrument = instrument and replace(instrument, norms=norms)
    if EXPECTED_FILE in files and instrument is not None and not findings[NORMS_FILE].errors:
        check_expected(texts[EXPECTED_FILE], instrument, findings[EXPECTED_FILE])
    errors = [error for found in findings.values() for error in found.in_order()]
    if errors or instrument is None:
        raise PackageErrors(errors)
    return instrument


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


def _decoded(content: bytes | str, findings: Findings) -> str:
    """The text without a spreadsheet's byte-order mark and with plain line ends."""
    data = content.encode() if isinstance(content, str) else content
    try:
        decoded = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.add(line, faults.NOT_UTF8(byte=f"{data[error.start]:#04x}"))
        return ""
    if "\0" in decoded:  # no text has it, and PostgreSQL cannot store it
        findings.add(decoded.count("\n", 0, decoded.index("\0")) + 1, faults.HOLDS_NUL())
    return decoded.removeprefix("\ufeff").replace("\r\n", "\n")
