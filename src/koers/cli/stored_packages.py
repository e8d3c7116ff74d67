"""Packages that an organisation holds, from and to files. Django starts only where one is named."""

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from koers.cli.errors import CommandError
from koers.cli.settings import set_up
from koers.instruments.archive import as_zip
from koers.psychometrics import Instrument

if TYPE_CHECKING:
    from koers.organisations.models import Organisation


def organisation_of(slug: str) -> "Organisation":
    """Raises CommandError that names the organisations there are."""
    from koers.organisations.models import Organisation

    try:
        return Organisation.objects.get(slug=slug)
    except Organisation.DoesNotExist:
        known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"there is no organisation {slug!r}; there is: {known}") from None


def take_in(slug: str, files: Mapping[str, str]) -> str:
    """Import a package that has been checked; the sentence for the person at the terminal."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from koers.instruments.actions import import_package
    from koers.organisations.actions import setting_up

    translation.activate("en")  # the command speaks English, as its help does
    organisation = organisation_of(slug)
    actor = setting_up(organisation, label=f"koers instrument import ({getpass.getuser()})")
    try:
        version = import_package(actor=actor, files=files)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if version.is_active:
        return f"{version} was here already, and is in use by {organisation.slug}"
    return f"{version} is imported; a behavioural scientist of {organisation.slug} can now put it into use"


def give_out(slug: str, named: str) -> Mapping[str, str]:
    """Files of a stored version: ID@VERSION, or of ID the one in use, else the newest."""
    set_up()
    from koers.instruments.models import InstrumentVersion

    organisation = organisation_of(slug)
    identifier, _, number = named.partition("@")
    versions = InstrumentVersion.objects.filter(organisation=organisation, instrument_id=identifier)
    if number:
        versions = versions.filter(version=number)
    version = versions.active().first() or versions.order_by("-imported_at").first()
    if version is None:
        held = InstrumentVersion.objects.filter(organisation=organisation)
        known = ", ".join(f"{one.instrument_id}@{one.version}" for one in held) or "none yet"
        raise CommandError(f"{organisation.slug} has no list {named!r}; it has: {known}")
    files: Mapping[str, str] = version.files
    return files


def write_out(out: str, files: Mapping[str, str], instrument: Instrument, *, as_fhir: bool) -> Path:
    """A new zip or folder, or one JSON file; its path. Raises CommandError when something is there."""
    if as_fhir:
        from koers.instruments.fhir import questionnaire_text

        path = Path(out or f"{instrument.id}-{instrument.version}.json")
        return _write_file(path, questionnaire_text(instrument).encode())
    path = Path(out or f"{instrument.id}-{instrument.version}.zip")
    if path.suffix.lower() == ".zip":
        return _write_file(path, as_zip(files))
    write_folder(path, {name: text.encode() for name, text in files.items()})
    return path


def _write_file(path: Path, content: bytes) -> Path:
    if path.exists():
        raise CommandError(f"{path} is there already: expected a new file")
    path.write_bytes(content)
    return path


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is there already: expected a new or empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
