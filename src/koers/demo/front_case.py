"""The live profile on the front door: one made-up family, read and drawn by the code that staff work with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koers.demo.personas import walk_family, walk_worker
from koers.families.models import Family
from koers.trajectories.differences import Yardstick
from koers.trajectories.presenters.drawing import Drawing, Figures
from koers.trajectories.presenters.readings import PersonReading
from koers.trajectories.profiles import FamilyScores, Profile


@dataclass(frozen=True, slots=True)
class FrontCase:
    who: str
    readings: Sequence[PersonReading]
    wide: SafeString
    narrow: SafeString

    @classmethod
    def of(cls) -> Self | None:
        """What the family's own worker would see; None without the family, as in an empty database."""
        profile = _profile()
        if profile is None or not profile.with_scores:
            return None
        yardstick = Yardstick.of(profile.instrument)
        readings = [PersonReading.of(person, yardstick) for person in profile.with_lists]
        description = " ".join(reading.as_text for reading in readings)
        figures = Figures.of(Drawing(profile, expected={}, marks=(), description=description))
        return cls(
            who=_("The %(family)s family, today") % {"family": profile.family.name},
            readings=readings,
            wide=figures.wide,
            narrow=figures.narrow,
        )


def _profile() -> Profile | None:
    actor = walk_worker()
    family: Family | None = walk_family(actor) if actor else None
    if actor is None or family is None:
        return None
    scores = FamilyScores.read(actor, family)
    choices = scores.choices()
    return scores.profile(choices[0]) if choices else None
