"""How far the set-up is, read from what there is: so it goes on where it stopped, on any device."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from koers.instruments.models import InstrumentVersion
from koers.organisations import settings
from koers.organisations.models import Organisation, Team


@dataclass(frozen=True, slots=True)
class Progress:
    has_lists: bool
    has_team: bool
    has_settings: bool

    @classmethod
    def of(cls, organisation_id: UUID) -> Self:
        return cls(
            InstrumentVersion.objects.filter(organisation_id=organisation_id).exists(),
            Team.objects.filter(organisation_id=organisation_id).exists(),
            settings.of(organisation_id).version > 0,
        )

    @property
    def next_screen(self) -> str:
        """URL name of the first screen that has nothing yet."""
        if self.has_settings:
            return "first_run:done"
        if self.has_team:
            return "first_run:settings"
        return "first_run:people" if self.has_lists else "first_run:lists"


def is_set_up() -> bool:
    return Organisation.objects.exists()
