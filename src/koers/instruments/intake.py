"""An uploaded package, checked and taken in, or everything that is wrong with it."""

from django.core.exceptions import ValidationError

from koers.access.actor import Actor
from koers.instruments import actions
from koers.instruments.archive import ArchiveError, as_texts
from koers.instruments.fault_wording import worded, worded_each
from koers.instruments.models import InstrumentVersion
from koers.instruments.sources import read_upload
from koers.psychometrics import PackageErrors, parse_package


def take_in_upload(actor: Actor, data: bytes, name: str) -> tuple[InstrumentVersion | None, list[str]]:
    """The stored version, or every fault as a sentence with its place, in the language of the page."""
    try:
        source = read_upload(data, name)
    except ArchiveError as error:
        return None, [worded(error.fault)]
    try:
        parse_package(source.files)
        return actions.import_package(actor=actor, files=as_texts(source.files)), []
    except PackageErrors as error:
        return None, worded_each(source.faults(error))
    except ValidationError as error:
        return None, error.messages
