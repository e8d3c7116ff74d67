"""Which lists may be entered for a family, and with which one to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from koers.families.models import Family
from koers.instruments.models import InstrumentVersion
from koers.measurements import policies


@dataclass(frozen=True, slots=True)
class Offer:
    """versions: what may be used here, the one to begin with first. are_examples_refused: lists are there,
    but their norms are made up and this family is real."""

    versions: tuple[InstrumentVersion, ...]
    are_examples_refused: bool = False

    @classmethod
    def of(cls, active: Sequence[InstrumentVersion], family: Family, *, is_first_time: bool) -> Self:
        """The first time the long list leads, so that its short list gets a start; then the short one."""
        usable = [version for version in active if policies.may_use(version, family)]
        derivations = [version.instrument.derivation for version in usable]
        sources = {derivation.source for derivation in derivations if derivation}
        ordered = sorted(usable, key=lambda version: (version.instrument_id in sources) is not is_first_time)
        return cls(tuple(ordered), are_examples_refused=bool(active) and not usable)

    @property
    def first(self) -> InstrumentVersion | None:
        return self.versions[0] if self.versions else None

    def named(self, instrument_id: str) -> InstrumentVersion | None:
        found = (version for version in self.versions if version.instrument_id == instrument_id)
        return next(found, None)
