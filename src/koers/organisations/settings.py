"""What an organisation chose, for every app that needs to know: `of(organisation_id).interval_days`."""

from uuid import UUID

from django.utils import translation

from koers.organisations.memory import Memory, remembered
from koers.organisations.models import FormOfAddress, Organisation, OrganisationSettings

__all__ = [
    "defaults",
    "forget",
    "know",
    "of",
    "of_the_only_one",
    "parents_language",
    "remembered",
    "speak_to_parents",
]

INFORMAL_DUTCH = "nl-informal"


def defaults(organisation_id: UUID) -> OrganisationSettings:
    return OrganisationSettings(organisation_id=organisation_id, version=0)


def _read(organisation_id: UUID) -> OrganisationSettings:
    newest = OrganisationSettings.objects.filter(organisation_id=organisation_id).first()
    return newest or defaults(organisation_id)


_settings = Memory("settings", _read)


def of(organisation_id: UUID) -> OrganisationSettings:
    """The newest version, or the defaults (not stored) where nobody chose anything yet."""
    return _settings.of(organisation_id)


def of_the_only_one() -> OrganisationSettings | None:
    """Where a whole installation serves one organisation; None where several share it."""
    ids = list(Organisation.objects.values_list("pk", flat=True)[:2])
    return of(ids[0]) if len(ids) == 1 else None


def know(found: OrganisationSettings) -> None:
    """For the rest of this request: what was read along with something else."""
    _settings.know(found.organisation_id, found)


def forget(organisation_id: UUID) -> None:
    """After a change within the same request."""
    _settings.forget(organisation_id)


def parents_language(organisation_id: UUID, language: str) -> str:
    """The language code for a parent's page: Dutch becomes informal where the organisation says je."""
    is_informal = of(organisation_id).form_of_address == FormOfAddress.JE
    return INFORMAL_DUTCH if is_informal and language == "nl" else language


def speak_to_parents(organisation_id: UUID) -> None:
    """For the rest of this request, speak as this organisation does to parents: u or je."""
    translation.activate(parents_language(organisation_id, translation.get_language() or ""))
