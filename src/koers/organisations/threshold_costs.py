"""What an organisation gains and pays with other thresholds of the talking points (P-O4)."""

from dataclasses import dataclass
from typing import Self

from django.utils.formats import number_format

from koers.organisations.models import OrganisationSettings
from koers.organisations.observed_alarms import COSTS

PARENTS_OF_A_CASELOAD = 25  # about as many as belong to fifteen families


@dataclass(frozen=True, slots=True)
class CostRow:
    """found, rise_found: of 100 such courses, how many are mentioned within half a year. by_chance: mentions
    a year with 25 parents that turn out to be chance."""

    stagnation: str
    rise: str
    found: int
    rise_found: int
    by_chance: int
    is_default: bool

    @classmethod
    def of(cls, stagnation: float, rise: float, *figures: float) -> Self:
        """figures: as in observed_alarms."""
        found, alarms, rise_found, _ = figures
        default = OrganisationSettings()
        return cls(
            stagnation=number_format(stagnation, 2),
            rise=number_format(rise, 2),
            found=round(100 * found),
            rise_found=round(100 * rise_found),
            by_chance=round(alarms * PARENTS_OF_A_CASELOAD),
            is_default=(stagnation, rise) == (default.stagnation_attention, default.rise_attention),
        )


def cost_rows() -> list[CostRow]:
    return [CostRow.of(*row) for row in COSTS]
