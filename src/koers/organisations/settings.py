"""What an organisation chose, for every app that needs to know: `of(organisation_id).interval_days`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.utils import translation

from koers.organisations.models import FormOfAddress, Organisation, OrganisationSettings

INFORMAL_DUTCH = "nl-informal"

_known: ContextVar[dict[UUID, OrganisationSettings] | None] = ContextVar("known_settings", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within one request each organisation's settings are read once."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def of(organisation_id: UUID) -> OrganisationSettings:
    """The newest version, or the defaults (not stored) where nobody chose anything yet."""
    known = _known.get()
    if known is not None and organisation_id in known:
        return known[organisation_id]
    newest = OrganisationSettings.objects.filter(organisation_id=organisation_id).first()
    found = newest or OrganisationSettings(organisation_id=organisation_id, version=0)
    if known is not None:
        known[organisation_id] = found
    return found


def of_the_only_one() -> OrganisationSettings | None:
    """Where a whole installation serves one organisation; None where several share it."""
    ids = list(Organisation.objects.values_list("pk", flat=True)[:2])
    return of(ids[0]) if len(ids) == 1 else None


def forget(organisation_id: UUID) -> None:
    """After a change within the same request."""
    known = _known.get()
    if known is not None:
        known.pop(organisation_id, None)


def parents_language(organisation_id: UUID, language: str) -> str:
    """The language code for a parent's page: Dutch becomes informal where the organisation says je."""
    is_informal = of(organisation_id).form_of_address == FormOfAddress.JE
    return INFORMAL_DUTCH if is_informal and language == "nl" else language


def speak_to_parents(organisation_id: UUID) -> None:
    """For the rest of this request, speak as this organisation does to parents: u or je."""
    translation.activate(parents_language(organisation_id, translation.get_language() or ""))
