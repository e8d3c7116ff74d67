"""The question before the profile opens: what do you expect to see (P-W7)."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from koers.families.wording import listed_name
from koers.trajectories.expectations import Expectations, newest_scored
from koers.trajectories.models import Expectation, ExpectedCourse
from koers.trajectories.presenters.drawing import slot_of
from koers.trajectories.profiles import Person, Point, Profile
from koers.trajectories.wording import pages
from koers.trajectories.wording.dates import day_in_year
from koers.trajectories.wording.expectations import SHAPE_BUTTONS, recorded


@dataclass(frozen=True, slots=True)
class ShapeButton:
    """value: what is sent, also the name of the small drawing on the button."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of whom something new came in. recorded: what was said already, empty while it is asked."""

    administration_id: UUID
    name: str
    slot: int
    new_list: str
    recorded: str


@dataclass(frozen=True, slots=True)
class GatePage:
    """Only names and dates: no score may be in the page before the answer is stored (T45)."""

    title: str
    child_id: UUID
    list_id: str
    asked: tuple[Asked, ...]
    buttons: tuple[ShapeButton, ...]
    has_recorded: bool

    @classmethod
    def of(cls, profile: Profile, expectations: Expectations) -> Self:
        pairs = [(person, newest_scored(person)) for person in profile.persons]
        asked = tuple(_asked(person, newest, expectations) for person, newest in pairs if newest)
        return cls(
            title=pages.family_title(profile.family.name),
            child_id=profile.child.pk,
            list_id=profile.version.instrument_id,
            asked=asked,
            buttons=tuple(
                ShapeButton(shape.value, listed_name(str(text))) for shape, text in SHAPE_BUTTONS.items()
            ),
            has_recorded=any(one.recorded for one in asked),
        )


def _asked(person: Person, newest: Point, expectations: Expectations) -> Asked:
    own = expectations.own(newest.administration_id)
    return Asked(
        administration_id=newest.administration_id,
        name=listed_name(person.name),
        slot=slot_of(person.slot),
        new_list=pages.new_list(day_in_year(newest.on)),
        recorded=_recorded(own) if own else "",
    )


def _recorded(own: Expectation) -> str:
    return recorded(None if own.is_skipped else ExpectedCourse(own.shape))
