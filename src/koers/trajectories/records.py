"""What comes in to be kept: an expectation, a reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from koers.families.models import Child, Family
from koers.trajectories.models import ExpectedCourse

NOTE_FIELDS = (
    "course",
    "difference_between_parents",
    "difference_with_last_time",
    "deviation_from_expectation",
)


@dataclass(frozen=True, slots=True)
class ExpectationAnswer:
    """What is expected. rise_until: the day up to which a rise is expected; said_at: now when left open."""

    shape: ExpectedCourse
    text: str = ""
    rise_until: date | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewReading:
    """The four notes by the names of their fields, and exactly the lists that stood on the page (T49)."""

    family: Family
    child: Child
    shown: Sequence[UUID]
    notes: Mapping[str, str] = field(default_factory=dict)
    discuss_next: bool = False
