"""FHIR Questionnaires in and out, held against the standard's own model (the extra `fhir`)."""

import json
from typing import Any

from koers.instruments.archive import ArchiveError
from koers.psychometrics import Instrument
from koers.psychometrics.fhir_questionnaires import (
    FhirRefused,
    as_questionnaire,
    read_questionnaire,
    skeleton_text,
)
from koers.psychometrics.packages import INSTRUMENT_FILE, LICENCE_FILE

MOST_REASONS = 20
NOT_INSTALLED = "FHIR needs the extra `fhir`: pip install 'koers[fhir]'"


def skeleton_of(data: bytes, name: str) -> dict[str, str]:
    """The beginning of a package from a questionnaire. Raises ArchiveError with every reason against it."""
    try:
        resource = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{name} is no JSON that can be read: {error}") from error
    if not isinstance(resource, dict):
        raise ArchiveError(f"{name} holds no FHIR resource: expected a Questionnaire")
    try:
        found = read_questionnaire(resource)
    except FhirRefused as refused:
        raise ArchiveError(f"{name} is refused: {_listed(refused.reasons)}") from refused
    if faults := standard_faults(resource):
        raise ArchiveError(f"{name} is no valid FHIR R4 Questionnaire: {_listed(faults)}")
    files = {INSTRUMENT_FILE: skeleton_text(found)}
    if found.copyright:
        files[LICENCE_FILE] = f"{found.copyright}\n"
    return files


def questionnaire_text(instrument: Instrument) -> str:
    """The questionnaire as JSON, after the standard's model has accepted it."""
    resource = as_questionnaire(instrument)
    if faults := standard_faults(resource):
        raise ArchiveError(f"{instrument.id} cannot be written as FHIR: {_listed(faults)}")
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def standard_faults(resource: dict[str, Any]) -> list[str]:
    """What the strict model refuses: one line a fault. Raises ArchiveError without the extra.

    The model is that of R4B, whose Questionnaire is R4's; the library has no 4.0.1 (STACK).
    """
    try:
        from fhir.resources.R4B.questionnaire import Questionnaire  # half a second and 30 MB
    except ImportError as error:
        raise ArchiveError(NOT_INSTALLED) from error
    try:
        Questionnaire.model_validate(resource)
    except (ValueError, TypeError, RecursionError) as error:
        return _faults_of(error)
    return []


def _faults_of(error: Exception) -> list[str]:
    """A model's refusal lists its faults; other errors of the library are one."""
    listed = getattr(error, "errors", None)
    if listed is None:
        return [str(error).partition("\n")[0] or type(error).__name__]
    return [f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}" for found in listed()]


def _listed(reasons: list[str]) -> str:
    more = len(reasons) - MOST_REASONS
    rest = f"; and {more} more" if more > 0 else ""
    return "; ".join(reasons[:MOST_REASONS]) + rest
