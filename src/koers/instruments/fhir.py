"""FHIR Questionnaires in and out, held against the standard's own model (the extra `fhir`)."""

import json
from typing import Any

from koers.instruments import file_faults as faults
from koers.instruments.archive import ArchiveError
from koers.psychometrics import Instrument, package_faults
from koers.psychometrics.faults import Fault, Foreign
from koers.psychometrics.fhir_questionnaires import (
    FhirRefused,
    as_questionnaire,
    read_questionnaire,
    skeleton_text,
)
from koers.psychometrics.packages import INSTRUMENT_FILE, LICENCE_FILE

MOST_REASONS = 20
# What the model calls the two faults that have a sentence of their own.
MODEL_FAULTS = {"missing": faults.STANDARD_NEEDS, "extra_forbidden": faults.STANDARD_HAS_NOT}


def skeleton_of(data: bytes, name: str) -> dict[str, str]:
    """The beginning of a package from a questionnaire. Raises ArchiveError with every reason against it."""
    try:
        resource = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = Foreign(str(error), package_faults.LOOK_AT_MARKS())
        raise ArchiveError(faults.NO_JSON(name=name, reason=reason)) from error
    if not isinstance(resource, dict):
        raise ArchiveError(faults.NO_RESOURCE(name=name))
    try:
        found = read_questionnaire(resource)
    except FhirRefused as refused:
        raise ArchiveError(faults.FHIR_REFUSED(name=name, reasons=_listed(refused.faults))) from refused
    if found_faults := standard_faults(resource):
        raise ArchiveError(faults.NO_VALID_FHIR(name=name, reasons=_listed(found_faults)))
    files = {INSTRUMENT_FILE: skeleton_text(found)}
    if found.copyright:
        files[LICENCE_FILE] = f"{found.copyright}\n"
    return files


def questionnaire_text(instrument: Instrument) -> str:
    """The questionnaire as JSON, after the standard's model has accepted it."""
    resource = as_questionnaire(instrument)
    if found := standard_faults(resource):
        raise ArchiveError(faults.NOT_WRITABLE(name=instrument.id, reasons=_listed(found)))
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def standard_faults(resource: dict[str, Any]) -> list[Fault]:
    """What the strict model refuses. Raises ArchiveError without the extra.

    The model is that of R4B, whose Questionnaire is R4's; the library has no 4.0.1 (STACK).
    """
    try:
        from fhir.resources.R4B.questionnaire import Questionnaire  # half a second and 30 MB
    except ImportError as error:
        raise ArchiveError(faults.FHIR_NOT_INSTALLED()) from error
    try:
        Questionnaire.model_validate(resource)
    except (ValueError, TypeError, RecursionError) as error:
        return _faults_of(error)
    return []


def _faults_of(error: Exception) -> list[Fault]:
    """A model's refusal lists its faults; other errors of the library are one."""
    listed = getattr(error, "errors", None)
    if listed is None:
        words = str(error).partition("\n")[0] or type(error).__name__
        return [faults.STANDARD_OBJECTS(message=Foreign(words, faults.STANDARD_DIFFERS()))]
    return [_standard_says(found) for found in listed()]


def _standard_says(found: dict[str, Any]) -> Fault:
    kind = found["type"].rpartition(".")[2]
    instead = MODEL_FAULTS.get(kind, faults.STANDARD_DIFFERS)
    place = ".".join(str(part) for part in found["loc"])
    return faults.STANDARD_SAYS(place=place, message=Foreign(found["msg"], instead()))


def _listed(reasons: list[Fault]) -> tuple[Fault, ...]:
    more = len(reasons) - MOST_REASONS
    rest = (faults.AND_MORE(n=more),) if more > 0 else ()
    return (*reasons[:MOST_REASONS], *rest)
